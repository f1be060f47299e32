"""The model of a matrix: several queries by meeting, how many passages of each meeting each query finds.

Work: one search for each of at most `MAX_QUERIES` queries and one for all passages; `MAX_MEETINGS` rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from indexer.model import Meeting
from indexer.query.parser import MAX_LENGTH
from indexer.query.results import SearchResults
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice, clean_line
from webapp.address.params import ParsedRequest, SearchRequest, request_pairs
from webapp.browse.coverage import percent_text
from webapp.search.facets import FilterChip
from webapp.search.find import SearchOutcome, find
from webapp.shared import labels

from .tabs import find_strict, tab_chips

MAX_QUERIES = 8
MAX_MEETINGS = 200
"""Meetings on the page, the newest; the file has all."""
MAX_QUERY_CHARACTERS = 60
"""Letters of a query that a note on it repeats."""
SHADES = 4
"""Shades of a cell, besides none for nothing: by its share of the meeting's passages beside the largest share."""


@dataclass(frozen=True)
class MatrixCell:
    """What a query finds of a meeting, and where that is."""

    count: int
    share: str
    level: int
    url: str


@dataclass(frozen=True)
class MatrixRow:
    """A meeting with a cell for each query."""

    id: str
    name: str
    title: str
    dates: str
    url: str
    passages: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixColumn:
    """A query with all that it finds, and the matrix without it."""

    text: str
    total: int
    url: str
    without_url: str


@dataclass(frozen=True)
class MatrixPage:
    """Everything a matrix shows."""

    request: SearchRequest
    """The filters; its query is the first one."""
    queries: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    """All meetings that have passages with these filters, newest first."""
    chips: tuple[FilterChip, ...]
    clear_url: str
    csv_url: str
    free: int
    """Queries that can be added."""


def parse_queries(given: Iterable[str]) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """The queries of an address, each once, no more and no longer than are taken."""
    texts = tuple(dict.fromkeys(text[:MAX_LENGTH] for text in map(clean_line, given) if text))
    if len(texts) <= MAX_QUERIES:
        return texts, ()
    text = f"{len(texts)} queries were given; the first {MAX_QUERIES} are compared."
    return texts[:MAX_QUERIES], (Notice("too_many_queries", text),)


def matrix_page(library: Library, reading: ParsedRequest, given: Iterable[str]) -> MatrixPage:
    """The matrix of several queries with the filters of one request."""
    queries, notices = parse_queries(given)
    plain = reading.request.with_query("")
    every = find(library, ParsedRequest(plain), size=1)  # only what is counted is shown
    notices = (*notices, *(one for one in every.notices if one.code != "empty_query"))
    request = every.request
    answers = [find_strict(library, ParsedRequest(request.with_query(query)), size=1) for query in queries]
    found = [one.results for one in answers]
    notices = (*notices, *(note for one in answers for note in _read_otherwise(one)))
    passages, counts = _by_meeting(every.results), [_by_meeting(one) for one in found]
    shares = [{key: count / passages[key] for key, count in some.items() if count} for some in counts]
    largest = max((value for some in shares for value in some.values()), default=0.0)
    chosen = request.selected_values("meeting")
    shown = [one for one in library.meetings() if passages.get(one.id) and (not chosen or one.id in chosen)]
    rows = tuple(
        _row(
            one,
            passages[one.id],
            [
                _cell(
                    request.with_query(query).with_values("meeting", (one.id,)),
                    some.get(one.id, 0),
                    passages[one.id],
                    largest,
                )
                for query, some in zip(queries, counts, strict=True)
            ],
        )
        for one in shown
    )
    return MatrixPage(
        request=replace(request, q=queries[0] if queries else ""),
        queries=queries,
        kept=request_pairs(request.with_query("")),
        notices=notices,
        columns=tuple(_column(request, queries, place, one.total) for place, one in enumerate(found)),
        rows=rows,
        chips=tab_chips(every.results, request, lambda wider: urls.matrix_path(wider, queries)),
        clear_url=urls.matrix_path(request.without_filters(), queries),
        csv_url=urls.matrix_path(request, queries, ".csv"),
        free=min(2, MAX_QUERIES - len(queries)),
    )


def _read_otherwise(found: SearchOutcome) -> Iterable[Notice]:
    """What is wrong with one of the queries, with the query that it is wrong with."""
    typed = found.request.q
    shown = typed if len(typed) <= MAX_QUERY_CHARACTERS else typed[:MAX_QUERY_CHARACTERS] + "…"
    return (Notice("query_read", f"{shown}: {text}") for text in found.understood.parsed.notices)


def matrix_rows(page: MatrixPage) -> Iterable[tuple[str | int, ...]]:
    """The matrix as rows of a file."""
    for row in page.rows:
        yield (row.id, row.title, row.dates, row.passages, *(cell.count for cell in row.cells))


def _by_meeting(results: SearchResults) -> Mapping[str, int]:
    return {value.value: value.count for facet in results.facets if facet.name == "meeting" for value in facet.values}


def _row(meeting: Meeting, passages: int, cells: Iterable[MatrixCell]) -> MatrixRow:
    return MatrixRow(
        id=meeting.id,
        name=labels.short_meeting_name(meeting),
        title=meeting.title,
        dates=labels.meeting_dates(meeting),
        url=urls.meeting_path(meeting.id),
        passages=passages,
        cells=tuple(cells),
    )


def _cell(request: SearchRequest, count: int, of: int, largest: float) -> MatrixCell:
    level = min(ceil(SHADES * count / of / largest), SHADES) if count else 0
    return MatrixCell(count, percent_text(count, of), level, urls.search_path(request) if count else "")


def _column(request: SearchRequest, queries: tuple[str, ...], place: int, total: int) -> MatrixColumn:
    rest = queries[:place] + queries[place + 1 :]
    return MatrixColumn(
        queries[place],
        total,
        urls.search_path(request.with_query(queries[place])),
        urls.matrix_path(request, rest),
    )
