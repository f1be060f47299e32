"""The connections of one process: waitress with deadlines, limits for each client, and bodies refused by their headers.

No thread that answers ever waits for a client: requests are read, and answers sent, by the one thread of the loop.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments  # type: ignore[import-untyped]  # waitress ships no types
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser, ParsingError  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import ThreadedTaskDispatcher  # type: ignore[import-untyped]
from waitress.utilities import Error, RequestEntityTooLarge  # type: ignore[import-untyped]

from .address import BACKLOG
from .clients import client_of
from .limits import ConnectionLimits, MaxBody

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_CHECK_SECONDS = 1  # between two looks for connections that are late
_WAITING = 50  # connections beyond the limit, none of them idle, before others wait to be accepted
_KEPT_ANSWER = 200_000_000  # bytes of an answer that wait in a file, more than any has
_TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 60\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_RESET = struct.pack("ii", 1, 0)
_TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class LimitedParser(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """A request whose body has a limit that goes by its method and path, and holds before any of it is received."""

    def __init__(self, adj: Adjustments, max_body: MaxBody) -> None:
        super().__init__(adj)
        self._max_body = max_body
        self._limit: int | None = None
        self.error: Error | None

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; raise ParsingError for two lengths, of which a proxy may take the other one.

        RFC 9112, 6.1.
        """
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("A body in chunks has no Content-Length.")

    def received(self, data: bytes) -> int:
        """Take some bytes and return how many of them belong to this request."""
        consumed: int = super().received(data)
        if self.headers_finished and not self.error and not self.empty:
            if self._limit is None:
                self._limit = self._max_body(self.command, self.path)
            if max(self.content_length, self.body_bytes_received) > self._limit:
                self.error = RequestEntityTooLarge(f"A request to this page may have {self._limit:,} bytes.")
                self.completed = True
                self.expect_continue = False  # or waitress would ask for the body and take it
        return consumed


class _HeldBack:
    """What a client has sent behind a request that is not answered yet; to waitress, an empty request."""

    completed = empty = True
    expect_continue = headers_finished = False

    def __init__(self, hold: Callable[[bytes], None]) -> None:
        self._hold = hold

    def received(self, data: bytes) -> int:
        """Keep the bytes for later."""
        self._hold(data)
        return len(data)


class LimitedChannel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """One connection, which answers one request at a time and is closed when its client is late."""

    def __init__(self, server: LimitedServer, sock: socket.socket, addr: Any, adj: Adjustments, map: Any) -> None:  # noqa: A002  # its name in waitress
        self.client = "" if server.pool.limits.is_proxy(addr[0]) else client_of(addr[0])
        self.counted_as = self.client or str(addr[0])
        self._pool = server.pool
        self.has_long_body = False
        self._held_back = b""
        self._request_began = 0.0
        self._stalled_at = 0.0
        self._taken = 0  # bytes since then
        self._taken_at = 0.0
        self.parser_class = self._next_parser
        super().__init__(server, sock, addr, adj, map)
        self._pool.add(self)

    def _next_parser(self, adj: Adjustments) -> LimitedParser | _HeldBack:
        if self.requests:
            return _HeldBack(self._hold)
        self._request_began = time.time()
        return LimitedParser(adj, self._pool.max_body)

    def _hold(self, data: bytes) -> None:
        self._held_back += data

    def readable(self) -> bool:
        """Return whether more may be received; take up what was held back once everything before it is answered."""
        if self._held_back and not (self.requests or self.total_outbufs_len or self.will_close):
            data, self._held_back = self._held_back, b""
            self.received(data)
        return bool(super().readable())

    def received(self, data: bytes) -> bool:
        """Take some bytes; give a long body up where too many come already."""
        taken = bool(super().received(data))
        request, limits = self.request, self._pool.limits
        size = max(request.content_length, request.body_bytes_received) if request is not None else 0
        was_long, self.has_long_body = self.has_long_body, size > limits.long_body_bytes
        if self.has_long_body and not was_long and not self._pool.takes_long_body(self):
            with suppress(OSError):
                self.socket.send(_TOO_MANY)
            self._pool.doom(self)
        return taken

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the client takes, and note whether it takes everything."""
        sent: int = super().send(data, do_close)
        now = time.time()
        if sent:
            self._taken += sent
            self._taken_at = now
        if sent < len(data) and not self._stalled_at:
            self._stalled_at, self._taken, self._taken_at = now, 0, now
        elif sent == len(data) == self.total_outbufs_len:
            self._stalled_at = 0.0
        return sent

    def del_channel(self, map: Any = None) -> None:  # noqa: A002  # its name in waitress
        """Forget the connection, which is closed."""
        super().del_channel(map)
        self._pool.remove(self)

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered, and no answer sent."""
        return not (self.requests or self.total_outbufs_len or self._held_back)

    def is_late(self, now: float, limits: ConnectionLimits) -> bool:
        """Return whether the client has not sent, or not taken, what it should have by now."""
        if self._stalled_at:
            seconds = now - self._stalled_at
            too_slow = self._taken < (seconds - limits.stalled_seconds) * limits.answer_bytes_a_second
            return bool(self.total_outbufs_len and (too_slow or now - self._taken_at > limits.stalled_seconds))
        if not self.is_idle:
            return False
        if self.request is None:
            return bool(now - self.last_activity > limits.idle_seconds)
        seconds = now - self._request_began - limits.header_seconds
        if not self.request.headers_finished:
            return seconds > 0
        return bool(seconds > self.request.body_bytes_received / limits.body_bytes_a_second)

    def drop(self) -> None:
        """Close the connection, with a word where the client has begun a request."""
        if self.request is not None and self.is_idle and not self.has_long_body:
            with suppress(OSError):
                self.socket.send(_TOO_LATE)
        if self.total_outbufs_len:
            with suppress(OSError):  # or the system would keep megabytes for a client that takes nothing
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.handle_close()


