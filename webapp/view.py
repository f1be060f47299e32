"""What several kinds of page show, as frozen dataclasses that a template only prints.

Models hold words, counts and addresses; they hold no markup and ask no index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from indexer.model import Document, Meeting, Passage, PassageKind, Span, Status

from . import links, wording
from .params import SearchRequest, write

Marker = Callable[[str], tuple[Span, ...]]
"""Marks what matches the reader's query in a whole text."""

MAX_HEADING_LEVEL = 6


def unmarked(text: str) -> tuple[Span, ...]:
    """A text in which nothing is looked for."""
    return (Span(text, False),)


@dataclass(frozen=True)
class Link:
    """A place to go to: its words and its address."""

    text: str
    url: str


@dataclass(frozen=True)
class SearchBox:
    """What stands in a search form: the query, and the filters and the order that are kept while it changes."""

    q: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PaperLine:
    """A document in a list of papers."""

    title: str
    url: str
    kind: str
    status: Status
    status_title: str
    published: str
    source: str
    passages: int


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list of meetings."""

    id: str
    title: str
    url: str
    place: str
    dates: str
    sessions: int
    papers: tuple[PaperLine, ...]
    passages: int


@dataclass(frozen=True)
class PassageView:
    """A passage as it stands in its document."""

    id: str
    anchor: str
    kind: PassageKind
    label: str
    page: int | None
    spans: tuple[Span, ...]
    url: str
    """Its place on the site, with the search that led there."""
    permalink: str
    """Its absolute permanent address, and nothing else."""
    number: int
    """Its place in the document, counted from 1."""
    current: bool = False


@dataclass(frozen=True)
class HeadingView:
    """A heading of a document, where it begins to hold."""

    text: str
    level: int
    """Level in the page: the document's title is 1."""
    anchor: str
    capitals: bool
    """Whether the source sets it in capitals throughout."""


@dataclass(frozen=True)
class Run:
    """Neighbouring passages of one kind: a list, a table, or passages one by one."""

    kind: PassageKind
    passages: tuple[PassageView, ...]


@dataclass(frozen=True)
class Stretch:
    """The headings that begin at one place, and the passages up to the next heading."""

    headings: tuple[HeadingView, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Manner:
    """How the passages of one page are shown: what is marked, which is current, where links lead."""

    absolute: Callable[[str], str]
    mark: Marker = unmarked
    trail: SearchRequest | None = None
    current: str | None = None
    prefix: str = ""
    """Put before element ids, where one page shows several documents."""


def search_box(request: SearchRequest) -> SearchBox:
    """The form that goes on from a search; the page of the results is not kept."""
    return SearchBox(request.q, write(request.asking("")))


def anchor_of(passage: Passage, prefix: str = "") -> str:
    """The element id of a passage: the part of its own id that is unique in its document."""
    return f"{prefix}p-{passage.id.rpartition('.')[2]}"


def paper_line(document: Document, passages: int = 0) -> PaperLine:
    """A document as a line."""
    return PaperLine(
        title=document.title,
        url=links.document_path(document.id),
        kind=wording.kind_title(document),
        status=document.status,
        status_title=wording.STATUS_TITLES[document.status],
        published=wording.published(document.published),
        source=document.source,
        passages=passages,
    )


def meeting_line(meeting: Meeting, sessions: int, papers: Iterable[PaperLine], passages: int) -> MeetingLine:
    """A meeting as a line."""
    return MeetingLine(
        id=meeting.id,
        title=meeting.title,
        url=links.meeting_path(meeting.id),
        place=meeting.place or "",
        dates=wording.meeting_dates(meeting),
        sessions=sessions,
        papers=tuple(papers),
        passages=passages,
    )


def passage_view(passage: Passage, manner: Manner) -> PassageView:
    """A passage in the manner of its page."""
    return PassageView(
        id=passage.id,
        anchor=anchor_of(passage, manner.prefix),
        kind=passage.kind,
        label=passage.label or "",
        page=passage.page,
        spans=manner.mark(passage.text),
        url=links.passage_path(passage.id, manner.trail),
        permalink=manner.absolute(links.passage_path(passage.id)),
        number=passage.ordinal + 1,
        current=passage.id == manner.current,
    )


def stretches(
    passages: Iterable[Passage], manner: Manner, within: tuple[str, ...] = (), top: int = 2
) -> tuple[Stretch, ...]:
    """Passages in order under the headings where their heading path changes.

    `within` are headings already said by the page, which are not repeated; the first level shown is `top`.
    """
    made: list[Stretch] = []
    before: tuple[str, ...] = within
    for path, group in groupby(passages, key=lambda passage: passage.headings):
        members = tuple(group)
        kept = _common(before, path)
        headings = tuple(
            HeadingView(
                text=text,
                level=min(top + depth - min(len(within), kept), MAX_HEADING_LEVEL),
                anchor=f"{manner.prefix}h-{members[0].ordinal + 1}-{depth + 1}",
                capitals=text.isupper(),
            )
            for depth, text in enumerate(path)
            if depth >= kept
        )
        made.append(Stretch(headings, _runs(members, manner)))
        before = path
    return tuple(made)


def common_headings(passages: Iterable[Passage]) -> tuple[str, ...]:
    """The headings that all the passages stand under."""
    paths = [passage.headings for passage in passages]
    common = paths[0] if paths else ()
    for path in paths:
        common = common[: _common(common, path)]
    return common


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many headings two paths share from the top."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _runs(passages: Iterable[Passage], manner: Manner) -> tuple[Run, ...]:
    """Neighbours of one kind together, in order."""
    return tuple(
        Run(kind, tuple(passage_view(passage, manner) for passage in group))
        for kind, group in groupby(passages, key=lambda passage: passage.kind)
    )
