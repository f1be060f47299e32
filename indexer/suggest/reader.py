"""Reads the suggestions of a build: completions of what is being typed, and the words of the corpus.

The file is opened when first asked. Correcting misspellings is the job of `suggest/slips`.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

from indexer.errors import IndexDamaged
from indexer.text.analysis import terms_in
from indexer.text.stopwords import PHRASE_STOP_WORDS

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
from .near_words import NearWords
from .tops import LAST

MAX_TYPED_LENGTH = 200
"""The most characters of a query that is completed."""
MAX_CHECKED = 24
"""The most completions of a longer query that are looked for in the passages."""
MAX_LEADING = 3
"""The most suggestions of one kind before those of other kinds."""

_QUERY_KINDS: frozenset[SuggestionKind] = frozenset({"word", "phrase"})
"""The kinds that complete the last words of a longer query."""
_QUOTES = '"“”„‟«»'
_BEFORE = re.compile(rf"(?s)(?P<before>.*[{_QUOTES}])?(?P<rest>.*)")
_PLAIN = re.compile(rf"[^\s(){_QUOTES}*?~:+-][^\s(){_QUOTES}*?~:]*")
_HYPHEN = re.compile("[-\u2010\u2011]")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})

_FROM_TOPS = "SELECT entry FROM tops WHERE prefix = ?1 ORDER BY place"
_FROM_KEYS = """
SELECT entry FROM (
    SELECT entry, kind, score, key, row_number() OVER (PARTITION BY kind ORDER BY score DESC, key, entry) AS place
    FROM (
        SELECT entry, kind, max(score) AS score, min(key) AS key FROM keys WHERE key >= ?1 AND key < ?2 GROUP BY entry
    )
) WHERE place <= ?3 ORDER BY score DESC, key, kind, entry
"""


class Suggestions:
    """Reader of a finished file of suggestions; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def suggest(self, text: str, limit: int, finds: Callable[[str], bool]) -> tuple[Suggestion, ...]:
        """Complete what is being typed, best first: all of it, or its last words; see `Suggestion`.

        An open quotation is completed by phrases. A query with operators is left alone. `finds` says whether a query
        finds anything, as a completed query of several words must. Raise IndexDamaged when the file cannot be read.
        """
        if len(text) > MAX_TYPED_LENGTH or limit < 1:
            return ()
        if text.count('"') % 2 or re.search("[“„«][^”»“„«]*$", text):
            return self._complete_quotation(text, limit)
        starting = (
            [suggestion for suggestion in self._beginning_with(typed_key(text)) if _adds_to(suggestion, text)]
            if _is_plain(text)
            else []
        )
        chosen = _mix_kinds(starting, limit)
        seen = {key_stems(typed_key(suggestion.text)) for suggestion in chosen}
        for suggestion in self._complete_last_words(text, finds):
            if len(chosen) >= limit:
                break
            stems = key_stems(typed_key(suggestion.text))
            if stems not in seen and typed_key(suggestion.text) != typed_key(text).strip():
                seen.add(stems)
                chosen.append(suggestion)
        return tuple(chosen)

    def _complete_quotation(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete an open quotation by closed phrases; return nothing when a quotation is open after other words."""
        match = _BEFORE.fullmatch(text)
        before, rest = (match["before"] or "", match["rest"]) if match else ("", "")
        key = typed_key(rest)
        if len(before) != 1 or not key:
            return ()
        phrases = [suggestion for suggestion in self._beginning_with(key) if suggestion.kind == "phrase"]
        return tuple(
            Suggestion("phrase", f'"{suggestion.text}"', count=suggestion.count) for suggestion in phrases[:limit]
        )

    def _complete_last_words(self, text: str, finds: Callable[[str], bool]) -> Iterator[Suggestion]:
        """Yield completions of the last words of a query, the most words first, that occur with the words before."""
        words, checked = text.split(), 0
        if len(words) < 2 or not _is_plain(text):
            return
        for count in range(min(MAX_PHRASE_WORDS, len(words)) - (len(words) <= MAX_PHRASE_WORDS), 0, -1):
            before, last = words[:-count], words[-count:]
            if last[0].casefold() in PHRASE_STOP_WORDS or any(len(terms_in(word)) != 1 for word in before):
                continue  # words in parts must be adjacent, which few completions are
            key = typed_key(" ".join(last) + (" " if text[-1].isspace() else ""))
            stems_before = key_stems(typed_key(" ".join(before)))
            for suggestion in self._beginning_with(key):
                added = key_stems(typed_key(suggestion.text)) if suggestion.kind in _QUERY_KINDS else stems_before
                if set(added) <= set(stems_before):
                    continue
                if (checked := checked + 1) > MAX_CHECKED:
                    return
                completed = " ".join((*before, _HYPHEN.sub(" ", suggestion.text)))
                if finds(completed):
                    yield Suggestion(suggestion.kind, completed)

    def _beginning_with(self, key: str) -> list[Suggestion]:
        """Return the suggestions that begin with a key, best first, at most `MAX_PER_KIND` of a kind."""
        if not key.strip():
            return []
        entries = (
            self._rows(_FROM_TOPS, key)
            if len(key) <= SHORT_PREFIX
            else self._rows(_FROM_KEYS, key, key + LAST, MAX_PER_KIND)
        )
        rows = [
            self._rows("SELECT kind, text, value, detail, count FROM entries WHERE id = ?", entry)[0]
            for (entry,) in entries
        ]
        return [
            Suggestion(kind=kind, text=text, value=value, detail=detail, count=count)
            for kind, text, value, detail, count in rows
        ]

    def count(self, key: str) -> int:
        """Return the number of passages or context texts that contain a folded word; 0 for an unknown word.

        Raise IndexDamaged when the file cannot be read.
        """
        rows = self._rows("SELECT count FROM words WHERE length = ? AND key = ?", len(key), key)
        return int(rows[0][0]) if rows else 0

    def most_frequent_form(self, key: str) -> str:
        """Return the most frequent form of a folded word; empty for an unknown word.

        Raise IndexDamaged when the file cannot be read.
        """
        rows = self._rows("SELECT text FROM words WHERE length = ? AND key = ?", len(key), key)
        return str(rows[0][0]) if rows else ""

    @cached_property
    def near_words(self) -> NearWords:
        """The words of the corpus in memory, read when first asked for.

        Raise IndexDamaged when the file cannot be read.
        """
        return NearWords(self._rows("SELECT key, count FROM words ORDER BY length, key"))

    def check(self) -> None:
        """Read all of the file; raise IndexDamaged where it is damaged."""
        if (problem := self._rows("PRAGMA quick_check(1)")[0][0]) != "ok":
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {problem}")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            with self._lock, closing(self._open().execute(statement, values)) as rows:
                return list(rows)
        except sqlite3.Error as error:
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {error}") from error

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            uri = self._path.resolve().as_uri() + "?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            if self._connection.execute("PRAGMA user_version").fetchone()[0] != SUGGESTIONS_FORMAT:
                raise sqlite3.DatabaseError("was never finished")
        return self._connection


def _is_plain(text: str) -> bool:
    """Return whether a query consists of plain words, all of which must match."""
    return all(_PLAIN.fullmatch(word) and word not in _OPERATORS for word in text.split())


def _adds_to(suggestion: Suggestion, text: str) -> bool:
    """Return whether a suggestion adds to what was typed."""
    return suggestion.kind not in _QUERY_KINDS or typed_key(suggestion.text) != typed_key(text).strip()


def _mix_kinds(suggestions: list[Suggestion], limit: int) -> list[Suggestion]:
    """Return the best suggestions, with a limit per kind before others, and one for each set of stems."""
    first: list[Suggestion] = []
    later: list[Suggestion] = []
    stems = {key_stems(typed_key(suggestion.text)) for suggestion in suggestions if suggestion.kind == "acronym"}
    shown: set[tuple[str, str, str]] = set()
    for suggestion in suggestions:
        as_shown = suggestion.kind, typed_key(suggestion.text), suggestion.detail
        if as_shown in shown:  # two people of one name of whom nothing else is known: the one with more to say
            continue
        shown.add(as_shown)
        if suggestion.kind in _QUERY_KINDS:
            stem = key_stems(typed_key(suggestion.text))
            if stem in stems:
                continue
            stems.add(stem)
        (first if sum(other.kind == suggestion.kind for other in first) < MAX_LEADING else later).append(suggestion)
    return (first + later)[:limit]
