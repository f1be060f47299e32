"""A lock that one process holds, and that tells other processes which one it is.

What the lock protects does not matter here.
"""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout


def try_lock(path: Path) -> int | None:
    """Lock a file, which is made where it is not there; return what holds the lock until it is closed.

    Return None while another holder has it, in this process or another one. Raise OSError.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


class LockHeld(Exception):  # whoever locks turns it into an error of their own
    """Another process holds the lock; `holder` says which, and since when."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(holder)


class ProcessLock:
    """A lock file, which the system frees when its process dies, and beside it a file that names the holder."""

    def __init__(self, lock_file: Path, holder_file: Path, patience: float = 0) -> None:
        """Wait at most `patience` seconds for another holder."""
        self._lock = FileLock(lock_file, timeout=patience)
        self._lock_file = lock_file
        self._holder_file = holder_file

    def acquire(self) -> None:
        """Take the lock. Raise LockHeld while another process has it, OSError where the files cannot be written."""
        try:
            self._lock.acquire()
        except Timeout:
            raise LockHeld(self._holder()) from None
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        try:
            self._holder_file.write_text(json.dumps({"pid": os.getpid(), "since": since}), encoding="utf-8")
        except OSError:
            self._lock_file.unlink(missing_ok=True)
            self._lock.release()
            raise

    def release(self) -> None:
        """Free the lock, and leave no file of it behind."""
        self._holder_file.unlink(missing_ok=True)
        self._lock_file.unlink(missing_ok=True)  # still held: whoever waits for it sees that, and makes a new one
        self._lock.release()

    def _holder(self) -> str:
        try:
            facts = json.loads(self._holder_file.read_text(encoding="utf-8"))
            return f"process {facts['pid']}, since {facts['since']}"
        except (OSError, ValueError, LookupError, TypeError):
            return "a process that has just begun"
