"""Matches the meetings and sessions of a build with those of the registry.

A meeting is where its papers are: it keeps the id that most of its documents' rows name, whatever is now inferred of
its title, place or year. A meeting that has no papers left leads to where they went. A session keeps its id by number
or title within its meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from indexer.meetings.ids import normalise
from indexer.text.slugs import short_hash

from .incoming import NewMeeting, NewSession
from .rows import DocumentRow, MeetingRow, Outcome, SessionRow

# Of two titles under one preferred id: below it, the id was another meeting's and is not given again. Not measured.
_MIN_TITLE_SIMILARITY = 0.6


def assign_meeting_ids(
    old: Sequence[MeetingRow], meetings: Sequence[NewMeeting], rows: Mapping[str, DocumentRow]
) -> list[str]:
    """Return the final id of each meeting; an id that the user states counts more than the registry.

    `rows` are the registry's rows of the documents, by source name.
    """
    known_rows = {row.id: row for row in old}
    final: dict[int, str] = {}
    for place, meeting in enumerate(meetings):
        if meeting.is_stated and meeting.preferred_id not in final.values():
            final[place] = meeting.preferred_id
    votes: list[tuple[int, bool, str, str, int]] = []
    for place, meeting in enumerate(meetings):
        before = Counter(rows[document.source].meeting for document in meeting.documents if document.source in rows)
        preferred = meeting.preferred_id
        votes.extend((-count, known != preferred, known, preferred, place) for known, count in before.items())
    for _, _, known, _, place in sorted(votes):
        if place not in final and known not in final.values():
            final[place] = known
    unsettled = sorted(
        set(range(len(meetings))) - final.keys(), key=lambda place: (meetings[place].preferred_id, place)
    )
    for place in unsettled:
        final[place] = _new_meeting_id(meetings[place], known_rows, set(final.values()))
    return [final[place] for place in range(len(meetings))]


def _new_meeting_id(meeting: NewMeeting, known_rows: Mapping[str, MeetingRow], taken_ids: set[str]) -> str:
    """Return the preferred id, unless another meeting has or had it."""
    meeting_id, attempt = meeting.preferred_id, 0
    while meeting_id in taken_ids or (
        meeting_id in known_rows and not _same_title(meeting.title, known_rows[meeting_id].title)
    ):
        meeting_id = f"{meeting.preferred_id}-{short_hash(meeting.title, attempt, length=4)}"
        attempt += 1
    return meeting_id


def _same_title(title: str, other_title: str) -> bool:
    return Levenshtein.normalized_similarity(normalise(title), normalise(other_title)) >= _MIN_TITLE_SIMILARITY


def meeting_rows(
    old: Sequence[MeetingRow], titles: Mapping[str, str], moved_to: Mapping[str, Counter[str]], stamp: str
) -> tuple[MeetingRow, ...]:
    """Return the rows of all meetings ever named; `titles` maps the ids of present meetings to their titles.

    `moved_to` counts, for each former meeting, in which meetings its documents are now.
    """
    rows = {}
    for row in old:
        into: tuple[str, ...] = ()
        outcome: Outcome = row.outcome
        if row.id in titles:
            outcome = ("same" if not row.living else outcome) if titles[row.id] == row.title else "edited"
        else:
            counts = sorted(moved_to.get(row.id, Counter()).items(), key=lambda item: (-item[1], item[0]))
            into = tuple(new_meeting for new_meeting, _ in counts[:1]) or row.into
            outcome = "merged" if into else "withdrawn"
        title = titles.get(row.id, row.title)
        changed = replace(row, title=title, outcome=outcome, into=into)
        rows[row.id] = row if changed == row else replace(changed, last=stamp)
    for meeting_id, title in titles.items():
        rows.setdefault(meeting_id, MeetingRow(meeting_id, title, stamp, stamp))
    return tuple(rows[meeting_id] for meeting_id in sorted(rows))


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
    settle([(new, row) for new, row in same_id if _same_title(new.title, row.title)])
    settle([(new, row) for new in by_id for row in living.values() if row.title and _same_title(new.title, row.title)])
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
        changed = replace(row, outcome="withdrawn")
        if session:
            is_unchanged = (session.title, session.number) == (row.title, row.number)
            outcome: Outcome = "edited" if not is_unchanged else row.outcome if row.living else "same"
            changed = replace(row, title=session.title, number=session.number, outcome=outcome)
        rows[row.id] = row if changed == row else replace(changed, last=stamp)
    for session_id, new_session in sessions.items():
        rows.setdefault(
            session_id, SessionRow(meeting, session_id, new_session.title, stamp, stamp, new_session.number)
        )
    return tuple(rows[session_id] for session_id in sorted(rows))
