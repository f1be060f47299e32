"""The page model of the results: hits, facets, filter chips, sort orders, pages, and help where nothing was found.

It is made from results already found; it searches nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.model import Participation, Passage, PassageKind, TextSpan
from indexer.query.results import SORTS, Hit, Sort
from indexer.references import Reference, find_restrictions
from indexer.references.metadata import coins_title
from indexer.speech.translation import current_speech
from webapp.address import urls
from webapp.address.arguments import PAGE_SIZES, Notice
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.browse.home import CoverageView
from webapp.shared import labels
from webapp.shared.basket_item import BasketItem
from webapp.shared.formats import CITE_STYLE
from webapp.shared.marks import MarksSwitch
from webapp.shared.models import (
    MentionLink,
    RenderContext,
    SearchBox,
    VoiceLine,
    cited_links,
    search_box,
    voice_lines,
)
from webapp.shared.origin import PassageOrigin, passage_origin
from webapp.shared.passage import speakers

from .alike import put_alike_together
from .excerpt import excerpt
from .exports import ExportControl, export_control
from .facets import FacetView, FilterChip, facet_views, filter_chips
from .find import SearchOutcome
from .outside import OutsideMatch, outside_match
from .places import HitPlaces
from .relax import NoResultsDiagnosis
from .understood import QueryView, query_view
from .why import WhyView, why_view


@dataclass(frozen=True)
class HitSpeaker:
    """The speaker of a hit: name and affiliation, and a link where the person has a page."""

    name: tuple[TextSpan, ...]
    affiliation: tuple[TextSpan, ...]
    url: str


@dataclass(frozen=True)
class AlikeHit:
    """A hit that says nearly the same as another."""

    title: tuple[TextSpan, ...]
    url: str
    number: str
    meeting: str
    """The short name of its meeting; empty for none."""
    origin: PassageOrigin


@dataclass(frozen=True)
class HitView:
    """A hit: where it is, what it says, how to link to it."""

    title: tuple[TextSpan, ...]
    number: str
    """Its place in its paper: `passage 12 of 48`."""
    meeting: str
    """The short name of its meeting, which no other meeting has; empty for none."""
    url: str
    permalink: str
    """Its URL with the version of its text."""
    cite_url: str
    """The page with its reference."""
    name: str
    """Its id and version, as the basket form sends them."""
    coins: str
    """COinS for reference managers: an OpenURL context object as a query string."""
    spans: tuple[TextSpan, ...]
    outside_match: OutsideMatch | None
    cut_before: bool
    cut_after: bool
    form: PassageKind
    label: str
    lead_in: str
    speakers: tuple[HitSpeaker, ...]
    mentions: tuple[MentionLink, ...]
    voices: tuple[VoiceLine, ...]
    origin: PassageOrigin
    session: Link | None
    why: WhyView
    place: int = 0
    """Its place among all results, from 1; 0 where it is not numbered."""
    alike: tuple[AlikeHit, ...] = ()
    """The hits of the page that say nearly the same."""


@dataclass(frozen=True)
class Choice:
    """One of several options, of which one is current."""

    text: str
    url: str
    current: bool


@dataclass(frozen=True)
class Pager:
    """Links to the pages around this one; `None` among the choices stands for omitted pages."""

    previous: str | None
    following: str | None
    choices: tuple[Choice | None, ...]


@dataclass(frozen=True)
class SearchPage:
    """Everything that a page of results shows."""

    request: SearchRequest
    box: SearchBox
    understood: QueryView | None
    notices: tuple[Notice, ...]
    total: int
    with_all_words: int
    """How many of them have all words of the query; the others have most of them."""
    first: int
    last: int
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[FilterChip, ...]
    clear_url: str
    filters_url: str
    """The same filters and settings without the query: an address to keep, from which other queries are asked."""
    own_url: str
    """Its own address, whatever way it was asked for: the one that is printed."""
    feed_url: str
    sorts: tuple[Choice, ...]
    pager: Pager | None
    exports: ExportControl | None
    """The form that downloads the results; where they are grouped, the groups have those of the page."""
    diagnosis: NoResultsDiagnosis | None
    coverage: CoverageView | None
    sizes: tuple[Choice, ...]
    """How many results a page can show."""
    words_needed: tuple[Choice, ...]
    """Whether passages with some of the words are shown too; nothing where it makes no difference."""
    marks: MarksSwitch | None
    """The switch of the highlights, where there are any."""


@dataclass(frozen=True)
class HitContext:
    """How the hits of one page are shown: what is marked, what is known of their places, and on which day."""

    render: RenderContext
    places: HitPlaces
    day: date


def search_page(
    outcome: SearchOutcome, context: HitContext, diagnosis: NoResultsDiagnosis | None, coverage: CoverageView | None
) -> SearchPage:
    """Return the page for a search outcome; `diagnosis` and `coverage` are given where nothing was found."""
    request, results = outcome.request, outcome.results
    first = (results.page - 1) * results.query.size + 1 if results.hits else 0
    meetings = context.places.meetings
    return SearchPage(
        request=request,
        box=search_box(request),
        understood=query_view(outcome.rewritten, results, request),
        notices=outcome.notices,
        total=results.total,
        with_all_words=results.with_all_words,
        first=first,
        last=first + len(results.hits) - 1 if results.hits else 0,
        hits=hits_of_page(results.hits, first, request.with_page(1), context),
        facets=facet_views(results.facets, request, meetings),
        chips=filter_chips(results.facets, request, meetings),
        clear_url=urls.search_path(request.without_filters()),
        filters_url=urls.search_path(request.with_query("")),
        own_url=urls.search_path(request),
        feed_url=urls.feed_path(request),
        sorts=_sorts(request, results.query.sort) if results.total > 1 else (),
        pager=_pager(request, results.page, results.pages) if results.pages > 1 else None,
        exports=_exports(outcome),
        diagnosis=diagnosis,
        coverage=coverage,
        sizes=_sizes(request) if results.total > min(PAGE_SIZES) else (),
        words_needed=_words_needed(outcome),
        marks=MarksSwitch(request.marks, urls.search_path(request.with_marks(not request.marks)))
        if request.q and results.total
        else None,
    )


def _exports(outcome: SearchOutcome) -> ExportControl | None:
    """Return the form that downloads the results, where there are any."""
    results = outcome.results
    if not results.total:
        return None
    request = outcome.request.with_page(results.page)
    return export_control(request, len(results.hits), results.total, results.with_most_words)


def hits_of_page(hits: Sequence[Hit], first: int, trail: SearchRequest, context: HitContext) -> tuple[HitView, ...]:
    """Return hits as they are shown, those alike under the first of them.

    Each has its place among all results, counted from `first`, or none where that is 0.
    """
    places = {hit.passage.id: place if first else 0 for place, hit in enumerate(hits, start=first)}
    return tuple(
        hit_view(leading, trail, context, places[leading.passage.id], others)
        for leading, *others in put_alike_together(hits)
    )


def _alike_hit(hit: Hit, trail: SearchRequest, context: HitContext) -> AlikeHit:
    """Return a hit as listed under another that says nearly the same."""
    passage, places = hit.passage, context.places
    return AlikeHit(
        title=context.render.mark(places.title(passage), passage.document.language),
        url=urls.passage_path(passage.id, trail),
        number=places.number(passage),
        meeting=places.meeting(passage),
        origin=passage_origin(passage),
    )


def hit_view(hit: Hit, trail: SearchRequest, context: HitContext, place: int = 0, alike: Sequence[Hit] = ()) -> HitView:
    """Return a hit in the results of a request, on page 1, with those that say nearly the same."""
    render, places = context.render, context.places
    passage = hit.passage
    version, spoken = urls.text_version(passage.text), speakers(passage)
    address = render.absolute(urls.passage_path(passage.id))
    shown = excerpt(hit.snippet)
    # From its title or text only: reading the whole paper of every hit would be too slow.
    notes = find_restrictions([passage])
    session = passage.session
    session_link = Link(session.name, urls.session_path(session.meeting, session.id)) if session else None
    title = render.mark(places.title(passage), passage.document.language)
    return HitView(
        title=title,
        number=places.number(passage),
        meeting=places.meeting(passage),
        url=urls.passage_path(passage.id, trail),
        permalink=render.absolute(urls.permalink_path(passage)),
        cite_url=urls.styled_path(passage.id, CITE_STYLE),
        name=BasketItem(passage.id, version).name,
        coins=coins_title(Reference(passage, address, context.day, version, notes)),
        spans=shown.spans,
        outside_match=outside_match(hit, title, spoken, render),
        cut_before=hit.cut_before or shown.cut_before,
        cut_after=hit.cut_after or shown.cut_after,
        form=passage.kind,
        label=passage.label or "",
        lead_in="; ".join(head.text for head in passage.heads) or passage.lead_in or "",
        speakers=tuple(_speaker(participation, passage, render) for participation in spoken),
        mentions=cited_links(passage, render.papers),
        voices=voice_lines(passage.voices),
        origin=passage_origin(passage),
        session=session_link,
        why=why_view(hit, trail.sort),
        place=place,
        alike=tuple(_alike_hit(other, trail, context) for other in alike),
    )


def _speaker(participation: Participation, passage: Passage, context: RenderContext) -> HitSpeaker:
    """Return a speaker of a hit, with matches highlighted."""
    language = passage.document.language
    return HitSpeaker(
        name=context.mark(labels.person_name(participation), language),
        affiliation=context.mark(participation.affiliation, language) if participation.affiliation else (),
        url=urls.person_path(participation.person) if participation.person else "",
    )


def _sorts(request: SearchRequest, current: Sort) -> tuple[Choice, ...]:
    """Return the sort orders to choose from; without a query there is no best match."""
    orders = SORTS if request.q else tuple(sort for sort in SORTS if sort != "relevance")
    return tuple(
        Choice(labels.SORT_TITLES[sort], urls.search_path(request.with_sort(sort)), sort == current) for sort in orders
    )


def _sizes(request: SearchRequest) -> tuple[Choice, ...]:
    """Return how many results a page can show, as links that begin at the first page."""
    return tuple(
        Choice(str(size), urls.search_path(request.with_size(size)), size == request.size) for size in PAGE_SIZES
    )


def _words_needed(outcome: SearchOutcome) -> tuple[Choice, ...]:
    """Return whether passages need all words of the query, as links; nothing where it makes no difference."""
    request = outcome.request
    if not outcome.rewritten.relaxed or (request.words == "most" and not outcome.relaxed):
        return ()
    return tuple(
        Choice(title, urls.search_path(request.with_words(words)), words == request.words)
        for words, title in labels.WORDS_TITLES.items()
    )


def _pager(request: SearchRequest, page: int, pages: int) -> Pager:
    """Return links to the first page, the last page and those near this one."""
    numbers = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    choices: list[Choice | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            choices.append(None)
        choices.append(
            Choice(current_speech().number(number), urls.search_path(request.with_page(number)), number == page)
        )
    return Pager(
        previous=urls.search_path(request.with_page(page - 1)) if page > 1 else None,
        following=urls.search_path(request.with_page(page + 1)) if page < pages else None,
        choices=tuple(choices),
    )
