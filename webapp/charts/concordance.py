"""The model of a concordance: the matches of a search under one another, each with a link to its passage.

Work: `MAX_PASSAGES` passages are read and marked for one page, whatever the query finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from indexer.explore.concordance import (
    CONCORDANCE_ORDERS,
    ConcordanceLine,
    ConcordanceOrder,
    concordance_lines,
    sort_lines,
)
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import SearchRequest
from webapp.search.facets import FilterChip
from webapp.search.find import SearchOutcome
from webapp.search.results import Choice
from webapp.search.understood import QueryView, query_view
from webapp.shared import labels
from webapp.shared.models import SearchBox, search_box

from .tabs import tab_chips

MAX_PASSAGES = 300
"""Passages that one concordance is made of: the first in the order of the documents."""
MAX_LINES = 1_000
"""Matches that one concordance shows and that its file holds."""
LINES_PER_PAGE = 100

ORDER_TITLES: dict[ConcordanceOrder, str] = {
    "document": "Document order",
    "before": "Word before",
    "after": "Word after",
}
CSV_HEADER = ("before", "match", "after", "passage", "link", "page", "paper", "status", "meeting", "dates")


@dataclass(frozen=True)
class Concordance:
    """The lines of a search in an order, and how much of its results they are."""

    lines: tuple[ConcordanceLine, ...]
    passages: int
    """Passages that were looked at."""
    total: int
    """Passages that the search finds."""
    more_lines: bool


@dataclass(frozen=True)
class ConcordanceLineView:
    """A line: the match between its contexts, and where it stands."""

    before: str
    match: str
    after: str
    url: str
    source: str
    status: str
    status_title: str
    spaced: tuple[bool, bool]
    """Whether there is a space before the match, and one after it."""


@dataclass(frozen=True)
class ConcordancePage:
    """Everything a page of a concordance shows."""

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
    told: str
    """How much of the results it is, where it is not all of them."""
    silent: int
    """Passages looked at that match only in what stands around them."""
    csv_url: str
    earlier: str
    later: str


def make_concordance(library: Library, found: SearchOutcome, order: ConcordanceOrder) -> Concordance:
    """The concordance of what a search finds."""
    if found.node is None:
        return Concordance((), 0, found.results.total, False)
    ids = library.ordered_ids(replace(found.results.query, sort="document"))
    passages = library.passages_by_id(ids[:MAX_PASSAGES])
    every = list(islice(concordance_lines(passages, lambda text: library.highlight(text, found.node)), MAX_LINES + 1))
    kept = sort_lines(every[:MAX_LINES], order)
    return Concordance(tuple(kept), len(passages), len(ids), len(every) > MAX_LINES)


def parse_order(given: str) -> ConcordanceOrder:
    """The order that an address asks for; the documents' own where there is none such."""
    return next((order for order in CONCORDANCE_ORDERS if order == given), "document")


def concordance_page(found: SearchOutcome, made: Concordance, order: ConcordanceOrder, page: int) -> ConcordancePage:
    """One page of a concordance; a page past the end is the last."""
    request, results = found.request, found.results
    pages = max(-(-len(made.lines) // LINES_PER_PAGE), 1)
    page = min(page, pages)
    first = (page - 1) * LINES_PER_PAGE
    return ConcordancePage(
        request=request,
        box=_box(request, order),
        understood=query_view(
            found.understood, results.expansions, request, path=lambda other: urls.concordance_path(other, order)
        ),
        notices=found.notices,
        lines=tuple(map(_line, made.lines[first : first + LINES_PER_PAGE])),
        count=len(made.lines),
        first=first + 1,
        orders=tuple(
            Choice(ORDER_TITLES[one], urls.concordance_path(request.with_page(1), one), one == order)
            for one in CONCORDANCE_ORDERS
        ),
        chips=tab_chips(results, request, lambda wider: urls.concordance_path(wider, order)),
        clear_url=urls.concordance_path(request.without_filters(), order),
        told=_told(made),
        silent=made.passages - len({line.passage.id for line in made.lines}) if not made.more_lines else 0,
        csv_url=urls.concordance_path(request.with_page(1), order, ".csv"),
        earlier=urls.concordance_path(request.with_page(page - 1), order) if page > 1 else "",
        later=urls.concordance_path(request.with_page(page + 1), order) if page < pages else "",
    )


def concordance_rows(made: Concordance, base: str) -> Iterable[tuple[str | int, ...]]:
    """The lines as rows of a file; `base` is the scheme and host of the site."""
    for line in made.lines:
        passage = line.passage
        yield (
            line.before,
            line.match,
            line.after,
            passage.id,
            base + urls.permalink_path(passage),
            labels.page_label(passage),
            passage.document.title,
            passage.document.status,
            passage.meeting.title,
            labels.meeting_dates(passage.meeting),
        )


def _box(request: SearchRequest, order: ConcordanceOrder) -> SearchBox:
    box = search_box(request)
    return replace(box, kept=(*box.kept, ("by", order))) if order != "document" else box


def _line(line: ConcordanceLine) -> ConcordanceLineView:
    document = line.passage.document
    return ConcordanceLineView(
        before=("… " if line.cut_before else "") + line.before,
        match=line.match,
        after=line.after + (" …" if line.cut_after else ""),
        url=urls.passage_path(line.passage.id),
        source=f"{labels.short_meeting_name(line.passage.meeting)}, {labels.kind_title(document)}",
        status=document.status,
        status_title=labels.STATUS_TITLES[document.status],
        spaced=line.spaced,
    )


def _told(made: Concordance) -> str:
    """What is left out, in one sentence, or nothing."""
    if made.more_lines:
        return f"Only the first {MAX_LINES:,} matches are shown. Narrow the search to see the others."
    if made.total > made.passages and made.passages:
        return (
            f"Only the first {made.passages:,} of {made.total:,} passages, in document order, were looked at. "
            "Narrow the search to see the others."
        )
    return ""
