"""Queries that are drawn from papers: words that stand together, as a reader remembers them, and names in capitals."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from indexer.model import Passage

MOST_WORDS = 9
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z]{2,6}\b")


def drawn_questions(passages: Sequence[Passage], count: int) -> list[str]:
    """Draw distinct queries, the same each time: one to nine words of one passage, and every sixth time a name."""
    chance = random.Random(15)  # noqa: S311  # chance here is variety, not secrecy
    names = sorted({name for passage in passages for name in _NAME.findall(passage.text)})
    found: dict[str, None] = {}
    while len(found) < count:
        words = _WORD.findall(chance.choice(passages).text)
        size = chance.randint(1, MOST_WORDS)
        at = chance.randrange(max(len(words) - size, 0) + 1)
        drawn = words[at : at + size]
        if names and not len(found) % 6:
            drawn = [chance.choice(names), *drawn[:2]]
        if drawn:
            found[" ".join(drawn)] = None
    return list(found)
