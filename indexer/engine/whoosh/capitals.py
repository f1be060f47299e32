"""Puts the passages that write a name in capitals, as it was typed, above those that only have the same letters.

Letter case is folded everywhere else. The index stores words in capitals in a field of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer.query.tree import And, Expanded, Node, Phrase, Term
from indexer.text.analysis import terms_in

from .postings import PostingLists
from .writer import CAPITALS_FIELD

OTHER_CASE_WEIGHT = 0.05
"""Weight of a match of a name in other letters: `us` says next to nothing about the `US`."""
BELOW = 0.99
"""What the best passage without a name scores, relative to the worst with it."""


class CapitalsMatcher:
    """Compares capitals in one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists) -> None:
        self._lists = lists

    def rank_names_first(self, nodes: Iterable[Node], scores: dict[int, float], weight: float = 1.0) -> None:
        """Lower the scores of the passages without one of the names among the nodes below all that have them.

        What is lowered weighs at most `weight` of what it did.
        """
        names = {name for node in nodes for name in _names_in(node)}
        if not names or not scores:
            return
        having = scores.keys() & set.intersection(
            *(set(self._lists.position_bytes(CAPITALS_FIELD, [name])) for name in sorted(names))
        )
        lacking = scores.keys() - having
        if not having or not lacking:
            return
        lowest, highest = min(map(scores.__getitem__, having)), max(map(scores.__getitem__, lacking))
        factor = min(weight, BELOW * lowest / highest) if highest > 0 else weight
        for number in lacking:
            scores[number] *= factor


def _names_in(node: Node) -> Iterable[str]:
    """Return the names, folded, that a word or its alternatives ask for in capitals."""
    match node:
        case Term(text, is_name=True):
            return ("".join(terms_in(text)),)
        case Phrase(text) if text.isupper() and len(text) > 1 and len(terms_in(text)) == 1:
            return terms_in(text)
        case Expanded(part, alternatives):
            return {name for inner in (part, *alternatives) if isinstance(inner, Term) for name in _names_in(inner)}
        case And(parts):
            return {name for part in parts for name in _names_in(part)}
        case _:
            return ()
