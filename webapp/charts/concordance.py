"""The page model of a concordance (keyword in context): the matches of a search, one a line, with links to passages.

Cost: at most `MAX_PASSAGES` passages are read and highlighted for one page; the file has every match, and reads
`MAX_PASSAGES` passages at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from werkzeug.exceptions import UnprocessableEntity

from indexer.explore.concordance import (
    CONCORDANCE_ORDERS,
    ConcordanceLine,
    ConcordanceOrder,
    concordance_lines,
    sort_lines,
)
from indexer.meetings.labels import STATUS_LABELS
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable, current_speech
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import SearchRequest
from webapp.search.facets import FilterChip
from webapp.search.find import SearchOutcome
from webapp.search.results import Choice
from webapp.search.understood import QueryView, query_view
from webapp.shared import labels
from webapp.shared.models import SearchBox, search_box
from webapp.shared.written import TextLanguage, text_language

from .tabs import tab_chips

MAX_PASSAGES = 300
"""Passages that one concordance is made from: the first in document order."""
MAX_LINES = 1_000
"""Matches on the pages of one concordance."""
LINES_PER_PAGE = 100
MAX_SORTED = 5_000
"""Passages whose matches a file has in another order than that of the papers: all of its lines are in memory then."""

ORDER_TITLES: Mapping[ConcordanceOrder, str] = MessageTable(
    {
        "document": marked("Paper order"),
        "before": marked("Word before"),
        "after": marked("Word after"),
    }
)
CSV_HEADER = ("before", "match", "after", "passage", "link", "page", "paper", "status", "meeting", "dates")


class TooLongToSort(UnprocessableEntity):
    """A file of matches in the order of words was asked for, of more passages than are sorted at once."""

    def __init__(self, passages: int) -> None:
        super().__init__()
        self.advice = plural(
            "The matches stand in %(num)s passage; a file is sorted by words for up to %(most)s. "
            "Download it in the order of the papers, or narrow the search.",
            "The matches stand in %(num)s passages; a file is sorted by words for up to %(most)s. "
            "Download it in the order of the papers, or narrow the search.",
            passages,
            most=current_speech().number(MAX_SORTED),
        )


@dataclass(frozen=True)
class Concordance:
    """The lines of a search in an order, and how much of its results they cover."""

    lines: tuple[ConcordanceLine, ...]
    passages: int
    """Passages examined."""
    total: int
    """Passages found."""
    more_lines: bool


@dataclass(frozen=True)
class ConcordanceLineView:
    """A line: the match between its contexts, and its source."""

    before: str
    match: str
    after: str
    url: str
    name: str
    """The short name of the meeting, or the title of a paper of none."""
    kind: str
    """The kind of the paper; empty where its title is the name."""
    status: str
    status_title: str
    spaced: tuple[bool, bool]
    """Whether there is a space before the match, and one after it."""
    written: TextLanguage


@dataclass(frozen=True)
class ConcordancePage:
    """Everything that a page of a concordance shows."""

    request: SearchRequest
    box: SearchBox
    understood: QueryView | None
    notices: tuple[Notice, ...]
    lines: tuple[ConcordanceLineView, ...]
    count: int
    first: int
    orders: tuple[Choice, ...]
    chips: tuple[FilterChip, ...]
    clear_url: str
    limit_note: str
    """A sentence on what is left out; empty where nothing is."""
    unlisted: int
    """Passages examined that match only in their headings, session or people."""
    csv_url: str
    earlier: str
    later: str


def make_concordance(library: Library, outcome: SearchOutcome, order: ConcordanceOrder) -> Concordance:
    """Return the concordance of a search."""
    if outcome.node is None:
        return Concordance((), 0, outcome.results.total, False)
    examined = library.first(replace(outcome.results.query, sort="document"), MAX_PASSAGES)
    all_lines = list(islice(_lines(library, outcome, examined), MAX_LINES + 1))
    lines = sort_lines(all_lines[:MAX_LINES], order)
    return Concordance(tuple(lines), len(examined), outcome.results.total, len(all_lines) > MAX_LINES)


def every_line(library: Library, outcome: SearchOutcome, order: ConcordanceOrder) -> Iterable[ConcordanceLine]:
    """Return every line of a search in an order: in that of the papers, however many they are.

    Raise TooLongToSort where there are more than are sorted at once.
    """
    if outcome.node is None:
        return ()
    pieces = library.pieces(replace(outcome.results.query, sort="document"), MAX_PASSAGES)
    lines = chain.from_iterable(_lines(library, outcome, ids) for ids in pieces)
    if order == "document":
        return lines
    if outcome.results.total > MAX_SORTED:
        raise TooLongToSort(outcome.results.total)
    return sort_lines(lines, order)


def _lines(library: Library, outcome: SearchOutcome, ids: Sequence[str]) -> Iterator[ConcordanceLine]:
    return concordance_lines(
        library.passages_by_id(ids), lambda text, language: library.highlight(text, outcome.node, language)
    )


def parse_order(argument: str) -> ConcordanceOrder:
    """Return the requested order; document order where the argument is unknown."""
    return next((order for order in CONCORDANCE_ORDERS if order == argument), "document")


def concordance_page(
    outcome: SearchOutcome, concordance: Concordance, order: ConcordanceOrder, page: int, names: Mapping[str, str]
) -> ConcordancePage:
    """Return one page of a concordance; a page past the end becomes the last. `names` are those of meetings, by id."""
    request, results = outcome.request, outcome.results
    pages = max(-(-len(concordance.lines) // LINES_PER_PAGE), 1)
    page = min(page, pages)
    offset = (page - 1) * LINES_PER_PAGE
    return ConcordancePage(
        request=request,
        box=_search_box(request, order),
        understood=query_view(
            outcome.rewritten, results, request, path=lambda other: urls.concordance_path(other, order)
        ),
        notices=tuple(notice for notice in outcome.notices if notice.code != "empty_query"),
        lines=tuple(_line(line, names) for line in concordance.lines[offset : offset + LINES_PER_PAGE]),
        count=len(concordance.lines),
        first=offset + 1,
        orders=tuple(
            Choice(
                ORDER_TITLES[listed_order],
                urls.concordance_path(request.with_page(1), listed_order),
                listed_order == order,
            )
            for listed_order in CONCORDANCE_ORDERS
        ),
        chips=tab_chips(results, request, lambda request_without: urls.concordance_path(request_without, order)),
        clear_url=urls.concordance_path(request.without_filters(), order),
        limit_note=_limit_note(concordance),
        unlisted=concordance.passages - len({line.passage.id for line in concordance.lines})
        if not concordance.more_lines
        else 0,
        csv_url=urls.concordance_path(request.with_page(1), order, ".csv"),
        earlier=urls.concordance_path(request.with_page(page - 1), order) if page > 1 else "",
        later=urls.concordance_path(request.with_page(page + 1), order) if page < pages else "",
    )


def concordance_rows(lines: Iterable[ConcordanceLine], base: str) -> Iterable[tuple[str | int, ...]]:
    """Yield lines as CSV rows; `base` is the scheme and host of the site."""
    for line in lines:
        passage = line.passage
        yield (
            line.before,
            line.match,
            line.after,
            passage.id,
            base + urls.permalink_path(passage),
            labels.page_label(passage),
            passage.document.title,
            STATUS_LABELS[passage.document.status].casefold(),
            passage.meeting.title if passage.meeting else "",
            labels.meeting_dates(passage.meeting),
        )


def _search_box(request: SearchRequest, order: ConcordanceOrder) -> SearchBox:
    """Return the search form, which keeps the order of the lines."""
    box = search_box(request)
    return replace(box, hidden_fields=(*box.hidden_fields, ("by", order))) if order != "document" else box


def _line(line: ConcordanceLine, names: Mapping[str, str]) -> ConcordanceLineView:
    """Return a line as shown; an ellipsis marks a cut context."""
    document, meeting = line.passage.document, line.passage.meeting
    return ConcordanceLineView(
        before=("… " if line.cut_before else "") + line.before,
        match=line.match,
        after=line.after + (" …" if line.cut_after else ""),
        url=urls.passage_path(line.passage.id),
        name=names[meeting.id] if meeting else document.title,
        kind=labels.kind_title(document) if meeting else "",
        status=document.status,
        status_title=labels.status_title(document),
        spaced=line.spaced,
        written=text_language(document.language),
    )


def _limit_note(concordance: Concordance) -> str:
    """Return one sentence on what is left out, or an empty string."""
    if concordance.more_lines:
        return plural(
            "Only the first match is shown. The CSV file has all of them.",
            "Only the first %(num)s matches are shown. The CSV file has all of them.",
            MAX_LINES,
        )
    if concordance.total > concordance.passages and concordance.passages:
        return plural(
            "Only the first of %(total)s passages is shown, one with all words if there is any. "
            "The CSV file has the matches in all of them.",
            "Only the first %(num)s of %(total)s passages are shown, those with all words first. "
            "The CSV file has the matches in all of them.",
            concordance.passages,
            total=current_speech().number(concordance.total),
        )
    return ""
