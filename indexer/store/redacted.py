"""What a site knows of the redactions of its live build, which has a copy of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from indexer.disk.hashing import sha256_hex
from indexer.errors import RapporteurError
from indexer.registry.storage.names import REDACTIONS_FILE

from .builds import live_build


def live_redactions(index_dir: Path) -> str:
    """Return a hash of the redactions of the live build, which changes with them; that of none where there is none."""
    try:
        return _redactions_hash(live_build(index_dir))
    except RapporteurError:
        return ""


@lru_cache(maxsize=4)
def _redactions_hash(build: Path) -> str:
    try:
        return sha256_hex([(build / REDACTIONS_FILE).read_bytes()])
    except OSError:
        return ""
