"""A table of a catalogue as a mapping: a row is read when it is asked for, and the last ones are kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from functools import lru_cache
from typing import TypeVar

RowKey = TypeVar("RowKey", bound=Hashable)
RowValue = TypeVar("RowValue")

KEPT_OF_TABLE = 4_096
"""Rows of one table that are kept: more than a page shows, and as many for a corpus of any size."""


class LazyTable(Mapping[RowKey, RowValue]):
    """A table by its key; safe to use from many threads, as a row that two of them read is the same.

    Going through all of it reads all of it and keeps nothing.
    """

    def __init__(
        self,
        find: Callable[[RowKey], Iterable[RowValue]],
        rows: Callable[[], Iterable[tuple[RowKey, RowValue]]],
        count: Callable[[], int],
    ) -> None:
        """Look up one row with `find`, which returns none or one, and all in their order with `rows`."""
        self._rows = rows
        self._count = count

        @lru_cache(maxsize=KEPT_OF_TABLE)
        def read(key: RowKey) -> RowValue:
            """Return the row of a key; raise KeyError where there is none."""
            for value in find(key):
                return value
            raise KeyError(key)

        self._found: Callable[[RowKey], RowValue] = read

    def __getitem__(self, key: RowKey) -> RowValue:
        return self._found(key)

    def __iter__(self) -> Iterator[RowKey]:
        return (key for key, _ in self._rows())

    def __len__(self) -> int:
        return self._count()

    def items(self) -> ItemsView[RowKey, RowValue]:
        """Return all rows with their keys, in order."""
        return _Items(self, self._rows)

    def values(self) -> ValuesView[RowValue]:
        """Return all rows, in order."""
        return _Values(self, self._rows)


class _Items(ItemsView[RowKey, RowValue]):
    """The rows of a table with their keys, read at once and not one by one."""

    def __init__(self, table: Mapping[RowKey, RowValue], rows: Callable[[], Iterable[tuple[RowKey, RowValue]]]) -> None:
        super().__init__(table)
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[RowKey, RowValue]]:
        return iter(self._rows())


class _Values(ValuesView[RowValue]):
    """The rows of a table, read at once and not one by one."""

    def __init__(self, table: Mapping[RowKey, RowValue], rows: Callable[[], Iterable[tuple[RowKey, RowValue]]]) -> None:
        super().__init__(table)
        self._all_rows = rows

    def __iter__(self) -> Iterator[RowValue]:
        return (value for _, value in self._all_rows())
