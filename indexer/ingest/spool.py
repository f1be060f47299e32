"""Objects of an object store as files of this machine, for as long as they are read.

A few are fetched ahead, so that reading does not wait; never more of a corpus is on the disk. So the processes that
read need neither credentials nor a network.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from indexer.corpus.stored import most_bytes, unreadable
from indexer.object_store.address import StoredObject
from indexer.object_store.client import bucket
from indexer.object_store.errors import ObjectUnreadable
from indexer.readers.limits import Limits

from .tasks import ReadTask

PREFIX = "object-"
"""What the names of the files begin with."""


@dataclass
class _SpooledObject:
    """An object that is fetched, or was, and the names of the papers that are read from it."""

    path: Path
    fetching: Future[None]
    readers: set[str] = field(default_factory=set)


class ObjectSpool:
    """The objects that are on the disk of this machine now."""

    def __init__(self, at_a_time: int) -> None:
        """Take the number of objects that are fetched at a time."""
        self._at_a_time = at_a_time
        self._threads: ThreadPoolExecutor | None = None
        self._spooled: dict[StoredObject, _SpooledObject] = {}

    def fetch_ahead(self, tasks: Iterable[ReadTask]) -> None:
        """Begin to fetch the objects of papers that will be read soon; those of files are passed over."""
        for task in tasks:
            if task.stored is not None:
                self._entry(task, task.stored)

    def with_file(self, task: ReadTask) -> ReadTask:
        """Return a task with a file in place of its object, once that is fetched.

        Raise SourceUnreadable where it cannot be, and ObjectStoreError.
        """
        if task.stored is None:
            return task
        entry = self._entry(task, task.stored)
        try:
            entry.fetching.result()
        except ObjectUnreadable as error:
            self.release(task)
            raise unreadable(error, task.limits) from error
        return msgspec.structs.replace(task, path=str(entry.path), stored=None)

    def release(self, task: ReadTask) -> None:
        """Delete the file of a task that was read, unless another paper is read from it."""
        entry = self._spooled.get(task.stored) if task.stored else None
        if entry is None or task.stored is None:
            return
        entry.readers.discard(task.name)
        if not entry.readers:
            del self._spooled[task.stored]
            entry.path.unlink(missing_ok=True)

    def end(self) -> None:
        """Fetch nothing more, and delete all files."""
        if self._threads:
            self._threads.shutdown(cancel_futures=True)
        while self._spooled:
            self._spooled.popitem()[1].path.unlink(missing_ok=True)

    def _entry(self, task: ReadTask, stored: StoredObject) -> _SpooledObject:
        entry = self._spooled.get(stored)
        if entry is None:
            self._threads = self._threads or ThreadPoolExecutor(self._at_a_time, "fetch")
            handle, name = tempfile.mkstemp(prefix=PREFIX, dir=task.workspace)
            os.close(handle)
            path = Path(name)
            entry = _SpooledObject(path, self._threads.submit(_fetch, stored, path, task.limits))
            self._spooled[stored] = entry
        entry.readers.add(task.name)
        return entry


def _fetch(stored: StoredObject, path: Path, limits: Limits) -> None:
    with path.open("wb") as file:
        bucket(stored.bucket).fetch(stored.key, most_bytes(stored.key, limits), file)
