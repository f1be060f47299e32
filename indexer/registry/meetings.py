"""Matches the meetings and sessions of a build with those of the registry.

A meeting is where its papers are: it keeps the id that most of its documents' rows name, whatever is now inferred of
its title, place or year. A document that holds several meetings speaks for the one of the same first day. A meeting
that has no papers left leads to where they went. A session keeps its id by number or title within its meeting; one that
is now in another meeting leads there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import Levenshtein

from indexer.meetings.ids import normalise
from indexer.text.slugs import short_hash

from .incoming import NewMeeting, NewSession
from .rows import DocumentRow, MeetingRow, RowOutcome, SessionRow

# Of two titles under one preferred id: below it, the id was another meeting's and is not given again. Not measured.
_MIN_TITLE_SIMILARITY = 0.6
# Of two titles in different meetings. At 0.6 `0RTT and Retry` led to `Martin on Retry`; at 0.9 no session of 112 papers
# led to one on another subject when their meetings were grouped anew.
_MIN_MOVED_SIMILARITY = 0.9


@dataclass(frozen=True, order=True)
class Destination:
    """Where the papers of a meeting are now: in another meeting, or in a document of no meeting or of several."""

    is_document: bool
    id: str


def assign_meeting_ids(
    old: Sequence[MeetingRow], meetings: Sequence[NewMeeting], rows: Mapping[str, DocumentRow]
) -> list[str]:
    """Return the final id of each meeting; an id that the user states counts more than the registry.

    `rows` are the registry's rows of the documents, by source name.
    """
    known_rows = {row.id: row for row in old}
    held = Counter(document.source for meeting in meetings for document in meeting.documents)
    final: dict[int, str] = {}
    taken_ids: set[str] = set()

    def settle(index: int, meeting_id: str) -> None:
        if index not in final and meeting_id not in taken_ids:
            final[index] = meeting_id
            taken_ids.add(meeting_id)

    for index, meeting in enumerate(meetings):
        if meeting.is_stated:
            settle(index, meeting.preferred_id)
    votes: list[tuple[int, bool, str, str, int]] = []
    for index, meeting in enumerate(meetings):
        before: Counter[str] = Counter()
        for document in meeting.documents:
            named = rows[document.source].meetings if document.source in rows else ()
            is_only_meeting = len(named) == 1 == held[document.source]
            before.update(known for known in named if is_only_meeting or _same_start(meeting, known_rows.get(known)))
        preferred = meeting.preferred_id
        votes.extend((-count, known != preferred, known, preferred, index) for known, count in before.items())
    for _, _, known, _, index in sorted(votes):
        settle(index, known)
    unsettled = sorted(
        set(range(len(meetings))) - final.keys(), key=lambda index: (meetings[index].preferred_id, index)
    )
    for index in unsettled:
        settle(index, _new_meeting_id(meetings[index], known_rows, taken_ids))
    return [final[index] for index in range(len(meetings))]


def _new_meeting_id(meeting: NewMeeting, known_rows: Mapping[str, MeetingRow], taken_ids: set[str]) -> str:
    """Return the preferred id, unless another meeting has or had it."""
    meeting_id, attempt = meeting.preferred_id, 0
    while meeting_id in taken_ids or not _can_have_id(meeting, known_rows.get(meeting_id)):
        meeting_id = f"{meeting.preferred_id}-{short_hash(meeting.title, attempt, length=4)}"
        attempt += 1
    return meeting_id


def _can_have_id(meeting: NewMeeting, row: MeetingRow | None) -> bool:
    """Return whether nobody had the id, or a meeting of the same title and, as far as is known, the same first day."""
    if row is None:
        return True
    is_other_day = row.start and meeting.start and row.start != meeting.start.isoformat()
    return not is_other_day and _same_title(meeting.title, row.title)


def _same_start(meeting: NewMeeting, row: MeetingRow | None) -> bool:
    """Return whether both first days are known, and are one."""
    return row is not None and row.start is not None and row.start == _iso_day(meeting.start)


def _iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _same_title(title: str, other_title: str, min_similarity: float = _MIN_TITLE_SIMILARITY) -> bool:
    return Levenshtein.normalized_similarity(normalise(title), normalise(other_title)) >= min_similarity


def meeting_rows(
    old: Sequence[MeetingRow],
    meetings: Mapping[str, NewMeeting],
    moved_to: Mapping[str, Counter[Destination]],
    stamp: str,
) -> tuple[MeetingRow, ...]:
    """Return the rows of all meetings ever named; `meetings` are the present ones by id.

    `moved_to` counts, for each former meeting, where its documents are now.
    """
    rows = {}
    for row in old:
        meeting = meetings.get(row.id)
        if meeting and _is_recorded(meeting, row):
            rows[row.id] = row
            continue
        if meeting:
            is_same = meeting.title == row.title
            outcome: RowOutcome = "edited" if not is_same else row.outcome if row.living else "same"
            changed = replace(row, title=meeting.title, outcome=outcome, into=(), paper=None)
        else:
            changed = _ended_row(row, moved_to.get(row.id, Counter()))
        unchanged = changed == row
        start = _iso_day(meeting.start) if meeting else row.start  # noted without being a change of its own
        rows[row.id] = replace(row if unchanged else replace(changed, last=stamp), start=start)
    for meeting_id, meeting in meetings.items():
        rows.setdefault(meeting_id, MeetingRow(meeting_id, meeting.title, stamp, stamp, start=_iso_day(meeting.start)))
    return tuple(rows[meeting_id] for meeting_id in sorted(rows))


def _is_recorded(meeting: NewMeeting, row: MeetingRow) -> bool:
    """Return whether a row says of a living meeting what is read of it now."""
    is_same = meeting.title == row.title and _iso_day(meeting.start) == row.start
    return row.living and is_same and not row.into and row.paper is None


def _ended_row(row: MeetingRow, moved_to: Counter[Destination]) -> MeetingRow:
    """Return the row of a meeting without papers; it leads to where most of them went, if possible to a meeting."""
    if not moved_to:
        return replace(row, outcome="merged" if row.into or row.paper else "withdrawn")
    destination = min(moved_to, key=lambda destination: (-moved_to[destination], destination))
    if destination.is_document:
        return replace(row, outcome="merged", into=(), paper=destination.id)
    return replace(row, outcome="merged", into=(destination.id,), paper=None)


def are_unchanged(old: Sequence[SessionRow], sessions: Sequence[NewSession]) -> bool:
    """Return whether the living sessions of a meeting are read under the ids, titles and numbers that they have."""
    known = {(row.id, row.title, row.number) for row in old if row.living}
    return known == {(session.id, session.title, session.number) for session in sessions} and len(known) == len(
        sessions
    )


def session_ids(old: Sequence[SessionRow], sessions: Sequence[NewSession]) -> dict[str, str]:
    """Map the ids that sessions of one meeting have without the registry to their final ids."""
    living = {row.id: row for row in old if row.living}
    final_ids: dict[str, str] = {}

    def settle(pairs: Sequence[tuple[NewSession, SessionRow]]) -> None:
        for session, row in pairs:
            if session.id not in final_ids and row.id not in final_ids.values():
                final_ids[session.id] = row.id

    by_id = sorted(sessions, key=lambda session: session.id)
    same_id = [(new, living[new.id]) for new in by_id if new.id in living]
    # What has its title to the letter goes first, so that a meeting that nobody touched keeps all of its ids.
    for is_same in (str.__eq__, _same_title):
        settle([(new, row) for new, row in same_id if is_same(new.title, row.title)])
        settle([(new, row) for new in by_id for row in living.values() if row.title and is_same(new.title, row.title)])
    settle([(new, row) for new, row in same_id if new.number == row.number])
    known_rows = {row.id: row for row in old}
    for new in by_id:
        if new.id in final_ids:
            continue
        session_id, attempt = new.id, 0
        while session_id in final_ids.values() or (
            session_id in known_rows and not _same_title(new.title, known_rows[session_id].title)
        ):
            session_id = f"{new.id}-{short_hash(new.title, attempt, length=4)}"
            attempt += 1
        final_ids[new.id] = session_id
    return final_ids


def session_rows(
    meeting: str, old: Sequence[SessionRow], sessions: Mapping[str, NewSession], stamp: str
) -> tuple[SessionRow, ...]:
    """Return the rows of all sessions the meeting ever had; `sessions` maps final ids to the sessions read now."""
    rows = {}
    for row in old:
        session = sessions.get(row.id)
        changed = replace(row, outcome="merged" if row.into else "withdrawn")
        if session:
            is_unchanged = (session.title, session.number) == (row.title, row.number)
            outcome: RowOutcome = "edited" if not is_unchanged else row.outcome if row.living else "same"
            changed = replace(row, title=session.title, number=session.number, outcome=outcome, into=None)
        rows[row.id] = row if changed == row else replace(changed, last=stamp)
    for session_id, new_session in sessions.items():
        rows.setdefault(
            session_id, SessionRow(meeting, session_id, new_session.title, stamp, stamp, new_session.number)
        )
    return tuple(rows[session_id] for session_id in sorted(rows))


def with_successors(
    rows: Sequence[SessionRow], ended_now: Sequence[SessionRow], moved_to: Mapping[str, Sequence[str]]
) -> tuple[SessionRow, ...]:
    """Return all rows, those that have just ended with the only session of the same title in another meeting.

    `moved_to` names, for each meeting, the meetings that its papers are of now.
    """
    living: dict[str, list[SessionRow]] = defaultdict(list)
    for row in rows:
        if row.living:
            living[row.meeting].append(row)
    into: dict[tuple[str, str], str] = {}
    for row in ended_now:
        others = (new for meeting in moved_to.get(row.meeting, ()) if meeting != row.meeting for new in living[meeting])
        successors = [new for new in others if row.title and _same_title(new.title, row.title, _MIN_MOVED_SIMILARITY)]
        if len(successors) == 1:
            into[row.meeting, row.id] = f"{successors[0].meeting}/{successors[0].id}"
    return tuple(
        replace(row, outcome="merged", into=into[row.meeting, row.id]) if (row.meeting, row.id) in into else row
        for row in rows
    )
