"""The workers of a scheduler while a build needs them: how many there are, and whether they are still there."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from .connection import Scheduler
from .errors import WorkersGone

if TYPE_CHECKING:
    from distributed import Future

PATIENCE_SECONDS = 60.0
BATCHES_AHEAD = 2
"""For each thread of a worker: one batch that it works on, and one that waits for it."""
_TICK_SECONDS = 1.0  # between two looks at the workers while nothing is answered


class WatchedWorkers:
    """The workers of a scheduler, given up where there is none for too long."""

    def __init__(self, scheduler: Scheduler, patience: float) -> None:
        """Take for how many seconds there may be no worker."""
        self._scheduler = scheduler
        self._patience = patience
        self._done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._looked = self._last_worker = time.monotonic()
        self._threads = 0

    @property
    def threads(self) -> int:
        """How many tasks they can do at a time: 1 at least, since others may come."""
        return max(1, self._threads)

    @property
    def most_batches(self) -> int:
        """How many batches they are to have at a time."""
        return BATCHES_AHEAD * self.threads

    def begin(self) -> None:
        """Wait until there is a worker, and refuse what would work otherwise than this machine.

        Raise WorkersGone, SchedulerRefused, WorkerRefused, WorkerUnable or SchedulerLost.
        """
        while not self._threads:
            self._look()
            time.sleep(0 if self._threads else 0.1)
        self._scheduler.check()

    def submit(self, function: Callable[..., bytes], *arguments: object) -> Future[bytes]:
        """Hand out a call. Raise SchedulerLost."""
        return self._scheduler.submit(function, *arguments, when_done=self._done.put)

    def next_done(self) -> tuple[Future[bytes], bytes | None] | None:
        """Return a call that is done by now, with its answer; None where none is, after a while.

        An answer is None where the workers that had the call died, or had too little memory. Raise WorkersGone,
        SchedulerLost or WorkerUnable.
        """
        try:
            future = self._done.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            self._look()
            return None
        if time.monotonic() - self._looked > _TICK_SECONDS:
            self._look()
        try:
            return future, self._scheduler.answer(future)
        except TimeoutError:  # it is done once more, as the worker that had the answer died
            self._done.put(future)
            self._look()
            return None

    def _look(self) -> None:
        """Find out how much the workers can do. Raise WorkersGone or SchedulerLost."""
        self._looked = time.monotonic()
        self._threads = self._scheduler.threads()
        if self._threads:
            self._last_worker = self._looked
        elif self._looked - self._last_worker > self._patience:
            raise WorkersGone(self._scheduler.address, self._patience)
