"""A long list of rows as a sequence: its length and any piece of it are asked for, and few rows are in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

ListedRow = TypeVar("ListedRow")

KEPT_ROWS = 1_000
"""Lists up to this length are kept once they were read: of a small collection nothing is read twice."""
_PIECE = 500


class RowSequence(Sequence[ListedRow]):
    """Rows in an order that never changes; safe to use from many threads."""

    def __init__(self, count: Callable[[], int], rows: Callable[[int, int], Sequence[ListedRow]]) -> None:
        """`rows` returns those from one place to before another."""
        self._count = count
        self._rows = rows
        self._length: int | None = None
        self._kept: tuple[ListedRow, ...] | None = None

    def __len__(self) -> int:
        if self._length is None:
            self._length = self._count()
        return self._length

    @overload
    def __getitem__(self, at: int) -> ListedRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[ListedRow]: ...

    def __getitem__(self, at: int | slice) -> ListedRow | Sequence[ListedRow]:
        if (kept := self._all_of_few()) is not None:
            return kept[at]
        if isinstance(at, slice):
            start, end, step = at.indices(len(self))
            if step != 1:
                return tuple(self[each] for each in range(start, end, step))
            return tuple(self._rows(start, max(start, end)))
        place = range(len(self))[at]
        return self._rows(place, place + 1)[0]

    def __iter__(self) -> Iterator[ListedRow]:
        if (kept := self._all_of_few()) is not None:
            yield from kept
            return
        for start in range(0, len(self), _PIECE):
            yield from self._rows(start, start + _PIECE)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def _all_of_few(self) -> tuple[ListedRow, ...] | None:
        if self._kept is None and len(self) <= KEPT_ROWS:
            self._kept = tuple(self._rows(0, len(self)))
        return self._kept
