"""Reconciles a registry with what a build read: the next registry, and the ids of everything from now on.

Documents first, then meetings and sessions, then passages, with one document in memory at a time. Pure: the same input
gives the same result, and an unchanged corpus gives back the very rows that it came with. So the passages of documents
that are known to be unchanged need not be read; all else is matched among all documents, whoever asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from indexer.meetings.ids import document_id_base
from indexer.model import Person
from indexer.text.slugs import short_hash

from .incoming import NewDocument, NewMeeting
from .meetings import (
    Destination,
    are_unchanged,
    assign_meeting_ids,
    meeting_rows,
    session_ids,
    session_rows,
    with_successors,
)
from .papers import PassagesOf, match_documents
from .persons import person_rows
from .rows import DocumentRow, MeetingRow, PassageRow, PersonRow, RegistryReader, RowOutcome, SessionRow
from .succession import ReviewItem, carry_over, withdraw_rows

_MANY_PASSAGES = 20  # passages: if so many are all unknown, file names that agree are chance


class Reconciliation:
    """One registry carried over to what a build read.

    Documents, meetings and sessions have their ids at once; passages get theirs as `changed_documents` is iterated,
    with one document in memory at a time. Persons have ids already, and are recorded by `add_persons`.
    """

    def __init__(
        self,
        old: RegistryReader | None,
        meetings: Sequence[NewMeeting],
        passages_of: PassagesOf,
        stamp: str,
        without_meeting: Sequence[NewDocument] = (),
        unchanged: Container[str] = frozenset(),
    ) -> None:
        """Match everything but passages; `stamp` is the build's time in the form that `rows` describes.

        `passages_of` is called once or twice for each document, but not for `unchanged` ones: by source name, those
        that have the same bytes and the same passages as in the build before. `old` is None where there is no registry
        yet. `without_meeting` are the documents of no meeting.
        """
        documents = {document.source: document for meeting in meetings for document in meeting.documents}
        documents |= {document.source: document for document in without_meeting}
        digests = sorted(document.digest for document in documents.values())
        self._old = old or _EmptyRegistry(short_hash(*digests, length=12))
        self._passages_of = passages_of
        self._stamp = stamp
        row_of = match_documents(self._old, list(documents.values()), passages_of)
        meeting_ids = assign_meeting_ids(self._old.meetings, meetings, row_of)
        present = dict(zip(meeting_ids, meetings, strict=True))
        rows = _documents(self._old, documents.values(), _meetings_of(documents, present), row_of, stamp)
        self._document_of = {row.id: documents[source] for source, row in rows.items()}
        self._former = {row.id: row for row in self._old.documents}
        self._any_matched = bool(row_of)
        self._old_count = 0
        self._any_kept = False
        self._unchanged = _unchanged_ids(row_of, documents, unchanged)
        self.corpus = self._old.corpus
        self.meeting_ids = tuple(meeting_ids)
        """Id of each meeting, in the order given."""
        self.sessions, self.session_ids = _sessions(self._old, present, _meetings_moved_to(row_of, rows), stamp)
        """The rows; and for each meeting, session ids without the registry to final ones."""
        self.ids: Mapping[str, str] = {source: row.id for source, row in rows.items()}
        """Id of each document, by source name."""
        self.meetings = meeting_rows(self._old.meetings, present, _destinations(row_of, rows), stamp)
        self.persons = tuple(self._old.persons)
        self.documents = self._all_documents({row.id: row for row in rows.values()})
        self.review: list[ReviewItem] = []
        """Ids that lead to no living passage since this build; complete once `changed_documents` is exhausted."""
        self.outcomes: Counter[RowOutcome] = Counter()
        """How many passages had which outcome, as far as `changed_documents` was iterated."""

    def add_persons(self, persons: Iterable[Person], earlier: Mapping[str, str] = MappingProxyType({})) -> None:
        """Record the persons of this build, and where those lead that it does not have any more.

        `earlier` are names by id of the build before, for a registry that records no persons yet.
        """
        old = self._old.persons or [PersonRow(key, name, self._stamp, self._stamp) for key, name in earlier.items()]
        self.persons = person_rows(old, persons, self._stamp)

    def changed_documents(self) -> Iterator[tuple[str, Sequence[PassageRow]]]:
        """Yield id and passage rows of each document whose rows may have changed, in the order of `documents`.

        Iterate once. The rows of all other documents are what they were.
        """
        for row in self.documents:
            former = self._former.get(row.id)
            if row.id in self._unchanged:
                count = self._old.living_count(row.id)
                self._old_count += count
                self._any_kept = self._any_kept or count > 0
                if count:
                    self.outcomes["same"] += count
            elif row.id in self._document_of or (former and former.living):
                yield row.id, self._next_rows(row)

    def _next_rows(self, row: DocumentRow) -> Sequence[PassageRow]:
        old = self._old.in_document(row.id)
        living = {passage.id for passage in old if passage.living}
        rows = self._carry_rows(row, old) if row.id in self._document_of else self._withdraw(row, old)
        self._old_count += len(living)
        self._any_kept = self._any_kept or any(passage.living and passage.id in living for passage in rows)
        return rows

    @property
    def is_foreign(self) -> bool:
        """Whether the registry had passages of which none is in these papers: most likely it is another corpus's."""
        return (
            bool(self._old_count)
            and not self._any_kept
            and (not self._any_matched or self._old_count >= _MANY_PASSAGES)
        )

    def _carry_rows(self, row: DocumentRow, old: Sequence[PassageRow]) -> Sequence[PassageRow]:
        """Return the rows of a living document; one that is back takes up the rows that were withdrawn with it."""
        former = self._former.get(row.id)
        if former and not former.living:
            old = [replace(passage, outcome="same") if _ended_at(passage, former.last) else passage for passage in old]
        carried = carry_over(row.id, old, self._passages_of(self._document_of[row.id]), self._stamp)
        self.review.extend(carried.review)
        self.outcomes.update(carried.outcomes)
        return carried.rows

    def _withdraw(self, row: DocumentRow, old: Sequence[PassageRow]) -> Sequence[PassageRow]:
        """Return the rows of a document that is gone since the build before."""
        self.review.append(ReviewItem(row.id, row.title))
        self.outcomes["withdrawn"] += sum(passage.living for passage in old)
        return withdraw_rows(old, self._stamp)

    def _all_documents(self, living: dict[str, DocumentRow]) -> tuple[DocumentRow, ...]:
        """Return the living rows and those of all former documents, by id."""
        ended = {
            row.id: replace(row, outcome="withdrawn", last=self._stamp) if row.living else row
            for row in self._former.values()
            if row.id not in living
        }
        return tuple(row for _, row in sorted((living | ended).items()))


