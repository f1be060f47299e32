"""Page models that several kinds of page share: frozen dataclasses that a template only prints.

They hold words, counts and URLs, no markup, and never query the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from indexer.entities.series import is_of_series
from indexer.explore.cited_papers import CitedPapers
from indexer.meetings.labels import VOICE_LABELS
from indexer.model import Document, Meeting, Participation, Passage, Status, TextSpan, Voice
from indexer.quotes.wording import WordChange
from indexer.speech.value_names import mention_title
from webapp.address import urls
from webapp.address.params import SearchRequest, request_pairs
from webapp.settings.kinds import SYMBOL

from . import labels
from .highlight import QuotedRange
from .written import TextLanguage, text_language

Highlighter = Callable[[str, str | None], tuple[TextSpan, ...]]
"""Highlights what matches the reader's query in a text, by the tag of the text's language."""


def plain_spans(text: str, _language: str | None = None) -> tuple[TextSpan, ...]:
    """Return a text without highlights."""
    return (TextSpan(text, False),)


@dataclass(frozen=True)
class SearchBox:
    """The search form: the query, and the filters and order that it keeps."""

    q: str = ""
    hidden_fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PaperListItem:
    """A document in a list of papers."""

    title: str
    url: str
    kind: str
    known_kind: str
    """The kind, empty where it is not known."""
    status: Status
    status_title: str
    published: str
    source: str
    passages: int
    recognised: bool
    """Whether its text comes from OCR and may be wrong."""
    written: TextLanguage
    name: str = ""
    """What tells it from the other papers of its list, where the list names it; else empty."""


@dataclass(frozen=True)
class PersonListItem:
    """A participant in a list; `url` is empty where the person has no page."""

    name: str
    role: str
    affiliation: str
    remote: bool
    url: str


@dataclass(frozen=True)
class KindCount:
    """The number of a meeting's papers of one kind."""

    kind: str
    status: Status
    status_title: str
    count: int


@dataclass(frozen=True)
class MeetingListItem:
    """A meeting in a list, with its papers or, where they are many, with their number by kind."""

    id: str
    title: str
    url: str
    place: str
    dates: str
    sessions: int
    papers: tuple[PaperListItem, ...]
    passages: int
    kinds: tuple[KindCount, ...] = ()


NO_PAPERS = CitedPapers((), ())


@dataclass(frozen=True)
class RenderContext:
    """How the passages of one page are shown: what is highlighted, which is current, where links lead."""

    absolute: Callable[[str], str]
    mark: Highlighter = plain_spans
    trail: SearchRequest | None = None
    current: str | None = None
    prefix: str = ""
    """Prefix of element ids, where one page shows several documents."""
    focus_within: bool = False
    """Whether the URL leads to a part of the current passage, which then gets the focus instead of it."""
    quoted_ranges: Mapping[str, QuotedRange] = field(default_factory=dict)
    """The words that the URL names, by passage id."""
    papers: CitedPapers = NO_PAPERS
    """The papers that passages may cite."""
    changes: Mapping[str, tuple[WordChange, ...]] = field(default_factory=dict)
    """What differs from the wording that a link cites, by passage id: it is marked in the passage."""
    all_voices: bool = False
    """Whether each passage shows who without a name spoke, and not only the current one."""


def search_box(request: SearchRequest) -> SearchBox:
    """Return the form that continues a search, on page 1."""
    return SearchBox(request.q, request_pairs(request.with_query("")))


def paper_list_item(document: Document, passages: int = 0) -> PaperListItem:
    """Return a document as a list item."""
    return PaperListItem(
        title=document.title,
        url=urls.document_path(document.id),
        kind=labels.kind_title(document),
        known_kind=labels.known_kind(document),
        status=document.status,
        status_title=labels.status_title(document),
        published=labels.publication_date(document.published),
        source=document.source,
        passages=passages,
        recognised=document.recognised,
        written=text_language(document.language),
    )


def meeting_list_item(
    meeting: Meeting, sessions: int, papers: Iterable[PaperListItem], passages: int
) -> MeetingListItem:
    """Return a meeting as a list item."""
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
    """Return a participation as a list item."""
    return PersonListItem(
        name=labels.person_name(participation),
        role=labels.role_title(participation.role),
        affiliation=participation.affiliation or "",
        remote=participation.remote,
        url=urls.person_path(participation.person) if participation.person else "",
    )


class MentionLink(NamedTuple):
    """A document that a passage mentions, linked to all passages that mention it."""

    text: str
    url: str
    """The search for these passages; empty for a paper that is cited by its title."""
    symbol: str
    """What the address of the official document has; empty where it is none of the United Nations or of an organ."""
    paper: str = ""
    """The page of the paper, where the collection has it."""


def mention_links(symbols: Iterable[str], papers: CitedPapers = NO_PAPERS) -> tuple[MentionLink, ...]:
    """Return the documents that a passage mentions; those of the collection lead to their pages."""
    return tuple(
        MentionLink(
            mention_title(symbol),
            urls.search_path(SearchRequest(filters={"mention": (symbol,)})),
            "" if is_of_series(symbol) else symbol,
            urls.document_path(papers.by_symbol[symbol]) if symbol in papers.by_symbol else "",
        )
        for symbol in symbols
    )


class VoiceLine(NamedTuple):
    """A voice without a name to which a passage gives words, linked to all passages with such a voice."""

    text: str
    words: tuple[str, ...]
    """The words of the passage that say so, each once."""
    url: str


def voice_lines(voices: Sequence[Voice]) -> tuple[VoiceLine, ...]:
    """Return the voices of a passage by kind, in the order of the text."""
    return tuple(
        VoiceLine(
            labels.value_label("voice", kind, VOICE_LABELS[kind]),
            tuple(dict.fromkeys(voice.words for voice in voices if voice.kind == kind and voice.words)),
            urls.search_path(SearchRequest(filters={"voice": (kind,)})),
        )
        for kind in dict.fromkeys(voice.kind for voice in voices)
    )


def cited_links(passage: Passage, papers: CitedPapers) -> tuple[MentionLink, ...]:
    """Return the documents that a passage mentions, and the papers of the collection that it cites by title."""
    titles = papers.titles_in(passage.text, passage.document.id)
    own = urls.document_path(passage.document.id)
    return (
        *(link._replace(paper="") if link.paper == own else link for link in mention_links(passage.mentions, papers)),
        *(MentionLink(cited.title, "", "", urls.document_path(cited.document)) for cited in titles),
    )


def symbol_url(template: str, symbol: str) -> str:
    """Return the address of an official document by the owner's template; empty without one."""
    return template.replace(SYMBOL, quote(symbol, safe="/")) if template else ""
