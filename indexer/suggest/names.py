"""Everything that has a name, and how many passages have each name: tables of the file.

A name is told by its key. Where the file is changed, only the suggestions of the keys in `changed` are made anew.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from indexer.disk.hashing import id_hash
from indexer.meetings.dates import meeting_year
from indexer.meetings.labels import first_day_label, session_label
from indexer.model import Meeting, Passage, Person, Session
from indexer.query.results import session_value

from .entry import Suggestion, SuggestionKind, folded_key

MAX_OF_ONE_NAME: dict[SuggestionKind, int] = {"meeting": 3, "session": 1}
"""The most meetings or sessions of one name that are suggested one by one; more are one suggestion for all of them."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS names (
    kind TEXT, value TEXT, name TEXT, other TEXT, detail TEXT, meeting TEXT, parent TEXT, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (kind TEXT, value TEXT, count INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS called (key INTEGER, kind TEXT, value TEXT, PRIMARY KEY (key, kind, value)) WITHOUT ROWID;
"""
_INSERT_NAME = "INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_CALLED = "INSERT OR IGNORE INTO called VALUES (?, ?, ?)"
_ADD_COUNT = "INSERT INTO counted VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count"
_OF_GONE_MEETINGS = "kind = 'session' AND meeting IN (SELECT value FROM counted WHERE kind = 'meeting' AND count <= 0)"
_WITHOUT_PASSAGES = "kind = 'meeting' AND value NOT IN (SELECT value FROM counted WHERE kind = 'meeting')"
_SYMBOL = "SELECT value, count FROM counted WHERE kind = 'symbol' AND count > 0"
_NAMED = """
SELECT own.value, own.name, own.other, CASE own.kind WHEN 'session' THEN ifnull(meeting.name, '') ELSE own.detail END,
    ifnull(counted.count, 0)
FROM {source} LEFT JOIN counted ON counted.kind = own.kind AND counted.value = own.value
LEFT JOIN names AS meeting ON meeting.kind = 'meeting' AND meeting.value = own.meeting
WHERE own.kind = ? AND (own.kind != 'meeting' OR counted.count > 0) {of_key} ORDER BY own.value
"""
_ALL_NAMED = _NAMED.format(source="names AS own", of_key="")
_CALLED = _NAMED.format(source="called JOIN names AS own USING (kind, value)", of_key="AND called.key = ?")

NameRow = tuple[str, ...]
"""A row of `names`: kind, value, name, another text that it is found by, detail, meeting, session that contains it."""


class NameTable:
    """Collects names and the number of passages that have each, paper by paper, and which of them changed."""

    def __init__(self, connection: sqlite3.Connection, *, is_new: bool) -> None:
        """Store them in tables of a connection, beside those that it has already."""
        self._connection = connection
        self._is_new = is_new
        connection.executescript(_SCHEMA)
        parents = connection.execute("SELECT value, parent FROM names WHERE parent != ''")
        self._parents: dict[str, str] = dict(parents)
        """The session that contains each session."""
        self._keys: set[tuple[SuggestionKind, str]] = set()
        self._counts: Counter[tuple[SuggestionKind, str]] = Counter()
        """What was added to the counts of the file."""

    def add(self, passages: Sequence[Passage], sessions: Iterable[Session]) -> None:
        """Add the passages of a paper, and sessions that were not added before."""
        meetings = {passage.meeting.id: passage.meeting for passage in passages if passage.meeting}
        self._put(map(_meeting, meetings.values()))
        rows = [_session(session) for session in sessions]
        self._put(rows)
        self._parents.update((row[1], row[-1]) for row in rows)
        self._count(passages, 1)

    def remove(self, passages: Sequence[Passage]) -> None:
        """Take passages away that were added before, while their sessions are still as they were."""
        self._count(passages, -1)

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Put meetings with all of their sessions in place of what is there of them."""
        for meeting in meetings:
            self._put([_meeting(meeting)])
            self._delete("kind = 'session' AND meeting = ?", meeting.id)
        self.add((), sessions)

    def put_persons(self, persons: Iterable[Person]) -> None:
        """Put the persons of the corpus in place of those that are there."""
        self._put_all("person", [_person(person) for person in persons])

    def put_acronyms(self, acronyms: Iterable[tuple[NameRow, int]]) -> None:
        """Put the acronyms of the corpus, each with its uses, in place of those that are there."""
        rows = dict(acronyms)
        self._put_all("acronym", rows)
        before = self._connection.execute("SELECT value, count FROM counted WHERE kind = 'acronym'")
        changes = Counter({value: -count for value, count in before})
        changes.update({row[1]: uses for row, uses in rows.items()})
        self._add_counts({("acronym", value): change for value, change in changes.items() if change})

    def drop_gone(self) -> None:
        """Remove what no passage has any more, with the sessions of such meetings."""
        self._delete(_OF_GONE_MEETINGS)
        self._connection.execute("DELETE FROM counted WHERE count <= 0")
        self._delete(_WITHOUT_PASSAGES)

    def index(self) -> None:
        """Make the names of a new file known by their keys, once all are added."""
        names = self._connection.execute("SELECT kind, value, name FROM names")
        rows = sorted((_number(_key_of(name)), kind, value) for kind, value, name in names)
        self._connection.executemany(_INSERT_CALLED, rows)

    def changed(self) -> set[tuple[SuggestionKind, str]]:
        """Return the kinds and keys of names of which something changed, and the symbols in place of keys."""
        keys = set(self._keys)
        for (kind, value), change in self._counts.items():
            if change and kind == "symbol":
                keys.add((kind, value))
            elif change:
                names = self._connection.execute("SELECT name FROM names WHERE kind = ? AND value = ?", (kind, value))
                keys.update((kind, _key_of(name)) for (name,) in names)
        return keys

    def _put(self, rows: Iterable[NameRow]) -> None:
        """Put rows in place of those of the same value."""
        if self._is_new:
            self._connection.executemany(_INSERT_NAME, rows)
            return
        for row in rows:
            kind, value = row[:2]
            before = self._connection.execute(
                "SELECT * FROM names WHERE kind = ? AND value = ?", (kind, value)
            ).fetchone()
            if before == row:
                continue
            if before:
                self._delete("kind = ? AND value = ?", kind, value)
            if kind == "meeting":  # which its sessions are told apart by
                sessions = self._connection.execute(
                    "SELECT name FROM names WHERE kind = 'session' AND meeting = ?", (value,)
                )
                self._keys.update(("session", _key_of(name)) for (name,) in sessions)
            key = _key_of(row[2])
            self._keys.add((cast("SuggestionKind", kind), key))
            self._connection.execute(_INSERT_NAME, row)
            self._connection.execute(_INSERT_CALLED, (_number(key), kind, value))

    def _put_all(self, kind: SuggestionKind, rows: Iterable[NameRow]) -> None:
        """Put rows in place of all of their kind."""
        new = {row[1]: row for row in rows}
        before = {row[1]: row for row in self._connection.execute("SELECT * FROM names WHERE kind = ?", (kind,))}
        for value in before.keys() - new.keys():
            self._delete("kind = ? AND value = ?", kind, value)
        self._put(row for value, row in new.items() if before.get(value) != row)

    def _delete(self, condition: str, *values: str) -> None:
        select = f"SELECT kind, value, name FROM names WHERE {condition}"  # noqa: S608  # nosec B608  # our own words
        names = self._connection.execute(select, values)
        for kind, value, name in names.fetchall():
            key = _key_of(name)
            self._keys.add((kind, key))
            self._connection.execute(
                "DELETE FROM called WHERE key = ? AND kind = ? AND value = ?", (_number(key), kind, value)
            )
            self._connection.execute("DELETE FROM names WHERE kind = ? AND value = ?", (kind, value))

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
        self._add_counts({key: sign * count for key, count in counts.items()})

    def _add_counts(self, changes: Mapping[tuple[SuggestionKind, str], int]) -> None:
        rows = ((kind, value, change) for (kind, value), change in changes.items())
        self._connection.executemany(_ADD_COUNT, rows)
        if not self._is_new:
            self._counts.update(changes)

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

    def symbols(self, symbol: str | None = None) -> list[tuple[str, int]]:
        """Return the symbols of documents that passages mention, or this one, with the number of those passages."""
        if symbol is None:
            return self._connection.execute(f"{_SYMBOL} ORDER BY value").fetchall()
        return self._connection.execute(f"{_SYMBOL} AND value = ?", (symbol,)).fetchall()

    def suggestions(self, kind: SuggestionKind, key: str | None = None) -> Iterator[tuple[Suggestion, str]]:
        """Yield what has a name of a kind, or with this key, each with the other text that it is found by."""
        values = (kind,) if key is None else (kind, _number(key))
        rows = self._connection.execute(_ALL_NAMED if key is None else _CALLED, values)
        named: Iterator[tuple[Suggestion, str]] = (
            (Suggestion(kind, name, value, detail, count), other) for value, name, other, detail, count in rows
        )
        if kind in MAX_OF_ONE_NAME:
            named = _joined(named)
        yield from (each for each in named if key is None or _key_of(each[0].text) == key)


@lru_cache(maxsize=4096)
def _key_of(name: str) -> str:
    """Return the key of a name; thousands of sessions can have one name."""
    return folded_key(name)


def _joined(named: Iterable[tuple[Suggestion, str]]) -> Iterator[tuple[Suggestion, str]]:
    """Yield suggestions with one for all where too many have one name."""
    by_name: dict[str, list[tuple[Suggestion, str]]] = defaultdict(list)
    for suggestion, other in named:
        by_name[_key_of(suggestion.text)].append((suggestion, other))
    for group in by_name.values():
        first, other = group[0]
        if len(group) <= MAX_OF_ONE_NAME[first.kind]:
            yield from group
        else:
            detail = f"{len(group):,} of this name"
            yield Suggestion(first.kind, first.text, "", detail, sum(each.count for each, _ in group)), other


def _meeting(meeting: Meeting) -> NameRow:
    when = first_day_label(meeting) or str(meeting_year(meeting) or "")
    where = ", ".join(filter(None, (meeting.place, when)))
    return "meeting", meeting.id, meeting.title, meeting.place or "", where, "", ""


def _session(session: Session) -> NameRow:
    value = session_value(session.meeting, session.id)
    parent = session_value(session.meeting, session.parent) if session.parent else ""
    return "session", value, session_label(session), session.title, "", session.meeting, parent


def _person(person: Person) -> NameRow:
    detail = person.affiliations[0] if person.affiliations else ""
    return "person", person.id, person.name, "\n".join(person.variants), detail, "", ""


def _number(key: str) -> int:
    """Return a number of 63 bits for a key; names of one number need not have one key."""
    return id_hash(key) >> 65
