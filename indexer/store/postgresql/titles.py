"""Writes what titles are found by: their rows, their words in full, and these words one by one."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.store.sql.title_rows import DOCUMENT, HEADING, MEETING, SESSION, TITLE_FIELD, BorneTitles, TitleBearer

from .gathered import GatheredRows
from .rows import GenerationRows

_ENDED = """
    SELECT DISTINCT words FROM {{titles}} AS ended WHERE to_build = {generation}
    AND NOT EXISTS (SELECT FROM {{titles}} AS other WHERE other.words = ended.words AND other.to_build > {generation})
"""


class WrittenTitles:
    """The titles of a catalogue as a new generation will have them."""

    def __init__(self, rows: GenerationRows) -> None:
        self._rows = rows
        self._titles = GatheredRows(rows, "titles", 3)
        self._keys = GatheredRows(rows, "title_keys", 1)
        self._words = GatheredRows(rows, "words", 2)
        self._known: set[str] = set()  # words in full that stand already

    def put(self, titles: BorneTitles) -> None:
        """Put the titles of a bearer in place of those that are there."""
        self._titles.put(titles.bearer, titles.rows)
        for words, folded in titles.in_full.items():
            if words not in self._known:
                self._known.add(words)
                self._keys.put((words,), [(words, folded)])
                self.put_words(TITLE_FIELD, words, folded.split())

    def put_words(self, field: str, value: str, words: Iterable[str]) -> None:
        """Put the words by which a value of a field is found in place of those that are there."""
        self._words.put((field, value), [(field, word, value) for word in dict.fromkeys(words)])

    def remove_session(self, meeting: str, session: str) -> None:
        """Remove the title of a session."""
        self._titles.put(TitleBearer(meeting, SESSION, session), ())

    def remove_documents(self, ids: list[str]) -> None:
        """Remove the titles and headings of documents."""
        self._titles.flush()
        self._rows.close("titles", f"owner = ANY(%s) AND kind IN ({DOCUMENT}, {HEADING})", (ids,))

    def remove_meetings(self, ids: list[str]) -> None:
        """Remove the titles of meetings and of their sessions."""
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
