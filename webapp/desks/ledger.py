"""What the processes of a site know of the one that keeps their desks: whether there is one, and when one was lost.

It stands in a file without a name that all of them share. The keeper locks a byte of it, which the system frees when
the keeper dies; what is written there tells an end in order from another.
"""

from __future__ import annotations

import fcntl
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_START_SECONDS = 60.0  # in which a keeper has certainly begun
_SLACK_SECONDS = 5.0  # between a ticket and the keeper that is started for it
_KEEPER_PLACE, _WRITER_PLACE = 0, 1  # bytes that are locked: by the keeper, and by whoever writes
_LOSSES = 8  # the last ones are known
_HEAD = struct.Struct("=dd")  # when a keeper was last started, and since when one runs; 0 for never and for none
_LOSS = struct.Struct("=dd")  # since when a keeper ran, and when it was found dead


class KeeperLedger:
    """The file, as one process sees it."""

    def __init__(self, file: int) -> None:
        """`file` is its descriptor; it stays that of whoever has opened it."""
        self._file = file
        self._writing = threading.Lock()

    def is_kept(self) -> bool:
        """Return whether a process keeps the desks."""
        return not _try_lock(self._file, keep=False)

    def take_over(self) -> bool:
        """Become the keeper for as long as this process lives, unless there is another; return whether that worked."""
        if not _try_lock(self._file, keep=True):
            return False
        with self._locked():
            started, since = self._head()
            self._add_loss(since)
            self._write_head(started, time.time())
        return True

    def leave(self) -> None:
        """Note that the keeper ends in order; it has no requests then."""
        with self._locked():
            self._write_head(self._head()[0], 0.0)

    def note_start(self) -> None:
        """Note that a keeper has been started, which has yet to take over."""
        with self._locked():
            self._write_head(time.time(), self._head()[1])

    def may_be_starting(self) -> bool:
        """Return whether a keeper was started so lately that it may still be on its way."""
        started, _ = self._head()
        lost = max((until for _, until in self._losses()), default=0.0)
        return started > lost and time.time() - started < _START_SECONDS

    def note_loss(self) -> bool:
        """Note that the keeper is dead, where it is and nobody has noted it yet; return whether that is so."""
        if not self._head()[1] or self.is_kept():
            return False
        with self._locked():
            started, since = self._head()
            if not since or self.is_kept():
                return False
            self._add_loss(since)
            self._write_head(started, 0.0)
        return True

    def was_lost(self, handed_in: float) -> bool:
        """Return whether what was handed in at a time may have been lost with a keeper."""
        return any(since - _SLACK_SECONDS <= handed_in <= until for since, until in self._losses())

    def _head(self) -> tuple[float, float]:
        data = os.pread(self._file, _HEAD.size, 0)
        return _HEAD.unpack(data) if len(data) == _HEAD.size else (0.0, 0.0)

    def _write_head(self, started: float, since: float) -> None:
        os.pwrite(self._file, _HEAD.pack(started, since), 0)

    def _losses(self) -> list[tuple[float, float]]:
        data = os.pread(self._file, _LOSS.size * _LOSSES, _HEAD.size)
        return list(_LOSS.iter_unpack(data[: len(data) // _LOSS.size * _LOSS.size]))

    def _add_loss(self, since: float) -> None:
        if since:
            losses = [*self._losses(), (since, time.time())][-_LOSSES:]
            os.pwrite(self._file, b"".join(_LOSS.pack(*loss) for loss in losses), _HEAD.size)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._writing:
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, _WRITER_PLACE)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _WRITER_PLACE)


def _try_lock(file: int, keep: bool) -> bool:
    """Take the lock of the keeper, and leave it at once unless it is to be kept; return whether it was free."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _KEEPER_PLACE)
    except (BlockingIOError, PermissionError):  # POSIX lets a system say either of a lock that another holds
        return False
    if not keep:
        fcntl.lockf(file, fcntl.LOCK_UN, 1, _KEEPER_PLACE)
    return True
