"""Writes the suggestions of a build once, while its passages go by. Reading them is the job of `suggest/reader`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from math import log2
from pathlib import Path

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.token_field import TokenField
from indexer.engine.fields import context_fields
from indexer.meetings.labels import mention_label
from indexer.model import Acronym, Passage, Person, Session
from indexer.text.analysis import terms_in
from indexer.text.paper_words import PaperWords, analyse
from indexer.text.stopwords import PHRASE_STOP_WORDS

from .counting import FormCounts
from .entry import MAX_PER_KIND, SHORT_PREFIX, SUGGESTIONS_FORMAT, Suggestion, SuggestionKind, folded_key
from .names import NameTable
from .phrases import count_phrases
from .written import WrittenStream, WrittenTokens

MAX_PHRASES = 60_000
"""The most phrases that are stored: the most frequent ones."""
LARGE_CORPUS = 2_000
"""The number of passages from which a word must occur in two of them to be suggested; others are mostly misspelt."""
MIN_PHRASE_PASSAGES = 2
"""The fewest passages of a phrase, and one more for each `PASSAGES_PER_STEP` passages of the corpus."""
PASSAGES_PER_STEP = 25_000
MIN_SHARE_OF_SHORTER = 0.6
"""The share of a phrase's passages from which a longer phrase that begins with it replaces it."""
LOWERCASE_SHARE = 0.2
"""The share of lower-case occurrences from which a word is shown in lower case; its capitals then come from headings
and beginnings of sentences."""
MAX_STARTS = 8
"""The most words of a name or title at which typing it can begin."""

KIND_WEIGHTS: dict[SuggestionKind, float] = {
    "acronym": 1.6, "person": 1.5, "meeting": 2.0, "session": 1.2, "symbol": 1.3, "phrase": 1.05, "word": 1.0,
}  # fmt: skip
"""The factor for the logarithm of a count, by kind."""

KeyedSuggestion = tuple[Suggestion, Iterable[str]]
"""A suggestion and the keys that it is found by."""

_SCHEMA = """
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, value TEXT NOT NULL, detail TEXT NOT NULL,
    count INTEGER NOT NULL
);
CREATE TABLE keys (
    key TEXT NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE TABLE tops (prefix TEXT, place INTEGER, entry INTEGER, PRIMARY KEY (prefix, place)) WITHOUT ROWID;
CREATE TABLE words (length INTEGER, key TEXT, text TEXT, count INTEGER, PRIMARY KEY (length, key)) WITHOUT ROWID;
"""
_TOPS = """
INSERT INTO tops SELECT prefix, row_number() OVER (PARTITION BY prefix ORDER BY score DESC, entry), entry FROM (
    SELECT substr(key, 1, ?1) AS prefix, entry, max(score) AS score,
        row_number() OVER (PARTITION BY substr(key, 1, ?1), kind ORDER BY max(score) DESC, entry) AS place
    FROM keys WHERE length(key) >= ?1 GROUP BY substr(key, 1, ?1), entry
) WHERE place <= ?2
"""


