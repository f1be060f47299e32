"""What one source says by itself, before it is known which meeting it belongs to. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from indexer.model import Block, DocumentKind, Participation, PassageKind, RestrictionKind, Source, Status, status_of
from indexer.structure.front_matter.dates import StatedDates

PieceRole = Literal["body", "heading", "metadata", "roster", "quote", "attribution", "dropped"]


@dataclass(frozen=True)
class Piece:
    """A block and what became of it, with the reason in words; `body` until something else is found."""

    block: Block
    role: PieceRole = "body"
    reason: str = ""
    people: tuple[Participation, ...] = ()
    """Who speaks, in a transcript."""

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.block.text

    def with_role(self, role: PieceRole, reason: str) -> Piece:
        """The same block in another role."""
        return replace(self, role=role, reason=reason)

    @property
    def heading(self) -> str:
        """The words of a heading with the number or label that its format gives it: `Session 1: Ice`, `2.1 Ice`."""
        label = self.block.label
        if not label or self.block.kind != "heading":
            return self.text
        return f"{label} {self.text}" if label[0].isdigit() else f"{label}: {self.text}"

    @property
    def is_list_item(self) -> bool:
        """Whether the source shows the block as an item of a list."""
        return self.block.kind == "list_item"


@dataclass(frozen=True)
class DraftSession:
    """A session as one paper has it."""

    key: str
    """Unique within the draft."""
    title: str
    number: int | None = None
    label: str | None = None
    parent: str | None = None
    day: tuple[int, int] | None = None
    """Day and month, where the programme states them."""
    time: str | None = None
    people: tuple[Participation, ...] = ()
    stated: frozenset[str] = frozenset()
    """Which of these a user stated: what one paper is stated to say counts more than what another says."""


@dataclass(frozen=True)
class Section:
    """The place in a document that a passage stands in."""

    headings: tuple[str, ...] = ()
    session: str | None = None
    """Key of the draft session."""


@dataclass(frozen=True)
class DraftPassage:
    """A passage without ids."""

    text: str
    kind: PassageKind
    section: Section
    people: tuple[Participation, ...] = ()
    page: int | None = None
    page_label: str | None = None
    label: str | None = None
    lead_in: str | None = None
    """The sentence that a list item completes."""
    notes: tuple[str, ...] = ()
    """Footnotes."""
    mentions: tuple[str, ...] = ()
    """Documents that it is stated to mention, beside those that its text names."""
    not_mentions: tuple[str, ...] = ()
    """Documents that its text only seems to name."""


@dataclass(frozen=True)
class DraftFacts:
    """What a paper says of itself and its meeting."""

    title: str
    kind: DocumentKind
    place: str | None = None
    start: date | None = None
    end: date | None = None
    year: int | None = None
    partial: StatedDates | None = None
    """Day and month of the meeting, where its papers do not state the year."""
    published: str | None = None
    meeting_title: str | None = None
    meeting_id: str | None = None
    language: str | None = None
    recognised: bool = False
    """Whether the words were recognised from pictures of pages."""
    stated_status: Status | None = None
    restrictions: tuple[RestrictionKind, ...] | None = None
    """How the paper may not be cited, where that is stated."""
    stated: frozenset[str] = frozenset()
    """Which of these a user stated."""

    @property
    def status(self) -> Status:
        """What is stated, or else what papers of the kind do."""
        return self.stated_status or status_of(self.kind)


@dataclass(frozen=True)
class Draft:
    """One source, read."""

    source: Source
    facts: DraftFacts
    sessions: tuple[DraftSession, ...] = ()
    passages: tuple[DraftPassage, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
