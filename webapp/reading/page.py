"""The models of the reading view: a passage in its document, and a whole document.

They are made from passages already fetched; a trail is the search that led here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Document, Passage
from indexer.references import Reference
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
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
from .state import StateView
from .words import WordsView

PASSAGES_PER_PAGE = 300
"""Passages of a document that one page shows at most."""
PASSAGES_AROUND = 60
"""Passages shown before and after the current one in a document longer than that."""


@dataclass(frozen=True)
class Trail:
    """The way back to the results, and to the results before and after this one."""

    q: str
    back_url: str
    place: int
    """Which result this is, counted from 1; 0 when it is none of them."""
    total: int
    previous: str | None
    following: str | None


@dataclass(frozen=True)
class PaperHead:
    """What stands above a document: what paper it is, and of which meeting."""

    paper: PaperListItem
    meeting: Link
    place: str
    dates: str


@dataclass(frozen=True)
class SourceLine:
    """Where the current passage comes from, for the eye and for print."""

    session: Link | None
    people: tuple[PersonListItem, ...]
    permalink: str
    page: str
    number: int


@dataclass(frozen=True)
class ReadingPage:
    """A passage in its document, or the document with no passage picked."""

    head: PaperHead
    contents: tuple[HeadingView, ...]
    stretches: tuple[SectionView, ...]
    total: int
    first: int
    last: int
    earlier: str | None
    later: str | None
    document_url: str
    passage_url: str = ""
    current: PassageView | None = None
    source: SourceLine | None = None
    citing: CitingView | None = None
    state: StateView | None = None
    """What became of the current passage since the link was made."""
    previous: str | None = None
    following: str | None = None
    matches: tuple[str | None, str | None] = (None, None)
    """The nearest passages on the page, before and after the current one, in which words of the search are marked."""
    trail: Trail | None = None
    box: SearchBox = field(default_factory=SearchBox)


def passage_page(
    passages: Sequence[Passage],
    reference: Reference,
    context: RenderContext,
    trail: Trail | None,
    request: SearchRequest,
    cite_request: CiteRequest,
    words: WordsView | None = None,
) -> ReadingPage:
    """A passage, with the reference to it, among those of its document, or among its neighbours in a long one.

    The words that the address names are marked.
    """
    current = reference.passage
    at = next(index for index, passage in enumerate(passages) if passage.id == current.id)
    start, end = _window(at, len(passages))
    into = bool(words or cite_request.style)
    context = replace(context, quoted_ranges=words.marked if words else {}, focus_within=into)
    shown = sections(passages[start:end], replace(context, current=current.id))

    def url(index: int) -> str | None:
        """The page of a neighbour, where there is one."""
        inside = 0 <= index < len(passages)
        return urls.passage_path(passages[index].id, context.trail) if inside else None

    return ReadingPage(
        head=paper_head(current.document, len(passages)),
        contents=_contents(shown),
        stretches=shown,
        total=len(passages),
        first=start + 1,
        last=end,
        earlier=url(start - 1),
        later=url(end) if end < len(passages) else None,
        document_url=urls.document_path(current.document.id, document_part(current)),
        passage_url=urls.passage_path(current.id),
        current=passage_view(current, replace(context, current=current.id)),
        source=_source(current, context),
        citing=citing_view(reference, passages, context, cite_request, words),
        previous=url(at - 1),
        following=url(at + 1),
        matches=_matches(shown, current.ordinal + 1),
        trail=trail,
        box=search_box(request),
    )


def _matches(shown: Sequence[SectionView], number: int) -> tuple[str | None, str | None]:
    """The pages of the nearest passages, before and after the one of a number, that have marked words."""
    passages = [one for stretch in shown for run in stretch.runs for one in run.passages]
    marked = [one for one in passages if any(span.match for piece in one.pieces for span in piece.spans)]
    before = [one.url for one in marked if one.number < number]
    after = [one.url for one in marked if one.number > number]
    return before[-1] if before else None, after[0] if after else None


def document_page(document: Document, passages: Sequence[Passage], part: int, context: RenderContext) -> ReadingPage:
    """A whole document; one of several hundred passages comes in parts, counted from 1."""
    parts = count_parts(len(passages))
    start = (part - 1) * PASSAGES_PER_PAGE
    end = min(start + PASSAGES_PER_PAGE, len(passages))
    shown = sections(passages[start:end], context)
    return ReadingPage(
        head=paper_head(document, len(passages)),
        contents=_contents(shown),
        stretches=shown,
        total=len(passages),
        first=start + 1,
        last=end,
        earlier=urls.document_path(document.id, part - 1) if part > 1 else None,
        later=urls.document_path(document.id, part + 1) if part < parts else None,
        document_url=urls.document_path(document.id, part),
    )


def document_part(passage: Passage) -> int:
    """Which page of its document a passage stands on, counted from 1."""
    return passage.ordinal // PASSAGES_PER_PAGE + 1


def count_parts(passages: int) -> int:
    """How many pages a document of so many passages takes, at least 1."""
    return max(1, -(-passages // PASSAGES_PER_PAGE))


def search_trail(request: SearchRequest, passage_id: str, order: Sequence[str], per_page: int) -> Trail:
    """The way back from a passage to the results that it was opened from."""
    found = order.index(passage_id) if passage_id in order else -1

    def neighbour(index: int) -> str | None:
        """The passage page of another result, where there is one."""
        inside = found >= 0 and 0 <= index < len(order)
        return urls.passage_path(order[index], request) if inside else None

    page = found // per_page + 1 if found >= 0 and not request.group else 1
    return Trail(
        q=request.q,
        back_url=urls.search_path(request.with_page(page)),
        place=found + 1,
        total=len(order),
        previous=neighbour(found - 1),
        following=neighbour(found + 1),
    )


def paper_head(document: Document, passages: int) -> PaperHead:
    """The head of a document's page."""
    meeting = document.meeting
    return PaperHead(
        paper=paper_list_item(document, passages),
        meeting=Link(meeting.title, urls.meeting_path(meeting.id)),
        place=meeting.place or "",
        dates=labels.meeting_dates(meeting),
    )


def _window(at: int, total: int) -> tuple[int, int]:
    """Start and end of what is shown around a passage."""
    if total <= PASSAGES_PER_PAGE:
        return 0, total
    return max(0, at - PASSAGES_AROUND), min(total, at + PASSAGES_AROUND + 1)


def _contents(shown: Sequence[SectionView]) -> tuple[HeadingView, ...]:
    """The table of contents: every heading in order, when there is more than one."""
    headings = tuple(heading for stretch in shown for heading in stretch.headings)
    return headings if len(headings) > 1 else ()


def _source(passage: Passage, manner: RenderContext) -> SourceLine:
    """Session, people and permanent link of a passage."""
    session = passage.session
    return SourceLine(
        session=Link(session.name, urls.session_path(passage.meeting.id, session.id)) if session else None,
        people=tuple(map(person_list_item, passage.people)),
        permalink=manner.absolute(urls.permalink_path(passage)),
        page=labels.page_label(passage),
        number=passage.ordinal + 1,
    )
