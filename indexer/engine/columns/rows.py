"""Rows of different lengths in one array: row n is `values[starts[n] : starts[n + 1]]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
_DIGIT_BITS = 16
_KEY_BITS = 64


class NumberRows:
    """Rows of numbers."""

    def __init__(self, starts: NDArray[Any], values: NDArray[Any]) -> None:
        self.starts = starts
        self.values = values

    @classmethod
    def of(cls, rows: Sequence[Iterable[int]]) -> NumberRows:
        """Return rows that are given as sequences."""
        lists = [list(row) for row in rows]
        values = np.fromiter(chain.from_iterable(lists), dtype=np.uint32)
        return cls(starts_of([len(row) for row in lists]), values)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> NDArray[Any]:
        """Return one row."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    def take(self, numbers: NDArray[np.integer]) -> tuple[NDArray[Any], Whole]:
        """Return the values of several rows, one after the other, and for each value which of the rows has it."""
        sizes = self.starts[numbers.astype(np.int64) + 1] - self.starts[numbers]
        owners = np.repeat(np.arange(len(numbers)), sizes)
        return self.values[spread(self.starts[numbers], sizes)], owners

    def selected(self, numbers: NDArray[np.integer]) -> NumberRows:
        """Return several rows as rows of their own."""
        sizes = self.starts[numbers.astype(np.int64) + 1] - self.starts[numbers]
        return NumberRows(starts_of(sizes), self.values[spread(self.starts[numbers], sizes)])

    def inverted(self, size: int) -> NumberRows:
        """Return for each of the values below `size` the rows that have it, ascending."""
        owners = np.repeat(np.arange(len(self), dtype=np.uint32), np.diff(self.starts))
        order = np.argsort(self.values, kind="stable")
        return NumberRows(starts_of(np.bincount(self.values, minlength=size)), owners[order])


def starts_of(sizes: Sequence[int] | NDArray[np.integer]) -> Whole:
    """Return where each row starts, and the end of the last, by the sizes of the rows."""
    starts = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(np.asarray(sizes, dtype=np.int64), out=starts[1:])
    return starts


def spread(starts: NDArray[np.integer], sizes: NDArray[np.integer]) -> Whole:
    """Return the numbers from each start on, as many as its size, one row after the other."""
    sizes = sizes.astype(np.int64, copy=False)
    ends = sizes.cumsum()
    numbers: Whole = (starts.astype(np.int64) - (ends - sizes)).repeat(sizes)
    numbers += np.arange(len(numbers))
    return numbers


def order_of(keys: Sequence[NDArray[Any]]) -> Whole:
    """Return the places of rows in order of their keys, which are unsigned; the last key changes fastest.

    Rows with the same keys keep their order. Method: radix sort from the last digit on. NumPy counts numbers of 16 bits
    where it sorts them stably, which takes an eighth of the time of sorting numbers of 64 bits.
    """
    order: Whole | None = None
    for key in reversed(keys):
        for digits in _digits(key):
            by_digit = np.argsort(digits if order is None else digits[order], kind="stable")
            order = by_digit if order is None else order[by_digit]
    return np.arange(len(keys[0])) if order is None else order


def _digits(key: NDArray[Any]) -> Iterator[NDArray[np.uint16]]:
    """Yield the digits of a key, of 16 bits each, the lowest first; none where all numbers are the same."""
    highest = int(key.max(initial=0))
    if not len(key) or highest == int(key.min()):
        return
    for shift in range(0, highest.bit_length(), _DIGIT_BITS):
        yield (key >> key.dtype.type(shift) if shift else key).astype(np.uint16, copy=False)


def sorted_places(keys: NDArray[np.uint64], places: Whole) -> tuple[NDArray[np.uint64], Whole]:
    """Return keys, ascending, and the place that was given for each; places of the same key ascend.

    Places are not negative. Where both fit into one number, sorting those takes a third of the time of `order_of`.
    """
    bits = int(places.max(initial=0)).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > _KEY_BITS:
        order = np.lexsort([places, keys])
        return keys[order], places[order]
    both = (keys << np.uint64(bits)) | places.astype(np.uint64)
    both.sort()
    return both >> np.uint64(bits), (both & np.uint64((1 << bits) - 1)).astype(np.int64)


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return each number once, ascending: by sorting, which is faster than a hash table where numbers are many."""
    ascending = np.sort(numbers)
    return ascending[np.flatnonzero(np.concatenate(([len(ascending) > 0], ascending[1:] != ascending[:-1])))]


def summed(numbers: NDArray[np.integer], values: NDArray[Any]) -> tuple[NDArray[np.integer], NDArray[Any]]:
    """Return each number once, ascending, with the sum of its values."""
    if not len(numbers):
        return numbers, values
    order = np.argsort(numbers, kind="stable")
    ascending = numbers[order]
    firsts = np.flatnonzero(np.concatenate(([True], ascending[1:] != ascending[:-1])))
    return ascending[firsts], np.add.reduceat(values[order], firsts)
