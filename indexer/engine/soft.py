"""A query taken loosely: passages with most of its words, for a question that no passage has all the words of.

What is not a plain word (a phrase, a field, NOT) still holds as typed. The engine ranks what is found by the same
scores as ever. When to ask so is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import ceil

from indexer.language import forms, stem, stems

from .function_words import is_function_word
from .tree import And, Most, Node, Word

MOST = 0.5
"""The share of a query's words that a passage must have."""

PEOPLE = frozenset({"who", "whom"})
"""Words that ask for people."""


def softened(node: Node | None, typed: str = "", share: float = MOST) -> Node | None:
    """Give a tree that asks for at least a share of the words of another, function words left out.

    None where there is nothing to loosen: less than two words stand side by side at its top. A word counts as often
    as it stands in `typed`.
    """
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    words = [part for part in parts if isinstance(part, Word)]
    telling = [word for word in words if not is_function_word(word.text)] or words
    if len(words) < 2:
        return None
    found = _repeated(telling, typed)
    asked = not PEOPLE.isdisjoint(chain.from_iterable(forms(word.text) for word in words))
    most = Most(found, max(1, ceil(share * len(set(found)))), asked)
    others = [part for part in parts if not isinstance(part, Word)]
    return And((*others, most)) if others else most


def _repeated(words: Sequence[Word], typed: str) -> tuple[Word, ...]:
    """Give the words in the order in which they were typed, each as often as any form of it was."""
    by_stem = {stem(own[0]): word for word in reversed(words) if (own := forms(word.text))}
    return tuple(by_stem[found] for found in stems(typed) if found in by_stem) or tuple(words)
