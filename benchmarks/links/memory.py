"""A registry held in memory as a whole, for measurements and tests. A real build goes paper by paper instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.registry.incoming import NewDocument, NewMeeting
from indexer.registry.papers import PassagesOf
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import (
    DocumentRow,
    MeetingRow,
    PassageRow,
    PersonRow,
    RegistryReader,
    RowOutcome,
    SessionRow,
    countable_wordings,
)
from indexer.registry.storage import lines
from indexer.registry.succession import ReviewItem


@dataclass(frozen=True)
class RegistryInMemory:
    """All rows of a registry: meetings, sessions and documents by id, passages by document and position. It implements
    `RegistryReader`.
    """

    corpus: str
    """What tells the corpus from others, given when the registry was begun."""
    meetings: tuple[MeetingRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    passages: tuple[PassageRow, ...] = ()
    persons: tuple[PersonRow, ...] = ()

    def passage(self, passage_id: str) -> PassageRow | None:
        """Return the row of a passage, or None if the id was never given."""
        return self._by_id.get(passage_id)

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """Return the rows of a document in reading order; withdrawn passages keep their old position."""
        return self._by_document.get(document_id, ())

    def living_count(self, document_id: str) -> int:
        """Return the number of living passages of a document."""
        return sum(row.living for row in self.in_document(document_id))

    def wordings(self, document: DocumentRow) -> Iterable[tuple[str, int]]:
        """Yield hash and length of each passage that counts when a document is known by its content."""
        return countable_wordings(document, self.in_document(document.id))

    def with_hash(self, text_hash: str) -> Sequence[PassageRow]:
        """Return the rows, living and ended, whose last wording has this hash."""
        return self._by_hash.get(text_hash, ())

    @cached_property
    def _by_id(self) -> Mapping[str, PassageRow]:
        return {row.id: row for row in self.passages}

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[PassageRow]]:
        rows_by_document: dict[str, list[PassageRow]] = defaultdict(list)
        for row in self.passages:
            rows_by_document[row.document].append(row)
        return dict(rows_by_document)

    @cached_property
    def _by_hash(self) -> Mapping[str, Sequence[PassageRow]]:
        rows_by_hash: dict[str, list[PassageRow]] = defaultdict(list)
        for row in self.passages:
            rows_by_hash[row.hash].append(row)
        return dict(rows_by_hash)


def load_registry(register: RegistryReader) -> RegistryInMemory:
    """Load all rows of a registry into memory."""
    return RegistryInMemory(
        register.corpus,
        tuple(register.meetings),
        tuple(register.sessions),
        tuple(register.documents),
        tuple(row for document in register.documents for row in register.in_document(document.id)),
        tuple(register.persons),
    )


def registry_lines(registry: RegistryInMemory) -> Iterator[bytes]:
    """Yield the lines of a registry in one file, each with its line feed."""
    return lines.registry_lines(registry, (registry.in_document(row.id) for row in registry.documents))


@dataclass(frozen=True)
class ReconciledRegistry:
    """The result of a finished reconciliation, with the new registry."""

    registry: RegistryInMemory
    meetings: tuple[str, ...]
    """Id of each meeting, in the order given."""
    sessions: tuple[Mapping[str, str], ...]
    """For each meeting, from the id that a session has without the registry to its own."""
    documents: Mapping[str, str]
    """Id of each document, by source name."""
    passages: Mapping[str, tuple[str, ...]]
    """Ids of the passages of each document, by source name, in the order of the paper."""
    review: tuple[ReviewItem, ...]
    outcomes: Mapping[RowOutcome, int]
    is_foreign: bool


def reconcile_in_memory(
    old: RegistryReader | None,
    meetings: Sequence[NewMeeting],
    passages_of: PassagesOf,
    stamp: str,
    without_meeting: Sequence[NewDocument] = (),
    unchanged: Container[str] = frozenset(),
) -> ReconciledRegistry:
    """Align a registry with what a build read, as `Reconciliation` does, and hold the whole result in memory."""
    reconciliation = Reconciliation(old, meetings, passages_of, stamp, without_meeting, unchanged)
    changed = dict(reconciliation.changed_documents())
    rows = tuple(
        row
        for document in reconciliation.documents
        for row in (changed[document.id] if document.id in changed else old.in_document(document.id) if old else ())
    )
    registry = RegistryInMemory(
        reconciliation.corpus,
        reconciliation.meetings,
        reconciliation.sessions,
        reconciliation.documents,
        rows,
        reconciliation.persons,
    )
    living = {
        source: tuple(row.id for row in registry.in_document(name) if row.living)
        for source, name in reconciliation.ids.items()
    }
    return ReconciledRegistry(
        registry,
        reconciliation.meeting_ids,
        reconciliation.session_ids,
        reconciliation.ids,
        living,
        tuple(reconciliation.review),
        dict(reconciliation.outcomes),
        reconciliation.is_foreign,
    )
