"""Writes the suggestions of a build once, while its passages go by. Reading them is the job of `suggest/reader`."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from itertools import chain
from pathlib import Path

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.writer import CUT_TOGETHER
from indexer.engine.fields import context_fields
from indexer.model import Acronym, Meeting, Passage, Person, Session
from indexer.quotes.word_index import open_word_index
from indexer.text.paper_words import PaperWords, analyse

from .counting import FormCounts
from .entry import MAX_PHRASE_WORDS, SUGGESTIONS_FORMAT, Suggestion
from .named import acronym_rows, all_names, names_of
from .names import NameTable
from .phrases import count_phrases
from .tables import SuggestionTables
from .word_table import WordTable
from .written import WrittenStream

MAX_PHRASES = 60_000
"""The most phrases that are stored: the most frequent ones."""
MIN_PHRASE_PASSAGES = 2
"""The fewest passages of a phrase, and one more for each `PASSAGES_PER_STEP` passages of the corpus."""
PASSAGES_PER_STEP = 25_000
MIN_SHARE_OF_SHORTER = 0.6
"""The share of a phrase's passages from which a longer phrase that begins with it replaces it."""


class SuggestionsWriter:
    """Writer of a file of suggestions: anew, or from one before, with the documents that changed.

    Nothing can be read before `finish`. What is frequent in a whole corpus, its phrases, stays as the file before has
    it; words, names and their counts are those of a file written anew.
    """

    def __init__(self, path: Path, columns: Path, base: Path | None = None) -> None:
        """Write to `path`; `columns` is the folder in which the same passages are indexed before `finish`.

        `base` is the file to begin with. Raise sqlite3.DatabaseError when it is no finished one.
        """
        if base is not None:
            shutil.copyfile(base, path)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._is_new = base is None
        if base is not None and self._connection.execute("PRAGMA user_version").fetchone()[0] != SUGGESTIONS_FORMAT:
            self._connection.close()
            raise sqlite3.DatabaseError("was never finished")
        self._tables = SuggestionTables(self._connection, self._is_new)
        self._names = NameTable(self._connection, is_new=self._is_new)
        self._connection.execute("BEGIN")
        self._columns = columns
        self._forms = FormCounts()
        self._written = WrittenStream(path)
        self._removed: list[PaperWords] = []
        self._added: list[PaperWords] = []
        self._uncut: list[str] = []
        self._passages = 0
        self._persons: list[Person] = []
        self._acronyms: list[Acronym] = []

    def remove(self, passages: Sequence[Passage]) -> None:
        """Take away the passages of a document of the file before; all are removed before anything is added."""
        words = analyse([passage.text for passage in passages])
        self._removed.append(words)
        self._names.remove(passages)
        self._forms.add_around(_surroundings(passages), -1)
        self._forms.add(words, -1)
        self._passages -= len(passages)

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Put meetings with all of their sessions in place of what the file before has of them."""
        self._names.put_meetings(meetings, sessions)

    def add(
        self, passages: Sequence[Passage], sessions: Iterable[Session] = (), words: PaperWords | None = None
    ) -> None:
        """Add the passages of a document, and sessions that were not added before.

        `words` has the words of the passages' texts, where they are cut already.
        """
        self._names.add(passages, sessions)
        self._forms.add_around(_surroundings(passages))
        self._passages += len(passages)
        if words is None:
            self._uncut += (passage.text for passage in passages)
            if len(self._uncut) >= CUT_TOGETHER:
                self._cut()
        else:
            self._cut()
            self._add_words(words)

    def _cut(self) -> None:
        """Cut the texts that are not cut yet, many together."""
        if self._uncut:
            self._add_words(analyse(self._uncut))
            self._uncut.clear()

    def _add_words(self, words: PaperWords) -> None:
        if self._is_new:
            self._written.add(words)  # and they are counted when all are sorted
        else:
            self._forms.add(words)
            self._added.append(words)

    def add_names(self, persons: Iterable[Person], acronyms: Iterable[Acronym]) -> None:
        """Add the persons and the acronyms of the corpus."""
        self._persons += persons
        self._acronyms += acronyms

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        self._cut()
        before = self._tables.change_facts(passages=self._passages)["passages"]
        if self._is_new:
            self._count_index()
        else:
            self._remove_phrases()
        WordTable(self._tables).change(self._forms.by_term(), before, before + self._passages)
        self._names.put_persons(self._persons)
        self._names.put_acronyms(acronym_rows(self._acronyms, self._has_term))
        self._write_names()
        self._tables.finish()
        self.close()

    def _write_names(self) -> None:
        """Write the suggestions of all names, or of those of which something changed."""
        if self._is_new:
            self._names.index()
            self._tables.replace((), all_names(self._names))
            return
        self._names.drop_gone()
        changed = sorted(self._names.changed())
        gone = [entry for name in changed for entry in self._tables.of_name(*name)]
        self._tables.replace(gone, (each for name in changed for each in names_of(self._names, *name)))

    def _has_term(self, term: str) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM forms WHERE term = ?", (term,)).fetchone())

    def _count_index(self) -> None:
        """Count the forms of the words, and write the phrases, of everything that is indexed.

        In an index of several segments, which only a very large corpus has, a phrase counts where it recurs in one.
        """
        segments, every = Columns(self._columns).segments, self._written.read()
        min_count = MIN_PHRASE_PASSAGES + self._passages // PASSAGES_PER_STEP
        counts: Counter[str] = Counter()
        places: dict[str, int] = {}
        first = 0
        for segment in segments:
            end = first + int(segment.text.starts[-1])
            terms, tokens = list(segment.terms), every.between(first, end)
            self._forms.add_index(segment.text, terms, tokens)
            least = max(min_count // len(segments), MIN_PHRASE_PASSAGES)
            for phrase in count_phrases(segment.text, terms, tokens.gaps, least):
                key = " ".join(phrase.words)
                counts[key] += phrase.passages
                places.setdefault(key, first + phrase.place)
            first = end
        self._tables.add(
            (Suggestion("phrase", every.written(places[key], key.split(" ")), count=counts[key]), [key])
            for key in _most_frequent(counts)
        )

    def _remove_phrases(self) -> None:
        """Remove the phrases that only removed passages had."""
        rows = _rows_of(self._removed) - _rows_of(self._added)  # few, where a paper was edited
        stored = {key: list(self._tables.found_by(key, "phrase")) for key in _keys_in(rows)}
        stored = {key: entries for key, entries in stored.items() if entries}
        gone = sorted(stored.keys() - _keys_in(_rows_of(self._added))) if stored else ()
        if not gone:
            return
        index = open_word_index(self._columns)
        for key in gone:
            words = key.split(" ")
            if not index.find_runs(index.word_ids(words), len(words)).counts[0]:
                self._tables.remove((entry, (key,)) for entry in stored[key])

    def close(self) -> None:
        """Close the file; discard what was added unless `finish` ran before."""
        with closing(self._connection):
            self._written.close()

    def __enter__(self) -> SuggestionsWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _most_frequent(counts: dict[str, int]) -> list[str]:
    """Return the phrases that are stored, the most frequent first; a longer one stands for its beginning."""
    left = dict(counts)
    for key in sorted(counts):
        shorter = key.rpartition(" ")[0]
        while " " in shorter:  # phrases with the same beginning are adjacent, the shortest first
            if left.get(shorter, 0) * MIN_SHARE_OF_SHORTER <= counts[key]:
                left.pop(shorter, None)
            shorter = shorter.rpartition(" ")[0]
    return sorted(left, key=lambda key: (-left[key], key))[:MAX_PHRASES]


def _phrase_keys(terms: Sequence[str]) -> Iterator[str]:
    """Yield the keys of all runs of words of a text that can be a phrase."""
    for first in range(len(terms)):
        for end in range(first + 2, min(first + MAX_PHRASE_WORDS, len(terms)) + 1):
            yield " ".join(terms[first:end])


def _rows_of(papers: Iterable[PaperWords]) -> Set[tuple[str, ...]]:
    """Return the words of each passage of papers."""
    return {tuple(row) for words in papers for row in words.term_rows()}


def _keys_in(rows: Iterable[Sequence[str]]) -> Set[str]:
    return {key for row in rows for key in _phrase_keys(row)}


def _surroundings(passages: Sequence[Passage]) -> Set[str]:
    """Return the texts around passages; those of passages in a row are often the same."""
    texts: set[str] = set()
    last: tuple[object, ...] = ()
    for passage in passages:
        around = (passage.session, passage.headings, passage.heads, passage.people)
        if around != last:
            texts.update(chain.from_iterable(context_fields(passage).values()))
        last = around
    return texts
