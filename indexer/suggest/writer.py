"""Writes the suggestions of a build once, while its passages go by. Reading them is the job of `suggest/reader`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import log2
from pathlib import Path

from indexer.engine.fields import context_fields
from indexer.meetings.labels import mention_label
from indexer.model import Acronym, Passage, Person, Session
from indexer.text.analysis import fold, terms_in
from indexer.text.stopwords import CLAUSE_WORDS, PHRASE_STOP_WORDS

from .counting import PhraseCounter
from .entry import MAX_PER_KIND, SHORT_PREFIX, SUGGESTIONS_FORMAT, Suggestion, SuggestionKind, folded_key, key_stems
from .names import NameTable

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
_TOGETHER = "CREATE VIRTUAL TABLE together USING fts5 (stems, content='', columnsize=0, detail=none, tokenize=ascii)"
"""The stems that occur in one passage; the tokeniser treats every letter beyond ASCII as part of a word."""
_TOPS = """
INSERT INTO tops SELECT prefix, row_number() OVER (PARTITION BY prefix ORDER BY score DESC, entry), entry FROM (
    SELECT substr(key, 1, ?1) AS prefix, entry, max(score) AS score,
        row_number() OVER (PARTITION BY substr(key, 1, ?1), kind ORDER BY max(score) DESC, entry) AS place
    FROM keys WHERE length(key) >= ?1 GROUP BY substr(key, 1, ?1), entry
) WHERE place <= ?2
"""


class SuggestionsWriter:
    """Writer of a new file of suggestions; nothing can be read before `finish`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A build is written aside and published whole, so a journal would protect nothing.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        self._names = NameTable(self._connection)
        self._has_fts = bool(
            self._connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
        )
        if self._has_fts:
            self._connection.execute(_TOGETHER)
        self._connection.execute("BEGIN")
        self._counter = PhraseCounter()
        self._passages = 0
        self._symbols: Counter[str] = Counter()
        self._corpus_terms: set[str] = set()
        self._persons: list[Person] = []
        self._acronyms: list[Acronym] = []

    def add(self, passages: Sequence[Passage], sessions: Iterable[Session] = ()) -> None:
        """Add the passages of a document, and sessions that were not added before."""
        self._names.add(passages, sessions)
        for text in {text for passage in passages for text in chain.from_iterable(context_fields(passage).values())}:
            self._counter.add_context(text)
        for passage in passages:
            self._passages += 1
            words = self._counter.add(passage.text)
            if self._has_fts:
                row = " ".join(key_stems(" ".join(words)))
                self._connection.execute("INSERT INTO together (rowid, stems) VALUES (?, ?)", (self._passages, row))
            self._symbols.update(set(passage.mentions))

    def add_names(self, persons: Iterable[Person], acronyms: Iterable[Acronym]) -> None:
        """Add the persons and the acronyms of the corpus."""
        self._persons += persons
        self._acronyms += acronyms

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        self._write_words()
        self._corpus_terms = {fold(form) for form in self._counter.words.counts}
        self._write(((suggestion, [key]) for key, suggestion in self._phrases()))
        self._write(chain(self._people(), self._meetings(), self._acronym_entries(), self._symbol_entries()))
        for length in range(1, SHORT_PREFIX + 1):
            self._connection.execute(_TOPS, (length, MAX_PER_KIND))
        if self._has_fts:
            self._connection.execute("INSERT INTO together (together) VALUES ('optimize')")
        self._connection.execute("COMMIT")
        self._connection.executescript(f"PRAGMA user_version = {SUGGESTIONS_FORMAT};")
        self.close()

    def _write(self, entries: Iterable[KeyedSuggestion]) -> None:
        """Write suggestions with their keys."""
        for suggestion, keys in entries:
            row = (suggestion.kind, suggestion.text, suggestion.value, suggestion.detail, suggestion.count)
            entry = self._connection.execute("INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?)", row).lastrowid
            score = round(KIND_WEIGHTS[suggestion.kind] * log2(2 + suggestion.count), 3)
            rows = ((key, suggestion.kind, score, entry) for key in dict.fromkeys(keys) if key)
            self._connection.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", rows)

    def _write_words(self) -> None:
        """Write the words, each in its most frequent form."""
        best: dict[str, tuple[int, str]] = {}
        totals: Counter[str] = Counter()
        for form, count in self._counter.words.counts.items():
            key = fold(form)
            totals[key] += count
            best[key] = max(best.get(key, (0, "")), (count, form))
        small = {key: self._counter.words.counts.get(form.lower(), 0) for key, (_, form) in best.items()}
        texts = {
            key: form.lower() if small[key] >= totals[key] * LOWERCASE_SHARE else form
            for key, (_, form) in best.items()
        }
        rows = ((len(key), key, text, totals[key]) for key, text in sorted(texts.items()) if not _has_digit(key))
        self._connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", rows)
        min_count = 1 if self._passages < LARGE_CORPUS else 2
        frequent = (key for key in sorted(texts) if totals[key] >= min_count and len(key) > 1 and not _has_digit(key))
        suggested = (key for key in frequent if key not in PHRASE_STOP_WORDS)
        self._write((Suggestion("word", texts[key], count=totals[key]), [key]) for key in suggested)

    def _phrases(self) -> Iterator[tuple[str, Suggestion]]:
        """Yield the phrases that recur, as typed."""
        min_count = MIN_PHRASE_PASSAGES + self._passages // PASSAGES_PER_STEP
        counts_by_phrase = {
            phrase: count
            for phrase, count in self._counter.phrases.counts.items()
            if count >= min_count and _is_name(phrase)
        }
        for phrase, count in sorted(counts_by_phrase.items()):
            shorter = phrase.rpartition(" ")[0]
            while " " in shorter:  # phrases with the same beginning are adjacent, the shortest first
                if counts_by_phrase.get(shorter, 0) * MIN_SHARE_OF_SHORTER <= count:
                    counts_by_phrase.pop(shorter, None)
                shorter = shorter.rpartition(" ")[0]
        frequent = sorted(counts_by_phrase.items(), key=lambda phrase_count: (-phrase_count[1], phrase_count[0]))[
            :MAX_PHRASES
        ]
        for phrase, count in frequent:
            text = " ".join(self._counter.forms.get(phrase, phrase).split())
            yield phrase, Suggestion("phrase", text, count=count)

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
            used = [form for form in (acronym.short, *acronym.variants) if set(terms_in(form)) <= self._corpus_terms]
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


def _is_name(phrase: str) -> bool:
    """Return whether folded words can name a thing: a piece of a sentence has a verb or goes on after a number."""
    _, *inner, last = phrase.split(" ")
    return CLAUSE_WORDS.isdisjoint(inner) and (last.isdigit() or not any(map(str.isdigit, inner)))
