"""Reads the files of a corpus on the workers of a scheduler, with the same results as this machine has.

A worker that dies costs the batch it was reading, which is read by another. Files whose workers died again and again
are read last, one at a time, so that it is known which of them ends its worker.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.corpus.scan import read_bytes
from indexer.disk.hashing import sha256_hex
from indexer.errors import SourceUnreadable
from indexer.ingest.tasks import PaperReading, ReadFailure, ReadTask
from indexer.readers.limits import Limits

from .connection import Scheduler, connected
from .errors import WorkerRefused, WorkerUnable
from .identity import differences, own_identity
from .tasks import FileUnseen, RemoteAnswer, RemoteBatch, SentFile, read_batch
from .workers import PATIENCE_SECONDS, WatchedWorkers

if TYPE_CHECKING:
    from distributed import Future

_BATCH_FILES = 16  # each batch forks a process, which takes as long as a short paper
_BATCH_BYTES = 4_000_000
_ENDS_WORKERS = "ended each worker that read it: save it again in another format"


@dataclass(frozen=True)
class PendingBatch:
    """Files that are read, or wait for a worker."""

    files: tuple[SentFile, ...]
    is_alone: bool = False
    """Whether nothing else is read at the same time, so that it alone can have ended its worker."""


class MachineReaders:
    """The workers of a scheduler, as what reads the files of a build."""

    def __init__(self, address: str, patience: float = PATIENCE_SECONDS) -> None:
        """Take the address of the scheduler, and for how many seconds it may have no worker."""
        self._address = address
        self._patience = patience

    def begin(self) -> None:
        """Prepare nothing: the workers run."""

    def read(
        self,
        tasks: Sequence[ReadTask],
        limits: Limits,  # noqa: ARG002  # each task has them
    ) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
        """Read files; yield one result for each task, in no set order.

        The task has the digest of the bytes that were read. Raise MachinesMissing, SchedulerUnreachable,
        SchedulerRefused, SchedulerLost, WorkersGone, WorkerRefused or WorkerUnable; or ObjectStoreError where an object
        cannot be fetched here either.
        """
        if tasks:
            with connected(self._address) as scheduler:
                yield from _RemotePool(scheduler, tasks, self._patience).run()


class _RemotePool:
    """The batches that the workers read, and the files that wait for one."""

    def __init__(self, scheduler: Scheduler, tasks: Sequence[ReadTask], patience: float) -> None:
        self._key = scheduler.key
        self._workers = WatchedWorkers(scheduler, patience)
        self._waiting = deque(tasks)
        self._unseen: deque[ReadTask] = deque()
        self._suspects: deque[SentFile] = deque()
        self._reading: dict[Future[bytes], PendingBatch] = {}
        self._failed: list[tuple[ReadTask, ReadFailure]] = []
        self._are_all_sent = False

    def run(self) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
        """Yield one result for each task."""
        self._workers.begin()
        self._batch_files = max(1, min(_BATCH_FILES, math.ceil(len(self._waiting) / (4 * self._workers.threads))))
        while self._submit() or self._reading or self._failed:
            yield from self._failed
            self._failed.clear()
            if self._reading:
                yield from self._collect()

    def _submit(self) -> bool:
        """Hand out what waits, as far as the workers are to have it by now; return whether anything was."""
        before = len(self._reading) + len(self._failed)
        while (self._waiting or self._unseen) and len(self._reading) < self._workers.most_batches:
            if files := tuple(self._next_files()):
                self._send(PendingBatch(files))
        if self._suspects and not self._reading:
            self._send(PendingBatch((self._suspects.popleft(),), is_alone=True))
        return len(self._reading) + len(self._failed) > before

    def _send(self, batch: PendingBatch) -> None:
        message = msgspec.msgpack.encode(RemoteBatch(tuple(map(_with_whole_path, batch.files))))
        self._reading[self._workers.submit(read_batch, message, self._key)] = batch

    def _next_files(self) -> Iterator[SentFile]:
        """Yield the files of the next batch."""
        count = size = 0
        while count < self._batch_files and size < _BATCH_BYTES and (self._unseen or self._waiting):
            is_sent = self._are_all_sent or bool(self._unseen)
            task = self._unseen.popleft() if self._unseen else self._waiting.popleft()
            file = self._with_bytes(task) if is_sent else SentFile(task)
            if file:
                count += 1
                size += len(file.data) if file.data else _size(task)
                yield file

    def _with_bytes(self, task: ReadTask) -> SentFile | None:
        """Return a file with its bytes as they are now, None where it cannot be read."""
        try:
            data = read_bytes(task.source, task.limits)
        except SourceUnreadable as error:
            self._failed.append((task, ReadFailure(str(error), option=error.option, cause=error.cause)))
            return None
        return SentFile(msgspec.structs.replace(task, digest=sha256_hex([data])), data)

    def _collect(self) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
        """Yield the results of a batch that is read by now, if there is one."""
        done = self._workers.next_done()
        if done is None:
            return
        future, encoded = done
        batch = self._reading.pop(future)
        if encoded is not None:
            yield from self._results(batch, msgspec.msgpack.decode(encoded, type=RemoteAnswer))
        elif batch.is_alone:
            yield batch.files[0].task, ReadFailure(_ENDS_WORKERS)
        else:
            self._suspects.extend(batch.files)

    def _results(
        self, batch: PendingBatch, answer: RemoteAnswer
    ) -> Iterable[tuple[ReadTask, PaperReading | ReadFailure]]:
        """Yield what a worker has read. Raise WorkerRefused or WorkerUnable."""
        if answer.refused:
            raise WorkerRefused(answer.worker, differences(own_identity(), answer.refused))
        if answer.unable:
            raise WorkerUnable(answer.worker, answer.unable)
        unseen = [
            file.task
            for file, result in zip(batch.files, answer.results, strict=True)
            if isinstance(result, FileUnseen)
        ]
        self._are_all_sent = self._are_all_sent or len(unseen) == len(batch.files)
        self._unseen.extend(unseen)
        for file, result in zip(batch.files, answer.results, strict=True):
            if not isinstance(result, FileUnseen):
                yield file.task, result


def _with_whole_path(file: SentFile) -> SentFile:
    """Return a file whose path does not depend on the folder that a process is in; an object has none."""
    if file.task.stored is not None:
        return file
    task = msgspec.structs.replace(file.task, path=str(Path(file.task.path).absolute()))
    return SentFile(task, file.data)


def _size(task: ReadTask) -> int:
    try:
        return task.size
    except OSError:  # what is wrong with it is said when it is read
        return 0
