"""How much of a file is read or written at a time, so that none is in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

BLOCK = 1 << 20
"""Bytes that are read or written at a time: a mebibyte."""


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left of a file, in blocks."""
    while block := file.read(BLOCK):
        yield block
