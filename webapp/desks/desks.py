"""The desks as a site's processes see them: a request is handed in for a ticket, and asked about by that.

All processes that are forked from the one that made the desks share them. The process that keeps them (`keeper`) is
started when the first request is handed in, ends some time after the last, and is started again when it was killed.
"""

from __future__ import annotations

import logging
import os
import pickle  # nosec B403  # writes to a process of our own
import secrets
import signal
import socket
import subprocess  # nosec B404  # runs our own program
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from indexer.ingest.forkserver import reader_environment

from .ledger import KeeperLedger
from .limits import DeskLimits
from .messages import (
    Call,
    Counts,
    CountsAsked,
    Lost,
    NotKnown,
    Pending,
    Question,
    Refused,
    Reply,
    Submission,
    Withdrawal,
    receive_reply,
    send,
)

if TYPE_CHECKING:
    from flask import Flask

_TICKET_BYTES = 24
_PATIENCE = 0.3  # seconds that a thread of the server waits at most for the keeper, which may be starting
_BLOCK = 1 << 16  # bytes that are sent at once

_keepers: list[subprocess.Popen[bytes]] = []
"""Those that this process has started and that may still run: each is waited for once it has ended."""
_log = logging.getLogger(__name__)


class AnswerBody:
    """The body of an answer, in blocks; several readers of one file do not disturb each other."""

    def __init__(self, file: int) -> None:
        self._file = file
        self.size = os.fstat(file).st_size

    def __iter__(self) -> Iterator[bytes]:
        place = 0
        while block := os.pread(self._file, _BLOCK, place):
            place += len(block)
            yield block

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)


class Desks:
    """The desks of one site."""

    def __init__(self, make_app: Callable[[], Flask], limits: DeskLimits) -> None:
        """`make_app` makes the application that answers at the desks; it must be possible to pickle it."""
        self.limits = limits
        self._make_app = make_app
        self._starting = threading.Lock()
        self._keeper: subprocess.Popen[bytes] | None = None
        self._calls, self._heard = socket.socketpair()
        self._calls.setblocking(False)
        self._lock_file = tempfile.TemporaryFile(prefix="rapporteur-desks-")  # noqa: SIM115  # open as long as this is
        self._ledger = KeeperLedger(self._lock_file.fileno())
        for opened in (self._calls, self._heard, self._lock_file):
            weakref.finalize(self, opened.close)

    def hand_in(self, environ: dict[str, str], body: IO[bytes], client: str) -> str | Refused:
        """Hand a request in, and return its ticket, which nobody can guess.

        The body must be in a file with a descriptor. A keeper that is still starting may refuse it later.
        """
        ticket = f"{int(time.time()):x}-{secrets.token_urlsafe(_TICKET_BYTES)}"
        reply, _ = self._call(Submission(ticket, client, environ), _PATIENCE, body.fileno())
        if reply is None:
            self._ensure_kept()  # two processes that look at once may each take the other for the keeper
            if self._has_failed():
                return Refused()
        return reply if isinstance(reply, Refused) else ticket

    def ask(self, ticket: str) -> tuple[Reply, AnswerBody | None]:
        """Return what has become of a request; a short while is given to an answer, which comes with its body."""
        reply, file = self._call(Question(ticket, _PATIENCE), 2 * _PATIENCE)
        if reply is None:
            reply = NotKnown() if self._has_failed() else Pending(ahead=0)
        if isinstance(reply, NotKnown) and self._ledger.was_lost(_handed_in(ticket)):
            reply = Lost()
        return reply, None if file is None else AnswerBody(file)

    def forget(self, ticket: str) -> None:
        """Forget a request and its answer."""
        self._call(Withdrawal(ticket), _PATIENCE)

    def counts(self) -> Counts:
        """Return how busy the desks are; nothing is at them while no process keeps them."""
        reply, _ = self._call(CountsAsked(), _PATIENCE)
        return reply if isinstance(reply, Counts) else Counts(0, 0, 0)

    def _call(self, call: Call, patience: float, file: int | None = None) -> tuple[Reply | None, int | None]:
        """Send a call; return the reply and its file, or Refused when the keeper is flooded; None when it is late."""
        if isinstance(call, Submission):
            self._ensure_kept()
        elif not (self._is_kept() or self._ledger.may_be_starting()):
            return NotKnown(), None  # whoever asks after nothing starts nothing
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                try:
                    socket.send_fds(self._calls, [b"."], [theirs.fileno()])
                except OSError:  # so many calls wait that no more find room
                    return Refused(), None
            ours.settimeout(patience)
            try:
                send(ours, call, file)
                return receive_reply(ours)
            except (OSError, EOFError):  # it is late, or it was killed: then the request is lost
                return None, None

    def _ensure_kept(self) -> None:
        """Start the process that keeps the desks when none does; two that start at once settle it by the lock."""
        with self._starting:
            if self._is_kept() or (self._keeper and self._keeper.poll() is None):
                return
            files = (self._heard.fileno(), self._lock_file.fileno())
            try:
                self._keeper = subprocess.Popen(  # noqa: S603  # nosec B603  # our own
                    [sys.executable, "-P", "-m", "webapp.desks.keeper", *map(str, files)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    env=reader_environment(),
                    pass_fds=files,
                    start_new_session=True,  # a signal to the server is not one to the keeper, which ends after it
                )
            except OSError as error:
                _log.error("No process can be started that checks drafts: %s", error)
                return
            self._ledger.note_start()
            _keepers[:] = [self._keeper, *(process for process in _keepers if process.poll() is None)]
            if self._keeper.stdin:
                with suppress(BrokenPipeError), self._keeper.stdin as stream:
                    stream.write(pickle.dumps((self._make_app, self.limits)))

    def _has_failed(self) -> bool:
        """Return whether there is no keeper, and starting one did not help."""
        with self._starting:
            # Status 0 says that another process keeps the desks, or has done so as long as they were needed.
            own_failed = self._keeper is not None and bool(self._keeper.poll())
            return not self._is_kept() and (own_failed or not self._ledger.may_be_starting())

    def _is_kept(self) -> bool:
        if self._ledger.is_kept():
            return True
        if self._ledger.note_loss():
            _log.error(
                "The process that checks drafts ended unexpectedly%s. Drafts that it had and their reports are lost; "
                "the next draft starts another.",
                _how_it_ended(self._keeper),
            )
        return False


def _how_it_ended(keeper: subprocess.Popen[bytes] | None) -> str:
    """Return how a keeper that this process has started ended, in brackets; empty where another has started it."""
    status = keeper.poll() if keeper else None
    if not status:
        return ""
    if status > 0:
        return f" (status {status})"
    hint = ", as the system does when memory runs out" if status == -signal.SIGKILL else ""
    return f" (killed by signal {-status}{hint})"


def _handed_in(ticket: str) -> float:
    """Return when a ticket was given, 0 where that is not known."""
    try:
        return float(int(ticket.partition("-")[0], 16))
    except ValueError:
        return 0.0
