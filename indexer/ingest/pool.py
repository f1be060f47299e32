"""Reads many files in several processes, each file within its limits of time and memory.

A process that hangs is ended, one that dies is replaced; the file it was reading is reported.
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

from indexer.readers.limits import Limits

from .tasks import ExternalFile, ExternalReading, PaperReading, ReadFailure, ReadTask
from .worker import WorkerResult, receive_message, send_message

_START = 60.0  # seconds for a process to load what it needs, before the time of its first file runs


@dataclass
class _WorkerProcess:
    """A process, the task it has, and when it must have answered; its time runs from when it is ready to read."""

    process: subprocess.Popen[bytes]
    task: ReadTask | ExternalFile | None = None
    deadline: float = 0.0
    seconds: float = 0.0
    is_ready: bool = False

    def send(self) -> None:
        """Send the task, whose time now runs; a process that has died says so when it is read from."""
        self.deadline = time.monotonic() + self.seconds
        with contextlib.suppress(BrokenPipeError):
            send_message(self.process.stdin, msgspec.msgpack.encode(self.task))  # type: ignore[arg-type] # a pipe

    def end(self) -> None:
        """End the process and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def read_all(
    tasks: Iterable[ReadTask], jobs: int, limits: Limits
) -> Iterator[tuple[ReadTask, PaperReading | ReadFailure]]:
    """Read files in `jobs` processes; answers come in no set order, one for each task."""
    return cast("Iterator[tuple[ReadTask, PaperReading | ReadFailure]]", _read(tasks, jobs, limits))


def read_external_file(task: ExternalFile) -> ExternalReading | ReadFailure:
    """Read a file that is no paper of the corpus, in a process of its own."""
    return next(cast("ExternalReading | ReadFailure", answer) for _, answer in _read([task], 1, task.limits))


def _read(
    tasks: Iterable[ReadTask | ExternalFile], jobs: int, limits: Limits
) -> Iterator[tuple[ReadTask | ExternalFile, WorkerResult]]:
    waiting = list(reversed(list(tasks)))
    workers = [_start(limits) for _ in range(min(jobs, len(waiting)))]
    try:
        with selectors.DefaultSelector() as selector:
            for worker in workers:
                _give(worker, waiting, limits, selector)
            while any(worker.task for worker in workers):
                yield from _collect(workers, waiting, limits, selector)
    finally:
        for worker in workers:
            worker.end()


def _start(limits: Limits) -> _WorkerProcess:
    command = [sys.executable, "-m", "indexer.ingest.worker", str(limits.memory)]
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # threads take memory, and cores twice
    process = subprocess.Popen(  # noqa: S603 # our own
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=alone,
        start_new_session=True,  # Ctrl+C reaches this process alone, which then ends the others
    )
    return _WorkerProcess(process, seconds=limits.seconds)


def _give(
    worker: _WorkerProcess, waiting: list[ReadTask | ExternalFile], limits: Limits, selector: selectors.BaseSelector
) -> None:
    """Hand a process its next task, if there is one."""
    worker.task = waiting.pop() if waiting else None
    if worker.task is None:
        return
    worker.deadline = time.monotonic() + max(_START, limits.seconds)
    selector.register(worker.process.stdout, selectors.EVENT_READ, worker)  # type: ignore[arg-type] # a pipe
    if worker.is_ready:
        worker.send()


def _collect(
    workers: list[_WorkerProcess],
    waiting: list[ReadTask | ExternalFile],
    limits: Limits,
    selector: selectors.BaseSelector,
) -> Iterator[tuple[ReadTask | ExternalFile, WorkerResult]]:
    """The answers that are there, and a failure for each task whose process is late or gone."""
    soonest = min(worker.deadline for worker in workers if worker.task)
    ready = {key.data.process.pid for key, _ in selector.select(max(0.0, soonest - time.monotonic()))}
    for at, worker in enumerate(workers):
        task = worker.task
        if task is None:
            continue
        answer: WorkerResult | None = None
        if worker.process.pid in ready:
            answer = _answer(worker)
        elif time.monotonic() >= worker.deadline:
            answer = ReadFailure(
                f"took longer than {limits.seconds:g} s to read: split it", ends_process=True, option="--max-seconds"
            )
            worker.process.kill()
        if answer is None:
            continue
        selector.unregister(worker.process.stdout)  # type: ignore[arg-type] # a pipe
        if worker.process.poll() is not None or (isinstance(answer, ReadFailure) and answer.ends_process):
            worker.end()
            workers[at] = _start(limits) if waiting else worker
        _give(workers[at], waiting, limits, selector)
        yield task, answer


def _answer(worker: _WorkerProcess) -> WorkerResult | None:
    """What a process has to say: an answer, or None where it is only now ready to read."""
    message = receive_message(worker.process.stdout)  # type: ignore[arg-type] # a pipe
    if message is None:
        worker.end()
        return ReadFailure("crashed the program that reads it: save it again in another format", ends_process=True)
    if not message:
        worker.is_ready = True
        worker.send()
        return None
    return msgspec.msgpack.decode(message, type=PaperReading | ExternalReading | ReadFailure)
