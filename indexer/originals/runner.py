"""Starts a process for one look into a file, gives it a task, and ends it when it takes too long.

Files come from anywhere, and the programs that read them have had holes. So each file is opened in a process that lives
for one answer, within limits of time, memory and size, and the memory of the server does not grow with them.
"""

from __future__ import annotations

import os
import signal
import subprocess  # nosec B404  # runs our own program
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

import msgspec

from indexer.ingest.forkserver import reader_environment

from .messages import NotShown, ShowingAnswer, ShowingFailure, ShowingTask
from .process import MOST_ANSWER

_PROGRAM = "indexer.originals.process"


@dataclass(frozen=True)
class ShowingLimits:
    """What one look into a file may cost."""

    seconds: int = 10
    """Processor time."""
    wall_seconds: float = 20.0
    memory: int = 600_000_000
    """Bytes beyond what the process has when it begins."""
    file_bytes: int = 256_000_000


def look_into(file: IO[bytes], size: int, task: ShowingTask, limits: ShowingLimits) -> ShowingAnswer:
    """Return what a process says of an open file, from its beginning; NotShown where it can say nothing."""
    if size > limits.file_bytes:
        return NotShown("too_large")
    with tempfile.TemporaryFile(prefix="rapporteur-page-") as answer:
        number = file.fileno()
        os.lseek(number, 0, os.SEEK_SET)  # the process shares the position
        process = subprocess.Popen(  # noqa: S603  # nosec B603  # our own
            [sys.executable, "-P", "-m", _PROGRAM, str(number), str(limits.memory), str(limits.seconds)],
            stdin=subprocess.PIPE,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=reader_environment(),
            pass_fds=[number],
            start_new_session=True,
        )
        try:
            process.communicate(msgspec.msgpack.encode(task), timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired:
            return NotShown("time")
        finally:
            _end(process)
        answer.seek(0)
        return _answer(process.returncode, answer.read(MOST_ANSWER))


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answer(status: int, answer: bytes) -> ShowingAnswer:
    reasons: dict[int, ShowingFailure] = {-signal.SIGXCPU: "time", -signal.SIGKILL: "memory"}
    if status:
        return NotShown(reasons.get(status, "crash"))
    try:
        shown: ShowingAnswer = msgspec.msgpack.decode(answer, type=ShowingAnswer)
    except msgspec.DecodeError:
        return NotShown("crash")
    return shown
