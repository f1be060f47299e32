"""Changes the rows of one generation: what is the same stays, what differs is closed and written anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from indexer.store.sql.written import without_nul

from .connections import Server
from .place import CataloguePlace
from .tables import FOR_EVER, TABLES

if TYPE_CHECKING:
    import psycopg

_ROWS_AT_A_TIME = 2_000
Values = Sequence[object]


class GenerationRows:
    """The rows of the tables of one schema as a new generation will have them."""

    def __init__(self, server: Server, connection: psycopg.Connection[tuple[Any, ...]], place: CataloguePlace) -> None:
        self._server = server
        self._connection = connection
        self._place = place
        self._waiting: dict[str, list[Values]] = {}

    def run(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement in which `{name}` is a table; return its rows, if it has any."""
        names = {name: f'"{self._place.schema}".{name}' for name in TABLES}
        with self._server.telling(self._place.schema):
            cursor = self._connection.execute(statement.format_map(names).encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def add(self, table: str, rows: Iterable[Values]) -> None:
        """Add rows that are new in this generation; they are written when there are many, or with `flush`."""
        waiting = self._waiting.setdefault(table, [])
        waiting.extend(rows)
        if len(waiting) >= _ROWS_AT_A_TIME:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        stamp = (self._place.generation, FOR_EVER)
        for table, rows in self._waiting.items():
            columns = ", ".join((*TABLES[table].columns, "from_build", "to_build"))
            statement = f'COPY "{self._place.schema}".{table} ({columns}) FROM STDIN'
            with (
                self._server.telling(self._place.schema),
                self._connection.cursor() as cursor,
                cursor.copy(statement.encode()) as copy,
            ):
                for row in rows:
                    copy.write_row((*without_nul(row), *stamp))
        self._waiting.clear()

    def close(self, table: str, clause: str, values: Sequence[object] = ()) -> None:
        """Close the standing rows of a clause; those that this generation itself has added are deleted."""
        if self._waiting.get(table):
            self.flush()
        mine, stand = f"from_build = {self._place.generation}", f"to_build = {FOR_EVER}"
        self.run(f"DELETE FROM {{{table}}} WHERE {mine} AND {clause}", values)  # noqa: S608  # nosec B608
        self.run(f"UPDATE {{{table}}} SET to_build = {self._place.generation} WHERE {stand} AND {clause}", values)  # noqa: S608  # nosec B608

    def standing(self, table: str, columns: str, clause: str = "true", values: Sequence[object] = ()) -> list[Any]:
        """Return columns of the standing rows of a clause."""
        if self._waiting.get(table):
            self.flush()
        source = f"{{{table}}} WHERE to_build = {FOR_EVER} AND {clause}"
        return self.run(f"SELECT {columns} FROM {source}", values)  # noqa: S608  # nosec B608

    def put(self, table: str, rows: Iterable[Values], clause: str = "true", values: Sequence[object] = ()) -> set[Any]:
        """Let the standing rows of a clause be these rows; return the keys of those that were written or closed.

        A key is a tuple. Rows that stand already as they are wanted stay as they are.
        """
        layout = TABLES[table]
        names = list(layout.columns)
        at = [names.index(name) for name in layout.key]

        def key_of(row: Values) -> tuple[object, ...]:
            return tuple(row[place] for place in at)

        wanted = {key_of(row): row for row in map(without_nul, rows)}
        there = {key_of(row): tuple(row) for row in self.standing(table, ", ".join(names), clause, values)}
        changed = {key for key, row in wanted.items() if there.get(key) != row}
        self.close_keys(table, [key for key in there if key in changed or key not in wanted])
        self.add(table, [wanted[key] for key in wanted if key in changed])
        return changed | (there.keys() - wanted.keys())

    def close_keys(self, table: str, keys: Collection[tuple[object, ...]]) -> None:
        """Close the standing rows with some keys."""
        layout = TABLES[table]
        if not keys:
            return
        types = ", ".join(f"%s::{layout.columns[name].split()[0]}[]" for name in layout.key)
        self.close(
            table,
            f"({', '.join(layout.key)}) IN (SELECT * FROM unnest({types}))",  # noqa: S608  # nosec B608
            [list(column) for column in zip(*keys, strict=True)],
        )
