"""Reconciles a registry with what a build read: the next registry, and the ids of everything from now on.

Documents first, then meetings and sessions, then passages, with one document in memory at a time. Pure: the same input
gives the same result, and an unchanged corpus gives back the very rows that it came with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.meetings.ids import document_id_base
from indexer.model import Meeting
from indexer.text.slugs import short_hash

from .incoming import NewDocument, NewMeeting
from .meetings import assign_meeting_ids, meeting_rows, session_ids, session_rows
from .papers import PassagesOf, match_documents
from .rows import DocumentRow, MeetingRow, Outcome, PassageRow, RegistryReader, SessionRow
from .succession import ReviewItem, carry_over, withdraw_rows

_STRANGE = 20  # passages: if so many are all unknown, file names that agree are chance


class Reconciliation:
    """One registry carried over to what a build read.

    Documents, meetings and sessions have their ids at once; passages get theirs as `passages` is iterated, with one
    document in memory at a time.
    """

    def __init__(
        self, old: RegistryReader | None, meetings: Sequence[NewMeeting], passages_of: PassagesOf, stamp: str
    ) -> None:
        """Match everything but passages; `stamp` is the build's time in the form that `rows` describes.

        `passages_of` is called once or twice for each document. `old` is None where there is no registry yet.
        """
        papers = {one.source: one for meeting in meetings for one in meeting.documents}
        self._before = old or _EmptyRegistry(short_hash(*sorted(one.digest for one in papers.values()), length=12))
        self._passages_of = passages_of
        self._stamp = stamp
        known = match_documents(self._before, list(papers.values()), passages_of)
        meeting_ids = assign_meeting_ids(self._before.meetings, meetings, known)
        homes: dict[str, Counter[str]] = defaultdict(Counter)
        for name, meeting in zip(meeting_ids, meetings, strict=True):
            for one in meeting.documents:
                if one.source in known:
                    homes[known[one.source].meeting][name] += 1
        titles = {name: meeting.title for name, meeting in zip(meeting_ids, meetings, strict=True)}
        rows = _documents(self._before, meeting_ids, meetings, known, stamp)
        self._papers = {row.id: papers[source] for source, row in rows.items()}
        self._former = {row.id: row for row in self._before.documents}
        standing = {row.id: row for row in rows.values()}
        gone = {name: self._gone(row) for name, row in self._former.items() if name not in standing}
        self._known_any = bool(known)
        self._stood = 0
        self._kept = False
        self.corpus = self._before.corpus
        self.names = tuple(meeting_ids)
        """Id of each meeting, in the order given."""
        self.sessions, self.session_ids = _sessions(self._before, meeting_ids, meetings, stamp)
        """Rows; and for each meeting, from the id that a session has without the registry to its own."""
        self.ids: Mapping[str, str] = {source: row.id for source, row in rows.items()}
        """Id of each document, by source name."""
        self.meetings = meeting_rows(self._before.meetings, titles, homes, stamp)
        self.documents = tuple(row for _, row in sorted((standing | gone).items()))
        self.review: list[ReviewItem] = []
        """Ids that lead to no living passage since this build; whole once all passages are gone through."""
        self.outcomes: Counter[Outcome] = Counter()
        """How many passages had which outcome, as far as they are gone through."""

    def passages(self) -> Iterator[Sequence[PassageRow]]:
        """Yield the passage rows of each document, in the order of `documents`; iterate once."""
        for row in self.documents:
            old = self._before.in_document(row.id)
            living = {passage.id for passage in old if passage.living}
            rows = self._stands(row, old) if row.id in self._papers else self._withdrawn(row, old)
            self._stood += len(living)
            self._kept = self._kept or any(passage.living and passage.id in living for passage in rows)
            yield rows

    @property
    def is_foreign(self) -> bool:
        """Whether the registry had passages and none of these papers has one of them: most likely it belongs to another
        corpus.
        """
        return bool(self._stood) and not self._kept and (not self._known_any or self._stood >= _STRANGE)

    def _stands(self, row: DocumentRow, old: Sequence[PassageRow]) -> Sequence[PassageRow]:
        """Return the rows of a living document; one that is back takes up the rows that were withdrawn with it."""
        former = self._former.get(row.id)
        if former and not former.living:
            old = [replace(passage, outcome="same") if _went_with(passage, former.last) else passage for passage in old]
        carried = carry_over(row.id, old, self._passages_of(self._papers[row.id]), self._stamp)
        self.review.extend(carried.review)
        self.outcomes.update(carried.outcomes)
        return carried.rows

    def _withdrawn(self, row: DocumentRow, old: Sequence[PassageRow]) -> Sequence[PassageRow]:
        """Return the rows of a document that is gone."""
        if not self._former[row.id].living:
            return old
        self.review.append(ReviewItem(row.id, row.title))
        self.outcomes["withdrawn"] += sum(passage.living for passage in old)
        return withdraw_rows(old, self._stamp)

    def _gone(self, row: DocumentRow) -> DocumentRow:
        return replace(row, outcome="withdrawn", last=self._stamp) if row.living else row


@dataclass(frozen=True)
class _EmptyRegistry:
    """The registry of a corpus that has none yet."""

    corpus: str
    meetings: tuple[MeetingRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()

    def in_document(self, document_id: str) -> Sequence[PassageRow]:  # noqa: ARG002  # a `RegistryReader`
        """Return no rows."""
        return ()


def _sessions(
    registry: RegistryReader, names: Sequence[str], meetings: Sequence[NewMeeting], stamp: str
) -> tuple[tuple[SessionRow, ...], tuple[Mapping[str, str], ...]]:
    known_rows: dict[str, list[SessionRow]] = defaultdict(list)
    for row in registry.sessions:
        known_rows[row.meeting].append(row)
    rows: dict[str, tuple[SessionRow, ...]] = {}
    final_ids_of = []
    for meeting_id, meeting in zip(names, meetings, strict=True):
        final_ids = session_ids(known_rows[meeting_id], meeting.sessions)
        final_ids_of.append(final_ids)
        sessions = {final_ids[session.id]: session for session in meeting.sessions}
        rows[meeting_id] = session_rows(meeting_id, known_rows[meeting_id], sessions, stamp)
    for meeting_id in known_rows.keys() - rows.keys():
        rows[meeting_id] = session_rows(meeting_id, known_rows[meeting_id], {}, stamp)
    return tuple(row for meeting_id in sorted(rows) for row in rows[meeting_id]), tuple(final_ids_of)


def _documents(
    registry: RegistryReader,
    meeting_ids: Sequence[str],
    meetings: Sequence[NewMeeting],
    row_of: Mapping[str, DocumentRow],
    stamp: str,
) -> dict[str, DocumentRow]:
    """Return the row of each living document, by source name; no id is given a second time."""
    taken = {row.id for row in registry.documents}
    rows: dict[str, DocumentRow] = {}
    for meeting_id, meeting in zip(meeting_ids, meetings, strict=True):
        for document in meeting.documents:
            row = row_of.get(document.source)
            if row:
                rows[document.source] = _carried(row, document, meeting_id, stamp)
                continue
            base = document_id_base(Meeting(meeting_id, meeting.title), document.kind)
            document_id, attempt = base, 0
            while document_id in taken:
                document_id = f"{base}-{short_hash(document.source, attempt, length=4)}"
                attempt += 1
            taken.add(document_id)
            rows[document.source] = DocumentRow(
                document_id, document.source, document.digest, document.title, meeting_id, stamp, stamp
            )
    return rows


def _carried(row: DocumentRow, document: NewDocument, meeting: str, stamp: str) -> DocumentRow:
    outcome: Outcome = row.outcome if row.living else "same"
    if row.source != document.source:
        outcome = "moved"
    elif row.digest != document.digest:
        outcome = "edited"
    changed = replace(
        row, source=document.source, digest=document.digest, title=document.title, meeting=meeting, outcome=outcome
    )
    return row if changed == row else replace(changed, last=stamp)


def _went_with(row: PassageRow, stamp: str) -> bool:
    return row.outcome == "withdrawn" and row.last == stamp
