"""Connections of one process, told over raw sockets: deadlines, limits for each client, bodies, and slow readers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from waitress import wasyncore  # type: ignore[import-untyped]  # waitress ships no types

from tests.webapp.served import PATIENCE, answer_to, wait_until
from webapp.serving.address import listen
from webapp.serving.clients import client_of
from webapp.serving.connections import ConnectionPool, open_servers
from webapp.serving.limits import ConnectionLimits

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGE = 30_000_000
"""Bytes of an answer that no socket takes at once."""
HELD: list[WSGIEnvironment] = []
"""Requests that threads hold until `LET_GO` is set."""
LET_GO = threading.Event()
Open = Callable[..., socket.socket]


def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Answer with the path and the body of the request, or with very much."""
    if environ["PATH_INFO"] == "/held":
        HELD.append(environ)
        LET_GO.wait(PATIENCE)
    body = b"x" * LARGE if environ["PATH_INFO"] == "/large" else environ["PATH_INFO"].encode() + b" "
    body += environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def max_body(method: str, path: str) -> int:
    """Return the limit of a body: only one page takes a long one."""
    return 1_000_000 if (method, path) == ("POST", "/long") else 1_000


@contextmanager
def serving(threads: int = 1, **limits: Any) -> Iterator[Open]:
    """Serve in a thread, and yield a function that opens a connection, also from another address of this machine."""
    HELD.clear()
    LET_GO.clear()
    pool = ConnectionPool(ConnectionLimits(**limits), max_body)
    open_sockets: dict[int, Any] = {}
    ended = threading.Event()
    with ExitStack() as opened:
        (listener,) = listen("127.0.0.1", 0)
        open_servers(answer, [listener], open_sockets, threads, pool)

        def loop() -> None:
            while not ended.is_set():
                pool.close_doomed()
                wasyncore.loop(0.02, use_poll=True, map=open_sockets, count=1)
            wasyncore.close_all(open_sockets)

        def connect(source: str = "127.0.0.1", sends: bytes = b"") -> socket.socket:
            address = listener.getsockname()
            connection = opened.enter_context(socket.create_connection(address, PATIENCE, (source, 0)))
            connection.sendall(sends)
            return connection

        thread = threading.Thread(target=loop)
        thread.start()
        try:
            yield connect
        finally:
            ended.set()
            thread.join()


def get(path: str, end: str = "Connection: close\r\n\r\n") -> bytes:
    """Return the bytes of a request for a path."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n{end}".encode()


def post(path: str, *headers: str) -> bytes:
    """Return the first bytes of a request with a body."""
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


def is_closed(connection: socket.socket) -> bool:
    """Return whether the server has said something on a connection, or closed it."""
    connection.setblocking(False)
    try:
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    finally:
        connection.settimeout(PATIENCE)
    return True


@pytest.mark.parametrize(
    ("beginning", "end"),
    [
        (b"", b""),
        (get("/", end="X-"), b"HTTP/1.1 408 Request Timeout"),
        (post("/long", "Content-Length: 900") + b"half", b"HTTP/1.1 408 Request Timeout"),
    ],
)
def test_who_is_late_is_closed(beginning: bytes, end: bytes) -> None:
    """A connection on which a request does not come to its end in time is closed, with a word if it has begun."""
    with serving(idle_seconds=0.2, header_seconds=0.2) as connect:
        assert answer_to(connect(sends=beginning)).startswith(end)


def test_a_drip_does_not_keep_a_connection_open() -> None:
    """The deadline of a request goes by its first byte: a byte now and then does not put it off."""
    with serving(header_seconds=0.5, body_bytes_a_second=1_000_000) as connect:
        for beginning in (get("/", end="X-Slow: "), post("/long", "Content-Length: 90000")):
            connection = connect(sends=beginning)
            connection.settimeout(0.05)
            sent = 0
            while not is_closed(connection):
                connection.sendall(b"x")
                sent += 1
                wait_briefly()
            assert sent < 90_000


def wait_briefly() -> None:
    """Wait as long as a slow client does between two bytes."""
    threading.Event().wait(0.02)


def test_the_oldest_idle_connection_of_a_client_is_closed_first() -> None:
    """A client with too many connections loses its oldest idle one; those of others stay."""
    with serving(of_one_client=3) as connect:
        other = connect("127.0.0.2")
        idle = [connect(sends=get("/", end="X-")) for _ in range(3)]
        assert answer_to(connect(sends=get("/a"))).endswith(b"/a ")
        wait_until(lambda: is_closed(idle[0]))
        assert [is_closed(connection) for connection in (idle[1], idle[2], other)] == [False] * 3
        idle[2].sendall(b"Y: z\r\nConnection: close\r\n\r\n")
        assert answer_to(idle[2]).endswith(b"/ ")


@pytest.mark.parametrize("is_proxy", [True, False])
def test_requests_beyond_the_limit_of_a_client(is_proxy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none of a client's connections is idle, its newest is closed; of a proxy, all requests are answered."""
    monkeypatch.setattr("webapp.serving.connections.client_of", str)  # this machine stands for another
    with serving(threads=3, of_one_client=2, is_proxy=lambda _address: is_proxy) as connect:
        busy = [connect(sends=get("/held")) for _ in range(2)]
        wait_until(lambda: len(HELD) == 2)
        newest = connect(sends=get("/a"))
        if not is_proxy:
            wait_until(lambda: is_closed(newest))
        LET_GO.set()
        assert [answer_to(connection).endswith(b"/held ") for connection in busy] == [True, True]
        if is_proxy:
            assert answer_to(newest).endswith(b"/a ")


