"""The nouns of the program as frozen dataclasses: no input, no output, no rules.

Whatever one room hands to another is made of these. Their JSON forms are in `store.records`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from indexer.object_store.address import StoredObject
from indexer.speech.marking import marked

BlockKind = Literal["heading", "paragraph", "list_item", "quote", "table_row", "caption"]
PassageKind = Literal["paragraph", "list_item", "quote", "table_row", "heading_note"]
DocumentKind = Literal[
    "programme", "agenda", "concept_note", "summary", "report", "meeting_note", "minutes", "transcript", "statement",
    "slides", "resolution", "other",
]  # fmt: skip
Status = Literal["planned", "reported", "unknown"]
FactName = Literal[
    "title", "kind", "status", "author", "publisher", "symbol", "day", "place", "meeting", "speakers", "encoding",
]  # fmt: skip
"""The facts of a paper that carry how they are known."""
FactBasis = Literal["settings", "stated", "path", "sibling", "guessed", "unknown"]
"""How a fact is known, the best first: from `corpus.toml`, from the paper's own words, from its path or file name, from
another paper of the meeting, by a guess, or not at all."""
VoiceKind = Literal[
    "participants", "most", "several", "one", "chair", "panel", "secretariat", "group", "meeting", "unnamed",
]  # fmt: skip
"""Who is said to have spoken, where nobody is named: all who took part, most or many of them, several or some, one; the
chair or moderators, panelists and speakers, the secretariat, a named group or delegation, the meeting or its body as a
whole; nobody (`it was agreed that`)."""
RestrictionKind = Literal["non_attribution", "not_for_citation", "draft", "advance_unedited"]
DropReason = Literal[
    "aside", "caption_comment", "column_heads", "comment", "contents_line", "cookie_banner", "deleted", "dialog",
    "empty_heading", "endnote", "endnote_without_mark", "footnote", "footnote_without_mark", "form",
    "front_matter", "hidden", "index", "invisible", "line_number", "link_address", "markup", "media", "navigation",
    "no_words",
    "noscript", "outside_article", "outside_captions", "page_footer", "page_header", "page_number", "page_title",
    "picture_text", "repeated_caption", "ruby_brackets", "ruby_text", "running_head", "slanted", "struck",
    "table_of_contents", "table_rule", "unreadable",
]  # fmt: skip
"""Why a reader shows no words of a block."""
PageTraces = Literal["printed", "possible", "none"]
"""Whether heads and feet of printed pages, and paragraphs cut by the end of a page, can stand among the blocks of a
format: they do in PDF and plain text, and may in HTML and Markdown made from pages. They never do in DOCX, which keeps
heads and feet apart and marks its paragraphs."""

DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
PASSAGE_KINDS: tuple[PassageKind, ...] = get_args(PassageKind)
FACT_NAMES: tuple[FactName, ...] = get_args(FactName)
FACT_BASES: tuple[FactBasis, ...] = get_args(FactBasis)
STATUSES: tuple[Status, ...] = get_args(Status)
VOICE_KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)
RESTRICTION_KINDS: tuple[RestrictionKind, ...] = get_args(RestrictionKind)

KIND_LABELS: dict[DocumentKind, str] = {
    "programme": marked("Programme"),
    "agenda": marked("Agenda"),
    "concept_note": marked("Concept note"),
    "summary": marked("Summary"),
    "report": marked("Report"),
    "meeting_note": marked("Meeting note"),
    "minutes": marked("Minutes"),
    "transcript": marked("Transcript"),
    "statement": marked("Statement"),
    "slides": marked("Slides"),
    "resolution": marked("Resolution"),
    "other": marked("Other paper"),
}
PLANNED_KINDS: frozenset[DocumentKind] = frozenset({"programme", "agenda", "concept_note"})
_BETWEEN_AUTHORS = re.compile("[;；؛]")  # as the keyboards of Latin, Chinese and Arabic have it
_CERTAINTY: tuple[Status | None, ...] = (None, "planned", "unknown", "reported")
UNDECIDED_KINDS: frozenset[DocumentKind] = frozenset({"statement", "slides", "other"})
"""Kinds that are written before a meeting as well as after it."""


def status_of(kind: DocumentKind) -> Status:
    """Return the status that a kind alone decides; `unknown` where papers of a kind can have either."""
    if kind in PLANNED_KINDS:
        return "planned"
    return "unknown" if kind in UNDECIDED_KINDS else "reported"


def merged_status(first: Status | None, second: Status | None) -> Status | None:
    """Return the status of what two papers say: reported if one reports it, planned only if neither can be a report."""
    return max(first, second, key=_CERTAINTY.index)


@dataclass(frozen=True)
class FactEvidence:
    """How one fact of a paper is known."""

    fact: FactName
    basis: FactBasis
    evidence: str = ""
    """In one line, the words, the file name or the paper that it was read from."""


@dataclass(frozen=True)
class Source:
    """One file of the corpus; `name` is its path below the corpus folder, with forward slashes."""

    path: Path
    name: str
    digest: str
    """SHA-256 of the bytes, as hex."""
    member: str | None = None
    """The name of the member, where `path` is a ZIP file; `name` then holds both."""
    password: str | None = None
    """The password of the file, where `corpus.toml` states it."""
    encoding: str | None = None
    """The encoding of a text file, where `corpus.toml` states it."""
    recognise_again: bool = False
    """Whether the words of a PDF are recognised from the pictures of its pages, whatever text it has."""
    stored: StoredObject | None = None
    """The object that has its bytes, where it is no file; `path` is then its key, and no file has that."""


@dataclass(frozen=True)
class TextLink:
    """The target of a link in a text."""

    url: str
    start: int | None = None
    """Offset in the text where the linked words, or the mark of the footnote with the link, begin, where known."""
    end: int | None = None


@dataclass(frozen=True)
class ColumnHead:
    """The head of a table's column, beside the words of one row that stand in it."""

    text: str
    start: int
    """Offset in the text of the row where its words begin."""
    end: int


