"""The orders of hits as the cluster sorts them, with what comes before and after one of them.

Every order ends with the place of a passage in the corpus, so that no two hits are equal in it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

from indexer.engine.opensearch.mapping import DAY, DOCUMENT_PLACE, PLACE
from indexer.query.results import Sort

from .rows import Clause

SortKey = dict[str, Any]
SortValues = Sequence[Any]
SCORE = "_score"


class Order(NamedTuple):
    """The keys by which hits are sorted."""

    keys: tuple[tuple[str, str], ...]
    """Each a field or the score, and its direction."""

    def sort(self, *, reverse: bool = False) -> list[SortKey]:
        """Return it as the cluster takes it; what has no day is last, or first in the reverse order."""
        return [_sort_key(field, direction, reverse=reverse) for field, direction in self.keys]

    @property
    def has_score(self) -> bool:
        """Whether the score is a key; it is the first then."""
        return self.keys[0][0] == SCORE


_IN_CORPUS = ((DOCUMENT_PLACE, "asc"), (PLACE, "asc"), ("id", "asc"))
_BY: dict[Sort, tuple[tuple[str, str], ...]] = {
    "relevance": _IN_CORPUS,
    "document": _IN_CORPUS,
    "newest": ((DAY, "desc"), *_IN_CORPUS),
    "oldest": ((DAY, "asc"), *_IN_CORPUS),
}


def order_of(sort: Sort, *, by_score: bool) -> Order:
    """Return an order, in which the score goes first where it counts."""
    return Order((*(((SCORE, "desc"),) if by_score else ()), *_BY[sort]))


def _sort_key(field: str, direction: str, *, reverse: bool) -> SortKey:
    turned = {"asc": "desc", "desc": "asc"}[direction] if reverse else direction
    if field == SCORE:
        return {field: {"order": turned}}
    return {field: {"order": turned, "missing": "_first" if reverse else "_last"}}


def next_score(score: float) -> float:
    """Return the least score above one, in the numbers that the cluster has: they take 32 bits."""
    [bits] = struct.unpack("<i", struct.pack("<f", score))
    [above] = struct.unpack("<f", struct.pack("<i", bits + 1))
    return float(above)


def before(order: Order, values: SortValues) -> Clause:
    """Return the clause of what comes before a hit by the fields of an order; scores are not compared."""
    pairs = [(key, value) for key, value in zip(order.keys, values, strict=True) if key[0] != SCORE]
    clauses: list[Clause] = []
    for number, ((field, direction), value) in enumerate(pairs):
        equal = [_equal(key[0], known) for key, known in pairs[:number]]
        if (earlier := _earlier(field, direction, value)) is not None:
            clauses.append({"bool": {"filter": [*equal, earlier]}})
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _is_missing(field: str, value: Any) -> bool:
    """Return whether a sort value stands for a missing day: the cluster gives the largest or smallest number."""
    return value is None or (field == DAY and abs(int(value)) >= 2**31 - 1)


def _equal(field: str, value: Any) -> Clause:
    if _is_missing(field, value):
        return {"bool": {"must_not": [{"exists": {"field": field}}]}}
    return {"term": {field: value}}


def _earlier(field: str, direction: str, value: Any) -> Clause | None:
    if _is_missing(field, value):
        return {"exists": {"field": field}}
    return {"range": {field: {"lt" if direction == "asc" else "gt": value}}}
