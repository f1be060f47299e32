"""The model of a page of results: hits, facets, chips, orders, pages, and help where nothing was found.

It is made from an answer already given; the only searches it causes are those of `relax`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.engine.results import SORTS, Facet, FacetName, FacetValue, Hit, Sort
from indexer.model import Span, Status

from . import links, wording
from .find import Found
from .params import Notice, SearchRequest
from .relax import Diagnosis
from .view import Link, MeetingLine, SearchBox, search_box

SHOWN = 8
"""Values of a facet shown at once; the rest are folded."""


@dataclass(frozen=True)
class HitView:
    """A hit: where it stands, what it says, how to link to it."""

    title: str
    url: str
    permalink: str
    spans: tuple[Span, ...]
    cut_before: bool
    cut_after: bool
    label: str
    status: Status
    status_title: str
    kind: str
    paper: Link
    meeting: Link
    place: str
    dates: str
    session: Link | None
    page: int | None


@dataclass(frozen=True)
class ValueView:
    """A value of a facet as a link that chooses it, or takes the choice back."""

    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True)
class FacetView:
    """A facet with its first values and those folded away."""

    name: FacetName
    title: str
    values: tuple[ValueView, ...]
    folded: tuple[ValueView, ...]
    chosen: int


@dataclass(frozen=True)
class Chip:
    """A filter that is on, as a link that takes it off."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True)
class Choice:
    """One of several ways, of which one is current."""

    text: str
    url: str
    current: bool


@dataclass(frozen=True)
class Pager:
    """Links to the pages around this one; `None` among the choices stands for pages left out."""

    previous: str | None
    following: str | None
    choices: tuple[Choice | None, ...]


@dataclass(frozen=True)
class SearchPage:
    """Everything a page of results shows."""

    request: SearchRequest
    box: SearchBox
    notices: tuple[Notice, ...]
    total: int
    first: int
    last: int
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    sorts: tuple[Choice, ...]
    pager: Pager | None
    diagnosis: Diagnosis | None
    coverage: tuple[MeetingLine, ...]


def search_page(
    found: Found,
    absolute: Callable[[str], str],
    diagnosis: Diagnosis | None,
    coverage: tuple[MeetingLine, ...],
) -> SearchPage:
    """The page for an answer; `diagnosis` and `coverage` are told where nothing was found."""
    request, results = found.request, found.results
    first = (results.page - 1) * results.query.size + 1 if results.hits else 0
    return SearchPage(
        request=request,
        box=search_box(request),
        notices=found.notices,
        total=results.total,
        first=first,
        last=first + len(results.hits) - 1 if results.hits else 0,
        hits=tuple(hit_view(hit, request, absolute) for hit in results.hits),
        facets=tuple(_facet_view(facet, request) for facet in results.facets if facet.values),
        chips=_chips(results.facets, request),
        clear_url=links.search_path(request.cleared()),
        sorts=_sorts(request, results.query.sort) if results.total > 1 else (),
        pager=_pager(request, results.page, results.pages) if results.pages > 1 else None,
        diagnosis=diagnosis,
        coverage=coverage,
    )


def hit_view(hit: Hit, request: SearchRequest, absolute: Callable[[str], str]) -> HitView:
    """A hit in the list of a request's results."""
    passage = hit.passage
    document, meeting, session = passage.document, passage.meeting, passage.session
    session_link = Link(session.name, links.session_path(meeting.id, session.id)) if session else None
    title = session_link.text if session_link else passage.headings[-1] if passage.headings else document.title
    return HitView(
        title=title,
        url=links.passage_path(passage.id, request.on_page(1)),
        permalink=absolute(links.passage_path(passage.id)),
        spans=hit.snippet,
        cut_before=hit.cut_before,
        cut_after=hit.cut_after,
        label=passage.label or "",
        status=document.status,
        status_title=wording.STATUS_TITLES[document.status],
        kind=wording.kind_title(document),
        paper=Link(document.title, links.document_path(document.id)),
        meeting=Link(meeting.title, links.meeting_path(meeting.id)),
        place=meeting.place or "",
        dates=wording.meeting_dates(meeting),
        session=session_link,
        page=passage.page,
    )


def _facet_view(facet: Facet, request: SearchRequest) -> FacetView:
    """A facet's values as links: the chosen and the most frequent in sight, years by date."""
    values = facet.values
    if facet.name == "year":
        values = tuple(sorted(values, key=lambda value: value.value, reverse=True))
    shown = {value.value for value in values[:SHOWN]} | {value.value for value in values if value.selected}
    return FacetView(
        name=facet.name,
        title=wording.FACET_TITLES[facet.name],
        values=tuple(_value_view(facet.name, value, request) for value in values if value.value in shown),
        folded=tuple(_value_view(facet.name, value, request) for value in values if value.value not in shown),
        chosen=sum(value.selected for value in values),
    )


def _value_view(name: FacetName, value: FacetValue, request: SearchRequest) -> ValueView:
    """A value with the address that toggles it."""
    url = links.search_path(request.toggled(name, value.value))
    return ValueView(value.label, value.count, value.selected, url)


def _chips(facets: tuple[Facet, ...], request: SearchRequest) -> tuple[Chip, ...]:
    """Every filter that is on."""
    return tuple(
        Chip(
            wording.FACET_TITLES[facet.name],
            value.label,
            links.search_path(request.toggled(facet.name, value.value)),
        )
        for facet in facets
        for value in facet.values
        if value.selected
    )


def _sorts(request: SearchRequest, current: Sort) -> tuple[Choice, ...]:
    """The orders to choose from; without words there is no best match."""
    orders = SORTS if request.q else tuple(sort for sort in SORTS if sort != "relevance")
    return tuple(
        Choice(wording.SORT_TITLES[sort], links.search_path(request.sorted_by(sort)), sort == current)
        for sort in orders
    )


def _pager(request: SearchRequest, page: int, pages: int) -> Pager:
    """The first, the last and the pages next to this one."""
    numbers = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    choices: list[Choice | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            choices.append(None)
        choices.append(Choice(str(number), links.search_path(request.on_page(number)), number == page))
    return Pager(
        previous=links.search_path(request.on_page(page - 1)) if page > 1 else None,
        following=links.search_path(request.on_page(page + 1)) if page < pages else None,
        choices=tuple(choices),
    )
