"""The process that keeps the desks: requests wait here, outside the threads of the server, and answers are kept here.

Run as `python -m webapp.desks.keeper CALLS LOCK`, with the numbers of two open files: it gets calls from the processes
of a site, and ends when they are gone or after some idle time. It forks a process for each answer (`desk`). Bodies and
answers are files without names, so nothing of them is left when all is killed.
"""

from __future__ import annotations

import os
import pickle  # nosec B403  # reads what the process wrote that started this one
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import IO

import msgspec

from .job import DeskJob, receive_progress, sweep
from .ledger import KeeperLedger
from .limits import DeskLimits
from .messages import (
    Accepted,
    Answered,
    Call,
    Counts,
    CountsAsked,
    Failed,
    NotKnown,
    Pending,
    Question,
    Refused,
    Reply,
    Submission,
    Withdrawal,
    Withdrawn,
    receive_call,
    send,
)

_CALL_SECONDS = 1.0  # for a process of the site to send the rest of a call
_TURN_SECONDS = 1.0  # between two looks at what is late or old
_IDLE_SECONDS = 120.0  # without a call, after which there is no need to hold memory
_MAX_PATIENCE = 5.0
_SWEEP_SECONDS = 60.0
_LOCK_SECONDS = 3.0  # a process that looks for a keeper has its lock for a moment
_PAUSE = 0.02
_KEPT_REFUSALS = 500

RunDesk = Callable[[DeskJob, IO[bytes], int], None]
"""Answers a request into a file, and writes its progress to a descriptor; it is called in a process of its own."""


@dataclass
class _Waiter:
    """A process of the site that waits for an answer a little."""

    connection: socket.socket
    until: float


