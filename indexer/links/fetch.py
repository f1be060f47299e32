"""Fetch the page of an address that the user typed, over HTTP or HTTPS, within limits of time and size.

Nothing else in `indexer` uses a network. Redirects are followed to public addresses, and to the host that was typed.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from indexer.errors import DraftUnreadable
from indexer.quotes.draft_files import DRAFT_LIMITS, draft_too_large
from indexer.readers import READABLE_SUFFIXES
from indexer.readers.limits import Limits

from .addresses import PrivateAddress, is_public, resolve

TIMEOUT_SECONDS = 30.0
"""Longest time to fetch a whole page, from resolving the first name to the last byte, redirects included."""
MAX_REDIRECTS = 10
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_HEADERS = {"User-Agent": "Rapporteur links check", "Accept": "*/*", "Connection": "close"}
_IN_PATHS = "/%:@!$&'()*+,;=~-._"  # RFC 3986
_IN_QUERIES = f"{_IN_PATHS}?"
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
}
_CHUNK_BYTES = 1 << 16


def is_url(text: str) -> bool:
    """Return whether the user named a URL and not a file."""
    return "://" in text


def fetch_page(
    url: str, limits: Limits = DRAFT_LIMITS, seconds: float = TIMEOUT_SECONDS, allow_private: bool = False
) -> tuple[str, str, bytes]:
    """Fetch a page and return a file name with a suffix for its type, its final URL, and its bytes.

    With `allow_private`, redirects may lead to this machine and to private networks. Raise DraftUnreadable, with the
    reason, when the page cannot be fetched, is too large, or takes longer than `seconds`.
    """
    fetch = _Fetch(url, limits, time.monotonic() + seconds, allow_private)
    try:
        return fetch.follow()
    except PrivateAddress as error:
        remedy = "If it is meant to, allow it: --allow-private"
        raise DraftUnreadable(f"{url} cannot be fetched: {error}. {remedy}.") from error
    except (HTTPException, OSError, ValueError) as error:
        if fetch.remaining() <= 0:
            raise DraftUnreadable(f"{url} took longer than {seconds:g} s to come: save it as a file.") from error
        reason = getattr(error, "strerror", None) or error
        raise DraftUnreadable(f"{url} cannot be fetched: {reason}.") from error


@dataclass(frozen=True)
class _WebAddress:
    """An address of the web, in the parts that a connection needs."""

    url: str
    secure: bool
    host: str
    port: int
    target: str
    """Path and query, as a request has them."""


@dataclass
class _Fetch:
    """One page on its way, with all redirects."""

    typed: str
    limits: Limits
    deadline: float
    allow_private: bool
    resolved: dict[str, list[str]] = field(default_factory=dict)
    """The IP addresses of each host: a name is resolved once."""
    wire: socket.socket | None = None

    def remaining(self) -> float:
        """Return the seconds that are left."""
        return self.deadline - time.monotonic()

    def follow(self) -> tuple[str, str, bytes]:
        """Return name, final URL and bytes of the page. Raise ValueError, OSError or HTTPException when it fails."""
        typed = address = _web_address(self.typed)
        for _ in range(MAX_REDIRECTS + 1):
            is_typed = address.host == typed.host and address.port in {typed.port, *_PORTS.values()}
            with self._answer(address, self.allow_private or is_typed) as answer:
                location = answer.getheader("Location") if answer.status in _REDIRECTS else None
                if location is None:
                    return self._page(address, answer)
            target = urljoin(address.url, location)
            if urlsplit(target).scheme.lower() not in _PORTS:
                raise ValueError(f"it redirects to {target!a}, which is not a web page")
            address = _web_address(target)
        raise ValueError(f"it redirects more than {MAX_REDIRECTS} times")

    def _page(self, address: _WebAddress, answer: HTTPResponse) -> tuple[str, str, bytes]:
        if answer.status >= 400:
            raise ValueError(f"the server answers {answer.status} ({answer.reason})")
        data = bytearray()
        while chunk := answer.read1(_CHUNK_BYTES):
            data += chunk
            if len(data) > self.limits.bytes:
                raise draft_too_large(self.typed, self.limits)
        if self.remaining() <= 0 or answer.length:
            raise ValueError("the connection ended before the page did")
        return _file_name(address.url, answer.headers.get_content_type()), address.url, bytes(data)

    @contextmanager
    def _answer(self, address: _WebAddress, private_too: bool) -> Iterator[HTTPResponse]:
        """Ask for a page and yield the answer; the connection is cut at the deadline, whatever is being waited for."""
        connection = (HTTPSConnection if address.secure else HTTPConnection)(address.host, address.port)
        self.wire = self._connect(address, private_too)
        watch = threading.Timer(max(self.remaining(), 0), self._cut)
        watch.daemon = True
        watch.start()
        answer = None
        try:
            if address.secure:
                context = ssl.create_default_context()
                self.wire = secured = context.wrap_socket(
                    self.wire, server_hostname=address.host, do_handshake_on_connect=False
                )
                secured.do_handshake()  # once the watch can cut it
            connection.sock = self.wire
            connection.request("GET", address.target, headers=_HEADERS)
            answer = connection.getresponse()
            yield answer
        finally:
            watch.cancel()
            if answer:
                answer.close()
            connection.close()
            self.wire.close()

    def _cut(self) -> None:
        """End the connection from another thread, so that whoever waits for it goes on."""
        with suppress(OSError):
            if self.wire:
                self.wire.shutdown(socket.SHUT_RDWR)

    def _connect(self, address: _WebAddress, private_too: bool) -> socket.socket:
        """Return a connection to one of the IP addresses that the host has had since it was first named."""
        if address.host not in self.resolved:
            self.resolved[address.host] = resolve(address.host, address.port, self.remaining())
        allowed = [found for found in self.resolved[address.host] if private_too or is_public(found)]
        if not allowed:
            raise PrivateAddress(f"it leads to {address.host}, which is this machine or in a private network")
        failure: OSError = OSError(f"{address.host} has no address")
        for found in allowed:
            try:
                return socket.create_connection((found, address.port), timeout=max(self.remaining(), 0.001))
            except OSError as error:
                failure = error
        raise failure


def _web_address(url: str) -> _WebAddress:
    """Return an address in its parts. Raise ValueError when it is none of the web."""
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError("its address has to begin with http:// or https://")
    if not parts.hostname:
        raise ValueError("its address names no host")
    host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    query = f"?{quote(parts.query, safe=_IN_QUERIES)}" if parts.query else ""
    target = quote(parts.path or "/", safe=_IN_PATHS) + query
    port = parts.port or _PORTS[scheme]
    return _WebAddress(parts._replace(fragment="").geturl(), scheme == "https", host, port, target)


def _file_name(url: str, kind: str) -> str:
    """Return a file name whose suffix tells the format: by the content type, else by the URL, else `.html`."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "page"
    suffix = PurePosixPath(name).suffix.lower()
    known_suffix = _SUFFIXES.get(kind, "")
    return name if suffix in READABLE_SUFFIXES and not known_suffix else name + (known_suffix or ".html")
