"""Other looks at the results of a search: words in context, numbers over time and meetings, queries side by side."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from msgspec import Meta, Struct

from indexer.explore.concordance import ConcordanceLine, ConcordanceOrder, concordance_lines
from indexer.model import Status, TextSpan
from indexer.query.results import FacetName, Query, SearchResults
from webapp.address import urls
from webapp.address.params import ParsedRequest
from webapp.api.contract.operation import Call, CursorText, Limit, Links, ListAnswer, Resource
from webapp.api.contract.problems import InvalidCursor
from webapp.browse.meeting_list import short_names
from webapp.charts.concordance import make_concordance
from webapp.charts.matrix import MAX_QUERIES, matrix_page
from webapp.search.find import SearchOutcome
from webapp.site import is_cut, site

from .asking import AskedSearch, QueryParameters, QueryText, ReadingParameters, asked_search
from .records import NoticeItem, each_once

looking = Resource(
    "Numbers and words in context",
    "How often words appear, when and at which meetings, and the words around them.",
)

_MAX_PIECES = 5
"""Pieces of passages that are read for one part of a concordance, so that one in which few have a match ends."""


class ConcordanceParameters(QueryParameters, frozen=True, kw_only=True):
    """A search, and the part of its matches."""

    by: ConcordanceOrder = "document"
    """The order: as in the documents, which lists every match, or by the word before or after, which lists those of the
    first passages as the page does."""
    limit: Limit = 100
    cursor: CursorText = ""


class MatrixParameters(ReadingParameters, frozen=True, kw_only=True):
    """Queries to compare, and filters for all of them."""

    q: Annotated[tuple[QueryText, ...], Meta(min_length=1, max_length=MAX_QUERIES)]
    """A query; given several times, the queries are set side by side."""


class ContextLine(Struct, frozen=True, kw_only=True):
    """A match with the words before and after it."""

    before: str
    """The words before it."""
    match: str
    """The words that match."""
    after: str
    """The words after it."""
    cut_before: bool
    """Whether the passage has more text before that."""
    cut_after: bool
    """Whether the passage has more text after that."""
    passage: str
    """The id of the passage."""
    document: str
    """The id of the document."""
    meeting: str | None
    """The id of the meeting."""
    status: Status
    """Whether the document says what was planned or what was reported."""
    links: Links
    """Addresses: `passage`, `permalink`."""


class ConcordanceAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the matches of a search."""

    passages: int
    """How many passages the search finds, as `total` of `/search`. Those that match only in headings, names or the
    session have no line in `items`, and a passage with several matches has several."""
    complete: bool
    """Whether the list has every match; by the word before or after, it has those of the first passages."""
    cut: bool
    """Whether the search was too much work: then passages are missing."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    items: list[ContextLine]
    """The matches."""


class CountItem(Struct, frozen=True, kw_only=True):
    """The number of passages of a year or a meeting."""

    value: str
    """The year, or the id of the meeting."""
    label: str
    """What people read."""
    count: int
    """Passages that the search finds."""
    of: int
    """All passages within the same filters."""


class ChartAnswer(Struct, frozen=True, kw_only=True):
    """How many passages a search finds by year and by meeting."""

    build: str
    """The build of the index that answered."""
    links: Links
    """Addresses: `self`, `html`."""
    total: int
    """How many passages the search finds."""
    with_all_words: int
    """How many of them have all words of the query."""
    cut: bool
    """Whether the search was too much work: then the numbers are too low."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    years: list[CountItem]
    """The years that have passages, in order; `undated` last."""
    meetings: list[CountItem]
    """The meetings that have passages, those with most hits first; `no_meeting` stands for papers of none."""


class MatrixQuery(Struct, frozen=True, kw_only=True):
    """A query that is compared."""

    q: str
    """The query."""
    total: int
    """How many passages it finds."""
    links: Links
    """Addresses: `search`, `html`."""


class MatrixLine(Struct, frozen=True, kw_only=True):
    """A meeting, with what each query finds of it."""

    meeting: str
    """The id of the meeting, or `no_meeting`."""
    title: str
    """The title of the meeting."""
    dates: str
    """Its dates in words; empty where they are not known."""
    passages: int
    """All of its passages within the filters."""
    counts: list[int]
    """The passages that each query finds, in the order of the queries."""


