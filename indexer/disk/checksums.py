"""CRC-32 of files, and of data that carries its own: a disk may change a byte without telling. What a mismatch means is
for the callers to say.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec

from .blocks import blocks_of

_CHECKSUM_BYTES = 4


class FileFacts(msgspec.Struct, frozen=True):
    """The size of a file in bytes, and its CRC-32."""

    size: int
    crc32: int


def file_facts(path: Path) -> FileFacts | None:
    """Return the size and the checksum of a file; None when it cannot be read."""
    crc32 = size = 0
    try:
        with path.open("rb") as file:
            for block in blocks_of(file):
                crc32, size = zlib.crc32(block, crc32), size + len(block)
    except OSError:
        return None
    return FileFacts(size, crc32)


def with_checksum(data: bytes) -> bytes:
    """Return data with its checksum before it."""
    return zlib.crc32(data).to_bytes(_CHECKSUM_BYTES, "big") + data


def without_checksum(stored: bytes) -> bytes | None:
    """Return the data that `with_checksum` was given; None when it does not agree with the checksum before it."""
    data = stored[_CHECKSUM_BYTES:]
    return data if stored == with_checksum(data) else None
