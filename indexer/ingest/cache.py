"""What was read of each file, kept beside the builds so that only new and changed files are read again.

It can be thrown away at any time: whatever is missing is read anew. It is no part of a build, and no truth.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.structure.draft import DraftFacts, DraftPassage, DraftSession

from .tasks import PaperReading, ReadTask

CACHE_FILE = "readings.sqlite"
_CHECK = 4  # bytes of the checksum


class ReadingHead(msgspec.Struct, frozen=True):
    """All of a reading but its passages."""

    facts: DraftFacts
    sessions: tuple[DraftSession, ...]
    warnings: tuple[str, ...]


class ReadingCache:
    """The kept readings of one index folder; used by one build at a time, under its lock."""

    def __init__(self, index_dir: Path, rules: str) -> None:
        """Open, or begin anew where what is there cannot be read; `rules` names the code that reads."""
        self._path = index_dir / CACHE_FILE
        self._rules = rules
        try:
            self._db = self._open()
        except sqlite3.DatabaseError:
            for path in index_dir.glob(f"{CACHE_FILE}*"):
                path.unlink()
            self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, head BLOB, passages BLOB)")
            db.execute("SELECT count(key) FROM reading").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def key(self, task: ReadTask) -> str:
        """What a reading depends on: the file's bytes and name, what is stated before, and the code that reads."""
        parts = (self._rules, task.digest, task.name, repr(task.options))
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    def missing(self, tasks: Iterable[ReadTask]) -> list[ReadTask]:
        """The tasks of which no reading is kept."""
        kept = {row[0] for row in self._db.execute("SELECT key FROM reading")}
        return [task for task in tasks if self.key(task) not in kept]

    def store(self, task: ReadTask, stored: PaperReading) -> None:
        """Keep a reading; it is on disk when the next `commit` is."""
        head = _sealed(msgspec.msgpack.encode(ReadingHead(stored.facts, stored.sessions, stored.warnings)))
        passages = _sealed(msgspec.msgpack.encode(stored.passages))
        self._db.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", (self.key(task), head, passages))

    def commit(self) -> None:
        """Put what was kept on disk, so that a build that is killed need not read it again."""
        self._db.commit()

    def head(self, task: ReadTask) -> ReadingHead:
        """What is kept of a file but for its passages; raises sqlite3.DatabaseError where nothing is."""
        row = self._db.execute("SELECT head FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return msgspec.msgpack.decode(_opened(row and row[0]), type=ReadingHead)

    def passages(self, task: ReadTask) -> tuple[DraftPassage, ...]:
        """The passages that are kept of a file; none of one that is not kept."""
        row = self._db.execute("SELECT passages FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return msgspec.msgpack.decode(_opened(row[0]), type=tuple[DraftPassage, ...]) if row else ()

    def texts(self, tasks: Iterable[ReadTask]) -> Iterator[str]:
        """The texts of all passages of these files, one file in memory at a time."""
        for task in tasks:
            for passage in self.passages(task):
                yield passage.text

    def retain_only(self, tasks: Iterable[ReadTask]) -> None:
        """Let go of the readings of files that are gone or have changed."""
        wanted = {self.key(task) for task in tasks}
        gone = [(row[0],) for row in self._db.execute("SELECT key FROM reading") if row[0] not in wanted]
        self._db.executemany("DELETE FROM reading WHERE key = ?", gone)
        self._db.commit()

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()


def _sealed(data: bytes) -> bytes:
    """What is kept, with a checksum before it: SQLite does not notice a byte that the disk has changed."""
    return zlib.crc32(data).to_bytes(_CHECK, "big") + data


def _opened(kept: object) -> bytes:
    """What was kept, if it is whole; raises sqlite3.DatabaseError."""
    if not isinstance(kept, bytes) or zlib.crc32(kept[_CHECK:]).to_bytes(_CHECK, "big") != kept[:_CHECK]:
        raise sqlite3.DatabaseError("a kept reading is damaged")
    return kept[_CHECK:]
