"""The models of the reading page: a passage in its document, and a whole document.

They are made from passages already fetched; a trail is the way back to the search that led here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from indexer.model import Document, Meeting, Passage
from indexer.query.results import ResultPlace
from indexer.references import Reference
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.marks import MarksSwitch
from webapp.shared.meeting_names import shortened
from webapp.shared.models import (
    PaperListItem,
    PersonListItem,
    RenderContext,
    SearchBox,
    paper_list_item,
    person_list_item,
    search_box,
)
from webapp.shared.passage import HeadingView, PassageView, SectionView, passage_view, sections

from .citing import CiteRequest, CitingView, citing_view
from .known import KnownFact, known_facts
from .paper import PaperDetails
from .shared_words import SharedWords
from .state import StateView
from .words import WordsView

if TYPE_CHECKING:
    from .edition import SearchFacts

PASSAGES_PER_PAGE = 300
"""The most passages of a document on one page."""
EXCERPT_LENGTH = 180
"""Characters of a passage in the card of a shared link."""
PASSAGES_AROUND = 60
"""Passages shown before and after the current one in a longer document."""


@dataclass(frozen=True)
class Trail:
    """The way back to the results, and to the results before and after this one."""

    q: str
    back_url: str
    place: int
    """The rank of the passage among the results, counted from 1; 0 when it is not one of them."""
    total: int
    previous: str | None
    following: str | None


@dataclass(frozen=True)
class MeetingLine:
    """One of the meetings that a document holds."""

    dates: str
    meeting: Link


@dataclass(frozen=True)
class PaperHead:
    """What stands above a document: its title, its kind, and its meeting, or the meetings that it holds."""

    paper: PaperListItem
    meeting: Link | None
    place: str
    dates: str
    held: tuple[MeetingLine, ...] = ()
    """The meetings of a document that holds several."""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    facts: tuple[KnownFact, ...] = ()
    """How its facts are known."""
    correction_url: str = ""


@dataclass(frozen=True)
class SourceLine:
    """Where the current passage comes from, on the screen and in print."""

    session: Link | None
    people: tuple[PersonListItem, ...]
    permalink: str
    page: str
    number: int
    words_link: str
    """The link to the words that the address names, else the permanent address of the passage."""


@dataclass(frozen=True)
class LinkedPassage:
    """The passage of a page, with what its link asks for and what happened to it since the link was made."""

    reference: Reference
    cite_request: CiteRequest
    words: WordsView | None = None
    """The words that the address names, which are marked."""
    state: StateView | None = None
    shared: SharedWords | None = None
    """What its card quotes."""


@dataclass(frozen=True)
class SurroundingsSwitch:
    """Whether the passages around the current one are shown, and the address of the other view."""

    are_shown: bool
    other_url: str


@dataclass(frozen=True)
class ReadingPage:
    """A passage in its document, or a document without a current passage."""

    head: PaperHead
    contents: tuple[HeadingView, ...]
    sections: tuple[SectionView, ...]
    total: int
    first: int
    last: int
    earlier: str | None
    later: str | None
    document_url: str
    passage_url: str = ""
    current: PassageView | None = None
    shared: SharedWords | None = None
    """What the card of the link quotes, shortened."""
    source: SourceLine | None = None
    citing: CitingView | None = None
    state: StateView | None = None
    """What happened to the current passage since the link was made."""
    previous: str | None = None
    following: str | None = None
    matches: tuple[str | None, str | None] = (None, None)
    """The nearest passages before and after the current one in which words of the search are marked."""
    trail: Trail | None = None
    box: SearchBox = field(default_factory=SearchBox)
    is_alone: bool = False
    """Whether the current passage is shown without others."""
    can_be_alone: bool = False
    """Whether all that its link names stands in it."""
    surroundings: SurroundingsSwitch | None = None
    """The switch between the current passage alone and among others."""
    marks: MarksSwitch | None = None
    """The switch of the highlights, where there can be any."""
    details: PaperDetails | None = None
    """What the page of a whole document shows besides."""
    search_facts: SearchFacts | None = None
    """In a static edition: what its search shows of the current passage."""
    earlier_wordings: tuple[Link, ...] = ()
    """In a static edition: the pages of the former wordings of the current passage."""


def passage_page(
    passages: Sequence[Passage],
    linked: LinkedPassage,
    context: RenderContext,
    request: SearchRequest,
    trail: Trail | None = None,
    around: int | None = None,
) -> ReadingPage:
    """Return a passage in its document, or among its neighbours in a long one, with the way to cite it.

    `passages` are those of the document; `request` is the search that led here, and `trail` the way back to it.
    `around` is the number of neighbours on each side, where the page never has the whole document; with 0 the passage
    stands alone, and the ways on lead to other passages alone.
    """
    is_alone = around == 0 and not _reaches_others(linked)
    current, words = linked.reference.passage, linked.words
    position = next(index for index, passage in enumerate(passages) if passage.id == current.id)
    start, end = _window(position, len(passages), around if is_alone or around else None)
    context = _marked(context, linked)
    page_sections = sections(passages[start:end], replace(context, current=current.id))
    url = partial(_neighbour_url, passages, context=context, is_alone=is_alone)
    return ReadingPage(
        head=paper_head(current.document, len(passages), current.meeting),
        contents=() if is_alone else _contents(page_sections),
        sections=page_sections,
        total=len(passages),
        first=start + 1,
        last=end,
        earlier=None if is_alone else url(start - 1),
        later=None if is_alone else url(end),
        document_url=urls.document_path(current.document.id, document_part(current)),
        passage_url=urls.passage_path(current.id),
        current=passage_view(current, replace(context, current=current.id)),
        shared=linked.shared and replace(linked.shared, text=shortened(linked.shared.text, EXCERPT_LENGTH)),
        source=_source(current, context, words),
        citing=citing_view(linked.reference, passages, context, linked.cite_request, words),
        state=linked.state,
        previous=url(position - 1),
        following=url(position + 1),
        matches=_matches(page_sections, current.ordinal + 1),
        trail=_alone_too(trail) if trail and is_alone else trail,
        box=search_box(request),
        is_alone=is_alone,
        can_be_alone=not _reaches_others(linked),
    )


def _reaches_others(linked: LinkedPassage) -> bool:
    """Return whether the words of a link, or parts of what it cites, stand in other passages too."""
    words, state = linked.words, linked.state
    return bool(words and words.quoted_ranges.keys() - {linked.reference.passage.id}) or bool(
        state and state.successors
    )


def _alone_too(trail: Trail) -> Trail:
    """Return a trail on which the results are shown alone."""
    previous, following = (url and _alone(url) for url in (trail.previous, trail.following))
    return replace(trail, previous=previous, following=following)


def _alone(url: str) -> str:
    return urls.with_more_arguments(url, {urls.ALONE_ARGUMENT: "1"})


def _neighbour_url(passages: Sequence[Passage], index: int, context: RenderContext, is_alone: bool) -> str | None:
    """Return the address of a neighbour, alone as the passage is; None beyond the end of the document."""
    if not 0 <= index < len(passages):
        return None
    path = urls.passage_path(passages[index].id, context.trail)
    return _alone(path) if is_alone else path


def switch_surroundings(page: ReadingPage, pairs: Iterable[tuple[str, str]]) -> SurroundingsSwitch | None:
    """Return the switch of a page whose address has these arguments; None where a passage cannot stand alone."""
    if not page.can_be_alone:
        return None
    others = [pair for pair in pairs if pair[0] != urls.ALONE_ARGUMENT]
    arguments = others if page.is_alone else [*others, (urls.ALONE_ARGUMENT, "1")]
    path = page.passage_url
    return SurroundingsSwitch(not page.is_alone, f"{path}?{urlencode(arguments)}" if arguments else path)


def _marked(context: RenderContext, linked: LinkedPassage) -> RenderContext:
    """Return the context with the words that a link names, and with what differs from the wording that it cites."""
    words, state = linked.words, linked.state
    return replace(
        context,
        quoted_ranges=words.quoted_ranges if words else {},
        focus_within=bool(words or linked.cite_request.style),
        changes={linked.reference.passage.id: state.changes} if state and state.is_marked else {},
    )


def _matches(page_sections: Sequence[SectionView], number: int) -> tuple[str | None, str | None]:
    """Return the addresses of the nearest passages with marked words, before and after the passage of a number."""
    passages = [passage for section in page_sections for run in section.runs for passage in run.passages]
    marked = [passage for passage in passages if any(span.match for piece in passage.pieces for span in piece.spans)]
    before = [passage.url for passage in marked if passage.number < number]
    after = [passage.url for passage in marked if passage.number > number]
    return before[-1] if before else None, after[0] if after else None


def document_page(library: Library, document: Document, size: int, part: int, context: RenderContext) -> ReadingPage:
    """Return a whole document of `size` passages; one of several hundred comes in parts, counted from 1."""
    parts = count_parts(size)
    start = (part - 1) * PASSAGES_PER_PAGE
    end = min(start + PASSAGES_PER_PAGE, size)
    page_sections = sections(library.document_passages(document.id, start, end), context)
    return ReadingPage(
        head=paper_head(document, size, document.meeting),
        contents=_contents(page_sections),
        sections=page_sections,
        total=size,
        first=start + 1,
        last=end,
        earlier=urls.document_path(document.id, part - 1) if part > 1 else None,
        later=urls.document_path(document.id, part + 1) if part < parts else None,
        document_url=urls.document_path(document.id, part),
    )


def document_part(passage: Passage) -> int:
    """Return which part of its document a passage stands in, counted from 1."""
    return passage.ordinal // PASSAGES_PER_PAGE + 1


def count_parts(passages: int) -> int:
    """Return how many parts a document of so many passages takes, at least 1."""
    return max(1, -(-passages // PASSAGES_PER_PAGE))


def search_trail(request: SearchRequest, found: ResultPlace, per_page: int) -> Trail:
    """Return the way back from a passage to the results that it was opened from."""
    page = (found.place - 1) // per_page + 1 if found.place and not request.group else 1
    return Trail(
        q=request.q,
        back_url=urls.search_path(request.with_page(page)),
        place=found.place,
        total=found.total,
        previous=urls.passage_path(found.before, request) if found.before else None,
        following=urls.passage_path(found.after, request) if found.after else None,
    )


def paper_head(document: Document, passages: int, meeting: Meeting | None) -> PaperHead:
    """Return the head of a document's page, with the meeting that it, or the passage shown, is about."""
    held = document.meetings if len(document.meetings) > 1 else ()
    return PaperHead(
        paper=paper_list_item(document, passages),
        meeting=_meeting_link(meeting) if meeting else None,
        place=(meeting and meeting.place) or "",
        dates=labels.meeting_dates(meeting),
        held=tuple(MeetingLine(labels.meeting_dates(each), _meeting_link(each)) for each in held),
        authors=document.authors,
        publisher=document.publisher or "",
        facts=known_facts(document),
        correction_url=urls.correction_path(document.id),
    )


def _meeting_link(meeting: Meeting) -> Link:
    return Link(meeting.title, urls.meeting_path(meeting.id))


def _window(position: int, total: int, around: int | None) -> tuple[int, int]:
    """Return the start and end of the passages shown around a passage."""
    if around is None and total <= PASSAGES_PER_PAGE:
        return 0, total
    width = PASSAGES_AROUND if around is None else around
    return max(0, position - width), min(total, position + width + 1)


def _contents(page_sections: Sequence[SectionView]) -> tuple[HeadingView, ...]:
    """Return the table of contents: every heading in order, when there is more than one."""
    headings = tuple(heading for section in page_sections for heading in section.headings)
    return headings if len(headings) > 1 else ()


def _source(passage: Passage, context: RenderContext, words: WordsView | None) -> SourceLine:
    """Return the session, people and permanent link of a passage."""
    session = passage.session
    return SourceLine(
        session=Link(session.name, urls.session_path(session.meeting, session.id)) if session else None,
        people=tuple(map(person_list_item, passage.people)),
        permalink=context.absolute(urls.permalink_path(passage)),
        page=labels.page_label(passage),
        number=passage.ordinal + 1,
        words_link=(words and words.link) or context.absolute(urls.passage_path(passage.id)),
    )
