"""Relaxes a query to passages that have most of its words, for a question where no passage has all of them.

A part that is not a plain word (a phrase, a field, NOT) still holds as typed. The engine scores the hits as usual. When
to relax a query is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from indexer.text.analysis import stemmed_terms

from .tree import And, Expanded, MinShouldMatch, Node, Term, word_count

MATCH_SHARE = 0.5
"""The share of a query's words that a passage must have."""


def relax(node: Node | None, typed: str = "", share: float = MATCH_SHARE) -> Node | None:
    """Return a tree that asks for at least a share of the words of another; all words weigh the same.

    Return None when there is nothing to relax: fewer than two words stand side by side at the top. A word counts as
    often as it occurs in `typed`; words that form one meaning count together.
    """
    if isinstance(node, Expanded) and isinstance(node.part, And):
        node = node.part  # the query is a single name, so its words are what can be relaxed
    parts = node.parts if isinstance(node, And) else ()
    words = [part for part in parts if isinstance(part, Term | Expanded)]
    if not isinstance(node, And) or len(words) < 2:
        return None
    weighted = _repeated(words, typed)
    relaxed = MinShouldMatch(weighted, max(1, ceil(share * sum(map(word_count, set(weighted))))), node.asks_for_people)
    unchanged = [part for part in parts if part not in words]
    return And((*unchanged, relaxed)) if unchanged else relaxed


def _repeated(parts: Sequence[Term | Expanded], typed: str) -> tuple[Node, ...]:
    """Return the parts in the order in which they were typed, each as often as any form of its first word was."""
    by_stems = {stems: part for part in reversed(parts) if (stems := stemmed_terms(_first_word(part)))}
    typed_stems = stemmed_terms(typed)
    rows = (
        typed_stems[start : start + length]
        for start in range(len(typed_stems))
        for length in sorted(set(map(len, by_stems)))
    )
    return tuple(by_stems[row] for row in rows if row in by_stems) or tuple(parts)


def _first_word(part: Node) -> str:
    """Return the first word of a part."""
    match part:
        case Term(text):
            return text
        case Expanded(inner):
            return _first_word(inner)
        case And((first, *_)):
            return _first_word(first)
        case _:
            return ""
