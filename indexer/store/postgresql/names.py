"""Writes what titles and values of fields are found by: rows of titles, their words in full, and single words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.model import Document, Passage, Person, Session
from indexer.query.results import session_value
from indexer.store.sql.title_rows import (
    DOCUMENT,
    HEADING,
    MEETING,
    SESSION,
    TITLE_FIELD,
    BorneTitles,
    TitleBearer,
    titles_of_document,
    titles_of_session,
)
from indexer.store.sql.value_words import MEETING as MEETING_FIELD
from indexer.store.sql.value_words import PERSON, ValueWords, words_in_document, words_of_person, words_of_session
from indexer.store.sql.value_words import SESSION as SESSION_FIELD

from .gathered import GatheredRows
from .rows import GenerationRows

_ENDED = """
    SELECT DISTINCT words FROM {{titles}} AS ended WHERE to_build = {generation}
    AND NOT EXISTS (SELECT FROM {{titles}} AS other WHERE other.words = ended.words AND other.to_build > {generation})
"""


class WrittenNames:
    """The titles of a catalogue, and the words of values, as a new generation will have them."""

    def __init__(self, rows: GenerationRows) -> None:
        self._rows = rows
        self._titles = GatheredRows(rows, "titles", 3)
        self._keys = GatheredRows(rows, "title_keys", 1)
        self._words = GatheredRows(rows, "words", 2)
        self._known: set[str] = set()  # words in full that stand already
        self._named: set[tuple[str, str]] = set()  # values that passages have, with their fields

    def put(self, titles: BorneTitles) -> None:
        """Put the titles of a bearer in place of those that are there."""
        self._titles.put(titles.bearer, titles.rows)
        for words, folded in titles.in_full.items():
            if words not in self._known:
                self._known.add(words)
                self._keys.put((words,), [(words, folded)])
                self.put_words(ValueWords(TITLE_FIELD, words, folded.split()))

    def put_words(self, named: ValueWords) -> None:
        """Put the words by which a value of a field is found in place of those that are there."""
        field, value, words = named
        self._words.put((field, value), [(field, word, value) for word in dict.fromkeys(words)])

    def put_session(self, session: Session) -> None:
        """Put the title and the words of a session."""
        self.put(titles_of_session(session))
        self.put_words(words_of_session(session))

    def put_document(self, document: Document, passages: Sequence[Passage]) -> None:
        """Put the title and the headings of a document, and the words of the values of its passages."""
        for titles in titles_of_document(document, passages):
            self.put(titles)
        for named in words_in_document(document, passages):
            if named[:2] not in self._named:
                self._named.add(named[:2])
                self.put_words(named)

    def put_persons(self, persons: Iterable[Person]) -> None:
        """Put the words of the persons of the whole corpus in place of those that are there."""
        self._words.flush()
        rows = [(PERSON, word, named.value) for named in map(words_of_person, persons) for word in named.words]
        self._rows.put("words", rows, "field = %s", (PERSON,))

    def remove_session(self, meeting: str, session: str) -> None:
        """Remove the title and the words of a session."""
        self._titles.put(TitleBearer(meeting, SESSION, session), ())
        self._words.put((SESSION_FIELD, session_value(meeting, session)), ())

    def remove_documents(self, ids: list[str]) -> None:
        """Remove the titles and headings of documents."""
        self._titles.flush()
        self._rows.close("titles", f"owner = ANY(%s) AND kind IN ({DOCUMENT}, {HEADING})", (ids,))

    def remove_meetings(self, ids: list[str]) -> None:
        """Remove the titles and words of meetings and of their sessions."""
        for meeting, session in self._rows.standing("sessions", "meeting, id", "meeting = ANY(%s)", (ids,)):
            self.remove_session(meeting, session)
        for meeting in ids:
            self._words.put((MEETING_FIELD, meeting), ())
        self._titles.flush()
        self._rows.close("titles", f"owner = ANY(%s) AND kind IN ({MEETING}, {SESSION})", (ids,))

    def finish(self, generation: int) -> None:
        """Write what waits, and remove the words of titles that are gone."""
        for gathered in (self._titles, self._keys, self._words):
            gathered.flush()
        self._rows.flush()
        ended = [words for (words,) in self._rows.run(_ENDED.format(generation=generation))]
        if ended:
            self._rows.close("title_keys", "words = ANY(%s)", (ended,))
            self._rows.close("words", "field = %s AND value = ANY(%s)", (TITLE_FIELD, ended))
