"""A query taken loosely: passages with most of its words, for a question that no passage has all the words of.

What is not a plain word (a phrase, a field, NOT) still holds as typed. The engine ranks what is found by the same
scores as ever. When to ask so is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from indexer.text.analysis import stem, stemmed_terms, terms_in

from .tree import And, Expanded, MinShouldMatch, Node, Term, word_count

MATCH_SHARE = 0.5
"""The share of a query's words that a passage must have."""


def relax(node: Node | None, typed: str = "", share: float = MATCH_SHARE) -> Node | None:
    """Give a tree that asks for at least a share of the words of another, each as much worth as any other.

    None where there is nothing to loosen: less than two words stand side by side at its top. A word counts as often
    as it stands in `typed`; words that mean something together count together.
    """
    if isinstance(node, Expanded) and isinstance(node.part, And):
        node = node.part  # the query is one name: its words are what can be loosened
    parts = node.parts if isinstance(node, And) else ()
    words = [part for part in parts if isinstance(part, Term | Expanded)]
    if not isinstance(node, And) or len(words) < 2:
        return None
    found = _repeated(words, typed)
    most = MinShouldMatch(found, max(1, ceil(share * sum(map(word_count, set(found))))), node.asks_for_people)
    others = [part for part in parts if part not in words]
    return And((*others, most)) if others else most


def _repeated(parts: Sequence[Term | Expanded], typed: str) -> tuple[Node, ...]:
    """Give the parts in the order in which they were typed, each as often as any form of its first word was."""
    by_stem = {stem(own[0]): part for part in reversed(parts) if (own := terms_in(_first(part)))}
    return tuple(by_stem[found] for found in stemmed_terms(typed) if found in by_stem) or tuple(parts)


def _first(part: Node) -> str:
    """Give the first word of a part."""
    match part:
        case Term(text):
            return text
        case Expanded(inner):
            return _first(inner)
        case And((one, *_)):
            return _first(one)
        case _:
            return ""
