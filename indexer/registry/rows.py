"""The rows of the registry as frozen dataclasses: what was ever named, and what became of it.

A build's stamp is its time in UTC, as `2026-01-31T12:00:00Z`. `first` is the build that gave the id, `last` the
latest build that changed the row; what did not change is not written again, so `last` of a living row is no
sign of age. How rows are written is the business of `lines` and `file`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from indexer.meetings.ids import normalise

Outcome = Literal["new", "same", "edited", "moved", "split", "merged", "withdrawn"]
ENDED_OUTCOMES: frozenset[Outcome] = frozenset({"merged", "withdrawn"})
VERSION_LENGTH = 6  # hex characters of a hash that a link carries
_HASH = 16


def hash_text(text: str) -> str:
    """What tells two wordings apart: 16 hex characters of the SHA-256 of the normalised text."""
    return hash_normalised(normalise(text))


def hash_normalised(normal: str) -> str:
    """The same of a text that is normalised already."""
    return hashlib.sha256(normal.encode()).hexdigest()[:_HASH]


class Wording(NamedTuple):
    """A wording that a passage once had; `heirs` are the other passages that took parts of it over."""

    hash: str
    text: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage that was once given an id; `text` of one that is gone is its last wording."""

    id: str
    document: str
    ordinal: int
    """Place among the living passages of its document; of one that is gone, that of the next living one."""
    hash: str
    text: str
    first: str
    last: str
    page: int | None = None
    headings: tuple[str, ...] = ()
    number: str | None = None
    """The source's own number of the paragraph."""
    outcome: Outcome = "new"
    into: tuple[str, ...] = ()
    """Id of the passage that it was merged into."""
    past: tuple[Wording, ...] = ()
    """Its former wordings, oldest first."""

    @property
    def living(self) -> bool:
        """Whether the passage stands in the corpus as of the last build."""
        return self.outcome not in ENDED_OUTCOMES

    @property
    def version(self) -> str:
        """The version that a link to the present wording carries."""
        return self.hash[:VERSION_LENGTH]

    @property
    def successors(self) -> tuple[str, ...]:
        """The passages that took over parts of any of its former wordings, in the order of the splits."""
        return tuple(dict.fromkeys(heir for wording in self.past for heir in wording.successors))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was once given an id; it keeps the id whatever is later read of it."""

    id: str
    source: str
    digest: str
    """SHA-256 of the bytes, as hex."""
    title: str
    meeting: str
    first: str
    last: str
    outcome: Outcome = "new"

    @property
    def living(self) -> bool:
        """Whether the document stands in the corpus as of the last build."""
        return self.outcome not in ENDED_OUTCOMES


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting that was once given an id; `into` is where its papers are now, when it is one no more."""

    id: str
    title: str
    first: str
    last: str
    outcome: Outcome = "new"
    into: tuple[str, ...] = ()

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
    outcome: Outcome = "new"

    @property
    def living(self) -> bool:
        """Whether the papers tell of the session as of the last build."""
        return self.outcome not in ENDED_OUTCOMES


class RegistryEntries(Protocol):
    """What stands in a registry besides passages."""

    @property
    def corpus(self) -> str:
        """What tells the corpus from others, given when the registry was begun."""
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
    def documents(self) -> Sequence[DocumentRow]:
        """All documents, by id."""
        ...


class RegistryReader(RegistryEntries, Protocol):
    """A registry, wherever its passages are kept."""

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """The rows of a document in the order of the paper, those that are gone where they stood."""
        ...
