"""Where the arrays of an index are written to and read from, as interfaces: a folder of files, or memory.

What the arrays mean is for others to say, and how files are kept is in `files`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .rows import starts_of
from .strings import Strings

AnyArray = NDArray[Any]
ReadNumbers = Callable[[int, int], NDArray[np.uint32]]
"""Returns so many numbers from a place on; fewer at the end."""

_STRINGS_TOGETHER = 1 << 14
_TEXT_TYPE, _STARTS_TYPE = "u1", "u4"
_MAX_TEXT = (1 << 32) - 1


class NumberStream(Protocol):
    """An array that is being written."""

    def append(self, values: AnyArray) -> None:
        """Add numbers."""

    def append_bytes(self, data: bytes) -> None:
        """Add numbers that are bytes already."""


class NumberSpool(Protocol):
    """Numbers that are put aside while an index is written, and read again before it is finished."""

    @property
    def length(self) -> int:
        """How many numbers there are."""

    def extend(self, numbers: NDArray[np.uint32]) -> None:
        """Add numbers."""

    def read(self, start: int, count: int) -> NDArray[np.uint32]:
        """Return so many numbers from a place on; fewer at the end."""

    def close(self) -> None:
        """Drop the numbers."""


class ArrayWriter(ABC):
    """Writes arrays by name."""

    @abstractmethod
    def stream(self, name: str, dtype: np.dtype[Any] | str) -> AbstractContextManager[NumberStream]:
        """Open an array whose numbers come in parts; raise ValueError for a type of numbers that is not stored."""

    @abstractmethod
    def spool(self, name: str) -> NumberSpool:
        """Return a place for numbers that will be read again and are no part of the index."""

    @abstractmethod
    def read_back(self, name: str) -> ReadNumbers:
        """Return what reads an array of uint32 that was written."""

    def write(self, name: str, values: AnyArray) -> None:
        """Write an array at once."""
        with self.stream(name, values.dtype) as stream:
            stream.append(values)

    def write_strings(self, name: str, values: Iterable[str]) -> None:
        """Write strings as two arrays: their text in UTF-8, each with a line feed after it, and where each starts.

        Raise ValueError when they are longer than 4 GiB together.
        """
        sizes = [np.zeros(0, dtype=np.int64)]
        remaining = iter(values)
        with self.stream(f"{name}-text", _TEXT_TYPE) as stream:
            while encoded := [value.encode() for value in islice(remaining, _STRINGS_TOGETHER)]:
                stream.append_bytes(b"\n".join((*encoded, b"")))
                sizes.append(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)) + 1)
        starts = starts_of(np.concatenate(sizes))
        size = int(starts[-1])
        if size > _MAX_TEXT:
            raise ValueError(f"the strings of {name} take more than 4 GiB")
        self.write(f"{name}-starts", starts.astype(_STARTS_TYPE))


class ArrayReader(ABC):
    """Reads arrays by name."""

    @abstractmethod
    def __contains__(self, name: str) -> bool: ...

    @abstractmethod
    def names(self) -> Sequence[str]:
        """Return the names of the arrays."""

    @abstractmethod
    def array(self, name: str) -> AnyArray:
        """Return an array, which cannot be written to; raise IndexDamaged or LookupError when there is none."""

    def strings(self, name: str) -> Strings:
        """Return a list of strings; raise as `array` does when there is none of this name."""
        return Strings(self.array(f"{name}-text"), self.array(f"{name}-starts"))
