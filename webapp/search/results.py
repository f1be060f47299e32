"""The model of a page of results: hits, facets, chips, orders, pages, and help where nothing was found.

It is made from an answer already given; the only searches it causes are those of `relax`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from indexer.model import Participation, PassageKind, TextSpan
from indexer.query.results import SORTS, Hit, Sort
from indexer.references import STYLE_NAMES, Reference, find_restrictions
from indexer.references.metadata import coins_title
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.browse.meeting_list import RecentMeetings
from webapp.shared import labels
from webapp.shared.basket_item import BasketItem
from webapp.shared.models import RenderContext, SearchBox, mention_links, search_box
from webapp.shared.origin import PassageOrigin, passage_origin, place_title
from webapp.shared.passage import speakers

from .exports import ExportControl, export_control
from .facets import FacetView, FilterChip, MeetingNames, facet_views, filter_chips
from .find import SearchOutcome
from .relax import NoResultsDiagnosis
from .understood import QueryView, query_view
from .why import WhyView, why_view


@dataclass(frozen=True)
class OutsideMatch:
    """Where the words stand when they do not stand in the passage itself."""

    place: str
    spans: tuple[TextSpan, ...]


@dataclass(frozen=True)
class HitSpeaker:
    """Whose words a hit is: name and affiliation, and the person's page where there is one."""

    name: tuple[TextSpan, ...]
    affiliation: tuple[TextSpan, ...]
    url: str


@dataclass(frozen=True)
class HitView:
    """A hit: where it stands, what it says, how to link to it."""

    title: tuple[TextSpan, ...]
    url: str
    permalink: str
    """Its address with the version of its wording."""
    cite_url: str
    """Where its reference stands on a page."""
    name: str
    """Its id and version, as a form that collects it sends them."""
    coins: str
    """What a reference manager reads of it: an OpenURL context object as a query string."""
    spans: tuple[TextSpan, ...]
    elsewhere: OutsideMatch | None
    cut_before: bool
    cut_after: bool
    form: PassageKind
    label: str
    lead_in: str
    speakers: tuple[HitSpeaker, ...]
    mentions: tuple[Link, ...]
    origin: PassageOrigin
    session: Link | None
    why: WhyView


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
    understood: QueryView | None
    notices: tuple[Notice, ...]
    loose: bool
    """Whether nothing has all of the words, and these have most of them."""
    total: int
    first: int
    last: int
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[FilterChip, ...]
    clear_url: str
    sorts: tuple[Choice, ...]
    pager: Pager | None
    exports: ExportControl | None
    diagnosis: NoResultsDiagnosis | None
    coverage: RecentMeetings | None


def search_page(
    found: SearchOutcome,
    manner: RenderContext,
    meetings: MeetingNames,
    diagnosis: NoResultsDiagnosis | None,
    coverage: RecentMeetings | None,
    day: date,
) -> SearchPage:
    """The page for an answer, given on a day; `diagnosis` and `coverage` are told where nothing was found."""
    request, results = found.request, found.results
    first = (results.page - 1) * results.query.size + 1 if results.hits else 0
    return SearchPage(
        request=request,
        box=search_box(request),
        understood=query_view(found.understood, results.expansions, request, found.relaxed),
        notices=found.notices,
        loose=found.relaxed,
        total=results.total,
        first=first,
        last=first + len(results.hits) - 1 if results.hits else 0,
        hits=tuple(hit_view(hit, request, manner, day) for hit in results.hits),
        facets=facet_views(results.facets, request, meetings),
        chips=filter_chips(results.facets, request, meetings),
        clear_url=urls.search_path(request.without_filters()),
        sorts=_sorts(request, results.query.sort) if results.total > 1 else (),
        pager=_pager(request, results.page, results.pages) if results.pages > 1 else None,
        exports=export_control(request.with_page(results.page), len(results.hits), results.total)
        if results.hits
        else None,
        diagnosis=diagnosis,
        coverage=coverage,
    )


def hit_view(hit: Hit, request: SearchRequest, manner: RenderContext, day: date) -> HitView:
    """A hit in the list of a request's results, as it is on a day."""
    passage = hit.passage
    address = manner.absolute(urls.passage_path(passage.id))
    said = find_restrictions(
        [passage]
    )  # by its title or itself: to read the whole paper of every hit would take too long
    session = passage.session
    session_link = Link(session.name, urls.session_path(session.meeting, session.id)) if session else None
    return HitView(
        title=manner.mark(place_title(passage)),
        url=urls.passage_path(passage.id, request.with_page(1)),
        permalink=manner.absolute(urls.permalink_path(passage)),
        cite_url=urls.styled_path(passage.id, STYLE_NAMES[0]),
        name=BasketItem.from_passage(passage).name,
        coins=coins_title(Reference(passage, address, day, urls.text_version(passage.text), said)),
        spans=hit.snippet,
        elsewhere=_elsewhere(hit, manner),
        cut_before=hit.cut_before,
        cut_after=hit.cut_after,
        form=passage.kind,
        label=passage.label or "",
        lead_in=passage.lead_in or "",
        speakers=tuple(_speaker(one, manner) for one in speakers(passage)),
        mentions=mention_links(passage.mentions),
        origin=passage_origin(passage),
        session=session_link,
        why=why_view(hit),
    )


def _speaker(one: Participation, manner: RenderContext) -> HitSpeaker:
    """Somebody whose words a hit is, with what matches marked."""
    return HitSpeaker(
        name=manner.mark(labels.person_name(one)),
        affiliation=manner.mark(one.affiliation) if one.affiliation else (),
        url=urls.person_path(one.person) if one.person else "",
    )


def _elsewhere(hit: Hit, manner: RenderContext) -> OutsideMatch | None:
    """The first thing around a passage that matches, when its own words and its title do not."""
    passage = hit.passage
    places = [("", span.text) for span in hit.snippet if span.match]
    places += [("", passage.session.name)] if passage.session else []
    places += [("", labels.person_line(person)) for person in speakers(passage)]
    places += [("heading", heading) for heading in reversed(passage.headings)]
    places += [("list of people", labels.person_line(person)) for person in passage.people]
    for place, text in places:
        spans = manner.mark(text)
        if any(span.match for span in spans):
            return OutsideMatch(place, spans) if place else None
    return None


def _sorts(request: SearchRequest, current: Sort) -> tuple[Choice, ...]:
    """The orders to choose from; without words there is no best match."""
    orders = SORTS if request.q else tuple(sort for sort in SORTS if sort != "relevance")
    return tuple(
        Choice(labels.SORT_TITLES[sort], urls.search_path(request.with_sort(sort)), sort == current) for sort in orders
    )


def _pager(request: SearchRequest, page: int, pages: int) -> Pager:
    """The first, the last and the pages next to this one."""
    numbers = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    choices: list[Choice | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            choices.append(None)
        choices.append(Choice(str(number), urls.search_path(request.with_page(number)), number == page))
    return Pager(
        previous=urls.search_path(request.with_page(page - 1)) if page > 1 else None,
        following=urls.search_path(request.with_page(page + 1)) if page < pages else None,
        choices=tuple(choices),
    )
