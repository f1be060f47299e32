"""The cache of readings, kept beside the builds so that only new and changed files are read again.

It can be deleted at any time: what is missing is read again. It is no part of a build.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.disk.checksums import with_checksum, without_checksum
from indexer.disk.hashing import sha256_hex
from indexer.disk.trouble import is_of_disk
from indexer.redactions.records import Redactions
from indexer.redactions.wordings import wordings_for
from indexer.structure.draft import DraftFacts, DraftPassage, DraftSession
from indexer.text.paper_words import PaperWords

from .failures import FailureContexts, StoredFailure
from .tasks import PaperReading, ReadTask

CACHE_FILE = "readings.sqlite"
AS_READ = ""
"""The variant of what was derived from a reading alone, without anything that is stated."""


class ReadingHead(msgspec.Struct, frozen=True):
    """A reading without its passages and their words."""

    facts: DraftFacts
    sessions: tuple[DraftSession, ...]
    warnings: tuple[str, ...]
    redacted: bool


class ReadingFacts(msgspec.Struct, frozen=True):
    """What a reading says of the paper as a whole."""

    facts: DraftFacts
    warnings: tuple[str, ...]
    redacted: bool


_HEADS = msgspec.msgpack.Decoder(ReadingHead)
_FACTS = msgspec.msgpack.Decoder(ReadingFacts)


class ReadingCache:
    """The cached readings of one index folder; one build at a time uses it, under the build lock."""

    def __init__(self, index_dir: Path, code: str) -> None:
        """Open the cache, or begin a new one where it is damaged; `code` is the hash of the code that reads.

        Raise sqlite3.DatabaseError where it cannot be written.
        """
        self._path = index_dir / CACHE_FILE
        self._code = code
        self._keys: dict[str, tuple[ReadTask, str]] = {}
        self._contexts = FailureContexts()
        try:
            self._database = self._open()
        except sqlite3.DatabaseError as error:
            if is_of_disk(error):
                raise
            for path in index_dir.glob(f"{CACHE_FILE}*"):
                path.unlink()
            self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute(
                "CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, head BLOB, passages BLOB, words BLOB)"
            )
            database.execute("CREATE TABLE IF NOT EXISTS derived (key TEXT PRIMARY KEY, variant TEXT, facts BLOB)")
            database.execute(
                "CREATE TABLE IF NOT EXISTS failure (key TEXT PRIMARY KEY, reason TEXT, cause TEXT, context TEXT)"
            )
            database.execute("CREATE TABLE IF NOT EXISTS redacted (digest TEXT)")
            database.execute("SELECT count(key) FROM reading").fetchone()
            database.execute("SELECT words FROM reading LIMIT 0")  # older caches have none
            database.execute("SELECT context FROM failure LIMIT 0")
        except sqlite3.DatabaseError:
            database.close()
            raise
        return database

    def key(self, task: ReadTask) -> str:
        """Return the cache key: a hash of the code, the file's bytes and name, and the options stated for it."""
        known_task, key = self._keys.get(task.name, (None, ""))
        if known_task is not task:
            parts = (self._code, task.digest, task.name, repr(task.options))
            key = sha256_hex(["\x00".join(parts).encode()])
            self._keys[task.name] = task, key
        return key

    def missing(self, tasks: Iterable[ReadTask]) -> list[ReadTask]:
        """Return the tasks that the cache has no reading for, and no failure that still holds."""
        cached_keys = {row[0] for row in self._database.execute("SELECT key FROM reading")}
        missing = [task for task in tasks if self.key(task) not in cached_keys]
        failures = self.failures(missing)
        return [task for task in missing if task.name not in failures]

    def failures(self, tasks: Iterable[ReadTask]) -> dict[str, StoredFailure]:
        """Return why files could not be read, where that still holds, by the names of the tasks."""
        rows = {row[0]: row[1:] for row in self._database.execute("SELECT key, reason, cause, context FROM failure")}
        failures: dict[str, StoredFailure] = {}
        for task in tasks if rows else ():
            reason, cause, context = rows.get(self.key(task), ("", "passing", ""))
            if context == self._contexts.of(cause, task.limits):
                failures[task.name] = StoredFailure(reason, cause)
        return failures

    def forget_failures(self) -> None:
        """Have all files that could not be read tried again."""
        self._database.execute("DELETE FROM failure")

    def store_failure(self, task: ReadTask, failure: StoredFailure) -> None:
        """Store why a file could not be read, where that does not pass by itself."""
        context = self._contexts.of(failure.cause, task.limits)
        if context is not None:
            row = (self.key(task), failure.reason, failure.cause, context)
            self._database.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", row)

    def store(self, task: ReadTask, reading: PaperReading) -> None:
        """Store a reading; it is on disk after the next `commit`."""
        parts = ReadingHead(reading.facts, reading.sessions, reading.warnings, reading.redacted)
        head = with_checksum(msgspec.msgpack.encode(parts))
        passages = with_checksum(msgspec.msgpack.encode(reading.passages))
        words = with_checksum(msgspec.msgpack.encode(reading.words))
        row = self.key(task), head, passages, words
        self._database.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", row)
        self.store_derived(task, AS_READ, msgspec.msgpack.encode(reading.names))

    def commit(self) -> None:
        """Write stored readings to disk, so that a killed build need not read those files again."""
        self._database.commit()

    def head(self, task: ReadTask) -> ReadingHead:
        """Return a cached reading without its passages. Raise sqlite3.DatabaseError where it is missing or damaged."""
        return _HEADS.decode(self._encoded_head(task))

    def all_facts(self) -> Callable[[ReadTask], ReadingFacts]:
        """Return a function that returns a part of the same; all are read from disk at once."""
        heads = dict(self._database.execute("SELECT key, head FROM reading"))
        return lambda task: _FACTS.decode(_data(heads.get(self.key(task))))

    def _encoded_head(self, task: ReadTask) -> bytes:
        row = self._database.execute("SELECT head FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return _data(row and row[0])

    def passages(self, task: ReadTask) -> tuple[DraftPassage, ...]:
        """Return the passages of a file, none where it is not cached. Raise sqlite3.DatabaseError where damaged."""
        row = self._database.execute("SELECT passages FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return msgspec.msgpack.decode(_data(row[0]), type=tuple[DraftPassage, ...]) if row else ()

    def encoded_passages(self, task: ReadTask) -> bytes:
        """Return the same in msgpack, as it is stored."""
        row = self._database.execute("SELECT passages FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return _data(row and row[0])

    def words(self, task: ReadTask) -> PaperWords:
        """Return the words of a file's passages. Raise sqlite3.DatabaseError where they are missing or damaged."""
        row = self._database.execute("SELECT words FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return msgspec.msgpack.decode(_data(row and row[0]), type=PaperWords)

    def encoded_words(self, task: ReadTask) -> bytes:
        """Return the same in msgpack, as it is stored."""
        row = self._database.execute("SELECT words FROM reading WHERE key = ?", (self.key(task),)).fetchone()
        return _data(row and row[0])

    def texts(self, tasks: Iterable[ReadTask]) -> Iterator[str]:
        """Yield the texts of all passages of these files, with one file at a time in memory."""
        for task in tasks:
            for passage in self.passages(task):
                yield passage.text

    def derived(self, key: str, variant: str) -> bytes | None:
        """Return what was derived from the reading with a key, under a variant; None where nothing was.

        Raise sqlite3.DatabaseError where it is damaged.
        """
        clause = "SELECT facts FROM derived WHERE key = ? AND variant = ?"
        row = self._database.execute(clause, (key, variant)).fetchone()
        return _data(row[0]) if row else None

    def store_derived(self, task: ReadTask, variant: str, facts: bytes) -> None:
        """Store what was derived from the reading of a file, in place of any other variant; it goes with the reading.

        `variant` names everything else that it was derived from.
        """
        row = (self.key(task), variant, with_checksum(facts))
        self._database.execute("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", row)

    def retain_only(self, tasks: Iterable[ReadTask]) -> None:
        """Delete the readings of all other files, and what was derived from them: those are gone or have changed."""
        retained = {self.key(task) for task in tasks}
        keys = self._database.execute("SELECT key FROM reading").fetchall()
        if deleted := [(key,) for (key,) in keys if key not in retained]:
            self._database.executemany("DELETE FROM reading WHERE key = ?", deleted)
            self._database.executemany("DELETE FROM derived WHERE key = ?", deleted)
        failed = self._database.execute("SELECT key FROM failure").fetchall()
        self._database.executemany(
            "DELETE FROM failure WHERE key = ?", [row for row in failed if row[0] not in retained]
        )
        self._database.commit()
        self._give_back()

    def _give_back(self) -> None:
        """Make the file smaller where most of it is empty: builds that failed leave readings that nothing asks for."""
        pages, empty = (
            self._database.execute(f"PRAGMA {count}").fetchone()[0] for count in ("page_count", "freelist_count")
        )
        if 2 * empty > pages:
            with contextlib.suppress(sqlite3.Error):  # the disk is full: the file stays as it is
                self._database.execute("VACUUM")

    def forget_redacted(self, redactions: Redactions, tasks: Iterable[ReadTask], *, lifted: bool = False) -> None:
        """Erase all readings that have a text which is redacted since this was last called; they are read again.

        The readings of `tasks` are compared with what is redacted in their own papers, all others with the rest. With
        names among what is redacted, all readings are erased, and where some were `lifted`, whose words they lack.
        """
        before = self._database.execute("SELECT digest FROM redacted").fetchall()
        if redactions.digest == (before[0][0] if before else ""):
            return
        every = lifted or bool(redactions.names)  # names may stand in what is kept of a paper besides its passages
        own = {self.key(task): task.redacted for task in tasks if task.redacted}
        everywhere = wordings_for(redactions, "", None)
        erased = []
        for (key,) in self._database.execute("SELECT key FROM reading").fetchall():
            (stored,) = self._database.execute("SELECT passages FROM reading WHERE key = ?", (key,)).fetchone()
            texts = _texts(stored)
            wordings = own.get(key, everywhere)
            if every or texts is None or wordings.found(texts) or wordings.is_whole_paper(texts):
                erased.append((key,))
        self._database.execute("PRAGMA secure_delete = ON")
        for table in ("reading", "derived", "failure"):  # our own names
            self._database.executemany(f"DELETE FROM {table} WHERE key = ?", erased)  # noqa: S608  # nosec B608
        self._database.execute("DELETE FROM redacted")
        self._database.execute("INSERT INTO redacted VALUES (?)", (redactions.digest,))
        self._database.commit()
        self._database.execute("VACUUM")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the cache."""
        with contextlib.suppress(sqlite3.Error):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()


def _texts(stored: object) -> list[str] | None:
    """Return the texts of a reading's passages, None where they cannot be decoded, as those of other code."""
    try:
        passages = msgspec.msgpack.decode(_data(stored), type=tuple[DraftPassage, ...])
    except (msgspec.DecodeError, sqlite3.DatabaseError):
        return None
    return [text for passage in passages for text in (passage.text, *passage.notes)]


def _data(stored: object) -> bytes:
    """Return what was stored with a checksum. Raise sqlite3.DatabaseError when it is missing or damaged.

    SQLite does not notice a byte that the disk has changed.
    """
    data = without_checksum(stored) if isinstance(stored, bytes) else None
    if data is None:
        raise sqlite3.DatabaseError("a kept reading is damaged")
    return data
