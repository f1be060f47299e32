"""Fetches a page that the user named, and nothing else: by HTTP alone, within limits of time and size.

The one place of the index side that uses a network, and only for an address that was typed.
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
"""Time that a page may take to come, whole."""
_SCHEMES = ("http", "https")
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
}
_PART = 1 << 16


def is_url(text: str) -> bool:
    """Whether what the user named is to be fetched, and no file."""
    return "://" in text


def fetch_page(url: str, limits: Limits = DRAFT_LIMITS, seconds: float = TIMEOUT_SECONDS) -> tuple[str, str, bytes]:
    """Fetch a page: a name that tells what it is, the address where it was found, and its bytes.

    Raises DraftUnreadable, which says why it could not be had.
    """
    if not url.lower().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES)):
        raise DraftUnreadable(url, "cannot be fetched: its address has to begin with http:// or https://")
    until = time.monotonic() + seconds
    try:
        request = Request(url, headers={"User-Agent": "Rapporteur links check", "Accept": "*/*"})  # noqa: S310 # see above
        with build_opener(_HttpRedirectHandler).open(request, timeout=seconds) as answer:
            data = bytearray()
            while part := answer.read(_PART):
                data += part
                if len(data) > limits.bytes:
                    raise draft_too_large(url, limits)
                if time.monotonic() > until:
                    raise DraftUnreadable(url, f"took longer than {seconds:g} s to come: save it as a file")
            return _name(answer.geturl(), answer.headers.get_content_type()), answer.geturl(), bytes(data)
    except HTTPError as error:
        error.close()
        raise DraftUnreadable(url, f"cannot be fetched: the server answers {error.code} ({error.reason})") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise DraftUnreadable(url, f"cannot be fetched: {reason}") from error


class _HttpRedirectHandler(HTTPRedirectHandler):
    """Follows redirections to pages of the web only."""

    def redirect_request(  # the signature of the library
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme.lower() not in _SCHEMES:
            raise ValueError(f"it redirects to {newurl}, which is no page of the web")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # as it came


def _name(url: str, kind: str) -> str:
    """A file name that tells what was fetched: by its type, else by its address; a page where neither tells."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "page"
    suffix = PurePosixPath(name).suffix.lower()
    told = _SUFFIXES.get(kind, "")
    return name if suffix in READABLE_SUFFIXES and not told else name + (told or ".html")
