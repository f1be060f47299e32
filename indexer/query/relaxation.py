"""A query taken loosely: passages with most of its words, for a question that no passage has all the words of.

What is not a plain word (a phrase, a field, NOT) still holds as typed. The engine ranks what is found by the same
scores as ever. When to ask so is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from indexer.text.analysis import forms, stem, stems

from .tree import And, Most, Node, Widened, Word, words_in

MOST = 0.5
"""The share of a query's words that a passage must have."""


def softened(node: Node | None, typed: str = "", share: float = MOST) -> Node | None:
    """Give a tree that asks for at least a share of the words of another, each as much worth as any other.

    None where there is nothing to loosen: less than two words stand side by side at its top. A word counts as often
    as it stands in `typed`; words that mean something together count together.
    """
    if isinstance(node, Widened) and isinstance(node.part, And):
        node = node.part  # the query is one name: its words are what can be loosened
    parts = node.parts if isinstance(node, And) else ()
    words = [part for part in parts if isinstance(part, Word | Widened)]
    if not isinstance(node, And) or len(words) < 2:
        return None
    found = _repeated(words, typed)
    most = Most(found, max(1, ceil(share * sum(map(words_in, set(found))))), node.people)
    others = [part for part in parts if part not in words]
    return And((*others, most)) if others else most


def _repeated(parts: Sequence[Word | Widened], typed: str) -> tuple[Node, ...]:
    """Give the parts in the order in which they were typed, each as often as any form of its first word was."""
    by_stem = {stem(own[0]): part for part in reversed(parts) if (own := forms(_first(part)))}
    return tuple(by_stem[found] for found in stems(typed) if found in by_stem) or tuple(parts)


def _first(part: Node) -> str:
    """Give the first word of a part."""
    match part:
        case Word(text):
            return text
        case Widened(inner):
            return _first(inner)
        case And((one, *_)):
            return _first(one)
        case _:
            return ""