class ConnectionPool:
    """All connections of a process; those that are to be closed are, before the next turn of the loop."""

    def __init__(self, limits: ConnectionLimits, max_body: MaxBody) -> None:
        self.limits = limits
        self.max_body = max_body
        self._open: dict[str, set[LimitedChannel]] = {}
        self._count = 0
        self._doomed: list[LimitedChannel] = []

    def add(self, channel: LimitedChannel) -> None:
        """Count a new connection, and choose one to be closed where there are too many."""
        own = self._open.setdefault(channel.counted_as, set())
        own.add(channel)
        self._count += 1
        if len(own) > self.limits.of_one_client:
            # A proxy has many clients, and what comes from this machine may be one: its requests wait for their turn.
            self._doom_idle(own, channel, otherwise=channel if channel.client else None)
        elif self._count > self.limits.connections:
            self._doom_idle((one for every in self._open.values() for one in every), channel, otherwise=None)

    def remove(self, channel: LimitedChannel) -> None:
        """Count a connection no longer."""
        own = self._open.get(channel.counted_as, set())
        if channel in own:
            own.remove(channel)
            self._count -= 1
            if not own:
                del self._open[channel.counted_as]

    def takes_long_body(self, channel: LimitedChannel) -> bool:
        """Return whether a long body that has begun to come is not one too many."""
        counts = {name: sum(one.has_long_body for one in own) for name, own in self._open.items()}
        own_limit = self.limits.long_bodies_of_one_client if channel.client else self.limits.long_bodies
        return counts[channel.counted_as] <= own_limit and sum(counts.values()) <= self.limits.long_bodies

    def doom(self, channel: LimitedChannel) -> None:
        """Choose a connection to be closed."""
        self._doomed.append(channel)

    def doom_late(self, now: float) -> None:
        """Choose the connections whose clients are late."""
        late = [one for every in self._open.values() for one in every if one.is_late(now, self.limits)]
        self._doomed.extend(late)

    def close_doomed(self) -> None:
        """Close what has been chosen; during a turn of the loop, another could get the number of a closed socket."""
        doomed, self._doomed = self._doomed, []
        for channel in doomed:
            if channel.connected:
                channel.drop()

    def _doom_idle(
        self, channels: Iterable[LimitedChannel], newest: LimitedChannel, otherwise: LimitedChannel | None
    ) -> None:
        idle = [one for one in channels if one.is_idle and one is not newest and one not in self._doomed]
        chosen = min(idle, key=lambda one: float(one.last_activity), default=otherwise)
        if chosen:
            self._doomed.append(chosen)


class LimitedServer(TcpWSGIServer):  # type: ignore[misc]  # waitress ships no types
    """What accepts connections at one listening socket."""

    channel_class = LimitedChannel
    pool: ConnectionPool

    def maintenance(self, now: float) -> None:
        """Look for connections that are late."""
        self.pool.doom_late(now)


def open_servers(
    application: WSGIApplication,
    sockets: Iterable[socket.socket],
    open_sockets: dict[int, Any],
    threads: int,
    pool: ConnectionPool,
) -> None:
    """Accept connections at listening sockets from the next turn of the loop on; all share the threads that answer."""
    limits = pool.limits
    adjustments = Adjustments(
        backlog=BACKLOG,
        connection_limit=limits.connections + _WAITING,
        cleanup_interval=_CHECK_SECONDS,
        max_request_header_size=limits.header_bytes,
        outbuf_high_watermark=_KEPT_ANSWER,
        clear_untrusted_proxy_headers=False,  # the application decides whom it believes
        ident=None,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    for sock in sockets:
        server = LimitedServer(
            application,
            open_sockets,
            True,  # it accepts connections
            sock,
            dispatcher=dispatcher,
            adj=adjustments,
            bind_socket=False,
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
        )
        server.pool = pool
