"""Where a term node matches, and a memory of those asked for last: the next page or filter asks for the same terms."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from indexer.engine.budget import Budget
from indexer.engine.rows import Numbers, Values
from indexer.query.tree import TermNode

CACHED_NODES = 32
"""The number of nodes that are kept."""
CACHED_PASSAGES = 2_000_000
"""The number of passages of all nodes that are kept, each of 16 bytes, or 24 with its score."""


@dataclass
class TermMatches:
    """The passages in which a term node matches, ascending, and how often; scores are computed where needed."""

    node: TermNode
    passages: Numbers
    values: Values
    """What counts in each passage: occurrences where `shares` is set, and BM25F's frequencies where it is not."""
    shares: Values | None
    """What one occurrence adds to the frequency in each passage of the index."""
    scores: Values | None = None
    """The scores of all of them, once they were computed."""


class MatchesCache:
    """Matches by node, the least used of which are dropped; safe to use from many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[TermNode, TermMatches] = OrderedDict()
        self._passages = 0
        self._lock = threading.Lock()

    def get(self, node: TermNode, make: Callable[[], TermMatches], budget: Budget) -> TermMatches:
        """Return the matches of a node, made where they are not kept; what a budget cut is not kept."""
        with self._lock:
            if node in self._kept:
                self._kept.move_to_end(node)
                return self._kept[node]
        matches = make()
        for shared in (matches.passages, matches.values):
            shared.flags.writeable = False
        if not budget.cut and len(matches.passages) <= CACHED_PASSAGES:
            self._keep(matches)
        return matches

    def _keep(self, matches: TermMatches) -> None:
        with self._lock:
            if matches.node not in self._kept:
                self._passages += len(matches.passages)
                self._kept[matches.node] = matches
            while len(self._kept) > CACHED_NODES or self._passages > CACHED_PASSAGES:
                _, dropped = self._kept.popitem(last=False)
                self._passages -= len(dropped.passages)

    def clear(self) -> None:
        """Forget all matches."""
        with self._lock:
            self._kept.clear()
            self._passages = 0
