"""Tests of fetching a page: where redirects may lead, and that the deadline is for the whole of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import pytest

from indexer.errors import DraftUnreadable
from indexer.links.addresses import is_public
from indexer.links.fetch import MAX_REDIRECTS, fetch_page

Answer = Callable[[BaseHTTPRequestHandler], None]
PATIENCE = 20.0
"""Far more seconds than any deadline below, far fewer than the slow servers would take."""


@contextmanager
def answering(answer: Answer) -> Iterator[int]:
    """Run a server that answers each request so; yield its port."""

    class Handler(BaseHTTPRequestHandler):
        """Answers, and logs nothing."""

        def do_GET(self) -> None:  # the name that the base class calls
            """Answer."""
            with suppress(BrokenPipeError, ConnectionResetError):  # the other side has given up
                answer(self)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def page(handler: BaseHTTPRequestHandler) -> None:
    """Answer with a page."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.wfile.write(b"<p>The page.</p>")


def redirect(handler: BaseHTTPRequestHandler) -> None:
    """Redirect to what stands behind `/to/`, or answer with a page."""
    _, found, target = handler.path.partition("/to/")
    if not found:
        page(handler)
        return
    handler.send_response(302)
    handler.send_header("Location", unquote(target))
    handler.end_headers()


def test_a_redirect_leads_to_no_private_address_unless_asked() -> None:
    """From the host that was typed a redirect goes to itself or to public hosts; to a private one only when allowed."""
    with answering(redirect) as port, answering(page) as other:
        typed = f"http://127.0.0.1:{port}"
        assert fetch_page(f"{typed}/to/{typed}/page") == ("page.html", f"{typed}/page", b"<p>The page.</p>")
        for target in (f"http://127.0.0.1:{other}/", f"http://localhost:{port}/", f"http://[::ffff:127.0.0.1]:{port}/"):
            with pytest.raises(DraftUnreadable, match=r"private network.*--allow-private"):
                fetch_page(f"{typed}/to/{target}")
        assert fetch_page(f"{typed}/to/http://127.0.0.1:{other}/", allow_private=True)[2] == b"<p>The page.</p>"
        assert fetch_page(f"{typed}/to//page")[1] == f"{typed}/page"
        for target in ("file:///etc/hosts", "ftp://127.0.0.1/", "javascript:1"):
            with pytest.raises(DraftUnreadable, match="not a web page"):
                fetch_page(f"{typed}/to/{target}")


def test_redirects_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that redirects to itself is given up, and its name has been resolved once (DNS rebinding)."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def counting(host: str, *arguments: Any, **options: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1", *arguments, **options)

    def to_itself(handler: BaseHTTPRequestHandler) -> None:
        handler.path = f"/to/{handler.path}"
        redirect(handler)

    with answering(to_itself) as port:
        monkeypatch.setattr(socket, "getaddrinfo", counting)
        with pytest.raises(DraftUnreadable, match=f"more than {MAX_REDIRECTS} times"):
            fetch_page(f"http://papers.test:{port}/again")
    assert asked.count("papers.test") == 1


def slow_header(handler: BaseHTTPRequestHandler) -> None:
    """Send a header, a letter at a time."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    for _ in range(600):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def slow_body(handler: BaseHTTPRequestHandler) -> None:
    """Send a page, a letter at a time."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b"x")
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [slow_header, slow_body])
def test_the_deadline_is_for_the_whole(answer: Answer) -> None:
    """A server that sends a little now and then is given up at the deadline, in its headers as in its page."""
    with answering(answer) as port:
        began = time.monotonic()
        with pytest.raises(DraftUnreadable, match=r"took longer than 0\.5 s"):
            fetch_page(f"http://127.0.0.1:{port}/", seconds=0.5)
        assert time.monotonic() - began < PATIENCE


def test_a_silent_tls_server_is_given_up() -> None:
    """A server that never answers the greeting of TLS is given up at the deadline."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(DraftUnreadable, match=r"took longer than 0\.5 s"):
            fetch_page(f"https://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.5)
        assert time.monotonic() - began < PATIENCE


def test_a_page_that_breaks_off_is_not_taken_for_whole() -> None:
    """A page that ends before its stated length is refused."""

    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")

    with answering(broken) as port, pytest.raises(DraftUnreadable, match="cannot be fetched"):
        fetch_page(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.216.34", True),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """Only addresses of the public network are, in whatever form they are written."""
    assert is_public(address) is public
