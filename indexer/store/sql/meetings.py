"""What a catalogue answers of meetings and sessions: in their order, by year, by name, and those beside one."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import partial

from indexer.meetings.dates import day_range
from indexer.meetings.series import series_key
from indexer.model import Meeting, Session
from indexer.query.meeting_names import MIN_TITLE_WORDS
from indexer.store import records
from indexer.store.catalogue_protocol import MeetingsBeside, SessionKey

from .lazy_table import LazyTable
from .row_sequence import RowSequence
from .tables import SqlRow, SqlTables, SqlValue

_NEWEST_FIRST = "ORDER BY meeting.day DESC, meeting.title, meeting.id"
_OLDEST_FIRST = "ORDER BY meeting.day, meeting.title DESC, meeting.id DESC"


class SqlMeetings(SqlTables):
    """The meetings of a catalogue and their sessions."""

    def _load_meetings(self) -> None:
        """Make the tables."""
        self.meetings = self.table("meetings", "id", lambda row: records.meeting_from(json.loads(row[1])))
        self.sessions = self._session_table()
        self._meetings_in_order = self._meeting_sequence("", self.size.meetings)

    def _session_table(self) -> LazyTable[tuple[str, str], Session]:
        select = "SELECT meeting, id, record FROM {sessions} AS session"
        return LazyTable(
            lambda key: (self.made(_session, row) for row in self.rows(f"{select} WHERE meeting = ? AND id = ?", *key)),
            lambda: (((row[0], row[1]), self.made(_session, row)) for row in self.rows(select)),
            lambda: self.size.sessions,
        )

    def meetings_in_order(self) -> RowSequence[Meeting]:
        """Return the meetings, the newest first and undated ones last; then by title, then by id."""
        return self._meetings_in_order

    def meetings_of_year(self, year: int | None) -> RowSequence[Meeting]:
        """Return the meetings of a year, or of no known one, in the same order."""
        count = dict(self.size.years).get(year, 0)
        if year is None:
            return self._meeting_sequence("WHERE meeting.year IS NULL", count)
        return self._meeting_sequence("WHERE meeting.year = ?", count, year)

    def _meeting_sequence(self, clause: str, count: int, *values: SqlValue) -> RowSequence[Meeting]:
        statement = f"SELECT record FROM {{meetings}} AS meeting {clause} {_NEWEST_FIRST} LIMIT ? OFFSET ?"  # noqa: S608  # nosec B608
        return RowSequence(lambda: count, lambda start, end: self._meetings(statement, *values, end - start, start))

    def _meetings(self, statement: str, *values: SqlValue) -> tuple[Meeting, ...]:
        """Return the meetings of a statement that chooses their records."""
        return tuple(self.made(_meeting, row) for row in self.rows(statement, *values))

    def meetings_by_id(self, ids: Collection[str]) -> tuple[Meeting, ...]:
        """Return the meetings that have these ids, in the same order."""
        statement = f"SELECT record FROM {{meetings}} AS meeting WHERE meeting.id {{in_list}} {_NEWEST_FIRST}"  # noqa: S608  # nosec B608
        return self._meetings(statement, list(ids))

    def shared_titles(self, titles: Collection[str]) -> frozenset[str]:
        """Return those of some titles that several meetings have."""
        statement = "SELECT title FROM {meetings} AS meeting WHERE title {in_list} GROUP BY title HAVING count(*) > 1"
        return frozenset(title for (title,) in self.rows(statement, list(titles)))

    def meetings_on(self, first: int, last: int) -> tuple[Meeting, ...]:
        """Return the meetings that have a day from one ordinal to another, both included, in the same order."""
        clause = "WHERE meeting.day BETWEEN ? AND ? AND meeting.last_day >= ?"
        statement = f"SELECT record FROM {{meetings}} AS meeting {clause} {_NEWEST_FIRST}"  # noqa: S608  # nosec B608
        return self._meetings(statement, max(1, first - self.size.longest_days), last, first)

    def meetings_beside(self, meeting: Meeting) -> MeetingsBeside:
        """Return the meetings before and after one, of its series where it is of one that goes on."""
        first, last = day_range(meeting)
        if not last:
            return MeetingsBeside(None, None)
        series = series_key(meeting.title)
        before = partial(self._nearest, series, "meeting.day BETWEEN 1 AND ? AND meeting.last_day < ?", _NEWEST_FIRST)
        after = partial(self._nearest, series, "meeting.day > ?", _OLDEST_FIRST)
        return MeetingsBeside(before(first, first), after(last))

    def _nearest(self, series: str | None, clause: str, order: str, *values: SqlValue) -> tuple[Meeting, bool] | None:
        """Return the first meeting of a clause, one of the series before any other, and whether it is of the series."""
        select = f"SELECT record FROM {{meetings}} AS meeting WHERE {clause}"  # noqa: S608  # nosec B608
        if series is not None:
            for found in self._meetings(f"{select} AND meeting.series = ? {order} LIMIT 1", *values, series):
                return found, True
        for found in self._meetings(f"{select} {order} LIMIT 1", *values):
            return found, False
        return None

    def meetings_named(self, stems: frozenset[str], year: str | None) -> tuple[str, ...]:
        """Return the ids of the meetings that stems name, as `query/meeting_names` says, in the same order."""
        asked = sorted(stems)
        if year is not None:
            statement = f"""
                SELECT meeting.id FROM {{meeting_words}} AS word
                JOIN {{meetings}} AS meeting ON meeting.id = word.meeting
                WHERE word.stem {{in_list}} AND word.year = ?
                GROUP BY meeting.id, meeting.day, meeting.title HAVING count(*) = ? {_NEWEST_FIRST}
            """  # noqa: S608  # nosec B608
            return tuple(key for (key,) in self.rows(statement, asked, year, len(asked)))
        title = " ".join(asked) if len(asked) >= MIN_TITLE_WORDS else None
        statement = f"""
            SELECT meeting.id FROM {{meetings}} AS meeting WHERE meeting.title_words = ? OR meeting.id IN (
                SELECT city.meeting FROM {{meeting_words}} AS city JOIN {{meetings}} AS held ON held.id = city.meeting
                WHERE city.stem {{in_list}} AND city.in_city = 1
                GROUP BY city.meeting, held.city_words HAVING count(*) = held.city_words AND ? = (
                    SELECT count(*) FROM {{meeting_words}} AS word
                    WHERE word.meeting = city.meeting AND word.stem {{in_list}}
                )
            ) {_NEWEST_FIRST}
        """  # noqa: S608  # nosec B608
        return tuple(key for (key,) in self.rows(statement, title, asked, len(asked), asked))

    def sessions_of(self, meeting: str) -> list[Session]:
        """Return the sessions of a meeting in no set order; none for an unknown meeting."""
        found = self.rows("SELECT meeting, id, record FROM {sessions} AS session WHERE meeting = ?", meeting)
        return [self.made(_session, row) for row in found]

    def sessions_by_key(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Session]:
        """Return the sessions that have these keys, by key, in no set order."""
        statement = "SELECT meeting, id, record FROM {sessions} AS session WHERE meeting {in_list} AND id {in_list}"
        meetings, ids = (sorted({key[part] for key in keys}) for part in (0, 1))
        wanted = set(keys)
        found = self.rows(statement, meetings, ids)
        return {(row[0], row[1]): self.made(_session, row) for row in found if (row[0], row[1]) in wanted}

    def sessions_named(self, id: str, number: int | None) -> tuple[SessionKey, ...]:  # noqa: A002
        """Return the sessions with an id or a number, the newest meeting first; those of one in no set order."""
        return self._session_keys("{sessions} AS session", "session.id = ? OR session.number = ?", id, number)

    def sessions_with(self, person: str) -> tuple[SessionKey, ...]:
        """Return the sessions that list a person, the newest meeting first; those of one in no set order."""
        source = "(SELECT meeting, session AS id, person FROM {takes_part} AS part) AS session"
        return self._session_keys(source, "session.person = ?", person)

    def _session_keys(self, source: str, clause: str, *values: SqlValue) -> tuple[SessionKey, ...]:
        joined = f"{source} JOIN {{meetings}} AS meeting ON meeting.id = session.meeting"
        statement = f"SELECT session.meeting, session.id FROM {joined} WHERE {clause} {_NEWEST_FIRST}"  # noqa: S608  # nosec B608
        return tuple(SessionKey(*row) for row in self.rows(statement, *values))


def _meeting(row: SqlRow) -> Meeting:
    return records.meeting_from(json.loads(row[0]))


def _session(row: SqlRow) -> Session:
    return records.session_from(json.loads(row[2]))