class MatrixAnswer(Struct, frozen=True, kw_only=True):
    """Several queries side by side, meeting by meeting."""

    build: str
    """The build of the index that answered."""
    links: Links
    """Addresses: `self`, `html`."""
    cut: bool
    """Whether the searches were too much work: then the numbers are too low."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    queries: list[MatrixQuery]
    """The queries that are compared."""
    rows: list[MatrixLine]
    """The meetings that have passages within the filters, the newest first."""


@looking.declare("/concordance", "invalid_cursor", "outdated_cursor")
def concordance(call: Call[ConcordanceParameters]) -> ConcordanceAnswer:
    """Return every match of a search with the words before and after it."""
    asked = asked_search(call.library, call.pairs)
    results = asked.results(call.library, 1)
    html = urls.concordance_path(asked.request, call.given.by)
    lines: list[ConcordanceLine] = []
    if asked.finds_nothing or asked.prepared.query.node is None:
        links, complete = call.links(html), True
    elif call.given.by == "document":
        lines, place, skipped = _lines_after(call, asked)
        links, complete = call.links(html, place, call.offset + len(lines), skipped), True
    else:
        outcome = SearchOutcome(asked.request, asked.prepared.rewritten, results, ())
        whole = make_concordance(call.library, outcome, call.given.by)
        lines = list(whole.lines[call.offset : call.offset + call.given.limit])
        links = call.offset_links(html, len(lines), len(whole.lines))
        complete = not whole.more_lines and whole.passages >= whole.total
    return ConcordanceAnswer(
        build=call.library.stats.build,
        links=links,
        passages=results.total,
        complete=complete,
        cut=results.cut or is_cut(),
        notices=list(asked.notices),
        items=[_context_line(call, line) for line in lines],
    )


@looking.declare("/chart")
def chart(call: Call[QueryParameters]) -> ChartAnswer:
    """Return how many passages a search finds by year and by meeting, and of how many.

    A year or meeting without a hit is listed with 0, so that a share can be drawn.
    """
    library, asked = call.library, asked_search(call.library, call.pairs)
    results = asked.results(library, 1, ("year", "meeting"))
    everything = replace(asked.prepared.query, node=None, facets=("year", "meeting"), top_values=None, size=1, page=1)
    every = library.search(everything)
    by_meeting = _counts(results, every, "meeting")
    return ChartAnswer(
        build=library.stats.build,
        links=own_links(call, urls.chart_path(asked.request)),
        total=results.total,
        with_all_words=results.with_all_words,
        cut=results.cut or is_cut(),
        notices=list(asked.notices),
        years=sorted(_counts(results, every, "year"), key=lambda item: (not item.value.isdigit(), item.value)),
        meetings=sorted(by_meeting, key=lambda item: (-item.count, item.label, item.value)),
    )


@looking.declare("/matrix")
def matrix(call: Call[MatrixParameters]) -> MatrixAnswer:
    """Return how many passages each of several queries finds, meeting by meeting."""
    asked = asked_search(call.library, call.pairs, with_query=False)
    names = site().cached(call.library, short_names, with_words=True)
    page = matrix_page(call.library, ParsedRequest(asked.request), call.given.q, names)
    page_notices = (NoticeItem(notice.code, notice.text) for notice in page.notices if notice.code != "unknown_value")
    return MatrixAnswer(
        build=call.library.stats.build,
        links=own_links(call, urls.matrix_path(asked.request, page.queries)),
        cut=is_cut(),
        notices=list(each_once(asked.notices, page_notices)),
        queries=[
            MatrixQuery(
                q=column.text,
                total=column.total,
                links={
                    "search": call.link("search", q=column.text),
                    "html": call.absolute(column.url),
                },
            )
            for column in page.columns
        ],
        rows=[
            MatrixLine(
                meeting=row.id,
                title=row.title,
                dates=row.dates,
                passages=row.passages,
                counts=[cell.count for cell in row.cells],
            )
            for row in page.rows
        ],
    )


def _lines_after(
    call: Call[ConcordanceParameters], asked: AskedSearch
) -> tuple[list[ConcordanceLine], str | None, int]:
    """Return the lines of this part, and where the next begins: after which passage, and after how many lines of one.

    The place is None where nothing follows.
    """
    query = replace(asked.prepared.query, sort="document", facets=())
    cursor, limit = call.cursor, call.given.limit
    last, skipped = (cursor.place, cursor.skipped) if cursor else ("", 0)
    lines: list[ConcordanceLine] = []
    for _ in range(_MAX_PIECES):
        try:
            piece = call.library.after(query, last or None, limit)
        except ValueError as error:
            raise InvalidCursor("This cursor is of another list.", parameter="cursor") from error
        for passage in call.library.passages_by_id(piece.ids):
            own = list(concordance_lines([passage], partial(_marked, call, query)))[skipped:]
            room = limit - len(lines)
            if len(own) > room:
                return lines + own[:room], last, skipped + room
            lines += own
            last, skipped = passage.id, 0
        if piece.cursor is None:
            return lines, None, 0
        if len(lines) == limit:
            break
    return lines, last, 0


def _marked(call: Call[Struct], query: Query, text: str, language: str | None) -> tuple[TextSpan, ...]:
    return call.library.highlight(text, query.node, language)


def _context_line(call: Call[Struct], line: ConcordanceLine) -> ContextLine:
    passage = line.passage
    return ContextLine(
        before=line.before,
        match=line.match,
        after=line.after,
        cut_before=line.cut_before,
        cut_after=line.cut_after,
        passage=passage.id,
        document=passage.document.id,
        meeting=passage.meeting.id if passage.meeting else None,
        status=passage.document.status,
        links={
            "passage": call.link("passages", passage.id),
            "permalink": call.absolute(urls.permalink_path(passage)),
        },
    )


def _counts(results: SearchResults, every: SearchResults, name: FacetName) -> list[CountItem]:
    """Return the number of results of each value of a facet that passages within the filters have."""
    counts = {value.value: value.count for facet in results.facets if facet.name == name for value in facet.values}
    return [
        CountItem(value=value.value, label=value.label, count=counts.get(value.value, 0), of=value.count)
        for facet in every.facets
        if facet.name == name
        for value in facet.values
        if value.count
    ]


def own_links(call: Call[Struct], html: str | None) -> Links:
    """Return the addresses of an answer, and of the page that shows the same, if there is one."""
    page = {"html": call.absolute(html)} if html is not None else {}
    return {"self": call.links(None).self, **page}
