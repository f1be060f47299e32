"""A registry in PostgreSQL: the parts of the documents are read from it one by one, and written where they changed.

What every build reads as a whole (the head, the record of past builds, redactions and statistics) is brought into a
hidden folder, and written back with the parts in one transaction. psycopg is imported where a database is opened.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from indexer.disk.hashing import sha256_hex

from ..errors import RegistryDatabaseChanged, RegistryDatabaseLost, RegistryDatabaseMissing
from .database_place import shown_url
from .derived_index import FileState
from .schema import LOCK_KEY, TABLES

if TYPE_CHECKING:
    import psycopg

_CONNECT_SECONDS = 10
_LOCK_SECONDS = 3.0
_BUFFERED_ROWS = 500
_BUFFERED_BYTES = 8_000_000
_PIECE = 64_000_000  # bytes of the record of past builds in one row
NEXT_HEAD = "../registry.jsonl"
"""The prepared head; a document may be called “registry”."""
NextFile = tuple[str, str | None, int, bytes | None]
"""Name, SHA-256, size and bytes of a prepared file; without the last three one that is to be deleted."""


class RegistryDatabase:
    """One registry in one database; it has one connection, which holds the lock of a build."""

    def __init__(self, url: str) -> None:
        """Take the address; the connection is opened by the first question."""
        self._url = url
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._buffer: list[NextFile] = []
        self._buffered = 0

    @property
    def place(self) -> str:
        """The database, as it may be shown."""
        return shown_url(self._url)

    @contextmanager
    def _asking(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Yield the connection. Raise RegistryDatabaseMissing or RegistryDatabaseLost."""
        try:
            import psycopg  # noqa: PLC0415  # an extra
        except ImportError:
            raise RegistryDatabaseMissing from None
        try:
            if self._connection is None:
                self._connection = _opened(self._url)
            yield self._connection
        except psycopg.Error as error:
            if self._connection and self._connection.closed:
                self._connection = None
            # What is wrong with an address is told with the address, in which the password stands.
            told = "the address is none" if isinstance(error, psycopg.ProgrammingError) and not error.sqlstate else ""
            raise RegistryDatabaseLost(self.place, told or str(error).partition("\n")[0]) from None

    def close(self) -> None:
        """Close the connection, and with it give the lock back."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def lock(self) -> bool:
        """Take the lock of the registry; return whether nobody has it.

        The server frees the lock of a process that was killed a moment later.
        """
        end = time.monotonic() + _LOCK_SECONDS
        while True:
            with self._asking() as connection:
                row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
            if (row and row[0]) or time.monotonic() > end:
                return bool(row and row[0])
            time.sleep(0.05)

    def unlock(self) -> None:
        """Give the lock back."""
        if self._connection and not self._connection.closed:
            with self._asking() as connection:
                connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK_KEY,))

    def generation(self) -> int:
        """Return a number that every change raises."""
        with self._asking() as connection:
            row = connection.execute("SELECT generation FROM registry_state").fetchone()
        return int(row[0]) if row else 0

    def part_states(self) -> dict[str, FileState]:
        """Return the states of all parts, by name."""
        with self._asking() as connection:
            rows = connection.execute("SELECT name, sha256, size FROM registry_part").fetchall()
        return {name: state_of(sha256, size) for name, sha256, size in rows}

    def part_hashes(self) -> dict[str, str]:
        """Return the SHA-256 of all parts, by name."""
        with self._asking() as connection:
            rows = connection.execute("SELECT name, sha256 FROM registry_part").fetchall()
        return {str(row[0]): str(row[1]) for row in rows}

    def part(self, name: str, *, is_next: bool = False) -> bytes:
        """Return the bytes of a part, or of the one that is prepared to take its place.

        Raise FileNotFoundError where there is none.
        """
        with self._asking() as connection:
            row = None
            if is_next:
                row = connection.execute("SELECT content FROM registry_next WHERE name = %s", (name,)).fetchone()
            row = row or connection.execute("SELECT content FROM registry_part WHERE name = %s", (name,)).fetchone()
        if not row or row[0] is None:
            raise FileNotFoundError(2, "is not in the database", name)
        return bytes(row[0])

    def all_parts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the names and the bytes of all parts, by name."""
        for name in sorted(self.part_hashes()):
            yield name, self.part(name)

    def files(self) -> dict[str, bytes]:
        """Return the files that are no parts and no record of past builds, by name."""
        with self._asking() as connection:
            rows = connection.execute("SELECT name, content FROM registry_file").fetchall()
        return {name: bytes(content) for name, content in rows}

    def past_length(self) -> int:
        """Return the bytes of the record of past builds."""
        with self._asking() as connection:
            row = connection.execute("SELECT coalesce(sum(length(content)), 0) FROM registry_past").fetchone()
        return int(row[0]) if row else 0

    def past(self) -> bytes:
        """Return the record of past builds."""
        with self._asking() as connection:
            rows = connection.execute("SELECT content FROM registry_past ORDER BY position").fetchall()
        return b"".join(bytes(content) for (content,) in rows)

    def discard(self) -> None:
        """Forget what was prepared, and does not count."""
        self._buffer, self._buffered = [], 0
        with self._asking() as connection:
            connection.execute("DELETE FROM registry_next")

    def prepare(self, name: str, content: bytes | None, sha256: str | None) -> FileState:
        """Prepare a file that takes another one's place; None stands for no file."""
        size = len(content) if content is not None else 0
        self._buffer.append((name, sha256, size, content))
        self._buffered += size
        if len(self._buffer) >= _BUFFERED_ROWS or self._buffered > _BUFFERED_BYTES:
            self.finish_preparing()
        return state_of(sha256 or "", size)

    def finish_preparing(self) -> None:
        """Send what is prepared."""
        rows, self._buffer, self._buffered = self._buffer, [], 0
        if rows:
            with self._asking() as connection, connection.transaction(), connection.cursor() as cursor:
                cursor.executemany("INSERT INTO registry_next VALUES (%s, %s, %s, %s)", rows)

    def commit(self, head: str, generation: int, files: dict[str, bytes], past: bytes) -> bool:
        """Make all that is prepared count, with these files and this record, in one transaction.

        `head` is the name of the head among the files. Return whether anything was prepared. Raise
        RegistryDatabaseChanged where the registry is no longer that of the generation.
        """
        with self._asking() as connection, connection.transaction():
            _raise_generation(connection, generation, self.place)
            connection.execute("DELETE FROM registry_part p USING registry_next n WHERE p.name = n.name")
            moved = connection.execute(
                "INSERT INTO registry_part SELECT name, sha256, size, content FROM registry_next "
                "WHERE sha256 IS NOT NULL AND name <> %s",
                (NEXT_HEAD,),
            )
            row = connection.execute("SELECT content FROM registry_next WHERE name = %s", (NEXT_HEAD,)).fetchone()
            deleted = connection.execute("DELETE FROM registry_next")
            names = [head, *files]
            connection.execute("DELETE FROM registry_file WHERE NOT name = ANY(%s)", (names,))
            self._put_files(connection, {**files, head: bytes(row[0])} if row else files)
            _put_past(connection, past)
        return max(moved.rowcount, deleted.rowcount) > 0

    def put_beside(self, generation: int, files: dict[str, bytes], past: bytes) -> None:
        """Write these files and this record, and leave the rest. Raise RegistryDatabaseChanged as `commit` does."""
        with self._asking() as connection, connection.transaction():
            _raise_generation(connection, generation, self.place)
            self._put_files(connection, files)
            _put_past(connection, past)

    def forget_former(self) -> None:
        """Have the server overwrite what rows said before, which it keeps a while otherwise."""
        with self._asking() as connection:
            for table in ("registry_part", "registry_file", "registry_past", "registry_next"):
                connection.execute(f"VACUUM FULL {table}")

    def _put_files(self, connection: psycopg.Connection[tuple[Any, ...]], files: dict[str, bytes]) -> None:
        for name, content in files.items():
            connection.execute(
                "INSERT INTO registry_file VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE "
                "SET sha256 = excluded.sha256, content = excluded.content "
                "WHERE registry_file.sha256 <> excluded.sha256",
                (name, sha256_hex([content]), content),
            )


