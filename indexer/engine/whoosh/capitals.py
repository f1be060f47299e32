"""Puts the passages that write a name in capitals, as it was typed, above those that only have the same letters.

Letter case is folded everywhere else. The index stores words in capitals in a field of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set

from indexer.query.tree import Expanded, Node, Phrase, Term
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

    def without_name(self, node: Node, scores: Mapping[int, float]) -> set[int]:
        """Return those of the found passages that do not write a name in capitals; none for what is no name."""
        name = _name(node)
        return set(scores.keys() - self._having(name)) if name else set()

    def rank_names_first(
        self, parts: Iterable[Node], scores: dict[int, float], find: Callable[[Node], Mapping[int, float]]
    ) -> None:
        """Lower the scores of the passages that have a name only in other letters below all others.

        `find` returns the passages that a node matches: an alternative of a name is as good as the name.
        """
        lacking: set[int] = set()
        for part in parts:
            nodes = (part.part, *part.alternatives) if isinstance(part, Expanded) else (part,)
            if any(map(_name, nodes)):
                having = (self._having(name) if (name := _name(node)) else find(node).keys() for node in nodes)
                lacking |= scores.keys() - set().union(*having)
        lower(scores, lacking)

    def _having(self, name: str) -> Set[int]:
        return self._lists.position_bytes(CAPITALS_FIELD, [name]).keys()


def lower(scores: dict[int, float], lacking: Collection[int], weight: float = 1.0) -> None:
    """Lower the scores of some passages below those of all others, to at most `weight` of what they were."""
    if not lacking:  # every term of a query comes here, and few are names
        return
    lowest = min((score for number, score in scores.items() if number not in lacking), default=0.0)
    highest = max(map(scores.__getitem__, lacking), default=0.0)
    if highest <= 0 or not lowest:
        return
    factor = min(weight, BELOW * lowest / highest)
    for number in lacking:
        scores[number] *= factor


def _name(node: Node) -> str:
    """Return the name, folded, that a word or a quotation of one word asks for in capitals; empty for other nodes."""
    match node:
        case Term(text, is_name=True):
            return "".join(terms_in(text))
        case Phrase(text) if text.isupper() and len(text) > 1 and len(terms_in(text)) == 1:
            return terms_in(text)[0]
        case _:
            return ""
