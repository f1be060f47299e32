"""A list of strings in mapped memory, looked up by bisection where it is sorted; nothing is read ahead.

Strings sort by their UTF-8, which is the order of Python's strings too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

ABSENT = -1
"""The place of a string that is not in a list."""
_BEYOND = b"\xff"  # after every byte of UTF-8
MOST_HEADS = 4096
"""Strings that are kept in memory to begin a bisection with: 0.3 MB at most, and 5 instead of 17 strings are read of
100,000."""


def numbers_of(array: NDArray[Any]) -> memoryview[int]:
    """Return an array of whole numbers from which one is read as Python's int, sooner than from the array."""
    native = array.dtype.newbyteorder("=")
    numbers: memoryview[int] = np.asarray(array, native).view(native).data
    return numbers


class Strings(Sequence[str]):
    """Strings in the order in which they were written."""

    def __init__(self, text: NDArray[Any], starts: NDArray[Any]) -> None:
        """Take the text in UTF-8, with one byte after each string, and where each string starts, and the end."""
        self._text = text.data.cast("B") if len(text) else memoryview(b"")
        self.starts = starts
        self._count = len(starts) - 1
        self._all_places = range(self._count)
        self._places = numbers_of(starts)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self.at(place % len(self))

    def __iter__(self) -> Iterator[str]:
        """Yield all strings; a string may have line feeds in it, so that the text is not just split."""
        starts = self.starts.tolist()
        for start, end in pairwise(starts):
            yield str(self._text[start : end - 1], "utf-8")

    @property
    def text(self) -> bytes:
        """All strings in UTF-8, each with a line feed after it."""
        return bytes(self._text)

    def joined(self, places: range) -> bytes:
        """Return the strings at consecutive places in UTF-8, each with a line feed after it."""
        return bytes(self._text[self.starts[places.start] : self.starts[places.stop]])

    def encoded(self, place: int) -> bytes:
        """Return one string in UTF-8."""
        return bytes(self._text[self._places[place] : self._places[place + 1] - 1])

    def at(self, place: int) -> str:
        """Return the string at a place, which is one of the list."""
        return str(self._text[self._places[place] : self._places[place + 1] - 1], "utf-8")

    def first_from(self, encoded: bytes) -> int:
        """Return how many strings of a sorted list come before one, given in UTF-8."""
        step, heads = self._heads
        block = bisect_left(heads, encoded)
        first, end = max(block - 1, 0) * step, min(block * step, self._count)
        return bisect_left(self._all_places, encoded, first, end, key=self.encoded)

    @cached_property
    def _heads(self) -> tuple[int, list[bytes]]:
        """A step, and the first string of each so many; read when a string is looked up for the first time."""
        step = -(-len(self) // MOST_HEADS) or 1
        return step, [self.encoded(place) for place in range(0, len(self), step)]

    def find(self, string: str) -> int:
        """Return the place of a string in a sorted list; ABSENT when it is not there."""
        encoded = string.encode("utf-8", "replace")  # half of a surrogate pair is in no list
        step, heads = self._heads
        first = max(bisect_right(heads, encoded) - 1, 0) * step
        row = self._encoded_row(first, min(first + step, self._count))
        place = bisect_left(row, encoded)
        return first + place if place < len(row) and row[place] == encoded else ABSENT

    def _encoded_row(self, first: int, end: int) -> list[bytes]:
        """Return consecutive strings in UTF-8, read together."""
        if first == end:
            return []
        row = bytes(self._text[self._places[first] : self._places[end] - 1]).split(b"\n")
        return row if len(row) == end - first else list(map(self.encoded, range(first, end)))

    def with_prefix(self, prefix: str) -> range:
        """Return the places of the strings of a sorted list that begin with a prefix."""
        encoded = prefix.encode("utf-8", "replace")
        return range(self.first_from(encoded), self.first_from(encoded + _BEYOND))
