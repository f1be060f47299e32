"""Rows that belong to some thing each, put in place of what stands for these things: many things with one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.store.sql.written import without_nul

from .rows import GenerationRows
from .tables import TABLES

_TOGETHER = 2_000
Values = Sequence[object]


class GatheredRows:
    """Rows of one table that wait; those of a thing that was put before are replaced."""

    def __init__(self, rows: GenerationRows, table: str, columns: int) -> None:
        """Begin without rows; a thing is named by the first columns of the key, as many as `columns` says."""
        self._rows = rows
        self._table = table
        layout = TABLES[table]
        self._names = layout.key[:columns]
        self._types = [layout.columns[name].split()[0] for name in self._names]
        self._waiting: dict[tuple[object, ...], list[Values]] = {}

    def put(self, thing: tuple[object, ...], rows: Iterable[Values]) -> None:
        """Let the rows of a thing be these, once there are many or with `flush`."""
        self._waiting[tuple(without_nul(thing))] = list(rows)
        if len(self._waiting) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Put the rows that wait."""
        if not self._waiting:
            return
        arrays = ", ".join(f"%s::{kind}[]" for kind in self._types)
        clause = f"({', '.join(self._names)}) IN (SELECT * FROM unnest({arrays}))"  # noqa: S608  # nosec B608
        rows = [row for of_thing in self._waiting.values() for row in of_thing]
        values = [list(column) for column in zip(*self._waiting, strict=True)]
        self._waiting.clear()
        self._rows.put(self._table, rows, clause, values)
