"""The rows of the registry as frozen dataclasses: everything that was ever named, and what became of it.

A build's stamp is its time in UTC, as `2026-01-31T12:00:00Z`. `first` is the build that gave the id, `last` the latest
build that changed the row. An unchanged row is not written again, so `last` of a living row is no sign of age. How rows
are written belongs to `lines` and `file`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from indexer.disk.hashing import sha256_hex
from indexer.meetings.ids import normalise

RowOutcome = Literal["new", "same", "edited", "moved", "split", "merged", "withdrawn"]
ENDED_OUTCOMES: frozenset[RowOutcome] = frozenset({"merged", "withdrawn"})
VERSION_LENGTH = 6  # hex characters of a hash that a link carries
NO_VERSION = "-"
"""Stands for a malformed version; no hash begins with it."""
_HASH_LENGTH = 16
_VERSION = re.compile(r"[0-9a-f]{6,16}")


def hash_text(text: str) -> str:
    """Return 16 hex characters of the SHA-256 of the normalised text."""
    return hash_normalised(normalise(text))


def hash_normalised(normal: str) -> str:
    """Return the same for a text that is already normalised."""
    return sha256_hex([normal.encode()])[:_HASH_LENGTH]


def parse_version(text: str) -> str | None:
    """Return the version in an address: None without one, and `NO_VERSION` when it cannot be one."""
    if not text:
        return None
    folded = text.casefold()
    return folded if _VERSION.fullmatch(folded) else NO_VERSION


class Wording(NamedTuple):
    """A wording that a passage once had; `successors` are the other passages that took over parts of it."""

    hash: str
    text: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage that was once given an id; `text` of an ended one is its last wording."""

    id: str
    document: str
    ordinal: int
    """Position among the living passages of its document; of an ended one, that of the next living one."""
    hash: str
    text: str
    first: str
    last: str
    page: int | None = None
    headings: tuple[str, ...] = ()
    number: str | None = None
    """The source's own number of the paragraph."""
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()
    """Id of the passage that it was merged into."""
    past: tuple[Wording, ...] = ()
    """Its former wordings, oldest first."""

    @property
    def living(self) -> bool:
        """Whether the passage is in the corpus as of the last build."""
        return self.outcome not in ENDED_OUTCOMES

    @property
    def version(self) -> str:
        """The version that a link to the present wording carries."""
        return self.hash[:VERSION_LENGTH]

    @property
    def hashes(self) -> frozenset[str]:
        """The hashes of all wordings that it ever had, each of which a link may cite."""
        return frozenset((self.hash, *(wording.hash for wording in self.past)))

    @property
    def successors(self) -> tuple[str, ...]:
        """The passages that took over parts of any of its former wordings, in the order of the splits."""
        return tuple(dict.fromkeys(successor for wording in self.past for successor in wording.successors))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was once given an id; it keeps the id whatever is later read of it."""

    id: str
    source: str
    digest: str
    """SHA-256 of the bytes, as hex."""
    title: str
    meetings: tuple[str, ...]
    """Ids of its meetings: one in most cases, none, or several."""
    first: str
    last: str
    outcome: RowOutcome = "new"

    @property
    def living(self) -> bool:
        """Whether the document is in the corpus as of the last build."""
        return self.outcome not in ENDED_OUTCOMES


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting that was once given an id."""

    id: str
    title: str
    first: str
    last: str
    start: str | None = None
    """Its first day, as ISO 8601; None where that is not known, or was not recorded yet."""
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()
    """Id of the meeting that most of its papers are of now, when it has ended."""
    paper: str | None = None
    """Id of the document that it leads to when it has ended, and that is of no meeting or of several now."""

    @property
    def living(self) -> bool:
        """Whether the meeting has papers in the corpus as of the last build."""
        return self.outcome not in ENDED_OUTCOMES


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that was once given an id, unique within its meeting."""

    meeting: str
    id: str
    title: str
    first: str
    last: str
    number: int | None = None
    outcome: RowOutcome = "new"
    into: str | None = None
    """The session that it is in another meeting now, as `meeting/session`."""

    @property
    def living(self) -> bool:
        """Whether the papers have the session as of the last build."""
        return self.outcome not in ENDED_OUTCOMES


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person who was once given an id."""

    id: str
    name: str
    first: str
    last: str
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()
    """Id of the person whose fuller name the papers give now, when it has ended."""

    @property
    def living(self) -> bool:
        """Whether the papers name the person as of the last build."""
        return self.outcome not in ENDED_OUTCOMES


class RegistryEntries(Protocol):
    """The contents of a registry without its passages."""

    @property
    def corpus(self) -> str:
        """The name of the corpus, given when the registry was begun."""
        ...

    @property
    def meetings(self) -> Sequence[MeetingRow]:
        """All meetings, by id."""
        ...

    @property
    def sessions(self) -> Sequence[SessionRow]:
        """All sessions, by meeting and id."""
        ...

    @property
    def persons(self) -> Sequence[PersonRow]:
        """All persons, by id."""
        ...

    @property
    def documents(self) -> Sequence[DocumentRow]:
        """All documents, by id."""
        ...


class RegistryReader(RegistryEntries, Protocol):
    """A registry, wherever its passages are kept."""

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """Return the rows of a document in the order of the paper, ended ones where they stood."""
        ...

    def living_count(self, document_id: str) -> int:
        """Return the number of living passages of a document."""
        ...

    def wordings(self, document: DocumentRow) -> Iterable[tuple[str, int]]:
        """Yield hash and length, in characters, of each passage that `countable_wordings` counts."""
        ...


def countable_wordings(document: DocumentRow, rows: Iterable[PassageRow]) -> Iterator[tuple[str, int]]:
    """Yield hash and length of the passages that tell a document by its content: of one that has ended, all it had."""
    return ((row.hash, len(row.text)) for row in rows if row.living or not document.living)
