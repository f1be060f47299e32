"""All hits of a query: only a test asks for them at once."""

from __future__ import annotations

from typing import Protocol

from indexer.query.results import Query

MOST = 1_000_000


class FirstHits(Protocol):
    """An engine or a library."""

    def first(self, query: Query, n: int) -> tuple[str, ...]:
        """Return the ids of the first hits."""


def all_ids(asked: FirstHits, query: Query) -> tuple[str, ...]:
    """Return the ids of all hits in the query's order."""
    return asked.first(query, MOST)
