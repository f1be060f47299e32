"""The words by which values of fields are found in the table `words` of any store, as they are written and looked up.

Titles and headings are found by the same table (see `titles`). Values that no passage has any more stay until a whole
build: whoever looks one up asks whether it is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from indexer.engine.values.own_symbol import own_symbol
from indexer.meetings.labels import dated_title, mention_label, session_label
from indexer.model import Document, Meeting, Passage, Person, Session
from indexer.query.results import FacetName, session_value
from indexer.text.analysis import terms_in

from .tables import SqlTables, SqlValue

USED_PERSON = "used person"
"""The field of persons whom passages have, each by the words of the id; in `person` they are by their names."""
PERSON = "person"
SESSION = "session"
MEETING = "meeting"
NO_WORD = ""
"""Stands for a name without any word."""
MAX_COMPARED = 400
"""The most words that one statement compares: a store does not take statements of any length."""
MAX_ALIKE = 4_000
"""The most values in which the names nearest to an unknown one are looked for."""
_FEW = 50
_MANY = 2_000
_BEGINNING = 2
_LAST_CHARACTER = "\U0010ffff"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM {words} AS word WHERE field = ? AND word = ? LIMIT ?) AS counted"
_HAS_TOO = """EXISTS (
    SELECT 1 FROM {words} AS other WHERE other.field = word.field AND other.word = ? AND other.value = word.value
)"""
_BEGINNING_ALIKE = "SELECT DISTINCT value FROM {words} AS word WHERE field = ? AND word >= ? AND word < ? LIMIT ?"


class ValueWords(NamedTuple):
    """A value of a field with the words of all its names."""

    field: str
    value: str
    words: Collection[str]


def words_of_meeting(meeting: Meeting) -> ValueWords:
    """Return the words by which a meeting is found: its id, its title with the day, and its place."""
    return _words(MEETING, meeting.id, meeting.id, meeting.title, dated_title(meeting), meeting.place)


def words_of_session(session: Session) -> ValueWords:
    """Return the words by which a session is found: its value and its label."""
    value = session_value(session.meeting, session.id)
    return _words(SESSION, value, value, session_label(session))


def words_of_person(person: Person) -> ValueWords:
    """Return the words by which a person is found: the id and all written forms of the name."""
    return _words(PERSON, person.id, person.id, person.name, *person.variants)


def words_in_document(document: Document, passages: Iterable[Passage]) -> Iterator[ValueWords]:
    """Yield the words of the values that passages of a document have, without those of its sessions."""
    named: dict[tuple[str, str], tuple[str, ...]] = {}
    symbols = {own_symbol(document)}
    for passage in passages:
        if passage.meeting and passage.meeting.place:
            named["place", passage.meeting.place] = (passage.meeting.place,)
        symbols.update(passage.mentions)
        for part in passage.people:
            for field, value in (
                (USED_PERSON, part.person), ("organisation", part.organisation), ("country", part.country),
            ):  # fmt: skip
                if value:
                    named[field, value] = (value,)
    for symbol in filter(None, symbols):
        named["mention", symbol] = (symbol, mention_label(symbol))
    return (_words(field, value, *names) for (field, value), names in named.items())


def _words(field: str, value: str, *names: str | None) -> ValueWords:
    words = dict.fromkeys(word for name in names if name is not None for word in terms_in(name) or (NO_WORD,))
    return ValueWords(field, value, tuple(words))


def rarest(tables: SqlTables, field: str, words: Collection[str]) -> str | None:
    """Return the word that the fewest values of a field have, or one of few; None where one of the words is in none.

    What it reads of each word is bounded.
    """
    counts: dict[str, int] = {}
    for word in dict.fromkeys(words):
        counts[word] = tables.rows(_COUNT, field, word, _MANY)[0][0]
        if counts[word] <= _FEW:
            break
    best = min(counts, key=counts.__getitem__)
    return best if counts[best] else None


def values_with_words(tables: SqlTables, facet: FacetName, words: Collection[str]) -> set[str]:
    """Return the values of a facet that have all of some words in their names, or a name without words for no words."""
    wanted = tuple(dict.fromkeys(words))[:MAX_COMPARED] or (NO_WORD,)
    found: set[str] = set()
    for field in (PERSON, USED_PERSON) if facet == PERSON else (facet,):
        if (start := rarest(tables, field, wanted)) is not None:
            others = [word for word in wanted if word != start]
            conditions = " AND ".join(["field = ?", "word = ?", *([_HAS_TOO] * len(others))])
            statement = f"SELECT value FROM {{words}} AS word WHERE {conditions}"  # noqa: S608  # nosec B608
            found.update(value for (value,) in tables.rows(statement, field, start, *others))
    return found


def values_beginning_alike(tables: SqlTables, facet: FacetName, words: Collection[str]) -> set[str]:
    """Return values of a facet with a word that begins as one of some words; if there is none, any values."""
    found: set[str] = set()
    beginnings: list[tuple[SqlValue, SqlValue]] = [
        (word[:_BEGINNING], word[:_BEGINNING] + _LAST_CHARACTER) for word in dict.fromkeys(words)
    ]
    for bounds in [*beginnings[:_FEW], ("", _LAST_CHARACTER)]:
        if len(found) < MAX_ALIKE and (bounds[0] or not found):
            found.update(value for (value,) in tables.rows(_BEGINNING_ALIKE, facet, *bounds, MAX_ALIKE))
    return found
