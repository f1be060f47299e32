"""Arrays in memory instead of files: a segment of few passages is written, opened and dropped without a disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import AnyArray, ArrayReader, ArrayWriter, ReadNumbers


class MemoryArrays(ArrayWriter, ArrayReader):
    """Arrays that are written and then read in one process."""

    def __init__(self) -> None:
        self._arrays: dict[str, AnyArray] = {}

    @contextmanager
    def stream(self, name: str, dtype: np.dtype[Any] | str) -> Iterator[MemoryStream]:
        """Open an array whose numbers come in parts."""
        stream = MemoryStream(np.dtype(dtype))
        yield stream
        self._keep(name, stream.joined())

    def write(self, name: str, values: AnyArray) -> None:
        """Keep an array; it is copied, because what it was made of may change."""
        self._keep(name, values.copy())

    def spool(self, name: str) -> MemorySpool:  # noqa: ARG002  # what is put aside in memory needs no name
        """Return a place for numbers that will be read again and are no part of the index."""
        return MemorySpool()

    def read_back(self, name: str) -> ReadNumbers:
        """Return what reads an array that was written."""
        numbers = self._arrays[name]
        return lambda start, count: numbers[start : start + count]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def names(self) -> Sequence[str]:
        """Return the names of the arrays."""
        return tuple(self._arrays)

    def array(self, name: str) -> AnyArray:
        """Return an array, which cannot be written to; raise KeyError when there is none of this name."""
        return self._arrays[name]

    def _keep(self, name: str, values: AnyArray) -> None:
        values.flags.writeable = False
        self._arrays[name] = values


class MemoryStream:
    """An array that is being written."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self._dtype = dtype
        self._parts: list[AnyArray] = []

    def append(self, values: AnyArray) -> None:
        """Add numbers."""
        self._parts.append(values.astype(self._dtype))

    def append_bytes(self, data: bytes) -> None:
        """Add numbers that are bytes already."""
        self._parts.append(np.frombuffer(data, self._dtype))

    def joined(self) -> AnyArray:
        """Return all numbers."""
        return np.concatenate([np.zeros(0, self._dtype), *self._parts])


class MemorySpool:
    """Numbers that are put aside."""

    def __init__(self) -> None:
        self._parts: list[NDArray[np.uint32]] = [np.zeros(0, np.uint32)]
        self.length = 0

    def extend(self, numbers: NDArray[np.uint32]) -> None:
        """Add numbers."""
        self._parts.append(numbers.astype(np.uint32, copy=False))
        self.length += len(numbers)

    def read(self, start: int, count: int) -> NDArray[np.uint32]:
        """Return so many numbers from a place on; fewer at the end."""
        if len(self._parts) > 1:
            self._parts = [np.concatenate(self._parts)]
        return self._parts[0][start : start + count]

    def close(self) -> None:
        """Drop the numbers."""
        self._parts = [np.zeros(0, np.uint32)]
