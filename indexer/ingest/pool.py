"""Reads many files in several processes, each file within its limits of processor time and memory.

A process that hangs is killed, one that dies is replaced; the file it was reading is reported.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess  # nosec B404  # runs our own workers
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import msgspec

from indexer.errors import ReadersUnavailable, SourceUnreadable
from indexer.making.tasks import MadePapers, MakeTask
from indexer.object_store.errors import ObjectStoreError
from indexer.readers.limits import Limits

from .forkserver import ForkedReader, start_reader, start_server
from .messages import receive_message, send_message
from .spool import ObjectSpool
from .tasks import (
    Answer,
    ExternalFile,
    ExternalReading,
    FileChanged,
    ModelWanted,
    PaperReading,
    ProcessTask,
    ReadFailure,
    ReadTask,
    TaskResult,
)

_START_SECONDS = 60.0  # for a process to load what it needs, before the time of its first file starts
_MAX_CHANGES = 3  # times that a file may change between being hashed and being read

_FETCHED_AT_A_TIME = 8  # objects of an object store

_OUT_OF_TIME = getattr(signal, "SIGPROF", 0)  # ends a process that has had its processor time
_FEW = 300_000  # bytes: read in half a second, and each process takes 0.1 s to copy what it changes of what is loaded


@dataclass
class _WorkerProcess:
    """A process with its task and deadline by the clock, which starts when the process is ready to read.

    The limit of processor time is kept by the process itself, which the system ends with the signal for that.
    """

    process: subprocess.Popen[bytes] | ForkedReader
    task: ProcessTask | None = None
    sent: ProcessTask | None = None
    """The task as the process gets it: with a file in place of an object."""
    deadline: float = 0.0
    seconds: float = 0.0
    is_ready: bool = False

    def send(self) -> None:
        """Send the task and start its time; a dead process is noticed when it is read from."""
        self.deadline = time.monotonic() + self.seconds
        with contextlib.suppress(BrokenPipeError):
            send_message(self.process.stdin, msgspec.msgpack.encode(self.sent))  # type: ignore[arg-type] # a pipe

    def end(self) -> None:
        """Kill the process and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


class LocalReaders:
    """The reading processes of this machine, as what reads the files of a build."""

    def __init__(self, jobs: int) -> None:
        """Take the number of files to read at the same time; 0 is one for each processor."""
        self._jobs = jobs or os.cpu_count() or 1

    def begin(self) -> None:
        """Have the processes load what they need, while others work."""
        start_server()

    def read(self, tasks: Sequence[ReadTask], limits: Limits) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
        """Read files as `read_all` does."""
        return read_all(tasks, self._jobs, limits)


def read_all(
    tasks: Iterable[ReadTask], jobs: int, limits: Limits
) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
    """Read files in `jobs` processes; yield one result for each task, in no set order.

    The task has the digest of the bytes that were read, which may be another than it had.

    Raise ReadersUnavailable when a process cannot be started.
    """
    return cast("Iterator[tuple[ReadTask, PaperReading | ReadFailure]]", _read_tasks(tasks, jobs, limits))


def read_external_file(task: ExternalFile) -> ExternalReading | ReadFailure:
    """Read a file that is not part of the corpus, in a process of its own.

    Raise ReadersUnavailable when it cannot be started.
    """
    return next(cast("ExternalReading | ReadFailure", result) for _, result in _read_tasks([task], 1, task.limits))


def make_apart(task: MakeTask) -> MadePapers | ReadFailure:
    """Return what is found in the papers of a task, in a process of its own.

    Raise ReadersUnavailable when it cannot be started.
    """
    return next(cast("MadePapers | ReadFailure", result) for _, result in _read_tasks([task], 1, task.limits))


def _read_tasks(tasks: Iterable[ProcessTask], jobs: int, limits: Limits) -> Iterator[tuple[ProcessTask, TaskResult]]:
    with selectors.DefaultSelector() as selector:
        pool = _Pool(tasks, limits, selector)
        try:
            yield from pool.run(jobs)
        finally:
            pool.end()


