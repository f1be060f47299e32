"""Long lists on their way into a file: encoded as they grow, they wait on disk and not in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

import msgspec

WRITE_BUFFER_BYTES = 1 << 14
"""Bytes that are gathered before they are written."""
MEMORY_BYTES = 1 << 16
"""Bytes of a list that stay in memory."""
_BLOCK = 1 << 20


Encoder = msgspec.msgpack.Encoder | msgspec.json.Encoder


class Spool:
    """A list of values, each encoded when it comes, with `between` between two; `len` says how many there are."""

    def __init__(self, folder: Path, encoder: Encoder, between: bytes = b"") -> None:
        """Keep what is too long for memory in a file of the folder, which has no name and goes when it is closed."""
        self._file = SpooledTemporaryFile(MEMORY_BYTES, dir=str(folder))  # noqa: SIM115  # `close` does
        self._encode = encoder.encode_into
        self._between = between
        self._waiting = bytearray()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, value: object) -> None:
        """Add a value."""
        if self._between and self._count:
            self._waiting += self._between
        self._encode(value, self._waiting, -1)
        self._count += 1
        if len(self._waiting) > WRITE_BUFFER_BYTES:
            self._flush()

    def blocks(self) -> Iterator[bytes]:
        """All that was added, encoded, in pieces."""
        self._flush()
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            yield block

    def lines(self) -> Iterator[bytes]:
        """The values, encoded, where a line feed is between them."""
        self._flush()
        self._file.seek(0)
        yield from self._file

    def close(self) -> None:
        """Give up what is on disk."""
        self._file.close()

    def _flush(self) -> None:
        self._file.write(self._waiting)
        self._waiting.clear()


def msgpack_array_header(length: int) -> bytes:
    """What stands before so many values to make them a list of msgpack."""
    if length < 16:
        return bytes((0x90 | length,))
    return b"\xdc" + length.to_bytes(2, "big") if length < 1 << 16 else b"\xdd" + length.to_bytes(4, "big")


def msgpack_map_header(length: int) -> bytes:
    """What stands before fewer than sixteen keys and values to make them a map of msgpack."""
    return bytes((0x80 | length,))
