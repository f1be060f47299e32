"""One process that answers requests: a worker of gunicorn in which waitress speaks HTTP.

Gunicorn's own worker with threads gives a thread to each connection that has begun to send, so a few clients that send
slowly occupy them all. Waitress reads all requests in one thread, and hands each to another when it has come whole.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from types import FrameType

from gunicorn.workers.base import Worker  # type: ignore[import-untyped]  # gunicorn ships no types
from waitress import wasyncore  # type: ignore[import-untyped]  # waitress ships no types

from .connections import ConnectionPool, LimitedChannel, LimitedServer, open_servers

_TURN_SECONDS = 1.0  # between two signs of life to the parent process, which waits for them much longer
_SHORT_TURN = 0.05  # while stopping
_LISTENING_SECONDS = 0.2  # after the order to stop, for the connections that wait to be accepted


class WaitressWorker(Worker):  # type: ignore[misc]  # gunicorn ships no types
    """A process of the server, started by the parent process, which has made its application and its sockets.

    The application that gunicorn runs must have the attribute `limits`.
    """

    def init_signals(self) -> None:
        """Leave what a terminal sends to the parent process, which gets it as well and stops all in order."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self._open_sockets: dict[int, wasyncore.dispatcher] = {}

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note the order to stop, and wake the loop that carries it out."""
        super().handle_exit(sig, frame)
        for server in self._listeners():
            server.pull_trigger()

    def run(self) -> None:
        """Answer requests until the order to stop, or until the parent process is gone; then finish those in flight."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits for a thread is no news
        limits = self.app.limits
        self._pool = ConnectionPool(limits.connections, limits.max_body)
        sockets = [listener.sock for listener in self.sockets]
        open_servers(self.wsgi, sockets, self._open_sockets, self.cfg.threads, self._pool)
        while self.alive and self.ppid == os.getppid():
            self._turn(_TURN_SECONDS)
        self._finish()

    def _turn(self, seconds: float) -> None:
        """Receive and send what can be; wait up to so many seconds for something."""
        self.notify()
        self._pool.close_doomed()
        wasyncore.loop(seconds, use_poll=True, map=self._open_sockets, count=1)

    def _finish(self) -> None:
        """Take the connections that wait already, then listen no longer, and answer each request that has begun.

        One that is not received and answered within `graceful_timeout` seconds is given up.
        """
        listen_until = time.monotonic() + _LISTENING_SECONDS
        give_up_at = listen_until + self.cfg.graceful_timeout
        while time.monotonic() < listen_until:
            self._turn(_SHORT_TURN)
        for listener in self._listeners():
            listener.del_channel()
            listener.socket.close()
        while time.monotonic() < give_up_at and any(map(_in_flight, self._connections())):
            self._turn(_SHORT_TURN)

    def _listeners(self) -> list[LimitedServer]:
        return [item for item in self._open_sockets.values() if isinstance(item, LimitedServer)]

    def _connections(self) -> list[LimitedChannel]:
        return [item for item in self._open_sockets.values() if isinstance(item, LimitedChannel)]


def _in_flight(connection: LimitedChannel) -> bool:
    """Return whether a request of a connection is being answered, or its answer sent, or its body still comes."""
    coming = connection.request
    return bool(connection.requests or connection.total_outbufs_len or (coming and coming.headers_finished))
