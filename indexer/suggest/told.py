"""What meetings and sessions are called, and in how many passages they and people are: on disk until it is written."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from indexer.meetings.dates import meeting_year
from indexer.meetings.labels import session_label
from indexer.model import Meeting, Passage, Session
from indexer.query.results import session_value

from .entry import Suggestion, SuggestionKind

_SCHEMA = """
CREATE TEMP TABLE told (
    kind TEXT, value TEXT, name TEXT, other TEXT, detail TEXT, meeting TEXT, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
CREATE TEMP TABLE counted (kind TEXT, value TEXT, count INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
"""
_TELL = "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?)"
_COUNT = "INSERT INTO counted VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count"
_PERSON = "SELECT count FROM counted WHERE kind = 'person' AND value = ?"
_MEETINGS = """
SELECT value, name, other, detail, count FROM told JOIN counted USING (kind, value)
WHERE kind = 'meeting' ORDER BY value
"""
_SESSIONS = """
SELECT one.value, one.name, one.other, ifnull(of.name, ''), ifnull(count, 0) FROM told AS one
LEFT JOIN counted ON counted.kind = one.kind AND counted.value = one.value
LEFT JOIN told AS of ON of.kind = 'meeting' AND of.value = one.meeting
WHERE one.kind = 'session' ORDER BY one.value
"""


class NameTable:
    """Gathers meetings, sessions and how often people are named, paper by paper."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep them in temporary tables of a connection."""
        self._connection = connection
        connection.executescript(_SCHEMA)
        self._parents: dict[str, str] = {}
        """What a session is a part of."""

    def add(self, passages: Sequence[Passage], sessions: Iterable[Session]) -> None:
        """Take the passages of a paper, and sessions not told of before."""
        self._connection.executemany(_TELL, map(_meeting, {one.meeting.id: one.meeting for one in passages}.values()))
        for session in sessions:
            self._connection.execute(_TELL, _session(session))
            if session.parent:
                above = session_value(session.meeting, session.parent)
                self._parents[session_value(session.meeting, session.id)] = above
        counts: Counter[tuple[SuggestionKind, str]] = Counter()
        for passage in passages:
            counts["meeting", passage.meeting.id] += 1
            counts.update({("person", one.person) for one in passage.people if one.person})
            counts.update(("session", value) for value in self._held_in(passage))
        self._connection.executemany(_COUNT, ((kind, value, count) for (kind, value), count in counts.items()))

    def _held_in(self, passage: Passage) -> set[str]:
        """Name the session of a passage and those that it is a part of."""
        session = passage.session
        if session is None:
            return set()
        seen = {session_value(session.meeting, session.id)}
        above = session_value(session.meeting, session.parent) if session.parent else ""
        while above and above not in seen:
            seen.add(above)
            above = self._parents.get(above, "")
        return seen

    def person_count(self, person: str) -> int:
        """Count the passages that name a person."""
        row = self._connection.execute(_PERSON, (person,)).fetchone()
        return int(row[0]) if row else 0

    def meetings(self) -> Iterator[tuple[Suggestion, str]]:
        """Give the meetings that have passages, each with its place."""
        for value, name, place, detail, count in self._connection.execute(_MEETINGS):
            yield Suggestion("meeting", name, value, detail, count), place

    def sessions(self) -> Iterator[tuple[Suggestion, str]]:
        """Give the sessions that were told of, each with its title."""
        for value, name, title, meeting, count in self._connection.execute(_SESSIONS):
            yield Suggestion("session", name, value, meeting, count), title


def _meeting(meeting: Meeting) -> tuple[str, ...]:
    where = ", ".join(filter(None, (meeting.place, str(meeting_year(meeting) or ""))))
    return "meeting", meeting.id, meeting.title, meeting.place or "", where, ""


def _session(session: Session) -> tuple[str, ...]:
    value = session_value(session.meeting, session.id)
    return "session", value, session_label(session), session.title, "", session.meeting
