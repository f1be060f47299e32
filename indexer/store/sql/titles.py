"""Titles and headings found by their words in the tables of any store; nothing of them is kept in memory.

How they are written is in `title_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from indexer.disk.hashing import short_hash
from indexer.meetings.session_tree import walk_sessions
from indexer.model import Session
from indexer.quotes.claims import LinkClaim
from indexer.quotes.titles import Title, folded_words
from indexer.text.analysis import terms_in

from .tables import SqlRow, SqlTables, SqlValue
from .title_rows import HEADING, KINDS, NAME, SESSION, TITLE_FIELD
from .value_words import MAX_COMPARED, rarest

_STANDING = """
    {titles} AS title
    LEFT JOIN {meetings} AS meeting ON meeting.id = title.owner AND title.kind IN (0, 2)
    LEFT JOIN {documents} AS document ON document.id = title.owner AND title.kind IN (1, 3)
"""
_WITH_WORD = f"""
    {{words}} AS word
    JOIN {{title_keys}} AS folded ON folded.words = word.value
    JOIN {_STANDING.replace("AS title", "AS title ON title.words = folded.words", 1)}
"""
_HAS_OWNER = "(meeting.id IS NOT NULL OR document.id IS NOT NULL)"
_IN_ORDER = "title.kind, meeting.day DESC, meeting.title, meeting.id, document.place, title.place"
_COLUMNS = "title.kind, title.id, title.text, title.meeting"


class _FoundTitle(NamedTuple):
    """A title that fits, with what decides between several: the lower, the better."""

    title: Title
    rank: tuple[int, ...]


class _Choice(NamedTuple):
    """The titles that fit: a source of rows, a condition, and by which columns the best of them are chosen."""

    source: str
    condition: str
    values: Sequence[SqlValue]
    rank: Sequence[str] = ()
    rank_values: Sequence[SqlValue] = ()


class CatalogueTitles:
    """All titles of a catalogue, by their words; safe to use from many threads."""

    def __init__(self, tables: SqlTables, sessions_of: Callable[[str], Iterable[Session]]) -> None:
        """Nothing is read before it is asked for; `sessions_of` returns the sessions of a meeting in any order."""
        self._tables = tables
        self._sessions_of = sessions_of

    def find(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with these words, whole or up to a colon or dash or from one on; None when there is none.

        Of several, one of the meeting that the link claims comes first; then a meeting before a paper before a session.
        """
        condition, values = f"title.words = ? AND title.uses & {NAME} <> 0", (short_hash(folded_words(words)),)
        if claim is None:
            return self._best(_Choice(_STANDING, condition, values))
        if claim.meeting is None:
            return self._best(_Choice(_STANDING, condition, values, [_distance("title.meeting IS NULL")]))
        return self._best(_Choice(_STANDING, condition, values, [_distance("title.meeting = ?")], [claim.meeting]))

    def find_any(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with the same words, or else a title or heading that has them in a row."""
        return self.find(words, claim) or self.find_part(words, claim)

    def find_part(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return a title or a heading that has these words in a row, two or more; None when there is none.

        Titles come before headings, and the shortest first; the meeting or paper that the link claims decides.
        """
        folded = folded_words(words)
        if " " not in folded or (start := rarest(self._tables, TITLE_FIELD, folded.split())) is None:
            return None
        rank, values = [_distance(f"title.kind <> {HEADING}"), "length(folded.folded)"], []
        if claim is not None:
            rank.insert(0, _distance("title.id = ? OR title.meeting = ?"))
            values = [claim.document, claim.meeting]
        return self._best(_with_words(start, [f" {folded} "], rank, values))

    def with_words(self, words: str, n: int) -> tuple[Title, ...]:
        """Return the first `n` titles that have all of some words, of a paper with its symbol: meetings, then papers.

        None for no words.
        """
        terms = tuple(dict.fromkeys(terms_in(words)))
        pieces = [piece for term in terms for piece in term.split()]
        if not pieces or len(terms) > MAX_COMPARED or (start := rarest(self._tables, TITLE_FIELD, pieces)) is None:
            return ()  # no title has as many words
        choice = _with_words(start, [f" {term} " for term in terms])
        choice = choice._replace(condition=f"{choice.condition} AND title.kind <> {HEADING}")
        found = self._first(choice, n)
        sessions = [each.title.meeting for each in found if each.title.kind == "session"]
        titles = [each.title for each in found if each.title.kind != "session"]
        for meeting in dict.fromkeys(sessions):
            titles += (each.title for each in self._sessions(choice, meeting or ""))
        return tuple(titles[:n])

    def _best(self, choice: _Choice) -> Title | None:
        """Return the title that ranks first; of those that rank alike the first in order."""
        found = self._first(choice, 1)
        if not found or found[0].title.kind != "session":
            return found[0].title if found else None
        sessions = self._sessions(choice, found[0].title.meeting or "")
        return min(sessions, key=lambda each: each.rank).title

    def _first(self, choice: _Choice, n: int) -> list[_FoundTitle]:
        """Return the first titles, by rank and then in order; sessions of one meeting are in no set order."""
        order = ", ".join((*map(str, range(len(KINDS) + 1, len(KINDS) + 1 + len(choice.rank))), _IN_ORDER))
        return self._found(choice, f"ORDER BY {order} LIMIT ?", n)

    def _sessions(self, choice: _Choice, meeting: str) -> list[_FoundTitle]:
        """Return all sessions of a meeting that fit, in their order."""
        places = {session.id: place for place, session in enumerate(walk_sessions(self._sessions_of(meeting)))}
        found = self._found(choice, f"AND title.kind = {SESSION} AND title.owner = ?", meeting)
        return sorted(found, key=lambda each: places.get(each.title.id, len(places)))

    def _found(self, choice: _Choice, clause: str, *values: SqlValue) -> list[_FoundTitle]:
        columns = ", ".join((_COLUMNS, *choice.rank))
        statement = f"SELECT {columns} FROM {choice.source} WHERE {_HAS_OWNER} AND {choice.condition} {clause}"  # noqa: S608  # nosec B608
        return [_found_title(row) for row in self._tables.rows(statement, *choice.rank_values, *choice.values, *values)]


def _with_words(
    start: str, wanted: Collection[str], rank: Sequence[str] = (), rank_values: Sequence[SqlValue] = ()
) -> _Choice:
    """Return the titles that have some folded words, looked for among those that have the word `start`."""
    has_each = " AND ".join(["replace(folded.folded, ?, '') <> folded.folded"] * len(wanted))  # the same in all stores
    condition = f"word.field = '{TITLE_FIELD}' AND word.word = ? AND title.uses <> {NAME} AND {has_each}"
    return _Choice(_WITH_WORD, condition, (start, *wanted), rank, rank_values)


def _distance(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 0 ELSE 1 END"


def _found_title(row: SqlRow) -> _FoundTitle:
    kind, id_, text, meeting, *rank = row
    return _FoundTitle(Title(KINDS[kind], id_, text, meeting), tuple(rank))
