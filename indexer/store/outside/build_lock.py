"""The lock of an index folder: one process at a time writes builds into it."""

from __future__ import annotations

from pathlib import Path

from indexer.disk.lock import LockHeld, ProcessLock
from indexer.errors import IndexBusy

LOCK_FILE = "build.lock"
HOLDER_FILE = "build.lock.json"


class BuildLock:
    """A lock held while building: one build at a time per folder; the system releases it when its process dies.

    Entering it raises IndexBusy when another process holds the lock.
    """

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._lock = ProcessLock(index_dir / LOCK_FILE, index_dir / HOLDER_FILE)

    def __enter__(self) -> BuildLock:
        self._index_dir.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except LockHeld as error:
            raise IndexBusy(self._index_dir, error.holder) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()
