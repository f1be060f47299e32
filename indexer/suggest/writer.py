"""Writes the suggestions of a build, once, while its passages go by; how they are read is `reader`'s business."""

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

from .counting import PhraseCounter
from .entry import MAX_PER_KIND, SHORT_PREFIX, SUGGESTIONS_FORMAT, Suggestion, SuggestionKind, folded_key, key_stems
from .function_words import FUNCTION_WORDS
from .told import NameTable

MAX_PHRASES = 60_000
"""Phrases that are kept, the most frequent ones."""
LARGE_CORPUS = 2_000
"""Passages from which on a word must stand in two of them to be suggested: others are mostly slips."""
MIN_PHRASE_PASSAGES = 2
"""Passages that a phrase stands in at least, and one more for each `PER_PASSAGE`."""
PASSAGES_PER_STEP = 25_000
MIN_SHARE_OF_SHORTER = 0.6
"""Share of a phrase's passages from which on a longer phrase that begins with it stands for it."""
LOWERCASE_SHARE = 0.2
"""Share of a word's passages from which on its capitals are those of headings and beginnings of sentences."""
MAX_STARTS = 8
"""Words of a name or title at which it can be begun to type."""

KIND_WEIGHTS: dict[SuggestionKind, float] = {
    "acronym": 1.6, "person": 1.5, "meeting": 2.0, "session": 1.2, "symbol": 1.3, "phrase": 1.05, "word": 1.0,
}  # fmt: skip
"""What the logarithm of a count is multiplied by."""

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
"""Which stems stand in one passage; its tokeniser takes every letter beyond ASCII as one of a word."""
_TOPS = """
INSERT INTO tops SELECT prefix, row_number() OVER (PARTITION BY prefix ORDER BY score DESC, entry), entry FROM (
    SELECT substr(key, 1, ?1) AS prefix, entry, max(score) AS score,
        row_number() OVER (PARTITION BY substr(key, 1, ?1), kind ORDER BY max(score) DESC, entry) AS place
    FROM keys WHERE length(key) >= ?1 GROUP BY substr(key, 1, ?1), entry
) WHERE place <= ?2
"""


