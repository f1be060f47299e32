"""The page model of a matrix: how many passages of each meeting each of several queries finds.

Cost: one search for each of at most `MAX_QUERIES` queries and one for all passages; at most `MAX_MEETINGS` rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from indexer.meetings.labels import NO_MEETING_LABEL
from indexer.model import Meeting
from indexer.query.parser import MAX_QUERY_LENGTH
from indexer.query.results import NO_MEETING, SearchResults
from indexer.speech.translation import gettext
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.arguments import Notice, clean_line
from webapp.address.params import ParsedRequest, SearchRequest, request_pairs
from webapp.address.urls import Link
from webapp.browse.coverage import percent_text
from webapp.search.facets import FilterChip
from webapp.search.find import SearchOutcome, find
from webapp.search.understood import WordsNeededView, words_needed_view
from webapp.shared import labels

from .tabs import tab_chips

MAX_QUERIES = 20
MOST_PASTED = MAX_QUERIES + 1
"""Queries of a list that stand in the address: one more than are compared, so that the page can say so."""
LEAST_LINES = 4
"""Lines of the field for queries, so that it looks like a list."""
MAX_MEETINGS = 200
"""Meetings on the page: the newest; the file has all."""
MAX_QUERY_CHARACTERS = 60
"""Characters of a query that a notice about it repeats."""
_BULLET = re.compile(r"^\s*(?:[•‣◦▪*–—-]|\(?\d{1,2}[.)])\s+")
SHADES = 4
"""Shades of a non-empty cell: its share of the meeting's passages relative to the largest share."""


@dataclass(frozen=True)
class MatrixCell:
    """The number of a meeting's passages that a query finds, with a link to them."""

    count: int
    share: str
    level: int
    url: str


@dataclass(frozen=True)
class MatrixRow:
    """A meeting, or all papers of none, with a cell for each query."""

    id: str
    name: str
    title: str
    dates: str
    url: str
    passages: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixColumn:
    """A query with its total, and a link to the matrix without it."""

    text: str
    total: int
    url: str
    without_url: str


@dataclass(frozen=True)
class MatrixPage:
    """Everything that a matrix shows."""

    request: SearchRequest
    """The filters, with the first query."""
    queries: tuple[str, ...]
    hidden_fields: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    words_needed: WordsNeededView | None
    """Whether passages with most of the words of a query are counted; None where that makes no difference."""
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    """All meetings with passages within these filters, newest first."""
    chips: tuple[FilterChip, ...]
    clear_url: str
    csv_url: str
    lines: int
    """Lines of the field for the queries: one more than there are queries."""


def parse_queries(arguments: Iterable[str], most: int = MAX_QUERIES) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """Return the given queries, unique and within the limits on number and length, and a notice if any were dropped."""
    texts = tuple(dict.fromkeys(text[:MAX_QUERY_LENGTH] for text in map(clean_line, arguments) if text))
    if len(texts) <= most:
        return texts, ()
    told = plural("Only the first query is compared.", "Only the first %(num)s queries are compared.", most)
    return texts[:most], (Notice("too_many_queries", told),)


def pasted_queries(text: str) -> tuple[str, ...]:
    """Return the queries of a pasted list, one on each line, without the bullets and numbers that lists have."""
    return tuple(filter(None, (_BULLET.sub("", line).strip() for line in text.splitlines())))


def matrix_page(
    library: Library, parsed: ParsedRequest, arguments: Iterable[str], names: Mapping[str, str]
) -> MatrixPage:
    """Return the matrix of several queries with the filters of one request; `names` are those of meetings, by id."""
    queries, query_notices = parse_queries(arguments)
    # One hit a page: only counts are shown.
    counted = partial(find, library, size=1, top_values=0, complete_facets=("meeting",))
    unfiltered = counted(ParsedRequest(parsed.request.with_query("")))
    request = unfiltered.request
    outcomes = [counted(ParsedRequest(request.with_query(query))) for query in queries]
    return MatrixPage(
        request=replace(request, q=queries[0] if queries else ""),
        queries=queries,
        hidden_fields=request_pairs(request.with_query("")),
        notices=(
            *query_notices,
            *(notice for notice in unfiltered.notices if notice.code != "empty_query"),
            *(notice for outcome in outcomes for notice in _query_problems(outcome)),
        ),
        words_needed=_words_needed(outcomes, request, queries),
        columns=tuple(
            _column(request, queries, index, outcome.results.total) for index, outcome in enumerate(outcomes)
        ),
        rows=tuple(
            replace(row, name=names.get(row.id, row.name))
            for row in _rows(library, request, queries, unfiltered.results, [each.results for each in outcomes])
        ),
        chips=tab_chips(
            unfiltered.results, request, lambda request_without: urls.matrix_path(request_without, queries)
        ),
        clear_url=urls.matrix_path(request.without_filters(), queries),
        csv_url=urls.matrix_path(request, queries, ".csv"),
        lines=min(max(len(queries) + 1, LEAST_LINES), MAX_QUERIES),
    )


