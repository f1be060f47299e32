"""Long lists that are written to a file later: values are encoded as they come, and wait on disk, not in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

import msgspec

from .blocks import blocks_of

WRITE_BUFFER_BYTES = 1 << 14
"""Bytes that are gathered before they are written."""
MEMORY_BYTES = 1 << 16
"""Bytes of a list that stay in memory."""


Encoder = msgspec.msgpack.Encoder | msgspec.json.Encoder


class Spool:
    """A list of encoded values, with `between` as the separator; `len` is the number of values."""

    def __init__(self, folder: Path, encoder: Encoder, between: bytes = b"") -> None:
        """Open a list; what is too long for memory goes to an unnamed file in the folder, deleted on `close`."""
        self._file = SpooledTemporaryFile(MEMORY_BYTES, dir=str(folder))  # noqa: SIM115  # `close` does
        self._encode = encoder.encode_into
        self._between = between
        self._waiting = bytearray()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, value: object) -> None:
        """Encode and add a value."""
        if self._between and self._count:
            self._waiting += self._between
        self._encode(value, self._waiting, -1)
        self._count += 1
        if len(self._waiting) > WRITE_BUFFER_BYTES:
            self._flush()

    def blocks(self) -> Iterator[bytes]:
        """Yield everything that was added, encoded, in blocks of at most 1 MiB."""
        self._flush()
        self._file.seek(0)
        yield from blocks_of(self._file)

    def lines(self) -> Iterator[bytes]:
        """Yield the encoded values, where the separator is a line feed."""
        self._flush()
        self._file.seek(0)
        yield from self._file

    def close(self) -> None:
        """Delete what is on disk."""
        self._file.close()

    def _flush(self) -> None:
        self._file.write(self._waiting)
        self._waiting.clear()


def msgpack_array_header(length: int) -> bytes:
    """Return the msgpack header of an array of `length` values."""
    if length < 16:
        return bytes((0x90 | length,))
    return b"\xdc" + length.to_bytes(2, "big") if length < 1 << 16 else b"\xdd" + length.to_bytes(4, "big")


def msgpack_map_header(length: int) -> bytes:
    """Return the msgpack header of a map of `length` entries, fewer than sixteen."""
    return bytes((0x80 | length,))
