"""Reads many files in several processes, each file within its limits of time and memory.

A process that hangs is killed, one that dies is replaced; the file it was reading is reported.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import msgspec

from indexer.errors import ReadersUnavailable
from indexer.readers.limits import Limits

from .forkserver import ForkedReader, start_reader
from .tasks import ExternalFile, ExternalReading, PaperReading, ReadFailure, ReadTask
from .worker import WorkerResult, receive_message, send_message

_START_SECONDS = 60.0  # for a process to load what it needs, before the time of its first file starts


@dataclass
class _WorkerProcess:
    """A process with its task and deadline; the time of a task starts when the process is ready to read."""

    process: subprocess.Popen[bytes] | ForkedReader
    task: ReadTask | ExternalFile | None = None
    deadline: float = 0.0
    seconds: float = 0.0
    is_ready: bool = False

    def send(self) -> None:
        """Send the task and start its time; a dead process is noticed when it is read from."""
        self.deadline = time.monotonic() + self.seconds
        with contextlib.suppress(BrokenPipeError):
            send_message(self.process.stdin, msgspec.msgpack.encode(self.task))  # type: ignore[arg-type] # a pipe

    def end(self) -> None:
        """Kill the process and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def read_all(
    tasks: Iterable[ReadTask], jobs: int, limits: Limits
) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
    """Read files in `jobs` processes; yield one result for each task, in no set order.

    Raise ReadersUnavailable when a process cannot be started.
    """
    return cast("Iterator[tuple[ReadTask, PaperReading | ReadFailure]]", _read_tasks(tasks, jobs, limits))


def read_external_file(task: ExternalFile) -> ExternalReading | ReadFailure:
    """Read a file that is not part of the corpus, in a process of its own.

    Raise ReadersUnavailable when it cannot be started.
    """
    return next(cast("ExternalReading | ReadFailure", result) for _, result in _read_tasks([task], 1, task.limits))


def _read_tasks(
    tasks: Iterable[ReadTask | ExternalFile], jobs: int, limits: Limits
) -> Iterator[tuple[ReadTask | ExternalFile, WorkerResult]]:
    waiting = list(reversed(list(tasks)))
    workers: list[_WorkerProcess] = []
    try:
        for _ in range(min(jobs, len(waiting))):
            workers.append(_start(limits))  # noqa: PERF401  # each is ended below, also where the next cannot start
        with selectors.DefaultSelector() as selector:
            for worker in workers:
                _assign(worker, waiting, limits, selector)
            while any(worker.task for worker in workers):
                yield from _collect(workers, waiting, limits, selector)
    finally:
        for worker in workers:
            worker.end()


def _start(limits: Limits) -> _WorkerProcess:
    """Start a process that reads. Raise ReadersUnavailable when that is impossible."""
    if hasattr(os, "fork"):
        return _WorkerProcess(start_reader(limits.memory), seconds=limits.seconds)
    command = [sys.executable, "-m", "indexer.ingest.worker", str(limits.memory)]
    # Each thread would take memory of its own, and there is a process for each core already.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        process = subprocess.Popen(  # noqa: S603 # our own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl+C reaches this process alone, which then ends the others
        )
    except OSError as error:
        raise ReadersUnavailable(error.strerror or str(error)) from error
    return _WorkerProcess(process, seconds=limits.seconds)


def _assign(
    worker: _WorkerProcess, waiting: list[ReadTask | ExternalFile], limits: Limits, selector: selectors.BaseSelector
) -> None:
    """Hand a process its next task, if there is one."""
    worker.task = waiting.pop() if waiting else None
    if worker.task is None:
        return
    worker.deadline = time.monotonic() + max(_START_SECONDS, limits.seconds)
    selector.register(worker.process.stdout, selectors.EVENT_READ, worker)  # type: ignore[arg-type] # a pipe
    if worker.is_ready:
        worker.send()


def _collect(
    workers: list[_WorkerProcess],
    waiting: list[ReadTask | ExternalFile],
    limits: Limits,
    selector: selectors.BaseSelector,
) -> Iterator[tuple[ReadTask | ExternalFile, WorkerResult]]:
    """Yield the results that are ready, and a failure for each task whose process is late or dead."""
    first_deadline = min(worker.deadline for worker in workers if worker.task)
    ready = {key.data.process.pid for key, _ in selector.select(max(0.0, first_deadline - time.monotonic()))}
    for index, worker in enumerate(workers):
        task = worker.task
        if task is None:
            continue
        result: WorkerResult | None = None
        if worker.process.pid in ready:
            result = _receive_result(worker)
        elif time.monotonic() >= worker.deadline:
            result = ReadFailure(
                f"took longer than {limits.seconds:g} s to read: split it", ends_process=True, option="--max-seconds"
            )
            worker.process.kill()
        if result is None:
            continue
        selector.unregister(worker.process.stdout)  # type: ignore[arg-type] # a pipe
        if worker.process.poll() is not None or (isinstance(result, ReadFailure) and result.ends_process):
            worker.end()
            workers[index] = _start(limits) if waiting else worker
        _assign(workers[index], waiting, limits, selector)
        yield task, result


def _receive_result(worker: _WorkerProcess) -> WorkerResult | None:
    """Return the result that a process sent, or None where it only reports that it is ready."""
    message = receive_message(worker.process.stdout)  # type: ignore[arg-type] # a pipe
    if message is None:
        worker.end()
        return ReadFailure("crashed the program that reads it: save it again in another format", ends_process=True)
    if not message:
        worker.is_ready = True
        worker.send()
        return None
    return msgspec.msgpack.decode(message, type=PaperReading | ExternalReading | ReadFailure)