def _words_needed(
    outcomes: Sequence[SearchOutcome], request: SearchRequest, queries: tuple[str, ...]
) -> WordsNeededView | None:
    """Return whether passages with most of the words are counted; None where no query could have such."""
    views = (
        words_needed_view(
            outcome.rewritten, outcome.results, outcome.request, lambda other: urls.matrix_path(other, queries)
        )
        for outcome in outcomes
    )
    if not any(views):
        return None
    if request.words == "all":
        switch = Link(
            gettext("Include passages with some words"), urls.matrix_path(request.with_words("most"), queries)
        )
        return WordsNeededView(gettext("Only passages with all words of a query are counted."), switch)
    switch = Link(gettext("Require all words"), urls.matrix_path(request.with_words("all"), queries))
    return WordsNeededView(gettext("Passages with only some words of a query are counted too."), switch)


def _query_problems(outcome: SearchOutcome) -> Iterable[Notice]:
    """Return the problems of one query, each prefixed with the query."""
    typed = outcome.request.q
    query_label = typed if len(typed) <= MAX_QUERY_CHARACTERS else typed[:MAX_QUERY_CHARACTERS] + "…"
    problems = outcome.rewritten.parsed.notices
    return (Notice("query_read", gettext("%(query)s: %(text)s", query=query_label, text=text)) for text in problems)


def matrix_rows(page: MatrixPage) -> Iterable[tuple[str | int, ...]]:
    """Yield the matrix as CSV rows."""
    for row in page.rows:
        yield (row.id, row.title, row.dates, row.passages, *(cell.count for cell in row.cells))


def _rows(
    library: Library,
    request: SearchRequest,
    queries: Sequence[str],
    all_results: SearchResults,
    results: Sequence[SearchResults],
) -> tuple[MatrixRow, ...]:
    """Return a row for each selected meeting with passages; cells are shaded relative to the largest share."""
    totals, counts = _counts_by_meeting(all_results), [_counts_by_meeting(query_results) for query_results in results]
    largest = max(
        (count / totals[meeting] for by_meeting in counts for meeting, count in by_meeting.items() if count),
        default=0.0,
    )
    selected = request.selected_values("meeting")

    def cells(meeting: str) -> list[MatrixCell]:
        """Return the cells of one meeting."""
        narrowed = [request.with_query(query).with_values("meeting", (meeting,)) for query in queries]
        return [
            _cell(search, by_meeting.get(meeting, 0), totals[meeting], largest)
            for search, by_meeting in zip(narrowed, counts, strict=True)
        ]

    rows = [
        _row(meeting, totals[meeting.id], cells(meeting.id))
        for meeting in library.meetings_by_id(totals)
        if totals[meeting.id] and (not selected or meeting.id in selected)
    ]
    if totals.get(NO_MEETING) and (not selected or NO_MEETING in selected):
        url = urls.search_path(SearchRequest(filters={"meeting": (NO_MEETING,)}))
        name, passages = gettext(NO_MEETING_LABEL), totals[NO_MEETING]
        rows.append(MatrixRow(NO_MEETING, name, name, "", url, passages, tuple(cells(NO_MEETING))))
    return tuple(rows)


def _counts_by_meeting(results: SearchResults) -> Mapping[str, int]:
    """Return the number of results of each meeting, by id."""
    return {value.value: value.count for facet in results.facets if facet.name == "meeting" for value in facet.values}


def _row(meeting: Meeting, passages: int, cells: Iterable[MatrixCell]) -> MatrixRow:
    """Return the row of a meeting."""
    return MatrixRow(
        id=meeting.id,
        name=meeting.title,
        title=meeting.title,
        dates=labels.meeting_dates(meeting),
        url=urls.meeting_path(meeting.id),
        passages=passages,
        cells=tuple(cells),
    )


def _cell(request: SearchRequest, count: int, total: int, largest: float) -> MatrixCell:
    """Return a cell, shaded by its share relative to the largest share."""
    level = min(ceil(SHADES * count / total / largest), SHADES) if count else 0
    return MatrixCell(count, percent_text(count, total), level, urls.search_path(request) if count else "")


def _column(request: SearchRequest, queries: tuple[str, ...], index: int, total: int) -> MatrixColumn:
    """Return the column of a query."""
    others = queries[:index] + queries[index + 1 :]
    return MatrixColumn(
        queries[index],
        total,
        urls.search_path(request.with_query(queries[index])),
        urls.matrix_path(request, others),
    )
