"""Puts the passages that write a name in capitals, as it was typed, above those that only have the same letters.

Letter case is folded everywhere else. The index stores words in capitals in a field of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.rows import Mask, Numbers, Values, contains, union
from indexer.query.tree import Expanded, Node, Phrase, Term
from indexer.text.analysis import terms_in

from .lists import TermLists

OTHER_CASE_WEIGHT = 0.05
"""Weight of a match of a name in other letters: `us` says next to nothing about the `US`."""
BELOW = 0.99
"""What the best passage without a name scores, relative to the worst with it."""


class CapitalsMatcher:
    """Compares capitals in one index; safe to use from many threads."""

    def __init__(self, lists: TermLists) -> None:
        self._lists = lists

    @staticmethod
    def is_name(node: Node) -> bool:
        """Return whether a node asks for a name in capitals."""
        return bool(name_of(node))

    def without_name(self, node: Node, passages: Numbers, budget: Budget) -> Mask | None:
        """Return for each of the found passages whether it does not write a name in capitals; None for no name."""
        name = name_of(node)
        return ~contains(self._having(name, budget), passages, self._lists.size) if name else None

    def rank_names_first(
        self,
        parts: Sequence[Node],
        passages: Numbers,
        scores: Values,
        find: Callable[[Node], Numbers],
        budget: Budget,
    ) -> Values:
        """Return scores in which the passages that have a name only in other letters are below all others.

        `find` returns the passages that a node matches: an alternative of a name is as good as the name.
        """
        lacking: Mask | None = None
        for part in parts:
            nodes = (part.part, *part.alternatives) if isinstance(part, Expanded) else (part,)
            if any(map(name_of, nodes)):
                having = [self._having(name, budget) if (name := name_of(node)) else find(node) for node in nodes]
                without = ~contains(union(having, self._lists.size), passages, self._lists.size)
                lacking = without if lacking is None else lacking | without
        return scores if lacking is None else lowered(scores, lacking)

    def _having(self, name: str, budget: Budget) -> Numbers:
        return self._lists.bag_counts("capitals", [name], budget).passages


def lowered(scores: Values, lacking: Mask, weight: float = 1.0) -> Values:
    """Return scores with those of some passages below those of all others, at most `weight` of what they were."""
    if not lacking.any():
        return scores
    lowest = scores.min(where=~lacking, initial=np.inf)
    highest = scores.max(where=lacking, initial=0.0)
    if highest <= 0 or not lowest or lowest == np.inf:
        return scores
    return np.where(lacking, scores * min(weight, BELOW * lowest / highest), scores)


def name_of(node: Node) -> str:
    """Return the name, folded, that a word or a quotation of one word asks for in capitals; empty for other nodes."""
    match node:
        case Term(text, is_name=True):
            return "".join(terms_in(text))
        case Phrase(text) if text.isupper() and len(text) > 1 and len(terms_in(text)) == 1:
            return terms_in(text)[0]
        case _:
            return ""
