"""The desks as a site's processes see them: a request is handed in for a ticket, and asked about by that.

All processes that are forked from the one that made the desks share them. The process that keeps them (`keeper`) is
started when the first request is handed in, ends some time after the last, and is started again when it was killed.
"""

from __future__ import annotations

import fcntl
import logging
import os
import pickle  # nosec B403  # writes to a process of our own
import secrets
import socket
import struct
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

from .limits import DeskLimits
from .messages import (
    Call,
    Counts,
    CountsAsked,
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
_START_SECONDS = 60.0  # in which a keeper has certainly begun
_TIME = struct.Struct("=d")
_KEEPER_PLACE = 0  # the byte of the lock file that the keeper locks

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
        for opened in (self._calls, self._heard, self._lock_file):
            weakref.finalize(self, opened.close)

    def hand_in(self, environ: dict[str, str], body: IO[bytes], client: str) -> str | Refused:
        """Hand a request in, and return its ticket, which nobody can guess.

        The body must be in a file with a descriptor. A keeper that is still starting may refuse it later.
        """
        ticket = secrets.token_urlsafe(_TICKET_BYTES)
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
            return (NotKnown() if self._has_failed() else Pending(ahead=0)), None
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
        elif not (self._is_kept() or self._may_be_starting()):
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
            os.pwrite(self._lock_file.fileno(), _TIME.pack(time.time()), 0)
            _keepers[:] = [self._keeper, *(process for process in _keepers if process.poll() is None)]
            if self._keeper.stdin:
                with suppress(BrokenPipeError), self._keeper.stdin as stream:
                    stream.write(pickle.dumps((self._make_app, self.limits)))

    def _may_be_starting(self) -> bool:
        """Return whether any of the processes has started a keeper so lately that it may still be on its way."""
        data = os.pread(self._lock_file.fileno(), _TIME.size, 0)
        return bool(data) and time.time() - float(_TIME.unpack(data)[0]) < _START_SECONDS

    def _has_failed(self) -> bool:
        """Return whether there is no keeper, and starting one did not help."""
        with self._starting:
            # Status 0 says that another process keeps the desks, or has done so as long as they were needed.
            own_failed = self._keeper is not None and bool(self._keeper.poll())
            return not self._is_kept() and (own_failed or not self._may_be_starting())

    def _is_kept(self) -> bool:
        return not try_lock(self._lock_file.fileno(), keep=False)


def try_lock(file: int, keep: bool) -> bool:
    """Take the lock of the keeper, and leave it at once unless it is to be kept; return whether it was free.

    The system frees it when its holder dies.
    """
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _KEEPER_PLACE)
    except (BlockingIOError, PermissionError):  # POSIX lets a system say either of a lock that another holds
        return False
    if not keep:
        fcntl.lockf(file, fcntl.LOCK_UN, 1, _KEEPER_PLACE)
    return True