@dataclass(frozen=True)
class _EmptyRegistry:
    """The registry of a corpus that has none yet."""

    corpus: str
    meetings: tuple[MeetingRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    persons: tuple[PersonRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()

    def in_document(self, document_id: str) -> Sequence[PassageRow]:  # noqa: ARG002  # a `RegistryReader`
        """Return no rows."""
        return ()

    def living_count(self, document_id: str) -> int:  # noqa: ARG002
        """Return 0."""
        return 0

    def wordings(self, document: DocumentRow) -> Iterable[tuple[str, int]]:  # noqa: ARG002
        """Return nothing."""
        return ()


def _meetings_of(sources: Iterable[str], meetings: Mapping[str, NewMeeting]) -> Mapping[str, tuple[str, ...]]:
    """Return the meetings of each document, by source name, in the order given."""
    meetings_of: dict[str, tuple[str, ...]] = dict.fromkeys(sources, ())
    for meeting_id, meeting in meetings.items():
        for document in meeting.documents:
            meetings_of[document.source] += (meeting_id,)
    return meetings_of


def _destinations(
    row_of: Mapping[str, DocumentRow], rows: Mapping[str, DocumentRow]
) -> Mapping[str, Counter[Destination]]:
    """Count, for each former meeting, where its documents are now; `rows` are the next rows, by source name."""
    moved_to: dict[str, Counter[Destination]] = defaultdict(Counter)
    for source, before in row_of.items():
        row = rows[source]
        is_in_one = len(row.meetings) == 1
        destination = Destination(is_document=not is_in_one, id=row.meetings[0] if is_in_one else row.id)
        for meeting in before.meetings:
            moved_to[meeting][destination] += 1
    return moved_to


def _meetings_moved_to(
    row_of: Mapping[str, DocumentRow], rows: Mapping[str, DocumentRow]
) -> Mapping[str, Sequence[str]]:
    """Return, for each former meeting, the meetings that its documents are of now."""
    moved_to: dict[str, dict[str, None]] = defaultdict(dict)
    for source, before in row_of.items():
        for meeting in before.meetings:
            moved_to[meeting].update(dict.fromkeys(rows[source].meetings))
    return {meeting: tuple(meetings) for meeting, meetings in moved_to.items()}


def _sessions(
    registry: RegistryReader,
    meetings: Mapping[str, NewMeeting],
    moved_to: Mapping[str, Sequence[str]],
    stamp: str,
) -> tuple[tuple[SessionRow, ...], tuple[Mapping[str, str], ...]]:
    known_rows: dict[str, list[SessionRow]] = defaultdict(list)
    for row in registry.sessions:
        known_rows[row.meeting].append(row)
    rows: dict[str, tuple[SessionRow, ...]] = {}
    final_ids_of: list[Mapping[str, str]] = []
    for meeting_id, meeting in meetings.items():
        known = known_rows[meeting_id]
        if meeting.sessions is None or are_unchanged(known, meeting.sessions):
            final_ids_of.append({row.id: row.id for row in known if row.living})
            rows[meeting_id] = tuple(known)
            continue
        final_ids = session_ids(known, meeting.sessions)
        final_ids_of.append(final_ids)
        sessions = {final_ids[session.id]: session for session in meeting.sessions}
        rows[meeting_id] = session_rows(meeting_id, known, sessions, stamp)
    for meeting_id in known_rows.keys() - rows.keys():
        rows[meeting_id] = session_rows(meeting_id, known_rows[meeting_id], {}, stamp)
    in_order = [row for meeting_id in sorted(rows) for row in rows[meeting_id]]
    living = {(row.meeting, row.id) for row in in_order if row.living}
    ended_now = [row for row in registry.sessions if row.living and (row.meeting, row.id) not in living]
    return with_successors(in_order, ended_now, moved_to), tuple(final_ids_of)


def _documents(
    registry: RegistryReader,
    documents: Iterable[NewDocument],
    meetings_of: Mapping[str, tuple[str, ...]],
    row_of: Mapping[str, DocumentRow],
    stamp: str,
) -> dict[str, DocumentRow]:
    """Return the row of each living document, by source name; no id is given a second time."""
    taken = {row.id for row in registry.documents}
    rows: dict[str, DocumentRow] = {}
    for document in documents:
        row, meetings = row_of.get(document.source), meetings_of[document.source]
        if row:
            rows[document.source] = _carry_document(row, document, meetings, stamp)
            continue
        base = document_id_base(meetings, document.kind, document.title, document.source)
        document_id, attempt = base, 0
        while document_id in taken:
            document_id = f"{base}-{short_hash(document.source, attempt, length=4)}"
            attempt += 1
        taken.add(document_id)
        rows[document.source] = DocumentRow(
            document_id, document.source, document.digest, document.title, meetings, stamp, stamp
        )
    return rows


def _carry_document(row: DocumentRow, document: NewDocument, meetings: tuple[str, ...], stamp: str) -> DocumentRow:
    outcome: RowOutcome = row.outcome if row.living else "same"
    if row.source != document.source:
        outcome = "moved"
    elif row.digest != document.digest:
        outcome = "edited"
    changed = replace(
        row, source=document.source, digest=document.digest, title=document.title, meetings=meetings, outcome=outcome
    )
    return row if changed == row else replace(changed, last=stamp)


def _unchanged_ids(
    row_of: Mapping[str, DocumentRow], documents: Mapping[str, NewDocument], unchanged: Container[str]
) -> Set[str]:
    """Return the ids of the documents that are said to be unchanged, and that were here with the same bytes."""
    return {
        row.id
        for source, row in row_of.items()
        if source in unchanged and row.living and row.digest == documents[source].digest
    }


def _ended_at(row: PassageRow, stamp: str) -> bool:
    return row.outcome == "withdrawn" and row.last == stamp
