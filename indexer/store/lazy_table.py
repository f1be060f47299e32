"""A table of a catalogue as a mapping: a row is read when it is asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

RowKey = TypeVar("RowKey", bound=Hashable)
RowValue = TypeVar("RowValue")


class LazyTable(Mapping[RowKey, RowValue]):
    """A table by its key; safe to use from many threads, as a row that two of them read is the same."""

    def __init__(
        self,
        find: Callable[[RowKey], Iterable[RowValue]],
        rows: Callable[[], Iterable[tuple[RowKey, RowValue]]],
        count: Callable[[], int],
    ) -> None:
        """Look up one row with `find`, which returns none or one, and all in their order with `rows`."""
        self._find = find
        self._rows = rows
        self._count = count
        self._read: dict[RowKey, RowValue] = {}
        self._all: dict[RowKey, RowValue] | None = None

    def __getitem__(self, key: RowKey) -> RowValue:
        if self._all is not None:
            return self._all[key]
        if key not in self._read:
            for value in self._find(key):
                self._read[key] = value
        return self._read[key]

    def __iter__(self) -> Iterator[RowKey]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._all) if self._all is not None else self._count()

    def _whole(self) -> dict[RowKey, RowValue]:
        if self._all is None:
            self._all = {key: self._read.get(key, value) for key, value in self._rows()}
        return self._all
