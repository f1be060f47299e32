"""The values of one facet as numbers: each value once, and for each row of the table the numbers of its values.

A row is a set of values that some passages have together, or one passage, see `values/layout`. Where no row has more
than one value, a table is one number for each row; else the rows have different lengths.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.arrays import ArrayReader, ArrayWriter
from indexer.engine.columns.rows import NumberRows, starts_of
from indexer.engine.columns.strings import ABSENT, Strings
from indexer.query.results import ValuesPage

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


class ValueTable:
    """The values of one facet, opened."""

    def __init__(self, files: ArrayReader, name: str) -> None:
        self.values: Strings = files.strings(f"{name}_values")
        """The values, ascending by code points; a value's number is its place here."""
        self._numbers: NDArray[Any] = files.array(name)
        self._rows = NumberRows(files.array(f"{name}-starts"), self._numbers) if f"{name}-starts" in files else None

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self._numbers) if self._rows is None else len(self._rows)

    @property
    def is_single(self) -> bool:
        """Whether no row has more than one value."""
        return self._rows is None

    def number(self, value: str) -> int:
        """Return the number of a value; ABSENT when no row has it."""
        return self.values.find(value)

    def of_rows(self, rows: NDArray[np.integer]) -> tuple[NDArray[Any], Numbers]:
        """Return the numbers of the values of some rows, and for each the place of its row among them."""
        if self._rows is not None:
            return self._rows.take(rows)
        numbers = self._numbers[rows]
        owners = np.flatnonzero(numbers < len(self.values))
        return numbers[owners], owners

    def single(self, rows: NDArray[np.integer]) -> NDArray[Any]:
        """Return the value of each of some rows; `len(values)` where a row has none. Only of a single table."""
        numbers: NDArray[Any] = self._numbers[rows]
        return numbers

    def having(self, wanted: Mask) -> Mask:
        """Return for each row whether it has one of the values that a mask over the numbers has."""
        if self._rows is None:
            single: Mask = np.append(wanted, False)[self._numbers]
            return single
        found = np.zeros(self.rows, dtype=np.bool_)
        at = np.flatnonzero(wanted[self._rows.values])
        found[np.searchsorted(self._rows.starts, at, side="right") - 1] = True
        return found

    def mask(self, values: Sequence[str]) -> Mask:
        """Return a mask over the numbers that has these values."""
        wanted = np.zeros(len(self.values), dtype=np.bool_)
        wanted[[number for value in values if (number := self.number(value)) != ABSENT]] = True
        return wanted

    def values_of(self, rows: Numbers) -> list[str]:
        """Return the values that some rows have, each once."""
        return list(map(self.values.__getitem__, np.unique(self.of_rows(rows)[0]).tolist()))

    @cached_property
    def _sizes(self) -> Numbers:
        starts = self._rows.starts if self._rows else np.zeros(1)
        return np.diff(starts)


class LinedTable(ValueTable):
    """Values that stand below others: a row has its own value and all above it, as a session those that contain it."""

    def __init__(self, files: ArrayReader, name: str) -> None:
        super().__init__(files, name)
        self.lines = NumberRows(files.array(f"{name}_lines-starts"), files.array(f"{name}_lines"))
        """For each value itself and those above it, each once."""

    def line(self, value: str) -> list[str]:
        """Return a value and those above it."""
        return list(map(self.values.__getitem__, self.lines.row(self.number(value)).tolist()))

    def values_of(self, rows: Numbers) -> list[str]:
        """Return the values that some rows have, and those above them, each once."""
        own = np.unique(self.of_rows(rows)[0])
        return list(map(self.values.__getitem__, np.unique(self.lines.take(own)[0]).tolist()))

    def having(self, wanted: Mask) -> Mask:
        """Return for each row whether its value, or one above it, is one that a mask over the numbers has."""
        below = np.zeros(len(wanted), dtype=np.bool_)
        at = np.flatnonzero(wanted[self.lines.values])
        below[np.searchsorted(self.lines.starts, at, side="right") - 1] = True
        return super().having(below)


def write_table(files: ArrayWriter, name: str, values: Sequence[str], rows: NumberRows) -> None:
    """Write the values of one facet, ascending, and for each row the numbers of its values."""
    files.write_strings(f"{name}_values", values)
    kind, sizes = np.min_scalar_type(len(values)), np.diff(rows.starts)
    if sizes.max(initial=0) <= 1:
        column = np.full(len(sizes), len(values), dtype=kind)
        column[sizes > 0] = rows.values
        files.write(name, column)
    else:
        _write_rows(files, name, NumberRows(rows.starts, rows.values.astype(kind)))


def _write_rows(files: ArrayWriter, name: str, rows: NumberRows) -> None:
    files.write(name, rows.values)
    files.write(f"{name}-starts", rows.starts.astype(np.min_scalar_type(int(rows.starts[-1]))))


def write_lines(files: ArrayWriter, name: str, lines: NumberRows) -> None:
    """Write for each value of a facet, ascending, the numbers of itself and of those above it."""
    files.write(f"{name}_lines", lines.values.astype(np.uint32))
    files.write(f"{name}_lines-starts", lines.starts.astype(np.uint32))


def with_lines(rows: NumberRows, lines: NumberRows) -> NumberRows:
    """Return rows with the values above each value added; a row has at most one value of its own."""
    above, owners = lines.take(rows.values)
    row_of_value = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    return NumberRows(starts_of(np.bincount(row_of_value[owners], minlength=len(rows))), above)


def values_page(values: Strings, prefix: str, after: str, n: int) -> ValuesPage:
    """Return the next `n` of some values in order that begin with a prefix, after a value, by code points."""
    start = values.first_from(_encoded(prefix))
    if after:
        start = max(start, values.first_from(_encoded(after) + b"\x00"))
    end = start
    while end < min(start + n, len(values)) and values[end].startswith(prefix):
        end += 1
    return ValuesPage(tuple(values[start:end]), end < len(values) and values[end].startswith(prefix))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