class _Pool:
    """The processes that read some tasks, and the tasks that wait for one."""

    def __init__(self, tasks: Iterable[ProcessTask], limits: Limits, selector: selectors.BaseSelector) -> None:
        self._waiting = list(reversed(list(tasks)))
        self._suffixes = frozenset(task.suffix for task in self._waiting)
        self._limits = limits
        self._selector = selector
        self._workers: list[_WorkerProcess] = []
        self._wants_model = False
        self._spool = ObjectSpool(_FETCHED_AT_A_TIME)
        self._lost: ObjectStoreError | None = None
        self._unfetched: list[tuple[ProcessTask, TaskResult]] = []
        self._changes: Counter[str] = Counter()  # by the names of files that change while they are read

    def run(self, jobs: int) -> Iterator[tuple[ProcessTask, TaskResult]]:
        """Yield one result for each task.

        Raise ReadersUnavailable when a process cannot be started, and ObjectStoreError.
        """
        for _ in range(min(jobs, len(self._waiting)) if self._is_much() else min(1, len(self._waiting))):
            self._workers.append(self._start())
        for worker in self._workers:
            self._assign(worker)
        while any(worker.task for worker in self._workers):
            yield from self._collect()
        yield from self._unfetched
        if self._lost:
            raise self._lost

    def _is_much(self) -> bool:
        """Return whether there is more to read than one process reads while another would come to its first page."""
        try:
            return sum(task.size for task in self._waiting if isinstance(task, ReadTask)) > _FEW
        except OSError:  # a file that is gone says nothing about the others
            return True

    def end(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()
        self._spool.end()

    def _start(self) -> _WorkerProcess:
        """Start a process that reads. Raise ReadersUnavailable when that is impossible."""
        if not hasattr(os, "fork"):
            return _WorkerProcess(_start_afresh(self._limits.memory), seconds=self._limits.wall_seconds)
        process = start_reader(self._limits.memory, self._suffixes, self._wants_model)
        return _WorkerProcess(process, seconds=self._limits.wall_seconds)

    def _assign(self, worker: _WorkerProcess) -> None:
        """Hand a process its next task, if there is one."""
        worker.task = worker.sent = None
        while self._waiting and worker.task is None:
            task = self._waiting.pop()
            ahead = self._waiting[: -len(self._workers) - 1 : -1]
            self._spool.fetch_ahead(task for task in (task, *ahead) if isinstance(task, ReadTask))
            try:
                worker.sent = self._spool.with_file(task) if isinstance(task, ReadTask) else task
                worker.task = task
            except SourceUnreadable as error:
                self._unfetched.append((task, ReadFailure(str(error), option=error.option, cause=error.cause)))
            except ObjectStoreError as error:  # raised once the other processes have read what they have
                self._lost = error
                self._waiting.clear()
        if worker.task is None:
            return
        worker.deadline = time.monotonic() + max(_START_SECONDS, self._limits.wall_seconds)
        self._selector.register(worker.process.stdout, selectors.EVENT_READ, worker)  # type: ignore[arg-type] # a pipe
        if worker.is_ready:
            worker.send()

    def _collect(self) -> Iterator[tuple[ProcessTask, TaskResult]]:
        """Yield the results that are ready, and a failure for each task whose process is late or dead."""
        first_deadline = min(worker.deadline for worker in self._workers if worker.task)
        ready = {key.data.process.pid for key, _ in self._selector.select(max(0.0, first_deadline - time.monotonic()))}
        for index, worker in enumerate(self._workers):
            task = worker.task
            answer = self._answer(worker, worker.process.pid in ready) if task else None
            if task is None or answer is None:
                continue
            self._selector.unregister(worker.process.stdout)  # type: ignore[arg-type] # a pipe
            if isinstance(task, ReadTask) and not isinstance(answer, ModelWanted):
                self._spool.release(task)
            result = self._result(task, answer)
            if _must_end(worker, answer):
                worker.end()
                self._workers[index] = self._start() if self._waiting else worker
            self._assign(self._workers[index])
            if result is not None:
                yield task, result

    def _result(self, task: ProcessTask, answer: Answer) -> TaskResult | None:
        """Return the result of a task, or None where it waits to be given to a process once more."""
        if isinstance(answer, ModelWanted):  # a process that is forked from now on has the model
            self._wants_model = True
            self._waiting.append(task)
            return None
        if not isinstance(answer, FileChanged):
            return answer
        self._changes[task.name] += 1
        if self._changes[task.name] > _MAX_CHANGES:
            return ReadFailure("changes while it is read: index it again when nobody writes to it any more")
        self._waiting.append(msgspec.structs.replace(cast("ReadTask", task), digest=answer.digest))
        return None

    def _answer(self, worker: _WorkerProcess, is_ready: bool) -> Answer | None:
        """Return what a process answers to its task, or None where it goes on."""
        if is_ready:
            return self._receive(worker)
        if time.monotonic() < worker.deadline:
            return None
        worker.process.kill()
        return ReadFailure(
            f"was not read within {self._limits.wall_seconds:g} s, most of them spent waiting: see whether its disk "
            "answers, and try again",
            ends_process=True,
        )

    def _receive(self, worker: _WorkerProcess) -> Answer | None:
        """Return the answer that a process sent, or why it ended; None where it only reports that it is ready."""
        message = receive_message(worker.process.stdout)  # type: ignore[arg-type] # a pipe
        if message is None:
            worker.end()
            if worker.process.returncode == -_OUT_OF_TIME:
                reason = f"took more than {self._limits.seconds:g} s of processor time to read: split it"
                return ReadFailure(reason, ends_process=True, option="--max-seconds")
            return ReadFailure("crashed the program that reads it: save it again in another format", ends_process=True)
        if not message:
            worker.is_ready = True
            worker.send()
            return None
        answer: Answer = msgspec.msgpack.decode(message, type=Answer)
        return answer


def _must_end(worker: _WorkerProcess, result: Answer) -> bool:
    """Return whether a process must read no other task, or has ended."""
    ends = isinstance(result, ModelWanted) or (isinstance(result, ReadFailure) and result.ends_process)
    return ends or worker.process.poll() is not None


def _start_afresh(memory: int) -> subprocess.Popen[bytes]:
    """Start a process that loads everything itself. Raise ReadersUnavailable when that is impossible."""
    # Each thread would take memory of its own, and there is a process for each core already.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        return subprocess.Popen(  # noqa: S603  # nosec B603  # our own
            [sys.executable, "-m", "indexer.ingest.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl+C reaches this process alone, which then ends the others
        )
    except OSError as error:
        raise ReadersUnavailable(error.strerror or str(error)) from error