def state_of(sha256: str, size: int) -> FileState:
    """Return what tells whether a part is the one that was checked: its bytes do."""
    return FileState(size, 0, int(sha256[:15] or "0", 16))


def _opened(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    import psycopg  # noqa: PLC0415  # an extra

    connection = psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="rapporteur")
    row = connection.execute("SELECT to_regclass('registry_state')").fetchone()
    if not row or row[0] is None:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY + 1,))
            for table in TABLES:
                connection.execute(table)
    return connection


def _raise_generation(connection: psycopg.Connection[tuple[Any, ...]], generation: int, place: str) -> None:
    """Raise the generation by one. Raise RegistryDatabaseChanged where it is another than a build began with."""
    changed = connection.execute(
        "UPDATE registry_state SET generation = generation + 1 WHERE generation = %s", (generation,)
    )
    if changed.rowcount != 1:
        raise RegistryDatabaseChanged(place)


def _put_past(connection: psycopg.Connection[tuple[Any, ...]], past: bytes) -> None:
    """Write the record of past builds: what is new of it where the rest is as it was, else all of it."""
    row = connection.execute(
        "SELECT coalesce(sum(length(content)), 0), coalesce(max(position), 0) FROM registry_past"
    ).fetchone()
    length, last = (int(row[0]), int(row[1])) if row else (0, 0)
    summed = connection.execute("SELECT sha256 FROM registry_past WHERE position = %s", (last,)).fetchone()
    if length and (length > len(past) or not summed or summed[0] != sha256_hex([past[:length]])):
        connection.execute("DELETE FROM registry_past")
        length, last = 0, 0
    while length < len(past):
        piece, last = past[length : length + _PIECE], last + 1
        length += len(piece)
        connection.execute("INSERT INTO registry_past VALUES (%s, %s, %s)", (last, sha256_hex([past[:length]]), piece))


_open_databases: dict[str, RegistryDatabase] = {}


def database_at(url: str) -> RegistryDatabase:
    """Return the registry in the database at an address; this process has one connection to it."""
    if url not in _open_databases:
        _open_databases[url] = RegistryDatabase(url)
    return _open_databases[url]
