"""The tables of a file of suggestions: what is found by which key, the best of each short beginning, and the counts.

The id of a suggestion follows from what it says, so a file that was changed holds what one written anew would hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from math import log2

from indexer.disk.hashing import id_hash

from .entry import SUGGESTIONS_FORMAT, Suggestion, SuggestionKind, folded_key
from .tops import TopTable

KIND_WEIGHTS: dict[SuggestionKind, float] = {
    "acronym": 1.6, "person": 1.5, "meeting": 2.0, "session": 1.2, "symbol": 1.3, "phrase": 1.05, "word": 1.0,
}  # fmt: skip
"""The factor for the logarithm of a count, by kind."""

KeyedSuggestion = tuple[Suggestion, Iterable[str]]
"""A suggestion and the keys that it is found by."""

_SCHEMA = """
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, value TEXT NOT NULL, detail TEXT NOT NULL,
    count INTEGER NOT NULL, keys TEXT NOT NULL
);
CREATE TABLE keys (
    key TEXT NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE TABLE words (length INTEGER, key TEXT, text TEXT, count INTEGER, PRIMARY KEY (length, key)) WITHOUT ROWID;
CREATE TABLE forms (term TEXT, form TEXT, count INTEGER, PRIMARY KEY (term, form)) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
"""


class SuggestionTables:
    """Writes the tables of one file within one transaction; nothing can be read before `finish`."""

    def __init__(self, connection: sqlite3.Connection, is_new: bool) -> None:
        """Take a connection to an empty file, or to a finished one that is to be changed."""
        self.connection = connection
        # A build is written aside and published whole, so a journal would protect nothing.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = 0;")
        self._is_new = is_new
        if is_new:
            connection.executescript(_SCHEMA)
        self._tops = TopTable(connection, is_new=is_new)

    def add(self, entries: Iterable[KeyedSuggestion]) -> None:
        """Add suggestions with their keys."""
        rows: list[tuple[object, ...]] = []
        key_rows: list[tuple[str, int, SuggestionKind, float]] = []
        for suggestion, found_by in entries:
            entry, keys = entry_id(suggestion), list(dict.fromkeys(filter(None, found_by)))
            kind, count = suggestion.kind, suggestion.count
            kept = "" if kind in {"word", "phrase"} else "\n".join(keys)
            rows.append((entry, kind, suggestion.text, suggestion.value, suggestion.detail, count, kept))
            score = round(KIND_WEIGHTS[kind] * log2(2 + count), 3)
            key_rows += ((key, entry, kind, score) for key in keys)
        key_rows.sort()
        self.connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(rows))
        self.connection.executemany("INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?)", key_rows)
        self._tops.add(key_rows)

    def remove(self, rows: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Remove suggestions, given by their ids and keys."""
        for entry, found_by in rows:
            keys = tuple(found_by)
            self.connection.execute("DELETE FROM entries WHERE id = ?", (entry,))
            self.connection.executemany("DELETE FROM keys WHERE key = ? AND entry = ?", ((key, entry) for key in keys))
            self._tops.remove(entry, keys)

    def found_by(self, key: str, kind: SuggestionKind) -> Iterator[int]:
        """Yield the ids of the suggestions of a kind that are found by exactly a key."""
        for (entry,) in self.connection.execute("SELECT entry FROM keys WHERE key = ? AND kind = ?", (key, kind)):
            yield entry

    def of_name(self, kind: SuggestionKind, key: str) -> list[int]:
        """Return the ids of the suggestions of the names of a kind that have this key; a symbol is its own key."""
        if kind == "symbol":
            rows = self.connection.execute(
                "SELECT id, value FROM entries JOIN keys ON entry = id WHERE key = ? AND keys.kind = 'symbol'",
                (folded_key(key),),
            )
            return [entry for entry, value in rows if value == key]
        if key:
            query = "SELECT id, text FROM entries JOIN keys ON entry = id WHERE key = ? AND keys.kind = ?"
            rows = self.connection.execute(query, (key, kind))
        else:  # a name without a word is found by no key of its own
            rows = self.connection.execute("SELECT id, text FROM entries WHERE kind = ?", (kind,))
        return [entry for entry, text in rows if folded_key(text) == key]

    def replace(self, gone: Iterable[int], entries: Iterable[KeyedSuggestion]) -> None:
        """Put suggestions in place of others, given by their ids; equal ones stay untouched."""
        new: dict[int, tuple[Suggestion, list[str]]] = {}
        for suggestion, keys in entries:
            _, known = new.setdefault(entry_id(suggestion), (suggestion, []))
            known += keys
        before = {}
        for entry in gone:
            row = self.connection.execute("SELECT count, keys FROM entries WHERE id = ?", (entry,)).fetchone()
            before[entry] = row
        now = {
            entry: (suggestion.count, "\n".join(dict.fromkeys(filter(None, keys))))
            for entry, (suggestion, keys) in new.items()
        }
        self.remove([(entry, row[1].split("\n")) for entry, row in before.items() if now.get(entry) != row])
        self.add(new[entry] for entry, row in now.items() if before.get(entry) != row)

    def change_facts(self, **changes: int) -> Mapping[str, int]:
        """Add numbers to the facts of the file, and return those that changed as they were before."""
        known = dict(self.connection.execute("SELECT name, value FROM facts"))
        before = {name: int(known.get(name, 0)) for name in changes}
        rows = [(name, before[name] + change) for name, change in changes.items()]
        self.connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
        return before

    def finish(self) -> None:
        """Find the best suggestions of each short beginning, where something changed, and end the transaction."""
        self._tops.finish()
        self.connection.execute("COMMIT")
        self.connection.executescript(f"PRAGMA user_version = {SUGGESTIONS_FORMAT};")


def entry_id(suggestion: Suggestion) -> int:
    """Return the id of a suggestion: 63 bits that follow from what it says."""
    return id_hash("\0".join((suggestion.kind, suggestion.text, suggestion.value, suggestion.detail))) >> 65
