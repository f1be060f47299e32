"""Fetch the page of an address that the user typed, over HTTP or HTTPS, within limits of time and size.

Nothing else in `indexer` uses a network.
"""

from __future__ import annotations

import time
from email.message import Message
from http.client import HTTPException
from pathlib import PurePosixPath
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from indexer.errors import DraftUnreadable
from indexer.quotes.draft_files import DRAFT_LIMITS, draft_too_large
from indexer.readers import READABLE_SUFFIXES
from indexer.readers.limits import Limits

TIMEOUT_SECONDS = 30.0
"""Longest time to fetch a whole page."""
_SCHEMES = ("http", "https")
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


def fetch_page(url: str, limits: Limits = DRAFT_LIMITS, seconds: float = TIMEOUT_SECONDS) -> tuple[str, str, bytes]:
    """Fetch a page and return a file name with a suffix for its type, its final URL, and its bytes.

    Raise DraftUnreadable, with the reason, when the page cannot be fetched, is too large, or takes longer than
    `seconds`.
    """
    if not url.lower().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES)):
        raise DraftUnreadable(url, "cannot be fetched: its address has to begin with http:// or https://")
    deadline = time.monotonic() + seconds
    try:
        request = Request(url, headers={"User-Agent": "Rapporteur links check", "Accept": "*/*"})  # noqa: S310 # see above
        with build_opener(_HttpRedirectHandler).open(request, timeout=seconds) as answer:
            data = bytearray()
            while chunk := answer.read(_CHUNK_BYTES):
                data += chunk
                if len(data) > limits.bytes:
                    raise draft_too_large(url, limits)
                if time.monotonic() > deadline:
                    raise DraftUnreadable(url, f"took longer than {seconds:g} s to come: save it as a file")
            return _file_name(answer.geturl(), answer.headers.get_content_type()), answer.geturl(), bytes(data)
    except HTTPError as error:
        error.close()
        raise DraftUnreadable(url, f"cannot be fetched: the server answers {error.code} ({error.reason})") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise DraftUnreadable(url, f"cannot be fetched: {reason}") from error


class _HttpRedirectHandler(HTTPRedirectHandler):
    """Follows redirects to HTTP and HTTPS addresses only."""

    def redirect_request(  # urllib's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """Return the next request. Raise ValueError when the new address is not an HTTP or HTTPS one."""
        if urlsplit(newurl).scheme.lower() not in _SCHEMES:
            raise ValueError(f"it redirects to {newurl}, which is no page of the web")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # as it came


def _file_name(url: str, kind: str) -> str:
    """Return a file name whose suffix tells the format: by the content type, else by the URL, else `.html`."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "page"
    suffix = PurePosixPath(name).suffix.lower()
    known_suffix = _SUFFIXES.get(kind, "")
    return name if suffix in READABLE_SUFFIXES and not known_suffix else name + (known_suffix or ".html")
