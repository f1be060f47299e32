"""A registry and what a build read now to the next registry, and the ids that everything has from now on.

Documents first, then meetings and sessions, then passages, one document in memory at a time. Pure: the same input
gives the same answer, and a corpus that did not change gives back the very rows that it came with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..ids import digest, document_base
from ..model import Meeting
from .gatherings import meeting_ids, meeting_rows, session_ids, session_rows
from .incoming import NewDocument, NewMeeting
from .papers import PassagesOf, match
from .rows import DocumentRow, Outcome, PassageRow, Registry, SessionRow
from .succession import Review, succeed, withdraw

_STRANGE = 20  # passages: if so many are all unknown, file names that agree are chance


@dataclass(frozen=True)
class Reconciled:
    """What a build has to know: the next registry, and the final ids."""

    registry: Registry
    meetings: tuple[str, ...]
    """Id of each meeting, in the order given."""
    sessions: tuple[Mapping[str, str], ...]
    """For each meeting, from the id that a session has without the registry to its own."""
    documents: Mapping[str, str]
    """Id of each document, by source name."""
    passages: Mapping[str, tuple[str, ...]]
    """Ids of the passages of each document, by source name, in the order of the paper."""
    review: tuple[Review, ...]
    """Ids that lead to no living passage since this build."""
    outcomes: Mapping[Outcome, int]
    """How many passages had which outcome in this build."""
    strange: bool = False
    """Whether the registry knew papers, but none of these: most likely it belongs to another corpus."""


def reconcile(old: Registry | None, meetings: Sequence[NewMeeting], passages_of: PassagesOf, stamp: str) -> Reconciled:
    """Give every meeting, session, document and passage its id; `stamp` is the build's time, as `rows` says.

    `passages_of` is asked once or twice for each document. `old` is None where no registry was begun.
    """
    documents = [one for meeting in meetings for one in meeting.documents]
    before = old or Registry(digest(*sorted(one.digest for one in documents), length=12))
    known = match(before, documents, passages_of)
    names = meeting_ids(before.meetings, meetings, known)
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, meeting in zip(names, meetings, strict=True):
        for one in meeting.documents:
            if one.source in known:
                homes[known[one.source].meeting][name] += 1
    sessions, session_maps = _sessions(before, names, meetings, stamp)
    papers = _documents(before, names, meetings, known, stamp)
    work = _Passages(before, stamp)
    for one in sorted(documents, key=lambda one: papers[one.source].id):
        work.stands(one, papers[one.source], passages_of)
    rows = {row.id: row for row in papers.values()}
    for row in before.documents:
        if row.id not in rows:
            rows[row.id] = work.gone(row)
    titles = {name: meeting.title for name, meeting in zip(names, meetings, strict=True)}
    ordered = tuple(rows[name] for name in sorted(rows))
    registry = Registry(
        before.corpus,
        meeting_rows(before.meetings, titles, homes, stamp),
        sessions,
        ordered,
        tuple(passage for row in ordered for passage in work.rows[row.id]),
    )
    return Reconciled(
        registry,
        tuple(names),
        session_maps,
        {source: row.id for source, row in papers.items()},
        work.ids,
        tuple(work.review),
        dict(work.outcomes),
        _strange(before, registry, known),
    )


def _strange(before: Registry, after: Registry, known: Mapping[str, DocumentRow]) -> bool:
    """Tell whether nothing that the registry knew stands in the papers, in more than a handful of passages."""
    stood = [row for row in before.passages if row.living]
    kept = any((now := after.passage(row.id)) and now.living for row in stood)
    return bool(stood) and not kept and (not known or len(stood) >= _STRANGE)


def _sessions(
    before: Registry, names: Sequence[str], meetings: Sequence[NewMeeting], stamp: str
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
    before: Registry,
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
            base = document_base(Meeting(name, meeting.title), one.kind)
            wanted, attempt = base, 0
            while wanted in taken:
                wanted = f"{base}-{digest(one.source, attempt, length=4)}"
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


class _Passages:
    """Collects the passages' rows and ids, one document after the other."""

    def __init__(self, before: Registry, stamp: str) -> None:
        self._before = before
        self._gone = {row.id: row.last for row in before.documents if not row.living}
        self._stamp = stamp
        self.rows: dict[str, tuple[PassageRow, ...]] = {}
        self.ids: dict[str, tuple[str, ...]] = {}
        self.review: list[Review] = []
        self.outcomes: Counter[Outcome] = Counter()

    def stands(self, document: NewDocument, row: DocumentRow, passages_of: PassagesOf) -> None:
        """Take a document that stands; one that is back takes up what went with it."""
        old = self._before.in_document(row.id)
        went = self._gone.get(row.id)
        if went:
            old = [replace(one, outcome="same") if _went_with(one, went) else one for one in old]
        found = succeed(row.id, old, passages_of(document), self._stamp)
        self.rows[row.id] = found.rows
        self.ids[document.source] = found.ids
        self.review.extend(found.review)
        self.outcomes.update(found.outcomes)

    def gone(self, row: DocumentRow) -> DocumentRow:
        """Take a document that stands no more."""
        rows = self._before.in_document(row.id)
        self.rows[row.id] = withdraw(rows, self._stamp) if row.living else tuple(rows)
        if not row.living:
            return row
        self.review.append(Review(row.id, row.title))
        self.outcomes["withdrawn"] += sum(one.living for one in rows)
        return replace(row, outcome="withdrawn", last=self._stamp)


def _went_with(row: PassageRow, stamp: str) -> bool:
    return row.outcome == "withdrawn" and row.last == stamp
