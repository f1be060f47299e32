"""Reads a catalogue from the server: only rows that stand in the generation that its build names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.disk.hashing import DIGEST_SIZE, id_hash
from indexer.errors import IndexDamaged
from indexer.store.sql.catalogue import SqlCatalogue
from indexer.store.sql.tables import SqlRow, SqlValue

from .connections import Connections, Server
from .errors import CatalogueVersionDiffers
from .place import CataloguePlace, read_place
from .tables import TABLES, TABLES_VERSION, standing

_PAPERS = 200  # whose passages are read at a time where all are


class PostgresqlCatalogue(SqlCatalogue):
    """Reader of a finished catalogue on the server; safe to use from many threads."""

    def __init__(self, build: Path, place: CataloguePlace | None = None) -> None:
        """Open the catalogue of a build; raise IndexDamaged or CatalogueUnavailable."""
        self._build = build
        self._place = place or read_place(build)
        server = Server()
        self._connections = Connections(server, self._place.schema)
        schema, generation = self._place.schema, self._place.generation
        self._names = {name: standing(schema, name, generation) for name in TABLES} | {"in_list": "= ANY(?)"}
        try:
            found = self.rows("SELECT value FROM {facts} AS fact WHERE name = 'version'")
            version = str(found[0][0]) if found else "none"
            if version != str(TABLES_VERSION):
                raise CatalogueVersionDiffers(server.address, version, TABLES_VERSION)
            self.load()
        except BaseException:
            self._connections.close()
            raise

    def check(self) -> None:
        """Read all ids, and raise IndexDamaged where they are not those that were written."""
        found = sum(map(id_hash, self.passage_ids()))
        if found % DIGEST_SIZE != int(self.ids_digest, 16):
            raise IndexDamaged(self._build, f"the schema {self._place.schema} has other passages than were written")

    @contextmanager
    def reporting_damage(self) -> Iterator[None]:
        """Turn what is wrong with rows or their records into IndexDamaged."""
        try:
            yield
        except (ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(self._build, f"the schema {self._place.schema}: {error}") from error

    def rows(self, statement: str, *values: SqlValue) -> list[SqlRow]:
        """Run a statement and return its rows; raise CatalogueUnavailable where it cannot be answered."""
        return self._connections.rows(statement.format_map(self._names).replace("?", "%s"), values)

    def in_parts(
        self, columns: str, clause: str = "", *values: SqlValue, part: tuple[int, int] | None = None
    ) -> list[SqlRow]:
        """Return columns of the passages that a clause chooses, by document, then by ordinal."""
        ordered = f"{clause} ORDER BY document.place, passage.ordinal" + (" LIMIT ? OFFSET ?" if part else "")
        return self.rows(f"SELECT {columns} FROM {self._joined} {ordered}", *values, *(part or ()))  # noqa: S608  # nosec B608

    def grouped_in_parts(self, columns: str, clause: str, *values: SqlValue) -> list[SqlRow]:
        """Return the rows that a clause of groups makes."""
        return self.rows(f"SELECT {columns} FROM {self._joined} {clause}", *values)  # noqa: S608  # nosec B608

    def passages_in_pieces(self, columns: str) -> Iterator[SqlRow]:
        """Yield columns of all passages and their documents, few at a time; those of a document are together."""
        piece = "SELECT id, place FROM {documents} AS document WHERE place > ? ORDER BY place LIMIT ?"
        last = -1
        while papers := self.rows(piece, last, _PAPERS):
            yield from self.in_parts(columns, "WHERE document.id {in_list}", [key for key, _ in papers])
            last = papers[-1][1]

    @property
    def _joined(self) -> str:
        return "{passages} AS passage JOIN {documents} AS document ON document.number = passage.document"

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()


def read_records(build: Path, table: str) -> list[tuple[str, str]]:
    """Return the ids and records of a table of a catalogue, whichever version its tables have.

    Raise IndexDamaged or CatalogueUnavailable.
    """
    place = read_place(build)
    connections = Connections(Server(), place.schema)
    try:
        source = standing(place.schema, table, place.generation)
        return connections.rows(f"SELECT id, record FROM {source} AS listed", ())  # noqa: S608  # nosec B608
    finally:
        connections.close()
