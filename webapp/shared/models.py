"""What several kinds of page show, as frozen dataclasses that a template only prints.

Models hold words, counts and addresses; they hold no markup and ask no index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from indexer.meetings.labels import mention_label
from indexer.model import Document, Meeting, Participation, Status, TextSpan
from webapp.address import urls
from webapp.address.params import SearchRequest, request_pairs
from webapp.address.urls import Link

from . import labels
from .highlight import QuotedRange

Highlighter = Callable[[str], tuple[TextSpan, ...]]
"""Marks what matches the reader's query in a whole text."""


def plain_spans(text: str) -> tuple[TextSpan, ...]:
    """A text in which nothing is looked for."""
    return (TextSpan(text, False),)


@dataclass(frozen=True)
class SearchBox:
    """What stands in a search form: the query, and the filters and the order that are kept while it changes."""

    q: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PaperListItem:
    """A document in a list of papers."""

    title: str
    url: str
    kind: str
    status: Status
    status_title: str
    published: str
    source: str
    passages: int
    recognised: bool
    """Whether its words were recognised from pictures, and may be wrong."""


@dataclass(frozen=True)
class PersonListItem:
    """Somebody who takes part, in a list; `url` is empty where the person has no page."""

    name: str
    role: str
    affiliation: str
    remote: bool
    url: str


@dataclass(frozen=True)
class KindCount:
    """How many papers of one kind a meeting has."""

    kind: str
    status: Status
    status_title: str
    count: int


@dataclass(frozen=True)
class MeetingListItem:
    """A meeting in a list of meetings: with its papers or, where they are many, with how many there are of a kind."""

    id: str
    title: str
    url: str
    place: str
    dates: str
    sessions: int
    papers: tuple[PaperListItem, ...]
    passages: int
    kinds: tuple[KindCount, ...] = ()


@dataclass(frozen=True)
class RenderContext:
    """How the passages of one page are shown: what is marked, which is current, where links lead."""

    absolute: Callable[[str], str]
    mark: Highlighter = plain_spans
    trail: SearchRequest | None = None
    current: str | None = None
    prefix: str = ""
    """Put before element ids, where one page shows several documents."""
    focus_within: bool = False
    """Whether the address leads to something within the current passage, which then has not the focus itself."""
    quoted_ranges: Mapping[str, QuotedRange] = field(default_factory=dict)
    """The words that the address names, by id of passage."""


def search_box(request: SearchRequest) -> SearchBox:
    """The form that goes on from a search; the page of the results is not kept."""
    return SearchBox(request.q, request_pairs(request.with_query("")))


def paper_list_item(document: Document, passages: int = 0) -> PaperListItem:
    """A document as a line."""
    return PaperListItem(
        title=document.title,
        url=urls.document_path(document.id),
        kind=labels.kind_title(document),
        status=document.status,
        status_title=labels.STATUS_TITLES[document.status],
        published=labels.publication_date(document.published),
        source=document.source,
        passages=passages,
        recognised=document.recognised,
    )


def meeting_list_item(
    meeting: Meeting, sessions: int, papers: Iterable[PaperListItem], passages: int
) -> MeetingListItem:
    """A meeting as a line."""
    return MeetingListItem(
        id=meeting.id,
        title=meeting.title,
        url=urls.meeting_path(meeting.id),
        place=meeting.place or "",
        dates=labels.meeting_dates(meeting),
        sessions=sessions,
        papers=tuple(papers),
        passages=passages,
    )


def person_list_item(participation: Participation) -> PersonListItem:
    """A participation as a line."""
    return PersonListItem(
        name=labels.person_name(participation),
        role=labels.role_title(participation.role),
        affiliation=participation.affiliation or "",
        remote=participation.remote,
        url=urls.person_path(participation.person) if participation.person else "",
    )


def mention_links(symbols: Iterable[str]) -> tuple[Link, ...]:
    """Documents that a passage names, each as a link to all the passages that name it."""
    return tuple(
        Link(mention_label(symbol), urls.search_path(SearchRequest(filters={"mention": (symbol,)})))
        for symbol in symbols
    )
