"""A number of slots that several processes share: who holds one keeps it until it is released or the process dies."""

from __future__ import annotations

import fcntl
import os
import tempfile
import threading
import time
import weakref

_PAUSE = 0.05  # seconds between two attempts


class SharedSlots:
    """Slots shared by this process, its threads, and the processes that are forked from it afterwards.

    Each slot is one byte of a file without a name, which its holder locks. So the system itself frees the slots of a
    process that was killed, which a semaphore would lose for good.
    """

    def __init__(self, count: int) -> None:
        """Make `count` free slots."""
        self.count = count
        self._lock = threading.Lock()
        self._held: list[int] = []  # by this process: to itself, the system would grant them again
        self._file, name = tempfile.mkstemp(prefix="rapporteur-slots-")
        os.unlink(name)  # noqa: PTH108  # it has no path any more
        weakref.finalize(self, os.close, self._file)

    def acquire(self, timeout: float) -> bool:
        """Take a slot, waiting up to `timeout` seconds for one; return whether there was one."""
        give_up_at = time.monotonic() + timeout
        while not self._take():
            if time.monotonic() >= give_up_at:
                return False
            time.sleep(_PAUSE)
        return True

    def release(self) -> None:
        """Free a slot that a thread of this process has taken. Raise ValueError when it has taken none."""
        with self._lock:
            if not self._held:
                raise ValueError("This process holds no slot")
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._held.pop())

    def _take(self) -> bool:
        with self._lock:
            for slot in range(self.count):
                if slot not in self._held and self._lock_byte(slot):
                    self._held.append(slot)
                    return True
        return False

    def _lock_byte(self, slot: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
        except (BlockingIOError, PermissionError):  # POSIX lets a system say either of a lock that another holds
            return False
        return True