@dataclass(frozen=True)
class Block:
    """A part of a document in reading order, as a reader found it, before any blocks were joined."""

    kind: BlockKind
    text: str
    """The words to show: one line of text without markup (a roster keeps its line breaks)."""
    raw: str
    """The same block exactly as in the source, so that every character can be accounted for."""
    level: int = 0
    """Level of a heading where the format gives it (1 is the highest), else 0."""
    label: str | None = None
    """The number or letter a list item carries in the source, such as `7` or `b`."""
    depth: int = 0
    """Nesting depth of a list item, where the format gives it."""
    page: int | None = None
    """Number of the page, counted from 1."""
    page_label: str | None = None
    """The number printed on the page, where it is another one (`iv`, `A-3`)."""
    speaker: str | None = None
    """The speaker, where the format gives one (a voice in captions)."""
    notes: tuple[str, ...] = ()
    """Footnotes that the block refers to."""
    links: tuple[TextLink, ...] = ()
    """Links in its words or in the footnotes they refer to, where the format marks links."""
    drop: DropReason | None = None
    """Why a reader shows no words of it; its `raw` is then all there is."""
    merged: tuple[tuple[int, str], ...] = ()
    """Columns of a table row whose cell is one with that of a row above, each with its words."""
    heads: tuple[ColumnHead, ...] = ()
    """Of a table row: the heads of its cells, in order, where the columns have any."""
    lead_in: str | None = None
    """Of a table row: the whole head of its table on one line."""

    @property
    def has_anchored_links(self) -> bool:
        """Whether links point to offsets in the text, so that the text cannot change without them."""
        return any(link.start is not None for link in self.links)


@dataclass(frozen=True)
class Reading:
    """What a reader found in one file: the blocks in reading order, and the file's own metadata."""

    blocks: tuple[Block, ...]
    title: str | None = None
    language: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    """Who wrote it, as the file's own metadata has them, names or not."""
    authors_are_of_page: bool = False
    """Whether they are only those of a web page, which can be who put the paper there."""
    publisher: str | None = None
    """Who published it, as the file's own metadata has it."""
    warnings: tuple[str, ...] = ()
    recognised: bool = False
    """Whether the words were recognised in images of pages (OCR)."""
    links: tuple[str, ...] = ()
    """Everything the file links to, in margins and menus too, where the format marks links."""
    page_title: str | None = None
    """The title in the head or the properties of the file, such as HTML's `<title>`: weaker than any printed title."""
    encoding: FactEvidence | None = None
    """How the encoding of a text file is known; None for formats that state it."""
    page_traces: PageTraces = "printed"


@dataclass(frozen=True)
class Voice:
    """A voice without a person's name to which a passage attributes words."""

    kind: VoiceKind
    words: str
    """The words of the passage that say so, from the subject to its verb: `Several delegations stressed`."""
    start: int
    """Offset in the text of the passage where those words begin."""


@dataclass(frozen=True)
class Participation:
    """A person in a session in a role."""

    name: str
    role: str
    affiliation: str | None = None
    honorific: str | None = None
    remote: bool = False
    person: str | None = None
    """Id of the person, the same wherever the same person takes part."""
    organisation: str | None = None
    """The organisation that the affiliation names."""
    country: str | None = None
    """The English short name of the country that the person speaks for."""
    status: Status | None = None
    """In a session, the status of the papers that list it: reported where any of them is a report. None in a passage,
    which has its paper's status.
    """


