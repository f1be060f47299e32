"""The stored values of all passages of one index, opened: what filters, facets, orders and groups are answered from.

Opening reads nothing; what is used is mapped. Passages are given by their numbers, ascending, and living ones only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.disk.hashing import id_hash
from indexer.engine.columns.columns import Columns
from indexer.engine.columns.strings import ABSENT
from indexer.engine.inputs import AnyOfField, ValueNode
from indexer.meetings.dates import first_day, last_day
from indexer.query.results import (
    FACETS,
    FIELD_FACETS,
    NO_SESSION_PREFIX,
    FacetName,
    Filters,
    Grouping,
    GroupKey,
    IndexSummary,
    Query,
    Sort,
    ValuesPage,
)
from indexer.query.tree import Field, Range

from . import layout
from .counting import Counted, JointTable, tally
from .index_writer import VALUES_FACTS
from .of_passage import year_in
from .tables import Mask, Numbers, ValueTable, values_page
from .writer import HASH_MASK

FEW_HITS = 1_000
"""The most hits that are not counted by row first: 100 take three quarters of the time without, 3,000 a tenth more
(6,545 rows of ten values, numpy 2.4)."""


@dataclass(frozen=True)
class RowCounts:
    """Some rows, and how many passages each stands for; without counts each stands for one, and may be there again."""

    rows: Numbers
    counts: Numbers | None

    def where(self, wanted: Mask) -> RowCounts:
        """Return the rows at which a mask over these rows holds."""
        return RowCounts(self.rows[wanted], None if self.counts is None else self.counts[wanted])

    def joined(self, others: RowCounts) -> RowCounts:
        """Return these rows and others, of which none is among these."""
        rows = np.concatenate([self.rows, others.rows])
        if self.counts is None or others.counts is None:
            return RowCounts(rows, None)
        return RowCounts(rows, np.concatenate([self.counts, others.counts]))


@dataclass(frozen=True)
class FilteredRows:
    """The rows of hits that pass every filter, and for each facet those that only its filter excludes."""

    passes: Mask | None
    """Whether each hit passes; None where nothing is filtered."""
    passing: RowCounts
    excluded_by: Mapping[FacetName, RowCounts]


class ValueCounts(NamedTuple):
    """Values of a facet with the number of passages of each, and how many values were left out."""

    counts: Mapping[str, int]
    more: int


class ValueColumns:
    """All stored values of each passage by its number; safe to use from many threads."""

    def __init__(self, columns: Columns) -> None:
        """Take the opened index; raise LookupError when it has no values, and IndexDamaged when a file is missing."""
        facts = columns.manifest.facts[VALUES_FACTS]
        self.facts = IndexSummary(facts["passages"], facts["digest"])
        self._index, self._alive, self.passages = columns.files, columns.alive, columns.passages
        self._segments = columns.segments
        self._files = columns.files if facts["joined"] else columns.segments[0].files
        self.tables: Mapping[FacetName, ValueTable] = layout.open_tables(self._files)
        self._joint = JointTable(self._files, {facet: table.values for facet, table in self.tables.items()})
        self._rows = self._files.array(layout.ROWS) if layout.ROWS in self._files else None
        self.priors: NDArray[np.float64] = self._files.array(layout.PRIORS)
        self.follows: Mask = self._files.array(layout.FOLLOWS).view(np.bool_)
        """Whether each passage stands after another one of the same spoken paper."""
        self._document_of = self._files.array("document_of")
        self._first_passages = np.array([segment.first for segment in self._segments])
        self._ids = [segment.files.strings(layout.IDS) for segment in self._segments]
        self._hashes = [segment.files.array(layout.ID_HASHES) for segment in self._segments]
        self._id_order = self._index.array(layout.ID_ORDER)
        self._first_documents = np.cumsum([0, *(len(segment.documents) for segment in self._segments)])

    def ranks(self, sort: Sort) -> NDArray[Any]:
        """Return the rank of each passage in an order; of equals by relevance that in document order."""
        return self._index.array(layout.RANKS["document" if sort == "relevance" else sort])

    # ids

    def id_of(self, passage: int) -> str:
        """Return the id of a passage."""
        segment = int(np.searchsorted(self._first_passages, passage, side="right")) - 1
        return self._ids[segment][int(passage - self._first_passages[segment])]

    def ids_of(self, passages: Numbers) -> tuple[str, ...]:
        """Return the ids of passages."""
        segments = self._first_passages.searchsorted(passages, side="right") - 1
        places = passages - self._first_passages.take(segments)
        return tuple(
            self._ids[segment].at(place) for segment, place in zip(segments.tolist(), places.tolist(), strict=True)
        )

    def number_of(self, id_: str) -> int:
        """Return the number of the living passage with an id; ABSENT when there is none."""
        wanted = id_hash(id_) & HASH_MASK
        place = bisect_left(self._id_order, wanted, key=self._hash_of)
        while place < len(self._id_order) and self._hash_of(passage := int(self._id_order[place])) == wanted:
            if self.id_of(passage) == id_:
                return passage
            place += 1
        return ABSENT

    def _hash_of(self, passage: int) -> int:
        segment = int(np.searchsorted(self._first_passages, passage, side="right")) - 1
        return int(self._hashes[segment][int(passage - self._first_passages[segment])])

    # fields

    def with_value(self, node: ValueNode) -> Numbers:
        """Return the living passages with a value of a field, or with any value in a range, ascending."""
        return self._passages_of(self._rows_with(node))

    def has_value(self, node: ValueNode, passages: Numbers) -> Mask:
        """Return for each of some living passages whether it has a value of a field, or any value in a range."""
        return self._rows_with(node).take(passages if self._rows is None else self._rows.take(passages))

    def _rows_with(self, node: ValueNode) -> Mask:
        """Return for each row whether it has a value of a field, or any value in a range."""
        if isinstance(node, Range) and node.name == "date":
            low, high = first_day(node.low), last_day(node.high)
            firsts, lasts = self._files.array(layout.FIRST_DAYS), self._files.array(layout.LAST_DAYS)
            in_range: Mask = (firsts > 0) & (firsts <= high) & (lasts >= low)
            return in_range
        table = self.tables[FIELD_FACETS[node.name]]
        if isinstance(node, Field):
            return table.having(table.mask([node.value]))
        if isinstance(node, AnyOfField):
            return table.having(table.mask(node.values))
        fits = year_in(node)
        return table.having(np.array([fits(value) for value in table.values], dtype=np.bool_))

    def _passages_of(self, rows: Mask) -> Numbers:
        passages = rows if self._rows is None else rows.take(self._rows)
        return np.flatnonzero(passages if self._alive is None else passages & self._alive)

    @cached_property
    def everything(self) -> Numbers:
        """All living passages."""
        return np.arange(self.passages) if self._alive is None else np.flatnonzero(self._alive)

    # filters and facets

    def apply_filters(self, hits: Numbers, filters: Filters, excluded: Filters) -> FilteredRows:
        """Split hits by the selected values and by the excluded values of each facet."""
        filtered = [facet for facet in FACETS if filters.get(facet) or excluded.get(facet)]
        found = self._row_counts(hits)
        if not filtered:
            return FilteredRows(None, found, {})
        fails = {facet: self._fails(facet, filters.get(facet, ()), excluded.get(facet, ())) for facet in filtered}
        failed = sum((mask.view(np.uint8) for mask in fails.values()), start=np.zeros(1, dtype=np.uint8))
        of_rows = failed[found.rows]
        excluded_by = {facet: found.where((of_rows == 1) & mask[found.rows]) for facet, mask in fails.items()}
        rows = hits if self._rows is None else self._rows[hits]
        return FilteredRows(failed[rows] == 0, found.where(of_rows == 0), excluded_by)

    def _fails(self, facet: FacetName, selected: Collection[str], excluded: Collection[str]) -> Mask:
        """Return for each row whether it has no selected value of a facet, or an excluded one."""
        table = self.tables[facet]
        missing = ~table.having(table.mask(tuple(selected))) if selected else np.zeros(table.rows, dtype=np.bool_)
        return missing | table.having(table.mask(tuple(excluded))) if excluded else missing

    def _row_counts(self, hits: Numbers) -> RowCounts:
        if self._rows is None:
            return RowCounts(hits, None)
        rows = self._rows.take(hits)
        if len(hits) <= FEW_HITS:
            return RowCounts(rows, None)
        return RowCounts(*tally(rows, None, self.tables["kind"].rows))

    def count_values(self, filtered: FilteredRows, query: Query) -> dict[FacetName, ValueCounts]:
        """Count the values of the facets that a query asks for, each facet without its own filter.

        With a limit each has so many values, the most frequent ones, with all that are as frequent as the last of them,
        and those that the query selects or excludes.
        """
        if not len(filtered.passing.rows) and not filtered.excluded_by:
            return {facet: ValueCounts({}, 0) for facet in query.facets}
        if not query.facets:
            return {}
        # All facets are chosen from and named in one step: there are twelve, and most have a few values.
        (numbers, counts), ends = self._count_all(filtered, query.facets)
        least = [
            _nth_highest(counts[start:end], limit)
            if (limit := query.limit_of(facet)) is not None and limit < end - start
            else 0
            for facet, (start, end) in zip(query.facets, pairwise(ends), strict=True)
        ]
        sizes = [end - start for start, end in pairwise(ends)]
        if any(least):
            wanted = (counts >= np.repeat(least, sizes)) | self._chosen(query, numbers)
            numbers, counts, ends = numbers.compress(wanted), counts.compress(wanted), _ends_within(wanted, ends)
        names, amounts = self._joint.names(numbers), counts.tolist()
        return {
            facet: ValueCounts(dict(zip(names[start:end], amounts[start:end], strict=True)), size - (end - start))
            for facet, size, (start, end) in zip(query.facets, sizes, pairwise(ends), strict=True)
        }

    def corpus_counts(self, facets: Sequence[FacetName]) -> dict[FacetName, Mapping[str, int]]:
        """Return how many living passages have each value of some facets."""
        query = Query(facets=tuple(facets))
        counted = self.count_values(self.apply_filters(self.everything, {}, {}), query)
        return {facet: counts for facet, (counts, _) in counted.items()}

    def _count_all(self, filtered: FilteredRows, facets: Sequence[FacetName]) -> tuple[Counted, list[int]]:
        """Count the values of some facets, each without its own filter; say where those of each begin, and the end."""
        all_passing = self._joint.count(filtered.passing.rows, filtered.passing.counts)
        if not filtered.excluded_by and tuple(facets) == self._joint.facets:
            return all_passing, self._joint.ends(all_passing)
        passing = self._joint.by_facet(all_passing)
        for facet, other in filtered.excluded_by.items():
            rows = filtered.passing.joined(other)
            passing[facet] = self._joint.by_facet(self._joint.count(rows.rows, rows.counts))[facet]
        of_facets = [passing[facet] for facet in facets]
        joined = Counted(*map(np.concatenate, zip(*of_facets, strict=True)))
        return joined, [0, *accumulate(len(found.numbers) for found in of_facets)]

    def _chosen(self, query: Query, numbers: Numbers) -> Mask | bool:
        """Return which of some values a query selects or excludes; they are counted however rare they are."""
        chosen = [
            self._joint.number(facet, value)
            for facet in query.facets
            for value in (*query.selected_values(facet), *query.excluded_values(facet))
        ]
        return np.isin(numbers, chosen) if chosen else False

    def values(self, facet: FacetName, prefix: str, after: str, n: int) -> ValuesPage:
        """Return the next `n` values of a facet that begin with a prefix, after a value, by code points."""
        return values_page(self.tables[facet].values, prefix, after, n)

    def known(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values that passages have."""
        return frozenset(value for value in values if self.tables[facet].number(value) != ABSENT)

    # groups

    def group_numbers(self, hits: Numbers, by: Grouping) -> Numbers:
        """Return a number of the group of each hit; `group_key` says which group it is."""
        documents = self._document_of[hits].astype(np.int64)
        if by == "document":
            return documents
        sessions = self._sessions_of(hits)
        outside = len(self.tables["session"].values)
        return np.where(sessions < outside, sessions, outside + documents)

    def count_outside(self, groups: Numbers, by: Grouping) -> int:
        """Return how many groups are of passages outside of the sessions of a paper."""
        return int(np.count_nonzero(groups >= len(self.tables["session"].values))) if by == "session" else 0

    def group_key(self, number: int, by: Grouping) -> str:
        """Return the key of a group by its number."""
        if by == "document":
            return self._document_id(number)
        sessions = self.tables["session"].values
        return (
            sessions[number]
            if number < len(sessions)
            else NO_SESSION_PREFIX + self._document_id(number - len(sessions))
        )

    def within(self, hits: Numbers, group: GroupKey) -> Mask:
        """Return which hits are of a group."""
        none = np.zeros(len(hits), dtype=np.bool_)
        if group.by == "session" and not group.key.startswith(NO_SESSION_PREFIX):
            number = self.tables["session"].number(group.key)
            return self._sessions_of(hits) == number if number != ABSENT else none
        document = self._document_number(
            group.key.removeprefix(NO_SESSION_PREFIX) if group.by == "session" else group.key
        )
        if document == ABSENT:
            return none
        inside: Mask = self._document_of[hits] == document
        return (
            inside
            if group.by == "document"
            else inside & (self._sessions_of(hits) == len(self.tables["session"].values))
        )

    def _sessions_of(self, hits: Numbers) -> Numbers:
        rows = hits if self._rows is None else self._rows[hits]
        return self.tables["session"].single(rows).astype(np.int64)

    def _document_id(self, number: int) -> str:
        segment = int(np.searchsorted(self._first_documents, number, side="right")) - 1
        return self._segments[segment].documents[int(number - self._first_documents[segment])]

    def _document_number(self, id_: str) -> int:
        order = self._index.array(layout.DOCUMENT_ORDER)
        place = bisect_left(order, id_, key=lambda number: self._document_id(int(number)))
        return int(order[place]) if place < len(order) and self._document_id(int(order[place])) == id_ else ABSENT


def _nth_highest(counts: Numbers, n: int) -> int:
    """Return the `n`th highest of more than `n` counts; more than any for 0."""
    return int(np.partition(counts, len(counts) - n)[len(counts) - n]) if n > 0 else int(counts.max()) + 1


def _ends_within(wanted: Mask, ends: Sequence[int]) -> list[int]:
    """Return where parts of a row begin and end once only what a mask wants is left of it."""
    kept = np.zeros(len(wanted) + 1, np.int64)
    np.cumsum(wanted, out=kept[1:])
    ends_within: list[int] = kept.take(ends).tolist()
    return ends_within
