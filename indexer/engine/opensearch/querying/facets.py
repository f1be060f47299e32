"""Facet counts, each without its own filter: what is asked of the cluster, and what its answers mean.

All values of a facet are counted, because those that are shown include all that are as frequent as the last of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from indexer.query.results import FacetName, Filters, Query

from .rows import Clause

VALUES_AT_ONCE = 5_000
"""Values of a facet that are asked for first where all values of all facets are too many to be given at a time."""
MOST_VALUES = 60_000
"""Values of all facets together that are asked for at a time; a cluster gives 65,535."""
VALUES_OF_A_PART = 65_000
MOST_PARTS = 1_000
Counts = dict[str, int]
Ask = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Asks for aggregations over what a query finds before its filters, and returns them."""


def passing(filters: Filters, excluded: Filters, but: FacetName | None = None) -> Clause | None:
    """Return the clause of the passages that pass all filters, or all but those of one facet; None where all do."""
    wanted = [{"terms": {facet: list(values)}} for facet, values in filters.items() if values and facet != but]
    unwanted = [{"terms": {facet: list(values)}} for facet, values in excluded.items() if values and facet != but]
    if not wanted and not unwanted:
        return None
    return {"bool": {"filter": wanted, "must_not": unwanted}}


def counted(query: Query, numbers: Mapping[FacetName, int] | None = None) -> dict[str, Any]:
    """Return the aggregations that count the values of the facets a query asks for.

    `numbers` are those of the values that passages of the build have.
    """
    sizes = _sizes({facet: numbers[facet] for facet in query.facets}) if numbers else {}
    return {facet: _of_facet(query, facet, sizes.get(facet, VALUES_AT_ONCE)) for facet in query.facets}


def _sizes(numbers: Mapping[FacetName, int]) -> dict[FacetName, int]:
    """Return how many values of each facet are asked for: all, but those of the facets with the most."""
    sizes: dict[FacetName, int] = {}
    left = MOST_VALUES
    for rest, (facet, number) in zip(
        range(len(numbers) - 1, -1, -1), sorted(numbers.items(), key=lambda each: each[1]), strict=True
    ):
        # One more than there are, so that a shard can say that it has no others.
        sizes[facet] = number + 1 if number + 1 <= left - rest * VALUES_AT_ONCE else VALUES_AT_ONCE
        left -= sizes[facet]
    return sizes


def _of_facet(query: Query, facet: FacetName, size: int, part: Mapping[str, Any] | None = None) -> dict[str, Any]:
    # A shard that has more values than are asked of it says so, and then they are counted anew.
    terms = {"terms": {"field": facet, "size": size, "shard_size": size, **(part or {})}}
    others = passing(query.filters, query.excluded, facet)
    return {"filter": others, "aggs": {"values": terms}} if others else terms


def counts_of(query: Query, found: Mapping[str, Any], ask: Ask) -> dict[FacetName, Counts]:
    """Return the number of passages of each value of the facets; `ask` is used for facets with very many values."""
    counts = {}
    for facet in query.facets:
        values = _values(found, facet)
        counts[facet] = _counts(values["buckets"]) if _is_whole(values) else _in_parts(query, facet, ask)
    return counts


def _in_parts(query: Query, facet: FacetName, ask: Ask) -> Counts:
    """Count very many values at once, or in parts that the cluster makes of them, until each is whole."""
    parts = 1
    while parts <= MOST_PARTS:
        counts: Counts = {}
        for part in range(parts):
            asked = {"include": {"partition": part, "num_partitions": parts}} if parts > 1 else None
            values = _values(ask({facet: _of_facet(query, facet, VALUES_OF_A_PART, asked)}), facet)
            if not _is_whole(values):
                break
            counts |= _counts(values["buckets"])
        else:
            return counts
        parts *= 4
    raise ValueError(f"the values of the facet {facet} cannot be counted")


def _values(found: Mapping[str, Any], facet: FacetName) -> Mapping[str, Any]:
    """Return the values of a facet in an answer, of what passes the filters of others where there are any."""
    counts: Mapping[str, Any] = found[facet]
    values: Mapping[str, Any] = counts if "buckets" in counts else counts["values"]
    return values


def _is_whole(values: Mapping[str, Any]) -> bool:
    return not values["sum_other_doc_count"] and not values["doc_count_error_upper_bound"]


def _counts(buckets: Iterable[Mapping[str, Any]]) -> Counts:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def shown_values(query: Query, facet: FacetName, counts: Counts) -> tuple[Counts, int]:
    """Return the values that a query asks for with their counts, and how many are left out."""
    limit = query.limit_of(facet)
    if limit is None or limit >= len(counts):
        return counts, 0
    least = sorted(counts.values(), reverse=True)[limit - 1] if limit > 0 else max(counts.values(), default=0) + 1
    chosen: Sequence[str] = (*query.selected_values(facet), *query.excluded_values(facet))
    kept = {value: count for value, count in counts.items() if count >= least or value in chosen}
    return kept, len(counts) - len(kept)
