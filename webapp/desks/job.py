"""One request on its way through a desk, as the process sees it that keeps the desks."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec

from .messages import DeskFailure

_log = logging.getLogger(__name__)
_MESSAGE_BYTES = 4096  # a pipe takes as many at once or none
FOLDER_PREFIX = "rapporteur-desk-"
MEMORY_STATUS = 3
"""Exit status of a desk that ran out of memory."""


class Progress(msgspec.Struct, frozen=True):
    """What a desk says from time to time, and at its end with the status of the answer."""

    stage: str = ""
    done: int = 0
    total: int = 0
    status: int = 0
    content_type: str = ""


@dataclass
class DeskJob:
    """A request: it waits, is at a desk, or has ended."""

    ticket: str
    client: str
    environ: dict[str, str]
    body: IO[bytes]
    progress: Progress = field(default_factory=Progress)
    process: int = 0
    started_at: float = 0.0
    edition: str = ""
    """What it is answered from, as that was when the desk began."""
    asked_at: float = field(default_factory=time.monotonic)
    """When somebody last asked about it."""
    ended_at: float | None = None
    answer: IO[bytes] | None = None
    size: int = 0
    reason: DeskFailure | None = None
    """Why there is no answer."""
    folder: str = ""
    """Where the desk has its temporary files: a scanned page is handed to the program that reads it as a file."""
    forgotten: bool = False
    """Whether nobody wants the answer any more."""

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a desk."""
        return not self.process and self.ended_at is None

    @property
    def is_at_desk(self) -> bool:
        """Whether it is being answered."""
        return bool(self.process) and self.ended_at is None

    def start(self, run_desk: Callable[[DeskJob, IO[bytes], int], None]) -> int:
        """Fork a process that answers it, and return where its progress is read. Raise OSError when that fails."""
        with ExitStack() as unless_started:
            answer = unless_started.enter_context(tempfile.TemporaryFile(prefix="rapporteur-answer-"))
            self.folder = tempfile.mkdtemp(prefix=FOLDER_PREFIX)
            unless_started.callback(shutil.rmtree, self.folder, ignore_errors=True)
            reading, writing = os.pipe()
            unless_started.callback(os.close, reading)
            unless_started.callback(os.close, writing)
            self.process = os.fork()
            unless_started.pop_all()
        if not self.process:
            try:
                os.close(reading)
                run_desk(self, answer, writing)
            except BaseException:  # whatever it is, this process must not go on as a second keeper
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(writing)
        self.body.close()
        self.environ = {}  # the desk has its own
        self.answer, self.started_at = answer, time.monotonic()
        return reading

    def kill(self) -> None:
        """End the process at the desk, and the programs that it has started."""
        if self.is_at_desk:
            with suppress(ProcessLookupError):
                os.killpg(self.process, signal.SIGKILL)
            with suppress(ProcessLookupError):  # it may not lead a group yet
                os.kill(self.process, signal.SIGKILL)

    def end(self) -> None:
        """Note how the process at the desk has ended, which it has told by closing its pipe."""
        with suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)  # what it has started
        _, state = os.waitpid(self.process, 0)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.ended_at = time.monotonic()
        if self.progress.status and self.answer:
            self.reason = None
            self.size = os.fstat(self.answer.fileno()).st_size
        else:
            self.reason = self.reason or _reason_of(state)
            if self.reason in {"killed", "crash"} and not self.forgotten:
                _log.error("A process that checks a draft ended while %s it: %s.", self.progress.stage, self.reason)
            self.close()

    def close(self) -> None:
        """Delete what it has on disk."""
        self.body.close()
        if self.answer:
            self.answer.close()
        self.answer, self.size = None, 0


def sweep(age: float) -> None:
    """Delete folders of desks that are older than any desk can be: those of processes that were all killed at once."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        with suppress(OSError):
            facts = folder.lstat()
            if facts.st_uid == os.getuid() and time.time() - facts.st_mtime > age:
                shutil.rmtree(folder, ignore_errors=True)


def _reason_of(state: int) -> DeskFailure:
    """Return why a process has ended without an answer."""
    code = os.waitstatus_to_exitcode(state)
    reasons: dict[int, DeskFailure] = {
        -signal.SIGXCPU: "time",
        -signal.SIGXFSZ: "size",
        -signal.SIGKILL: "killed",
        MEMORY_STATUS: "memory",
    }
    return reasons.get(code, "crash")


def send_progress(writing: int, progress: Progress) -> None:
    """Write what a desk says; what the process that keeps the desks has no time to read is left out."""
    data = msgspec.msgpack.encode(progress)
    if len(data) < _MESSAGE_BYTES:
        os.write(writing, len(data).to_bytes(2, "big") + data)


def receive_progress(reading: int) -> Progress | None:
    """Read what a desk says, or return None when it has ended."""
    head = os.read(reading, 2)
    if len(head) < 2:
        return None
    data = os.read(reading, int.from_bytes(head, "big"))
    try:
        return msgspec.msgpack.decode(data, type=Progress)
    except msgspec.DecodeError:  # it was killed while it said it
        return None
