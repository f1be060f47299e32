"""Names of meetings and sessions, and how many passages have these, people and documents: tables of the file."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from indexer.meetings.dates import meeting_year
from indexer.meetings.labels import first_day_label, session_label
from indexer.model import Meeting, Passage, Session
from indexer.query.results import session_value

from .entry import Suggestion, SuggestionKind, folded_key

MAX_OF_ONE_NAME: dict[SuggestionKind, int] = {"meeting": 3, "session": 1}
"""The most meetings or sessions of one name that are suggested one by one; more are one suggestion for all of them."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS names (
    kind TEXT, value TEXT, name TEXT, other TEXT, detail TEXT, meeting TEXT, parent TEXT, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (kind TEXT, value TEXT, count INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
"""
_INSERT_NAME = "INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_COUNT = "INSERT INTO counted VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count"
_PERSON_COUNT = "SELECT count FROM counted WHERE kind = 'person' AND value = ?"
_MEETINGS = """
SELECT value, name, other, detail, count FROM names JOIN counted USING (kind, value)
WHERE kind = 'meeting' AND count > 0 ORDER BY value
"""
_DROP_GONE = (
    "DELETE FROM names WHERE kind = 'session' AND meeting IN "
    "(SELECT value FROM counted WHERE kind = 'meeting' AND count <= 0)",
    "DELETE FROM counted WHERE count <= 0",
    "DELETE FROM names WHERE kind = 'meeting' AND value NOT IN (SELECT value FROM counted WHERE kind = 'meeting')",
)
_SYMBOLS = "SELECT value, count FROM counted WHERE kind = 'symbol' AND count > 0 ORDER BY value"
_SESSIONS = """
SELECT session.value, session.name, session.other, ifnull(meeting.name, ''), ifnull(count, 0) FROM names AS session
LEFT JOIN counted ON counted.kind = session.kind AND counted.value = session.value
LEFT JOIN names AS meeting ON meeting.kind = 'meeting' AND meeting.value = session.meeting
WHERE session.kind = 'session' ORDER BY session.value
"""


class NameTable:
    """Collects meetings, sessions and the number of passages that name each person or document, paper by paper."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Store them in tables of a connection, beside those that it has already."""
        self._connection = connection
        connection.executescript(_SCHEMA)
        parents = connection.execute("SELECT value, parent FROM names WHERE parent != ''")
        self._parents: dict[str, str] = dict(parents)
        """The session that contains each session."""

    def add(self, passages: Sequence[Passage], sessions: Iterable[Session]) -> None:
        """Add the passages of a paper, and sessions that were not added before."""
        self._connection.executemany(
            _INSERT_NAME,
            map(_meeting, {passage.meeting.id: passage.meeting for passage in passages if passage.meeting}.values()),
        )
        for session in sessions:
            row = _session(session)
            self._connection.execute(_INSERT_NAME, row)
            self._parents[row[1]] = row[-1]
        self._count(passages, 1)

    def remove(self, passages: Sequence[Passage]) -> None:
        """Take passages away that were added before, while their sessions are still as they were."""
        self._count(passages, -1)

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Put meetings with all of their sessions in place of what is there of them."""
        for meeting in meetings:
            self._connection.execute(_INSERT_NAME, _meeting(meeting))
            self._connection.execute("DELETE FROM names WHERE kind = 'session' AND meeting = ?", (meeting.id,))
        self.add((), sessions)

    def drop_gone(self) -> None:
        """Remove what no passage has any more, with the sessions of such meetings."""
        for statement in _DROP_GONE:
            self._connection.execute(statement)

    def _count(self, passages: Sequence[Passage], sign: int) -> None:
        counts: Counter[tuple[SuggestionKind, str]] = Counter()
        for passage in passages:
            if passage.meeting:
                counts["meeting", passage.meeting.id] += 1
            counts.update(
                {("person", participation.person) for participation in passage.people if participation.person}
            )
            counts.update(("session", value) for value in self._sessions_of(passage))
            counts.update(("symbol", symbol) for symbol in set(passage.mentions))
        rows = ((kind, value, sign * count) for (kind, value), count in counts.items())
        self._connection.executemany(_ADD_COUNT, rows)

    def _sessions_of(self, passage: Passage) -> set[str]:
        """Return the session of a passage and the sessions that contain it."""
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
        """Return the number of passages that name a person."""
        row = self._connection.execute(_PERSON_COUNT, (person,)).fetchone()
        return int(row[0]) if row else 0

    def symbols(self) -> list[tuple[str, int]]:
        """Return the symbols of documents that passages mention, each with the number of those passages."""
        return self._connection.execute(_SYMBOLS).fetchall()

    def meetings(self) -> Iterator[tuple[Suggestion, str]]:
        """Yield the meetings that have passages, each with its place."""
        rows = self._connection.execute(_MEETINGS)
        yield from _joined(
            (Suggestion("meeting", name, value, detail, count), place) for value, name, place, detail, count in rows
        )

    def sessions(self) -> Iterator[tuple[Suggestion, str]]:
        """Yield the sessions that were added, each with its title."""
        rows = self._connection.execute(_SESSIONS)
        yield from _joined(
            (Suggestion("session", name, value, meeting, count), title) for value, name, title, meeting, count in rows
        )


def _joined(named: Iterable[tuple[Suggestion, str]]) -> Iterator[tuple[Suggestion, str]]:
    """Yield suggestions with one for all where too many have one name."""
    by_name: dict[str, list[tuple[Suggestion, str]]] = defaultdict(list)
    for suggestion, other in named:
        by_name[folded_key(suggestion.text)].append((suggestion, other))
    for group in by_name.values():
        first, other = group[0]
        if len(group) <= MAX_OF_ONE_NAME[first.kind]:
            yield from group
        else:
            detail = f"{len(group):,} of this name"
            yield Suggestion(first.kind, first.text, "", detail, sum(each.count for each, _ in group)), other


def _meeting(meeting: Meeting) -> tuple[str, ...]:
    when = first_day_label(meeting) or str(meeting_year(meeting) or "")
    where = ", ".join(filter(None, (meeting.place, when)))
    return "meeting", meeting.id, meeting.title, meeting.place or "", where, "", ""


def _session(session: Session) -> tuple[str, ...]:
    value = session_value(session.meeting, session.id)
    parent = session_value(session.meeting, session.parent) if session.parent else ""
    return "session", value, session_label(session), session.title, "", session.meeting, parent
