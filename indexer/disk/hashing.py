"""SHA-256 of files and of data that comes in blocks. What is hashed, and how much of a hash an id keeps, is for the
callers to say.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from pathlib import Path

from .blocks import blocks_of
from .regular import open_regular


def sha256_hex(blocks: Iterable[bytes]) -> str:
    """Return the SHA-256 of all blocks together, as hex."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as hex. Raise OSError when it cannot be read, or is no file."""
    with open_regular(path) as file:
        return sha256_hex(blocks_of(file))


DIGEST_SIZE = 1 << 128


def ids_digest(added: Iterable[str], removed: Iterable[str] = (), base: str = "") -> str:
    """Return a digest of a set of ids, as hex: that of `base` with some ids added and others removed.

    It is the sum of the ids' 128-bit hashes, so neither the order of the ids nor the steps in which they came matter.
    """
    total = int(base or "0", 16) + sum(map(id_hash, added)) - sum(map(id_hash, removed))
    return f"{total % DIGEST_SIZE:032x}"


def joined_digest(digests: Iterable[str]) -> str:
    """Return the digest of all ids of several disjoint sets, given by their digests."""
    return f"{sum(int(digest, 16) for digest in digests) % DIGEST_SIZE:032x}"


def id_hash(id_: str) -> int:
    """Return the 128-bit hash of an id."""
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=16).digest())


def short_hash(text: str) -> str:
    """Return the 64-bit hash of a text, as hex: enough to tell the texts of one collection apart."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class RunningSha256:
    """The SHA-256 of data that is at hand one block after the other."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, block: bytes) -> None:
        """Hash a block too."""
        self._digest.update(block)

    @property
    def hex(self) -> str:
        """The hash of all blocks so far."""
        return self._digest.hexdigest()


def keyed_hash(key: bytes, data: bytes) -> bytes:
    """Return the HMAC of data with SHA-256: 32 bytes."""
    return hmac.new(key, data, hashlib.sha256).digest()


def short_keyed_hashes(key: bytes, pieces: Iterable[bytes]) -> bytes:
    """Return hashes of 8 bytes under a key of at most 64, one behind the other."""
    return b"".join(hashlib.blake2b(piece, key=key, digest_size=8).digest() for piece in pieces)


def stretched(seed: bytes, size: int) -> bytes:
    """Return as many bytes as wanted, which only a seed tells."""
    return hashlib.shake_256(seed).digest(size)