@dataclass
class Keeper:
    """The queue, the desks, and the answers."""

    calls: socket.socket
    limits: DeskLimits
    run_desk: RunDesk
    edition: Callable[[], str] = str
    """Names what answers are made from now: those made from anything else are forgotten."""
    jobs: dict[str, DeskJob] = field(default_factory=dict)
    """All that is known, in the order in which it came."""
    turned_away: dict[str, Refused | Withdrawn] = field(default_factory=dict)
    """The last that were refused or taken out of the queue, for those whom that reached too late."""
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    waiters: dict[str, _Waiter] = field(default_factory=dict)
    called_at: float = field(default_factory=time.monotonic)
    swept_at: float = float("-inf")
    ended: bool = False

    def serve(self) -> None:
        """Answer calls until there is nobody who could call, or nobody has for long."""
        self.selector.register(self.calls, selectors.EVENT_READ, self._take_call)
        while not self.ended:
            until = min((waiter.until for waiter in self.waiters.values()), default=float("inf"))
            wait = max(0.0, min(_TURN_SECONDS, until - time.monotonic()))
            for key, _ in self.selector.select(wait):
                key.data()
            self._end_late()
            self._withdraw_forsaken()
            self._fill_desks()
            self._answer_waiters()
            self._forget_old()
            if time.monotonic() - self.swept_at > _SWEEP_SECONDS:
                sweep(self.limits.wall_seconds + _SWEEP_SECONDS)
                self.swept_at = time.monotonic()
            if not self.jobs and time.monotonic() - self.called_at > _IDLE_SECONDS:
                return
        for job in self.jobs.values():
            job.kill()

    def _take_call(self) -> None:
        data, files, _, _ = socket.recv_fds(self.calls, 1, 1)
        if not data:  # nobody is left who could call
            self.ended = True
            return
        self.called_at = time.monotonic()
        for file in files:
            connection = socket.socket(fileno=file)
            connection.settimeout(_CALL_SECONDS)
            try:
                call, body = receive_call(connection)
            except (OSError, EOFError, msgspec.DecodeError):  # whoever called is gone
                connection.close()
                continue
            self._answer_call(connection, call, body)

    def _answer_call(self, connection: socket.socket, call: Call, body: int | None) -> None:
        file: IO[bytes] | None = None
        match call:
            case Submission() if body is not None:
                reply = self._accept(call, body)
                body = None
            case Question():
                job = self.jobs.get(call.ticket)
                if job:
                    job.asked_at = time.monotonic()
                if job and job.is_at_desk and call.patience and call.ticket not in self.waiters:
                    until = time.monotonic() + min(call.patience, _MAX_PATIENCE)
                    self.waiters[call.ticket] = _Waiter(connection, until)
                    return
                reply, file = self._state(call.ticket)
            case Withdrawal():
                self._forget(call.ticket)
                reply = Accepted()
            case CountsAsked():
                states = [(job.is_at_desk, job.ended_at is None) for job in self.jobs.values()]
                reply = Counts(states.count((True, True)), states.count((False, True)), states.count((False, False)))
            case _:
                reply = NotKnown()
        if body is not None:
            os.close(body)
        _reply(connection, reply, file)

    def _accept(self, call: Submission, body: int) -> Reply:
        unanswered = [job for job in self.jobs.values() if job.ended_at is None]
        own = sum(job.client == call.client for job in unanswered) if call.client else 0
        refused: Refused | None = None
        if own >= self.limits.of_one_client:
            refused = Refused(for_client=True)
        elif len(unanswered) >= self.limits.desks + self.limits.waiting:
            refused = Refused()
        if refused:
            os.close(body)
            self._turn_away(call.ticket, refused)
            return refused
        self.jobs[call.ticket] = DeskJob(call.ticket, call.client, call.environ, os.fdopen(body, "rb"))
        return Accepted()

    def _turn_away(self, ticket: str, reason: Refused | Withdrawn) -> None:
        self.turned_away[ticket] = reason
        for known in list(self.turned_away)[:-_KEPT_REFUSALS]:
            del self.turned_away[known]

    def _state(self, ticket: str) -> tuple[Reply, IO[bytes] | None]:
        job = self.jobs.get(ticket)
        if job is None:
            return self.turned_away.get(ticket, NotKnown()), None
        if job.ended_at is not None and job.answer and job.edition != self.edition():
            self._forget(ticket)
            return NotKnown(), None
        if job.ended_at is None:
            waiting = [other.ticket for other in self.jobs.values() if other.is_waiting]
            ahead = waiting.index(job.ticket) if job.is_waiting else 0
            progress = job.progress
            return Pending(ahead, progress.stage, progress.done, progress.total), None
        if job.reason or job.answer is None:
            return Failed(job.reason or "crash", job.progress.stage), None
        return Answered(job.progress.status, job.progress.content_type), job.answer

    def _fill_desks(self) -> None:
        free = self.limits.desks - sum(job.is_at_desk for job in self.jobs.values())
        for job in [job for job in self.jobs.values() if job.is_waiting][: max(0, free)]:
            try:
                job.edition = self.edition()
                reading = job.start(self.run_desk)
            except OSError:  # no process or no file can be had: the request waits
                return
            self.selector.register(reading, selectors.EVENT_READ, partial(self._hear, job, reading))

    def _hear(self, job: DeskJob, reading: int) -> None:
        """Take what a desk says; when its end of the pipe is closed, it has ended."""
        message = receive_progress(reading)
        if message is not None:
            job.progress = message
            return
        self.selector.unregister(reading)
        os.close(reading)
        job.end()
        if job.forgotten:
            self._forget(job.ticket)

    def _end_late(self) -> None:
        for job in self.jobs.values():
            if job.is_at_desk and time.monotonic() - job.started_at > self.limits.wall_seconds:
                job.reason = "late"
                job.kill()

    def _withdraw_forsaken(self) -> None:
        long_ago = time.monotonic() - self.limits.forsaken_seconds
        for job in [job for job in self.jobs.values() if job.is_waiting and job.asked_at < long_ago]:
            self._forget(job.ticket)
            self._turn_away(job.ticket, Withdrawn())

    def _answer_waiters(self) -> None:
        for ticket, waiter in list(self.waiters.items()):
            job = self.jobs.get(ticket)
            if job is None or not job.is_at_desk or time.monotonic() >= waiter.until:
                del self.waiters[ticket]
                _reply(waiter.connection, *self._state(ticket))

    def _forget_old(self) -> None:
        ended = [job for job in self.jobs.values() if job.ended_at is not None]
        kept = sum(job.size for job in ended)
        edition = self.edition() if ended else ""
        for job in sorted(ended, key=lambda job: job.ended_at or 0.0):
            is_old = time.monotonic() - (job.ended_at or 0.0) > self.limits.kept_seconds
            if is_old or (job.answer and job.edition != edition) or kept > self.limits.kept_bytes:
                kept -= job.size
                self._forget(job.ticket)

    def _forget(self, ticket: str) -> None:
        job = self.jobs.get(ticket)
        if job and job.is_at_desk:
            job.forgotten = True
            job.kill()
            return
        if job:
            job.close()
            del self.jobs[ticket]


def _reply(connection: socket.socket, reply: Reply, file: IO[bytes] | None) -> None:
    with connection, suppress(OSError):  # whoever asked may be gone
        send(connection, reply, file.fileno() if file else None)


def main() -> None:
    """Keep the desks of a site."""
    calls, lock = map(int, sys.argv[1:])
    arguments = sys.stdin.buffer.read()
    give_up_at = time.monotonic() + _LOCK_SECONDS
    ledger = KeeperLedger(lock)
    while not ledger.take_over():
        if time.monotonic() > give_up_at:
            return  # another process keeps them
        time.sleep(_PAUSE)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # it ends when the site does, which may be finishing its requests
    from .desk import EDITION_KEY, open_desks  # noqa: PLC0415  # loading it takes a second, and others may ask for the lock

    make_app, limits = pickle.loads(arguments)  # noqa: S301  # nosec B301  # from the process that started this one
    app = make_app()
    edition = app.extensions.get(EDITION_KEY, str)
    Keeper(socket.socket(fileno=calls), limits, open_desks(app, limits), edition).serve()
    ledger.leave()


if __name__ == "__main__":
    main()
