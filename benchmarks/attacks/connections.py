"""Connections that are opened and not used as they should be, and bodies that nobody asked for."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from itertools import count

from .served import Answer, Target

_HALF_OPEN = 150
_BODY = 400_000_000
_DRIP_SECONDS = 90  # as long as a byte a second is sent
_SLOW_READERS = 6
_PIPELINED = 160  # requests that one piece of what is received has room for
_SETTLED_SECONDS = 60
_BEGINNINGS = {
    "silent": b"",
    "half headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-",
    "half a body": b"POST /verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nte",
}


def half_open(target: Target) -> Iterator[tuple[str, str]]:
    """Open connections of one address that send no request to its end, and ask meanwhile."""
    for name, beginning in _BEGINNINGS.items():
        with ExitStack() as opened:
            connections = []
            for _ in range(_HALF_OPEN):
                connection = opened.enter_context(target.connect())
                connection.sendall(beginning)
                connections.append(connection)
            slowest = max((target.get("/healthz") for _ in range(10)), key=lambda answer: answer.seconds)
            time.sleep(0.2)
            closed = sum(map(_is_closed, connections))
        yield (
            f"{_HALF_OPEN} half-open connections of one address ({name})",
            f"slowest of 10 `/healthz` {slowest.seconds:.2f} s ({slowest.status}); {closed} of them closed for it",
        )


def drips(target: Target) -> Iterator[tuple[str, str]]:
    """Send headers, then a body, one byte a second, and tell when the server had enough."""
    forms = {"headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "a body": b"POST /verify HTTP/1.1\r\n"}
    forms["a body"] += b"Host: localhost\r\nContent-Length: 1000\r\n\r\n"
    for name, beginning in forms.items():
        begun = time.monotonic()
        with target.connect() as connection:
            connection.sendall(beginning)
            while time.monotonic() - begun < _DRIP_SECONDS and not _is_closed(connection):
                with suppress(OSError):
                    connection.sendall(b"x")
                time.sleep(1)
        seconds = time.monotonic() - begun
        told = f"closed after {seconds:.0f} s" if seconds < _DRIP_SECONDS else f"still open after {seconds:.0f} s"
        yield f"{name} sent a byte a second", told


def bodies(target: Target) -> Iterator[tuple[str, str]]:
    """Send a huge body to a page that takes none, announced and in chunks."""
    for name, header in {"announced": f"Content-Length: {_BODY}", "in chunks": "Transfer-Encoding: chunked"}.items():
        begun, sent = time.monotonic(), 0
        with target.connect() as connection:
            connection.sendall(f"POST /search HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n".encode())
            piece = b"x" * 65_536
            block = b"10000\r\n" + piece + b"\r\n" if "chunk" in name else piece
            with suppress(OSError):
                while sent < _BODY and not _has_answer(connection):
                    connection.sendall(block)
                    sent += len(piece)
        seconds = time.monotonic() - begun
        yield f"`POST /search` with 400 MB, {name}", f"stopped after {sent / 1e6:.1f} MB, {seconds:.1f} s"


def slow_readers(target: Target) -> Iterator[tuple[str, str]]:
    """Ask for much on many connections at a time, read nothing of it, and search meanwhile."""
    path = "/sitemap.xml"  # large, and little work
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    size = len(target.get(path).body)
    with ExitStack() as opened:
        for _ in range(_SLOW_READERS):
            connection = opened.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(30)
            connection.connect(("127.0.0.1", target.port))
            connection.sendall(request * _PIPELINED)
        time.sleep(_SETTLED_SECONDS)
        begun = time.monotonic()
        answers = [_ask_within(target, "/search?q=training", 100.0) for _ in range(2)]
    slowest = max(answer.seconds for answer in answers)
    told = f"search answered after {slowest:.0f} s" if all(a.status == 200 for a in answers) else "no answer in 100 s"
    yield (
        f"{_SLOW_READERS} connections that ask {_PIPELINED} times for {size / 1e6:.2f} MB and read nothing (4 threads)",
        f"{told} ({time.monotonic() - begun:.0f} s for two)",
    )


def stop(target: Target) -> Iterator[tuple[str, str]]:
    """Kill one process, then stop the server with requests in flight."""
    workers = target.workers()
    first = next(pid for pid in workers if pid != target.process.pid)
    with suppress(ProcessLookupError):
        import os  # noqa: PLC0415

        os.kill(first, signal.SIGKILL)
    time.sleep(0.5)
    after = [target.get("/search?q=training").status for _ in range(20)]
    yield "one of two processes killed, 20 searches half a second later", f"{after.count(200)} of 20 answered"
    numbers = count()
    with ThreadPoolExecutor(12) as pool:
        flying = [
            pool.submit(target.get, f"/search?q=participants+of+the+meeting+{next(numbers)}&page=2") for _ in range(12)
        ]
        time.sleep(0.1)
        begun = time.monotonic()
        target.process.send_signal(signal.SIGTERM)
        whole = sum(request.result().body.rstrip().endswith(b"</html>") for request in flying)
        target.process.wait(60)
    yield "SIGTERM with 12 searches in flight", f"{whole} of 12 whole, stopped after {time.monotonic() - begun:.1f} s"


def _ask_within(target: Target, path: str, seconds: float) -> Answer:
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", target.port, timeout=seconds)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(), time.monotonic() - begun)
    except OSError:
        return Answer(0, b"", time.monotonic() - begun)
    finally:
        connection.close()


def _is_closed(connection: socket.socket) -> bool:
    """Return whether the other side has closed a connection, or has answered on it."""
    connection.setblocking(False)
    try:
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        connection.settimeout(60)
    return True


_has_answer = _is_closed
