"""How the tables of a catalogue are read: what each store does in its own way, and what the rest is made of."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from indexer.store.catalogue_protocol import CatalogueSize

from .lazy_table import LazyTable
from .row_sequence import RowSequence

Noun = TypeVar("Noun")
SqlValue = str | int | bytes | Sequence[str] | None
SqlRow = tuple[Any, ...]


class SqlTables:
    """The tables of one build; safe to use from many threads.

    In a statement, `{name}` is a table as this build has it, and `{in_list}` takes one value: a list of texts.
    """

    ids_digest: str
    """The digest of the ids of all passages."""
    size: CatalogueSize
    """How much the catalogue holds."""

    @abstractmethod
    def rows(self, statement: str, *values: SqlValue) -> list[SqlRow]:
        """Run a statement and return its rows; raise IndexDamaged where it cannot be answered."""

    @abstractmethod
    def in_parts(
        self, columns: str, clause: str = "", *values: SqlValue, part: tuple[int, int] | None = None
    ) -> list[SqlRow]:
        """Return columns of the passages that a clause chooses, by document, then by ordinal.

        Of those of one document, `part` says how many at most, and how many before them are left out.
        """

    @abstractmethod
    def passages_in_pieces(self, columns: str) -> Iterator[SqlRow]:
        """Yield columns of all passages and their documents, few at a time; those of a document are together."""

    @abstractmethod
    def grouped_in_parts(self, columns: str, clause: str, *values: SqlValue) -> list[SqlRow]:
        """Return the rows of each part that a clause of groups makes; one group may come once for each part."""

    @abstractmethod
    def reporting_damage(self) -> AbstractContextManager[None]:
        """Turn what is wrong with rows or their records into IndexDamaged."""

    def table(
        self, name: str, key: str, make: Callable[[SqlRow], Noun], columns: str = "record", order: str = "id"
    ) -> LazyTable[str, Noun]:
        """Return a table by its key; `make` gets the key and the columns of a row."""
        select = f"SELECT {key}, {columns} FROM {{{name}}} AS listed"  # noqa: S608  # nosec B608  # our own names
        return LazyTable(
            lambda wanted: (self.made(make, row) for row in self.rows(f"{select} WHERE {key} = ?", wanted)),
            lambda: ((row[0], self.made(make, row)) for row in self.rows(f"{select} ORDER BY {order}")),
            lambda: self.row_count(f"{{{name}}} AS listed"),
        )

    def sequence(self, name: str, order: str, count: int | None, table: LazyTable[str, Noun]) -> RowSequence[Noun]:
        """Return the rows of a table in an order; only the ids of a piece are asked for, and then its rows."""
        piece = f"SELECT id FROM {{{name}}} AS listed ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608  # nosec B608
        return RowSequence(
            lambda: self.row_count(f"{{{name}}} AS listed") if count is None else count,
            lambda start, end: [table[key] for (key,) in self.rows(piece, end - start, start)],
        )

    def row_count(self, source: str, *values: SqlValue) -> int:
        """Return how many rows a source has."""
        return int(self.rows(f"SELECT count(*) FROM {source}", *values)[0][0])  # noqa: S608  # nosec B608

    def made(self, make: Callable[[SqlRow], Noun], row: SqlRow) -> Noun:
        """Return what is made of a row; raise IndexDamaged where it cannot be."""
        with self.reporting_damage():
            return make(row)
