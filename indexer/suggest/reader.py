"""Reads the suggestions of a build: what completes the words being typed, and which words there are.

The file is opened when it is first asked. Which of the words a reader meant is `slips`' business.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from indexer.errors import IndexDamaged
from indexer.text.analysis import terms_in

from .entry import (
    MAX_PER_KIND,
    MAX_PHRASE_WORDS,
    SHORT_PREFIX,
    SUGGESTIONS_FORMAT,
    Suggestion,
    SuggestionKind,
    key_stems,
    typed_key,
)
from .function_words import FUNCTION_WORDS

MAX_QUERY_LENGTH = 200
"""Characters of a query that are completed; a longer one is left alone."""
MAX_CHECKED = 24
"""Completions of a longer query that are held against the passages: frequent words take longest to hold."""
MAX_LEADING = 3
"""Suggestions of one kind that may stand before others of another kind."""

_ASKED: frozenset[SuggestionKind] = frozenset({"word", "phrase"})
"""What completes the last words of a longer query."""
_QUOTES = '"“”„‟«»'
_BEFORE = re.compile(rf"(?s)(?P<before>.*[{_QUOTES}])?(?P<rest>.*)")
_PLAIN = re.compile(rf"[^\s(){_QUOTES}*?~:+-][^\s(){_QUOTES}*?~:]*")
_HYPHEN = re.compile("[-\u2010\u2011]")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})

_FROM_TOPS = "SELECT entry FROM tops WHERE prefix = ?1 ORDER BY place"
_FROM_KEYS = """
SELECT entry FROM (
    SELECT entry, score, row_number() OVER (PARTITION BY kind ORDER BY score DESC, entry) AS place FROM (
        SELECT entry, kind, max(score) AS score FROM keys WHERE key >= ?1 AND key < ?2 GROUP BY entry
    )
) WHERE place <= ?3 ORDER BY score DESC, entry
"""
_LAST = "\U0010ffff"


class Suggestions:
    """A finished file of suggestions; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete what is being typed, best first: all of it, or its last words within the rest; see `Suggestion`.

        What goes on within quotation marks is completed by phrases; words with an operator of the grammar in them are
        left alone. The words of a completed query stand together in a passage.
        """
        if len(text) > MAX_QUERY_LENGTH or limit < 1:
            return ()
        if text.count('"') % 2 or re.search("[“„«][^”»“„«]*$", text):
            return self._quoted(text, limit)
        found = [one for one in self._starting(typed_key(text)) if _offers(one, text)] if _all_plain(text) else []
        chosen = _mixed(found, limit)
        seen = {key_stems(typed_key(one.text)) for one in chosen}
        for one in self._continuing(text):
            if len(chosen) >= limit:
                break
            stems = key_stems(typed_key(one.text))
            if stems not in seen and typed_key(one.text) != typed_key(text).strip():
                seen.add(stems)
                chosen.append(one)
        return tuple(chosen)

    def _quoted(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete an open quotation by phrases, closed; nothing must stand before it that other words depend on."""
        match = _BEFORE.fullmatch(text)
        before, rest = (match["before"] or "", match["rest"]) if match else ("", "")
        key = typed_key(rest)
        if len(before) != 1 or not key:
            return ()
        phrases = [one for one in self._starting(key) if one.kind == "phrase"]
        return tuple(Suggestion("phrase", f'"{one.text}"', count=one.count) for one in phrases[:limit])

    def _continuing(self, text: str) -> Iterator[Suggestion]:
        """Complete the last words of a query, most of them first, by what stands together with those before them."""
        words, checked = text.split(), 0
        if len(words) < 2 or not _all_plain(text):
            return
        for count in range(min(MAX_PHRASE_WORDS, len(words)) - (len(words) <= MAX_PHRASE_WORDS), 0, -1):
            before, last = words[:-count], words[-count:]
            if last[0].casefold() in FUNCTION_WORDS or any(len(terms_in(word)) != 1 for word in before):
                continue  # what is written with a hyphen stands side by side, which is not known here
            key = typed_key(" ".join(last) + (" " if text[-1].isspace() else ""))
            wanted = key_stems(typed_key(" ".join(before)))
            for one in self._starting(key):
                added = key_stems(typed_key(one.text)) if one.kind in _ASKED else wanted
                if set(added) <= set(wanted):
                    continue
                if (checked := checked + 1) > MAX_CHECKED:
                    return
                if self._together(wanted + added):
                    # a hyphen would ask for words side by side, which is not known of those before
                    yield Suggestion(one.kind, " ".join((*before, _HYPHEN.sub(" ", one.text))))

    def _together(self, stems: tuple[str, ...]) -> bool:
        """Tell whether all of these stems stand in some passage."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'together'"):
            return False
        asked = " AND ".join(f'"{stem}"' for stem in dict.fromkeys(stems) if stem)
        return bool(asked and self._rows("SELECT 1 FROM together WHERE together MATCH ? LIMIT 1", asked))

    def _starting(self, key: str) -> list[Suggestion]:
        """Give what begins with a key, best first, at most `EACH` of a kind."""
        if not key.strip():
            return []
        found = (
            self._rows(_FROM_TOPS, key)
            if len(key) <= SHORT_PREFIX
            else self._rows(_FROM_KEYS, key, key + _LAST, MAX_PER_KIND)
        )
        rows = [
            self._rows("SELECT kind, text, value, detail, count FROM entries WHERE id = ?", entry)[0]
            for (entry,) in found
        ]
        return [Suggestion(*row) for row in rows]

    def count(self, key: str) -> int:
        """Tell in how many passages, or names around them, a folded word stands; 0 for one that stands nowhere."""
        found = self._rows("SELECT count FROM words WHERE length = ? AND key = ?", len(key), key)
        return int(found[0][0]) if found else 0

    def most_frequent_form(self, key: str) -> str:
        """Give a folded word in its most frequent form; nothing where it stands nowhere."""
        found = self._rows("SELECT text FROM words WHERE length = ? AND key = ?", len(key), key)
        return str(found[0][0]) if found else ""

    def words(self, shortest: int, longest: int) -> list[tuple[str, str, int]]:
        """Give the words of some lengths: folded, in their most frequent form, with their counts."""
        return self._rows("SELECT key, text, count FROM words WHERE length BETWEEN ? AND ?", shortest, longest)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            with self._lock, closing(self._opened().execute(statement, values)) as rows:
                return list(rows)
        except sqlite3.Error as error:
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {error}") from error

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            uri = self._path.resolve().as_uri() + "?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            if self._connection.execute("PRAGMA user_version").fetchone()[0] != SUGGESTIONS_FORMAT:
                raise sqlite3.DatabaseError("was never finished")
        return self._connection


def _all_plain(text: str) -> bool:
    """Whether a query is words only, so that its words are all wanted."""
    return all(_PLAIN.fullmatch(word) and word not in _OPERATORS for word in text.split())


def _offers(one: Suggestion, text: str) -> bool:
    """Whether a suggestion is more than what has been typed."""
    return bool(one.value) or one.kind == "acronym" or typed_key(one.text) != typed_key(text).strip()


def _mixed(found: list[Suggestion], limit: int) -> list[Suggestion]:
    """Take the best, but of one kind only so many before others, and of those that ask for the same only one."""
    first: list[Suggestion] = []
    later: list[Suggestion] = []
    stems = {key_stems(typed_key(one.text)) for one in found if one.kind == "acronym"}
    for one in found:
        if one.kind in _ASKED:
            stem = key_stems(typed_key(one.text))
            if stem in stems:
                continue
            stems.add(stem)
        (first if sum(other.kind == one.kind for other in first) < MAX_LEADING else later).append(one)
    return (first + later)[:limit]
