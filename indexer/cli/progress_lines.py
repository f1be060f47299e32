"""The progress of a build as lines, where a file or a pipe takes its output and no bar can be drawn."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

QUIET_SECONDS = 2.0
"""Seconds from the start in which nothing is written: a short build needs no progress."""
LINE_SECONDS = 5.0
"""Seconds between two lines of a step that gets on."""
WAIT_SECONDS = 30.0
"""Seconds between two lines of a step of which nothing is heard."""
_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class _Step:
    """A step of a build: how much of it is done, and when it began."""

    name: str
    done: int
    total: int
    began: float


class ProgressLines:
    """Writes a line when a step ends, every few seconds while it gets on, and more rarely while nothing is heard of it.

    Entering it starts the thread that looks at the time; leaving it ends the thread.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._began = clock()
        self._step: _Step | None = None
        self._told: _Step | None = None
        self._told_at = self._began
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="progress", daemon=True)

    def __enter__(self) -> ProgressLines:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Note how far a step has come; write a line when it is due."""
        with self._lock:
            if self._step is None or self._step.name != step:
                self._step = _Step(step, done, total, self._clock())
            else:
                self._step = replace(self._step, done=done, total=total)
            self._tell_if_due()

    def look(self) -> None:
        """Write a line when one is due although nothing was heard of the step."""
        with self._lock:
            self._tell_if_due()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self.look()

    def _tell_if_due(self) -> None:
        step, now = self._step, self._clock()
        if not step or now - self._began < QUIET_SECONDS or (step == self._told and step.done == step.total):
            return
        is_new = step != self._told
        has_ended = is_new and step.done == step.total
        another = self._told is None or self._told.name != step.name
        waited = now - self._told_at
        if has_ended or another or waited >= (LINE_SECONDS if is_new else WAIT_SECONDS):
            self._told, self._told_at = step, now
            self._stream.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {_line(step, now - step.began)}\n")
            self._stream.flush()


def _line(step: _Step, seconds: float) -> str:
    """Return how far a step has come, and how long what is left of it will take at the speed so far."""
    if step.total <= 1:
        if step.done:
            return f"{step.name}: done in {_duration(seconds)}"
        return f"{step.name}, for {_duration(seconds)}" if seconds >= 1 else step.name
    line = f"{step.name}: {step.done:,} of {step.total:,}"
    if step.done == step.total:
        return f"{line}, done in {_duration(seconds)}"
    if step.done and seconds >= 1:
        left = seconds / step.done * (step.total - step.done)
        line += f", about {_duration(left)} left"
    return line


def _duration(seconds: float) -> str:
    """Return a duration in words: `40 s`, `12 min`, `3 h 5 min`."""
    minutes = round(seconds / 60)
    if seconds < 99.5:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
