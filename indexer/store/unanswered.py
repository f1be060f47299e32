"""Searches that the papers had no answer to: their words, how often, and on which days, in a table beside the index.

Nothing about who searched is kept, and the table never grows beyond a bound. It outlives every build.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

UNANSWERED_FILE = "unanswered.sqlite"
MOST_SEARCHES = 10_000
"""Searches that are kept; of more, the rarest of long ago are dropped."""
_DROPPED = MOST_SEARCHES // 10  # at a time, so that it is done rarely
_MOST_CHARACTERS = 200
_WAIT_SECONDS = 0.5  # for another process that writes
_TABLE = """
CREATE TABLE IF NOT EXISTS searches (
    words TEXT PRIMARY KEY, none_found INTEGER NOT NULL, some_found INTEGER NOT NULL,
    first_day TEXT NOT NULL, last_day TEXT NOT NULL
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO searches VALUES (:words, :none_found, :some_found, :day, :day)
ON CONFLICT (words) DO UPDATE
SET none_found = none_found + :none_found, some_found = some_found + :some_found, last_day = :day
"""
_DROP = """
DELETE FROM searches WHERE words IN (SELECT words FROM searches ORDER BY none_found + some_found, last_day LIMIT ?)
"""


@dataclass(frozen=True)
class UnansweredSearch:
    """The words of a search, and how often it was asked without an answer."""

    words: str
    nothing: int
    """Times that nothing was found."""
    some: int
    """Times that only passages with some of the words were found."""
    first: str
    last: str
    """Days, as ISO 8601."""


def keep_search(index_dir: Path, words: str, day: date, *, some_found: bool) -> None:
    """Count a search; case and white space make no difference. Raise sqlite3.Error when the table cannot be written."""
    shown = "".join(sign if sign.isprintable() else " " for sign in words)
    cleaned = " ".join(shown.casefold().split())[:_MOST_CHARACTERS].strip()
    if not cleaned:
        return
    counts = {"none_found": int(not some_found), "some_found": int(some_found)}
    row = {"words": cleaned, **counts, "day": day.isoformat()}
    with _opened(index_dir / UNANSWERED_FILE) as connection:
        connection.execute(_TABLE)
        connection.execute(_ADD, row)
        if connection.execute("SELECT count(*) FROM searches").fetchone()[0] > MOST_SEARCHES:
            connection.execute(_DROP, (_DROPPED,))


def unanswered_searches(index_dir: Path, most: int | None = None) -> tuple[UnansweredSearch, ...]:
    """Return the searches, those asked most often first; none where none were kept.

    Raise sqlite3.Error when the table cannot be read.
    """
    if not (index_dir / UNANSWERED_FILE).exists():
        return ()
    query = "SELECT * FROM searches ORDER BY none_found DESC, some_found DESC, last_day DESC, words LIMIT ?"
    with _opened(index_dir / UNANSWERED_FILE) as connection:
        connection.execute(_TABLE)
        return tuple(UnansweredSearch(*row) for row in connection.execute(query, (-1 if most is None else most,)))


def forget_searches(index_dir: Path) -> None:
    """Delete the table."""
    (index_dir / UNANSWERED_FILE).unlink(missing_ok=True)


def forget_matching(index_dir: Path, matches: Callable[[str], bool]) -> None:
    """Delete the searches whose words match. Raise sqlite3.Error when the table cannot be written."""
    if not (index_dir / UNANSWERED_FILE).exists():
        return
    with _opened(index_dir / UNANSWERED_FILE) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(_TABLE)
        words = [row for row in connection.execute("SELECT words FROM searches").fetchall() if matches(row[0])]
        connection.executemany("DELETE FROM searches WHERE words = ?", words)


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=_WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # a count may be lost with the machine, a search never waits
        with connection:
            yield connection