class SuggestionsWriter:
    """Writes a new file of suggestions; nothing can be read before `finish`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # The build is made aside and published whole, so a journal would protect nothing.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        self._told = NameTable(self._connection)
        self._relates = bool(
            self._connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
        )
        if self._relates:
            self._connection.execute(_TOGETHER)
        self._connection.execute("BEGIN")
        self._counting = PhraseCounter()
        self._passages = 0
        self._symbols: Counter[str] = Counter()
        self._standing: set[str] = set()
        self._persons: list[Person] = []
        self._acronyms: list[Acronym] = []

    def add(self, passages: Sequence[Passage], sessions: Iterable[Session] = ()) -> None:
        """Add the passages of a document, and sessions not told of before."""
        self._told.add(passages, sessions)
        for piece in {piece for one in passages for piece in chain.from_iterable(context_fields(one).values())}:
            self._counting.add_context(piece)
        for passage in passages:
            self._passages += 1
            words = self._counting.add(passage.text)
            if self._relates:
                row = " ".join(key_stems(" ".join(words)))
                self._connection.execute("INSERT INTO together (rowid, stems) VALUES (?, ?)", (self._passages, row))
            self._symbols.update(set(passage.mentions))

    def add_names(self, persons: Iterable[Person], acronyms: Iterable[Acronym]) -> None:
        """Add the persons and the short forms of the corpus."""
        self._persons += persons
        self._acronyms += acronyms

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        self._write_words()
        self._standing = {fold(form) for form in self._counting.words.counts}
        self._write(((one, [key]) for key, one in self._phrases()))
        self._write(chain(self._people(), self._gatherings(), self._short(), self._mentioned()))
        for length in range(1, SHORT_PREFIX + 1):
            self._connection.execute(_TOPS, (length, MAX_PER_KIND))
        if self._relates:
            self._connection.execute("INSERT INTO together (together) VALUES ('optimize')")
        self._connection.execute("COMMIT")
        self._connection.executescript(f"PRAGMA user_version = {SUGGESTIONS_FORMAT};")
        self.close()

    def _write(self, entries: Iterable[KeyedSuggestion]) -> None:
        """Write suggestions with the keys that they are found by."""
        for one, keys in entries:
            row = (one.kind, one.text, one.value, one.detail, one.count)
            entry = self._connection.execute("INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?)", row).lastrowid
            score = round(KIND_WEIGHTS[one.kind] * log2(2 + one.count), 3)
            rows = ((key, one.kind, score, entry) for key in dict.fromkeys(keys) if key)
            self._connection.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", rows)

    def _write_words(self) -> None:
        """Write the words, each in its most frequent form."""
        best: dict[str, tuple[int, str]] = {}
        totals: Counter[str] = Counter()
        for form, count in self._counting.words.counts.items():
            key = fold(form)
            totals[key] += count
            best[key] = max(best.get(key, (0, "")), (count, form))
        small = {key: self._counting.words.counts.get(form.lower(), 0) for key, (_, form) in best.items()}
        texts = {
            key: form.lower() if small[key] >= totals[key] * LOWERCASE_SHARE else form
            for key, (_, form) in best.items()
        }
        rows = ((len(key), key, text, totals[key]) for key, text in sorted(texts.items()) if not _numeric(key))
        self._connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", rows)
        least = 1 if self._passages < LARGE_CORPUS else 2
        fit = (key for key in sorted(texts) if totals[key] >= least and len(key) > 1 and not _numeric(key))
        shown = (key for key in fit if key not in FUNCTION_WORDS)
        self._write((Suggestion("word", texts[key], count=totals[key]), [key]) for key in shown)

    def _phrases(self) -> Iterator[tuple[str, Suggestion]]:
        """Give the phrases that come back, as they are typed."""
        least = MIN_PHRASE_PASSAGES + self._passages // PASSAGES_PER_STEP
        kept = {phrase: count for phrase, count in self._counting.phrases.counts.items() if count >= least}
        for phrase, count in sorted(kept.items()):
            shorter = phrase.rpartition(" ")[0]
            while " " in shorter:  # those that begin alike follow one another, the shortest first
                if kept.get(shorter, 0) * MIN_SHARE_OF_SHORTER <= count:
                    kept.pop(shorter, None)
                shorter = shorter.rpartition(" ")[0]
        frequent = sorted(kept.items(), key=lambda one: (-one[1], one[0]))[:MAX_PHRASES]
        for phrase, count in frequent:
            shown = " ".join(self._counting.forms.get(phrase, phrase).split())
            yield phrase, Suggestion("phrase", shown, count=count)

    def _people(self) -> Iterator[KeyedSuggestion]:
        for person in self._persons:
            detail = person.affiliations[0] if person.affiliations else ""
            one = Suggestion("person", person.name, person.id, detail, self._told.person_count(person.id))
            yield one, chain(*map(_starts, (person.name, *person.variants)))

    def _gatherings(self) -> Iterator[KeyedSuggestion]:
        for one, place in self._told.meetings():
            yield one, chain(_starts(one.text), _starts(place))
        for one, title in self._told.sessions():
            yield one, chain(_starts(title), [folded_key(one.text)])

    def _short(self) -> Iterator[KeyedSuggestion]:
        for acronym in self._acronyms:
            used = [form for form in (acronym.short, *acronym.variants) if set(terms_in(form)) <= self._standing]
            if acronym.uses and used:
                one = Suggestion("acronym", used[0], detail=acronym.long, count=acronym.uses)
                yield one, map(folded_key, (acronym.short, acronym.long, used[0]))

    def _mentioned(self) -> Iterator[KeyedSuggestion]:
        for symbol, count in sorted(self._symbols.items()):
            label = mention_label(symbol)
            one = Suggestion("symbol", label, symbol, symbol if symbol != label else "", count)
            yield one, chain(_starts(symbol), _starts(label))

    def close(self) -> None:
        """Close the file; without `finish` before, what was added is given up."""
        self._connection.close()

    def __enter__(self) -> SuggestionsWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _starts(text: str) -> list[str]:
    """Give the folded text from each of its words on that may be typed first."""
    words = folded_key(text).split()
    starts = [place for place, word in enumerate(words) if place == 0 or word not in FUNCTION_WORDS]
    return [" ".join(words[place:]) for place in starts[:MAX_STARTS]]


def _numeric(word: str) -> bool:
    return any(character.isdigit() for character in word)
