"""Keeps the rows of the term nodes asked for last: the next page or the next filter asks for the same terms."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from indexer.engine.budget import Budget
from indexer.engine.rows import Row, read_only
from indexer.query.tree import Node

CACHED_NODES = 32
"""The number of nodes whose rows are kept."""
CACHED_PASSAGES = 2_000_000
"""The number of passages in all rows that are kept, each of 16 bytes."""


class RowCache:
    """Rows by node, the least used of which are dropped; safe to use from many threads."""

    def __init__(self) -> None:
        self._rows: OrderedDict[Node, Row] = OrderedDict()
        self._passages = 0
        self._lock = threading.Lock()

    def get(self, node: Node, make: Callable[[], Row], budget: Budget) -> Row:
        """Return the row of a node, made where it is not kept; one that a budget cut is not kept."""
        with self._lock:
            if node in self._rows:
                self._rows.move_to_end(node)
                return self._rows[node]
        row = read_only(make())
        if not budget.cut and len(row.passages) <= CACHED_PASSAGES:
            self._keep(node, row)
        return row

    def _keep(self, node: Node, row: Row) -> None:
        with self._lock:
            if node not in self._rows:
                self._passages += len(row.passages)
            self._rows[node] = row
            while len(self._rows) > CACHED_NODES or self._passages > CACHED_PASSAGES:
                _, dropped = self._rows.popitem(last=False)
                self._passages -= len(dropped.passages)
