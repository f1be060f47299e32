"""The parent process: it starts the processes that answer requests, starts another for one that died, and stops all.

Gunicorn does this work. What a process does is told in `worker`.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn ships no types
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from .limits import ServingLimits
from .worker import WaitressWorker

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_SILENT_SECONDS = 120  # without a sign of life, after which a process is taken for hung and replaced
_HEAPS = 2
"""Heaps that the threads of a process share. At 100,000 passages four processes took 500 MB with two of them, and with
the 16 that glibc would make 547 MB, at the same speed (`benchmarks/speed/NOTES.md`)."""
_M_ARENA_MAX = -8  # of `mallopt(3)`, glibc
_FILES_OF_A_CONNECTION = 3  # its socket, and one for a large request and a large answer

_COLLECTED_AFTER = 10_000  # objects made and not gone


def run_processes(
    application: WSGIApplication,
    listeners: Sequence[socket.socket],
    limits: ServingLimits,
    started: Callable[[], object],
) -> None:
    """Answer the requests to some listening sockets until SIGTERM or Ctrl+C, then exit; the sockets are taken over.

    `started` is called once in each new process. Everything that has been loaded before is shared by the processes, so
    no other thread may run in this one, and no file of an index may be open.
    """
    _allow_open_files(limits.connections.connections * _FILES_OF_A_CONNECTION)
    _share_heaps()
    settle_objects()
    _Parent(_ServedApplication(application, listeners, limits, started)).run()


def settle_objects() -> None:
    """Leave what has been loaded so far out of all collections of garbage, and collect less often.

    A collection would write into every object, and so copy what the processes share. A page makes some thousands of
    objects, few of which refer to each other: looking for those that do after each 700 cost 6 % of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)


class _ServedApplication(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """The application and the settings, as gunicorn asks for them."""

    def __init__(
        self,
        application: WSGIApplication,
        listeners: Sequence[socket.socket],
        limits: ServingLimits,
        started: Callable[[], object],
    ) -> None:
        self.limits = limits
        self._application = application
        self._settings = {
            "bind": [f"fd://{listener.detach()}" for listener in listeners],
            "workers": limits.processes,
            "threads": limits.threads,
            "worker_class": WaitressWorker,
            "preload_app": True,
            "timeout": _SILENT_SECONDS,
            "graceful_timeout": limits.connections.stop_seconds,
            "control_socket_disable": True,
            "loglevel": "warning",
            "logger_class": _SharedLog,
            "post_worker_init": lambda _worker: started(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings to gunicorn; no file and no variable of the environment changes them."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        """Return the application."""
        return self._application


class _SharedLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """The log of the parent process: its warnings go where those of the application go, in the same form."""

    def setup(self, cfg: Config) -> None:
        """Have no output of its own where the application has one."""
        super().setup(cfg)
        if logging.root.handlers:
            self.error_log.handlers.clear()
            self.error_log.propagate = True


class _Parent(Arbiter):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's parent process; Ctrl+C stops it in the same order as SIGTERM, and a second Ctrl+C at once."""

    def init_signals(self) -> None:
        """Leave a hang-up ignored where it was: `nohup` starts a command so."""
        hang_up = signal.getsignal(signal.SIGHUP)
        super().init_signals()
        if hang_up is signal.SIG_IGN:
            signal.signal(signal.SIGHUP, hang_up)

    def handle_int(self) -> None:
        """Stop in order on Ctrl+C."""
        self.handle_term()

    def handle_hup(self) -> None:
        """Stop in order when the terminal is closed; there are no settings that could be read again."""
        self.handle_term()


def _allow_open_files(count: int) -> None:
    """Raise the number of files that a process may have open to `count`, as far as the system allows it."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if most == resource.RLIM_INFINITY else min(count, most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _share_heaps() -> None:
    """Let threads share heaps where the C library is glibc, unless the environment says how many there are."""
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _HEAPS)