class SuggestionsWriter:
    """Writer of a new file of suggestions; nothing can be read before `finish`."""

    def __init__(self, path: Path, columns: Path) -> None:
        """Write to `path`; `columns` is the folder in which the same passages are indexed before `finish`."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A build is written aside and published whole, so a journal would protect nothing.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        self._names = NameTable(self._connection)
        self._connection.execute("BEGIN")
        self._columns = columns
        self._forms = FormCounts()
        self._written = WrittenStream(path)
        self._passages = 0
        self._entries = 0
        self._symbols: Counter[str] = Counter()
        self._corpus_terms: Set[str] = frozenset()
        self._persons: list[Person] = []
        self._acronyms: list[Acronym] = []

    def add(
        self, passages: Sequence[Passage], sessions: Iterable[Session] = (), words: PaperWords | None = None
    ) -> None:
        """Add the passages of a document, and sessions that were not added before.

        `words` has the words of the passages' texts, where they are cut already.
        """
        words = words or analyse([passage.text for passage in passages])
        self._names.add(passages, sessions)
        self._forms.add_around({text for around in _surroundings(passages) for text in around})
        self._written.add(words)
        self._passages += len(passages)
        for passage in passages:
            self._symbols.update(set(passage.mentions))

    def add_names(self, persons: Iterable[Person], acronyms: Iterable[Acronym]) -> None:
        """Add the persons and the acronyms of the corpus."""
        self._persons += persons
        self._acronyms += acronyms

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        (segment,) = Columns(self._columns).segments
        terms, tokens = list(segment.terms), self._written.read()
        self._forms.add_index(segment.text, terms, tokens)
        self._forms.finish()
        forms_by_term = self._forms.by_term()
        self._corpus_terms = forms_by_term.keys()
        self._write_words(forms_by_term)
        self._write(((suggestion, [key]) for key, suggestion in self._phrases(segment.text, terms, tokens)))
        self._write(chain(self._people(), self._meetings(), self._acronym_entries(), self._symbol_entries()))
        for length in range(1, SHORT_PREFIX + 1):
            self._connection.execute(_TOPS, (length, MAX_PER_KIND))
        self._connection.execute("COMMIT")
        self._connection.executescript(f"PRAGMA user_version = {SUGGESTIONS_FORMAT};")
        self.close()

    def _write(self, entries: Iterable[KeyedSuggestion]) -> None:
        """Write suggestions with their keys."""
        rows: list[tuple[object, ...]] = []
        key_rows: list[tuple[object, ...]] = []
        for entry, (suggestion, keys) in enumerate(entries, start=self._entries + 1):
            kind, count = suggestion.kind, suggestion.count
            rows.append((entry, kind, suggestion.text, suggestion.value, suggestion.detail, count))
            score = round(KIND_WEIGHTS[kind] * log2(2 + count), 3)
            key_rows += ((key, kind, score, entry) for key in dict.fromkeys(keys) if key)
        self._entries += len(rows)
        self._connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._connection.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", sorted(key_rows))

    def _write_words(self, forms_by_term: Mapping[str, Mapping[str, int]]) -> None:
        """Write the words, each in its most frequent form."""
        words = [
            (term, _shown_form(forms), sum(forms.values()))
            for term, forms in sorted(forms_by_term.items())
            if not _has_digit(term)
        ]
        rows = sorted((len(term), term, text, count) for term, text, count in words)
        self._connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", rows)
        min_count = 1 if self._passages < LARGE_CORPUS else 2
        self._write(
            (Suggestion("word", text, count=count), [term])
            for term, text, count in words
            if count >= min_count and len(term) > 1 and term not in PHRASE_STOP_WORDS
        )

    def _phrases(
        self, field: TokenField, terms: Sequence[str], tokens: WrittenTokens
    ) -> Iterator[tuple[str, Suggestion]]:
        """Yield the phrases that recur, as typed."""
        min_count = MIN_PHRASE_PASSAGES + self._passages // PASSAGES_PER_STEP
        counted = {" ".join(phrase.words): phrase for phrase in count_phrases(field, terms, tokens.gaps, min_count)}
        for key in sorted(counted):
            shorter = key.rpartition(" ")[0]
            while " " in shorter:  # phrases with the same beginning are adjacent, the shortest first
                known = counted.get(shorter)
                if known and known.passages * MIN_SHARE_OF_SHORTER <= counted[key].passages:
                    del counted[shorter]
                shorter = shorter.rpartition(" ")[0]
        ranked = sorted(counted.items(), key=lambda item: (-item[1].passages, item[0]))
        for key, phrase in ranked[:MAX_PHRASES]:
            yield key, Suggestion("phrase", tokens.written(phrase.place, phrase.words), count=phrase.passages)

    def _people(self) -> Iterator[KeyedSuggestion]:
        for person in self._persons:
            detail = person.affiliations[0] if person.affiliations else ""
            suggestion = Suggestion("person", person.name, person.id, detail, self._names.person_count(person.id))
            yield suggestion, chain(*map(_start_keys, (person.name, *person.variants)))

    def _meetings(self) -> Iterator[KeyedSuggestion]:
        for suggestion, place in self._names.meetings():
            yield suggestion, chain(_start_keys(suggestion.text), _start_keys(place))
        for suggestion, title in self._names.sessions():
            yield suggestion, chain(_start_keys(title), [folded_key(suggestion.text)])

    def _acronym_entries(self) -> Iterator[KeyedSuggestion]:
        for acronym in self._acronyms:
            used = [form for form in (acronym.short, *acronym.variants) if self._corpus_terms >= set(terms_in(form))]
            if acronym.uses and used:
                suggestion = Suggestion("acronym", used[0], detail=acronym.long, count=acronym.uses)
                yield suggestion, map(folded_key, (acronym.short, acronym.long, used[0]))

    def _symbol_entries(self) -> Iterator[KeyedSuggestion]:
        for symbol, count in sorted(self._symbols.items()):
            label = mention_label(symbol)
            suggestion = Suggestion("symbol", label, symbol, symbol if symbol != label else "", count)
            yield suggestion, chain(_start_keys(symbol), _start_keys(label))

    def close(self) -> None:
        """Close the file; discard what was added unless `finish` ran before."""
        self._written.close()
        self._connection.close()

    def __enter__(self) -> SuggestionsWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _start_keys(text: str) -> list[str]:
    """Return the keys of a text from each word on at which a user may begin to type."""
    words = folded_key(text).split()
    starts = [index for index, word in enumerate(words) if index == 0 or word not in PHRASE_STOP_WORDS]
    return [" ".join(words[index:]) for index in starts[:MAX_STARTS]]


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _shown_form(forms: Mapping[str, int]) -> str:
    """Return the most frequent form of a word, in lower case where it is often so written."""
    _, form = max((count, form) for form, count in forms.items())
    return form.lower() if forms.get(form.lower(), 0) >= sum(forms.values()) * LOWERCASE_SHARE else form


def _surroundings(passages: Sequence[Passage]) -> Iterator[Iterable[str]]:
    """Yield the texts around passages; those of passages in a row are often the same."""
    last: tuple[object, ...] = ()
    for passage in passages:
        around = (passage.session, passage.headings, passage.heads, passage.people)
        if around != last:
            yield chain.from_iterable(context_fields(passage).values())
        last = around
