"""How many files are looked into at a time, by all processes of a server together.

A place is a lock on a file, which the system frees when the process that holds it dies.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.disk.lock import try_lock

SLOTS = 2
_PATIENCE = 5.0
_WAITING = 4
"""Threads of one process that may wait for a place: the others answer searches."""
_PAUSE = 0.03


class DrawingBusy(Exception):
    """All places are taken, and others wait."""


class DrawingSlots:
    """The places of one server; `folder` is shared by its processes and there when a place is taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting = threading.BoundedSemaphore(_WAITING)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take a place, and give it back in the end. Raise DrawingBusy when none becomes free soon."""
        if not self._waiting.acquire(blocking=False):
            raise DrawingBusy
        try:
            handle = self._wait()
        finally:
            self._waiting.release()
        try:
            yield
        finally:
            os.close(handle)

    def _wait(self) -> int:
        give_up_at = time.monotonic() + _PATIENCE
        while True:
            for number in range(SLOTS):
                handle = try_lock(self._folder / f"slot-{number}")
                if handle is not None:
                    return handle
            if time.monotonic() >= give_up_at:
                raise DrawingBusy
            time.sleep(_PAUSE)
