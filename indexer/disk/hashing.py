"""SHA-256 of files and of data that comes in blocks. What is hashed, and how much of a hash an id keeps, is for the
callers to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

_BLOCK = 1 << 20  # bytes read at a time, so that no file is in memory as a whole


def sha256_hex(blocks: Iterable[bytes]) -> str:
    """Return the SHA-256 of all blocks together, as hex."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return sha256_hex(iter(partial(file.read, _BLOCK), b""))