def test_a_full_house_loses_the_oldest_idle_connection() -> None:
    """Where all clients together have too many connections, the one that was idle longest is closed."""
    with serving(connections=3) as connect:
        idle = [connect(f"127.0.0.{number}") for number in range(2, 5)]
        assert answer_to(connect(sends=get("/a"))).endswith(b"/a ")
        wait_until(lambda: is_closed(idle[0]))
        assert not is_closed(idle[2])


@pytest.mark.parametrize(
    ("head", "sends"),
    [
        (post("/short", "Content-Length: 400000000"), b""),
        (post("/short", "Content-Length: 400000000", "Expect: 100-continue"), b""),
        (post("/short", "Transfer-Encoding: chunked"), b"800\r\n" + b"x" * 2048 + b"\r\n"),
        (post("/long", "Content-Length: 1000001"), b""),
    ],
)
def test_a_body_that_no_page_takes_is_refused_by_its_headers(head: bytes, sends: bytes) -> None:
    """A body over the limit of its page is refused before it is sent, or once more has come than the limit."""
    with serving() as connect:
        assert answer_to(connect(sends=head + sends)).startswith(b"HTTP/1.1 413")


def test_a_body_with_two_lengths_is_refused() -> None:
    """A request with a length and in chunks is refused, and nothing behind it is answered."""
    head = post("/short", "Content-Length: 4", "Transfer-Encoding: chunked")
    with serving() as connect:
        answer = answer_to(connect(sends=head + b"0\r\n\r\n" + post("/short", "Content-Length: 4") + b"four"))
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_too_many_long_bodies_at_a_time() -> None:
    """Of long bodies that come at a time, one too many is given up, and the others are taken."""
    head, half = post("/long", "Content-Length: 3000", "Connection: close"), b"y" * 1500
    with serving(long_body_bytes=2000, long_bodies=2) as connect:
        taken = [connect(sends=head + half) for _ in range(2)]
        assert answer_to(connect(sends=post("/long", "Content-Length: 4", "Connection: close") + b"four"))
        assert answer_to(connect(sends=head)).startswith(b"HTTP/1.1 503")
        for connection in taken:
            connection.sendall(half)
            assert answer_to(connection).endswith(half)
        assert answer_to(connect(sends=head + half + half)).endswith(half)


def test_a_body_within_its_limit_is_taken() -> None:
    """A body that its page takes is taken, also one that the client asks about before it sends it."""
    body = b"y" * 900_000
    with serving() as connect:
        head = post("/long", "Content-Length: 900000", "Connection: close")
        assert answer_to(connect(sends=head + body)).endswith(b"/long " + body)
        connection = connect(sends=post("/short", "Content-Length: 4", "Expect: 100-continue", "Connection: close"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"four")
        assert answer_to(connection).endswith(b"/short four")


def test_requests_that_are_sent_together_are_answered_in_their_order() -> None:
    """Requests sent one behind another on a connection are answered one by one, each whole."""
    with serving(threads=4) as connect:
        requests = b"".join(get(f"/{number}", end="\r\n") for number in range(20)) + get("/last")
        pieces = answer_to(connect(sends=requests)).split(b"HTTP/1.1 200 OK")
        assert [piece.rpartition(b"/")[2] for piece in pieces[1:]] == [b"%d " % n for n in range(20)] + [b"last "]


def test_a_client_that_reads_nothing_holds_no_thread() -> None:
    """While clients do not take their answers, the only thread answers others; later their connections are closed."""
    with serving(threads=1, stalled_seconds=0.5) as connect:
        slow = [connect(sends=get("/large", end="\r\n") * 3) for _ in range(3)]
        assert answer_to(connect(sends=get("/a"))).endswith(b"/a ")
        for connection in slow:
            assert len(taken_until_closed(connection)) < LARGE


def taken_until_closed(connection: socket.socket) -> bytes:
    """Read nothing until the server has given a connection up, then what the system had received of it."""
    wait_until(lambda: connection.fileno() < 0 or _has_ended(connection))
    taken = b""
    try:
        while piece := connection.recv(1 << 20):
            taken += piece
    except ConnectionError:
        pass
    return taken


def _has_ended(connection: socket.socket) -> bool:
    """Return whether the server has closed its end, which `/proc` tells without reading anything."""
    own = f":{connection.getsockname()[1]:04X}"
    with open("/proc/net/tcp", encoding="ascii") as table:  # noqa: PTH123  # a file of the system
        states = [line.split()[3] for line in table if line.split()[1].endswith(own)]
    return states != ["01"]  # established


def test_an_answer_that_is_taken_slowly_comes_whole() -> None:
    """A client that takes its answer slowly, but takes it, gets all of it."""
    with serving(stalled_seconds=1.0) as connect:
        connection = connect(sends=get("/large"))
        taken = 0
        while piece := connection.recv(1 << 20):
            taken += len(piece)
            wait_briefly()
        assert taken > LARGE


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("localhost", ""),
        (None, ""),
    ],
)
def test_who_a_client_is(address: str | None, client: str) -> None:
    """An IPv6 client is its network, IPv4 in IPv6 is IPv4, and what comes from this machine is nobody's."""
    assert client_of(address) == client
