"""The files in a ZIP with their digests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from indexer.disk.hashing import sha256_hex
from indexer.errors import SourceUnreadable
from indexer.readers.archive import zip_members
from indexer.readers.limits import Limits

from .digests import ContentDigest


def members_of(path: Path, limits: Limits) -> Iterator[ContentDigest]:
    """Yield the digests of the files in a ZIP, or why one is skipped. Raise SourceUnreadable."""
    for member in zip_members(path, limits):
        try:
            digest, reason = "" if member.skip_reason else sha256_hex([member.read()]), member.skip_reason
        except SourceUnreadable as error:
            digest, reason = "", str(error)
        yield ContentDigest(digest, member.name, reason)