@dataclass(frozen=True)
class Meeting:
    """An event; several documents can belong to one, and one document can hold several. Any of its facts may be
    unknown.
    """

    id: str
    title: str
    place: str | None = None
    start: date | None = None
    end: date | None = None
    year: int | None = None


@dataclass(frozen=True)
class Session:
    """A numbered or titled part of a meeting; `id` is unique within its meeting."""

    id: str
    meeting: str
    title: str
    number: int | None = None
    label: str | None = None
    """Its label in the papers, such as `Session 3` or `Roundtable 2`; None where only a title stands."""
    parent: str | None = None
    """Id of the session that this one belongs to."""
    day: date | None = None
    time: str | None = None
    """The clock time as the programme prints it."""
    ordinal: int = 0
    people: tuple[Participation, ...] = ()

    @property
    def name(self) -> str:
        """The session's name on a page: `Session 3: Lessons`, `3. Lessons`, or its title alone."""
        if self.label and self.title and self.title != self.label:
            return f"{self.label}: {self.title}"
        if self.number is not None and not self.label:
            return f"{self.number}. {self.title}"
        return self.title or self.label or self.id


@dataclass(frozen=True)
class Document:
    """A source that has been read."""

    id: str
    title: str
    kind: DocumentKind
    status: Status
    source: str
    meetings: tuple[Meeting, ...]
    """In the order of the paper: none, one, or several that it holds."""
    language: str | None = None
    """BCP 47 tag, where it was stated or recognised."""
    published: str | None = None
    """ISO 8601 date, to the precision that the paper states: `2020-02`."""
    recognised: bool = False
    """Whether the words were recognised in images of pages (OCR), and may be wrong."""
    restrictions: tuple[RestrictionKind, ...] | None = None
    """Stated limits on citing it; None leaves them to what the paper says."""
    evidence: tuple[FactEvidence, ...] = ()
    """How its facts are known."""
    author: str | None = None
    """Who wrote it, as `corpus.toml` or the paper states it: a person, a body, or several with semicolons between.

    A person stated as `Berg, Anna` stays so: that form says which part is the family name.
    """
    publisher: str | None = None
    symbol: str | None = None
    """The symbol or number that it is filed under."""
    url: str | None = None
    """Where the original is."""
    weight: float = 1.0
    """How much its passages count in the order of results, as `corpus.toml` states it."""

    @property
    def authors(self) -> tuple[str, ...]:
        """The persons and bodies that the owner or the paper states to be its authors; none is inferred."""
        return tuple(name for part in _BETWEEN_AUTHORS.split(self.author or "") if (name := part.strip()))

    @property
    def meeting(self) -> Meeting | None:
        """Its only meeting; None where it has none or holds several."""
        return self.meetings[0] if len(self.meetings) == 1 else None


@dataclass(frozen=True)
class Passage:
    """The unit of search and citation."""

    id: str
    text: str
    kind: PassageKind
    ordinal: int
    """Position within the document, counted from 0."""
    document: Document
    meeting: Meeting | None
    """The meeting of its own part of the document; None where that is of no meeting."""
    session: Session | None = None
    headings: tuple[str, ...] = ()
    people: tuple[Participation, ...] = ()
    page: int | None = None
    page_label: str | None = None
    """The number printed on the page, where it is another one."""
    label: str | None = None
    """The number the source gives it, such as `7.b`."""
    lead_in: str | None = None
    """The sentence that a list item completes; of a table row, the head of its table."""
    heads: tuple[ColumnHead, ...] = ()
    """Of a table row: the heads of its cells."""
    notes: tuple[str, ...] = ()
    """Footnotes."""
    mentions: tuple[str, ...] = ()
    """Documents that it mentions, as normalised symbols such as `S/RES/2719`."""
    sentences: tuple[tuple[int, int], ...] = ()
    """Start and end of each sentence, as offsets into `text`."""
    voices: tuple[Voice, ...] = ()
    """Who is said to have spoken in reported text, where nobody is named."""


@dataclass(frozen=True)
class TextSpan:
    """A run of text that matches the query, or does not."""

    text: str
    match: bool


@dataclass(frozen=True)
class Person:
    """A person who takes part in sessions or is quoted, with one id across all papers."""

    id: str
    name: str
    variants: tuple[str, ...] = ()
    """Other spellings of the name in the papers."""
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Acronym:
    """A short form and what it stands for, as the corpus itself defines it."""

    short: str
    long: str
    variants: tuple[str, ...] = ()
    passage: str | None = None
    """Id of the first passage that defines it."""
    uses: int = 0
    """Number of passages that use the short form."""


def passage_url(passage_id: str) -> str:
    """Return the permanent path of a passage on the site."""
    return f"/p/{passage_id}"
