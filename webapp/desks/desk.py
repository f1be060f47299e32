"""A desk: a process that answers one request with the application, within limits of time, memory and size.

How the requests get here belongs to `keeper`.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from flask import Flask
from werkzeug.wrappers import Response

from .job import MEMORY_STATUS, DeskJob, Progress, send_progress
from .limits import DeskLimits

ENVIRON_KEY = "rapporteur.desk"
"""Where the environment of a request has the desk that it is answered at."""
PREPARE_KEY = "rapporteur.prepare"
"""The extension of an application with a function that loads what answers need, before they are forked."""
EDITION_KEY = "rapporteur.edition"
"""The extension of an application with a function that names the edition of what it answers from.

Answers from an edition that is no more are not handed out.
"""
_NICENESS = 10  # so that a reader's search comes before
_KILLED_FIRST = "800"  # when the machine has no memory left, of at most 1000
_PR_SET_PDEATHSIG = 1  # of `prctl(2)`, Linux
_REPORT_SECONDS = 0.2
_STAGES = 4  # of which none has begun or all have ended: no answer has more processor time than these together


class Desk:
    """What an answer at a desk can say and ask of it."""

    def __init__(self, ticket: str, limits: DeskLimits, writing: int) -> None:
        self.ticket = ticket
        self.limits = limits
        self._writing = writing
        self._said = Progress()
        self._said_at = 0.0
        self._stage_ends = 0.0

    def begin(self, stage: str) -> None:
        """Begin a stage of the answer, which has processor time of its own; the word stands in what is said of it."""
        self._stage_ends = time.process_time() + self.limits.stage_seconds
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        # The system counts whole seconds.
        resource.setrlimit(resource.RLIMIT_CPU, (int(self._stage_ends) + 1, most))
        self._say(Progress(stage))

    def report(self, done: int, total: int) -> None:
        """Say how far the stage is."""
        if time.monotonic() - self._said_at > _REPORT_SECONDS:
            self._say(Progress(self._said.stage, done, total))

    @property
    def seconds_left(self) -> float:
        """Processor time that is left for this stage."""
        return self._stage_ends - time.process_time()

    def finish(self, response: Response) -> None:
        """Say that the answer is whole."""
        self._say(Progress(self._said.stage, status=response.status_code, content_type=response.content_type or ""))

    def _say(self, progress: Progress) -> None:
        self._said, self._said_at = progress, time.monotonic()
        send_progress(self._writing, progress)


def open_desks(app: Flask, limits: DeskLimits) -> Callable[[DeskJob, IO[bytes], int], None]:
    """Load what all answers need, and return the function that a process forked for one calls."""
    prepare = app.extensions.get(PREPARE_KEY)
    if prepare:
        prepare(app)
    gc.collect()
    gc.freeze()  # a collection would write into every object, and so copy what the processes share

    def run(job: DeskJob, answer: IO[bytes], writing: int) -> None:
        _run_desk(app, limits, job, answer, writing)

    return run


def _run_desk(app: Flask, limits: DeskLimits, job: DeskJob, answer: IO[bytes], writing: int) -> None:
    """Answer one request and end the process."""
    _limit_process(limits)
    gc.disable()  # the process ends soon, and a draft may be a million objects that refer to each other in no circle
    os.environ["TMPDIR"] = tempfile.tempdir = job.folder
    desk = Desk(job.ticket, limits, writing)
    try:
        response = _answer(app, job, desk)
        for piece in response.iter_encoded():
            answer.write(piece)
        answer.flush()
        desk.finish(response)
        os._exit(0)
    except MemoryError:
        os._exit(MEMORY_STATUS)


def _answer(app: Flask, job: DeskJob, desk: Desk) -> Response:
    job.body.seek(0)
    environ: dict[str, object] = {
        **job.environ,
        "wsgi.input": job.body,
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": True,
        "wsgi.input_terminated": True,
        ENVIRON_KEY: desk,
    }
    with app.request_context(environ):
        try:
            response: Response = app.full_dispatch_request()
        except MemoryError:
            raise
        except Exception as error:
            response = app.handle_exception(error)
        response.get_data()  # whole, while the request is there
        return response


def _limit_process(limits: DeskLimits) -> None:
    """Set the limits that the system keeps for this process."""
    os.setsid()  # it is ended with what it has started
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.nice(_NICENESS)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123  # a file of the system
        file.write(_KILLED_FIRST)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.stage_seconds, limits.stage_seconds * _STAGES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer_bytes, limits.answer_bytes))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and so would fail with an error of the disk
    with suppress(OSError, ValueError), open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        data = int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        most = data + limits.memory
        # The index is mapped from files, which do not count: its size says nothing about the request.
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
