"""The catalogue of a build in one read-only SQLite file, with its passages in parts beside it.

What it answers is in `store/sql`. Writing it is the job of `store/catalogue_writer`; searching belongs to the engine.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from operator import itemgetter
from pathlib import Path

from indexer.errors import IndexDamaged

from .sql.catalogue import SqlCatalogue
from .sql.tables import SqlRow, SqlValue

BUILD_FORMAT = 16
"""The version of the build format; it increases with every change that an older program could not read."""
PARTS_SUFFIX = ".passages"
"""Of the folder beside a catalogue that holds its passages, in parts."""
# A catalogue up to this size is checked whole when it is opened: SQLite checks 4 MB in some 10 ms.
_SMALL_BYTES = 4_000_000
_PIECE = 5_000  # passages that are read at a time
_TABLES = (
    "meetings meeting_words documents held sessions takes_part persons titles title_keys words originals acronyms"
    " synonyms parts facts past former"
).split()
_NAMES = {**{name: name for name in _TABLES}, "in_list": "IN (SELECT value FROM json_each(?))"}


class SqliteCatalogue(SqlCatalogue):
    """Reader of a finished catalogue; safe to use from many threads.

    A row is read when it is asked for. The passages lie in parts, which later builds share; the passages of a document
    that has been written anew since are skipped, as only the documents of this build have their numbers.
    """

    def __init__(self, path: Path) -> None:
        """Open a catalogue; raise IndexDamaged when the file or a part is missing or damaged."""
        self._path = path
        self._lock = threading.Lock()
        self._parts: list[str] = []
        with self.reporting_damage():
            self._connection = sqlite3.connect(_uri(path), uri=True, check_same_thread=False)
        try:
            with self.reporting_damage():
                self._attach()
            self.load()
        except BaseException:
            self._connection.close()
            raise

    def _attach(self) -> None:
        """Open the parts."""
        run = self._connection.execute
        if run("PRAGMA user_version").fetchone()[0] != BUILD_FORMAT:
            raise IndexDamaged(self._path.parent, f"{self._path.name} was never finished")
        if self._path.stat().st_size <= _SMALL_BYTES:
            self._check("main", self._path)
        for name, size in run("SELECT name, bytes FROM parts ORDER BY name").fetchall():
            path = parts_folder(self._path) / name
            if path.stat().st_size != size:
                part = f"{path.parent.name}/{path.name}"
                raise IndexDamaged(self._path.parent, f"{part} has another size than it was written with")
            self._parts.append(f"part{len(self._parts)}")
            run(f"ATTACH ? AS {self._parts[-1]}", (_uri(path),))

    def check(self) -> None:
        """Read everything, and raise IndexDamaged where a file is damaged."""
        with self.reporting_damage(), self._lock:
            self._check("main", self._path)
            for part in self._parts:
                self._check(part, parts_folder(self._path))

    def _check(self, schema: str, path: Path) -> None:
        if (problem := self._connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0]) != "ok":
            raise IndexDamaged(self._path.parent, f"{path.name}: {problem}")

    @contextmanager
    def reporting_damage(self) -> Iterator[None]:
        """Turn what SQLite or the JSON decoder reports as wrong into IndexDamaged."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(self._path.parent, self._problem(error)) from error

    def _problem(self, error: Exception) -> str:
        """Return what an error says is wrong, with the file as it is named in the build."""
        named = getattr(error, "filename", None)
        if named is None or not Path(named).is_relative_to(self._path.parent):
            return f"{self._path.name}: {error}"
        name = Path(named).relative_to(self._path.parent).as_posix()
        missing = isinstance(error, FileNotFoundError)
        return f"{name} is missing" if missing else f"{name} cannot be read ({getattr(error, 'strerror', error)})"

    def rows(self, statement: str, *values: SqlValue) -> list[SqlRow]:
        """Run a statement and return its rows; raise IndexDamaged where it cannot be answered."""
        return self._run(statement.format_map(_NAMES), *values)

    def _run(self, statement: str, *values: SqlValue) -> list[SqlRow]:
        given = [json.dumps(value) if isinstance(value, list) else value for value in values]
        with self.reporting_damage(), self._lock, closing(self._connection.execute(statement, given)) as rows:
            return list(rows)

    def in_parts(
        self, columns: str, clause: str = "", *values: SqlValue, part: tuple[int, int] | None = None
    ) -> list[SqlRow]:
        """Return columns of the passages that a clause chooses, by document, then by ordinal."""
        limited = "ORDER BY passage.ordinal LIMIT ? OFFSET ?" if part else ""
        found: list[SqlRow] = []
        for schema in self._parts:
            chosen = f"{columns} FROM {self._joined(schema)} {clause.format_map(_of_part(schema))} {limited}"
            # The values are parameters.
            found += self._run(f"SELECT document.place, passage.ordinal, {chosen}", *values, *(part or ()))
        found.sort(key=itemgetter(0, 1))
        return [row[2:] for row in found]

    def grouped_in_parts(self, columns: str, clause: str, *values: SqlValue) -> list[SqlRow]:
        """Return the rows of each part that a clause of groups makes; one group may come once for each part."""
        found: list[SqlRow] = []
        for part in self._parts:
            chosen = f"{columns} FROM {self._joined(part)} {clause.format_map(_of_part(part))}"
            found += self._run(f"SELECT {chosen}", *values)  # nosec B608
        return found

    def passages_in_pieces(self, columns: str) -> Iterator[SqlRow]:
        """Yield columns of all passages and their documents, few at a time; those of a document are together."""
        for part in self._parts:
            joined = self._joined(part).replace(" JOIN ", " CROSS JOIN ")  # in the order in which they lie
            last = 0
            while rows := self._run(
                f"SELECT passage.rowid, {columns} FROM {joined} WHERE passage.rowid > ? ORDER BY passage.rowid LIMIT ?",  # noqa: S608  # nosec B608
                last,
                _PIECE,
            ):
                yield from (row[1:] for row in rows)
                last = rows[-1][0]

    @staticmethod
    def _joined(part: str) -> str:
        return f"{part}.passages AS passage JOIN documents AS document ON document.number = passage.document"

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def _of_part(part: str) -> dict[str, str]:
    return {**_NAMES, "appearances": f"{part}.appearances"}


def parts_folder(path: Path) -> Path:
    """Return the folder with the parts of a catalogue."""
    return path.with_suffix(PARTS_SUFFIX)


def _uri(path: Path) -> str:
    """Return the address under which SQLite opens a file only to read it. Raise OSError where there is none."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.resolve().as_uri() + "?mode=ro&immutable=1"


def read_records(path: Path, table: str) -> list[tuple[str, str]]:
    """Return the ids and records of a table of a catalogue of any format. Raise sqlite3.Error where there is none."""
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
        return list(connection.execute(f"SELECT id, record FROM {table}"))  # noqa: S608  # nosec B608  # our own names
