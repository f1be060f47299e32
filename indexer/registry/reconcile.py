"""A registry and what a build read now to the next registry, and the ids that everything has from now on.

Documents first, then meetings and sessions, then passages, one document in memory at a time. Pure: the same input
gives the same answer, and a corpus that did not change gives back the very rows that it came with.
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

    Documents, meetings and sessions have their ids at once; passages get theirs as `passages` is gone through, one
    document in memory at a time.
    """

    def __init__(
        self, old: RegistryReader | None, meetings: Sequence[NewMeeting], passages_of: PassagesOf, stamp: str
    ) -> None:
        """Settle whose rows are whose; `stamp` is the build's time, as `rows` says.

        `passages_of` is asked once or twice for each document. `old` is None where no registry was begun.
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
        """The rows of the passages of each document, in the order of `documents`; to be gone through once."""
        for row in self.documents:
            old = self._before.in_document(row.id)
            living = {one.id for one in old if one.living}
            rows = self._stands(row, old) if row.id in self._papers else self._withdrawn(row, old)
            self._stood += len(living)
            self._kept = self._kept or any(one.living and one.id in living for one in rows)
            yield rows

    @property
    def is_foreign(self) -> bool:
        """Whether the registry knew papers, but none of these: most likely it belongs to another corpus."""
        return bool(self._stood) and not self._kept and (not self._known_any or self._stood >= _STRANGE)

    def _stands(self, row: DocumentRow, old: Sequence[PassageRow]) -> Sequence[PassageRow]:
        """The rows of a document that stands; one that is back takes up what went with it."""
        before = self._former.get(row.id)
        if before and not before.living:
            old = [replace(one, outcome="same") if _went_with(one, before.last) else one for one in old]
        found = carry_over(row.id, old, self._passages_of(self._papers[row.id]), self._stamp)
        self.review.extend(found.review)
        self.outcomes.update(found.outcomes)
        return found.rows

    def _withdrawn(self, row: DocumentRow, old: Sequence[PassageRow]) -> Sequence[PassageRow]:
        """The rows of a document that stands no more."""
        if not self._former[row.id].living:
            return old
        self.review.append(ReviewItem(row.id, row.title))
        self.outcomes["withdrawn"] += sum(one.living for one in old)
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

    def in_document(self, document_id: str) -> Sequence[PassageRow]:  # noqa: ARG002  # a `Register`
        """No rows."""
        return ()


def _sessions(
    before: RegistryReader, names: Sequence[str], meetings: Sequence[NewMeeting], stamp: str
) -> tuple[tuple[SessionRow, ...], tuple[Mapping[str, str], ...]]:
    known: dict[str, list[SessionRow]] = defaultdict(list)
    for row in before.sessions:
        known[row.meeting].append(row)
    rows: dict[str, tuple[SessionRow, ...]] = {}
    maps = []
    for name, meeting in zip(names, meetings, strict=True):
        final = session_ids(known[name], meeting.sessions)
        maps.append(final)
        found = {final[one.id]: one for one in meeting.sessions}
        rows[name] = session_rows(name, known[name], found, stamp)
    for name in known.keys() - rows.keys():
        rows[name] = session_rows(name, known[name], {}, stamp)
    return tuple(row for name in sorted(rows) for row in rows[name]), tuple(maps)


def _documents(
    before: RegistryReader,
    names: Sequence[str],
    meetings: Sequence[NewMeeting],
    known: Mapping[str, DocumentRow],
    stamp: str,
) -> dict[str, DocumentRow]:
    """The row of each document that stands, by source name; ids that were ever given are not given again."""
    taken = {row.id for row in before.documents}
    made: dict[str, DocumentRow] = {}
    for name, meeting in zip(names, meetings, strict=True):
        for one in meeting.documents:
            row = known.get(one.source)
            if row:
                made[one.source] = _carried(row, one, name, stamp)
                continue
            base = document_id_base(Meeting(name, meeting.title), one.kind)
            wanted, attempt = base, 0
            while wanted in taken:
                wanted = f"{base}-{short_hash(one.source, attempt, length=4)}"
                attempt += 1
            taken.add(wanted)
            made[one.source] = DocumentRow(wanted, one.source, one.digest, one.title, name, stamp, stamp)
    return made


def _carried(row: DocumentRow, now: NewDocument, meeting: str, stamp: str) -> DocumentRow:
    outcome: Outcome = row.outcome if row.living else "same"
    if row.source != now.source:
        outcome = "moved"
    elif row.digest != now.digest:
        outcome = "edited"
    changed = replace(row, source=now.source, digest=now.digest, title=now.title, meeting=meeting, outcome=outcome)
    return row if changed == row else replace(changed, last=stamp)


def _went_with(row: PassageRow, stamp: str) -> bool:
    return row.outcome == "withdrawn" and row.last == stamp
