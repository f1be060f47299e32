"""Which pages of other sites may read the API in a reader's browser (CORS, in the Fetch standard).

The owner of the site says so: a browser can reach a site within a network, or one on the reader's own machine, that no
stranger can reach, so no page of another site may read there what the papers say. Only reading is ever allowed.
"""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import Headers

ANY_ORIGIN = "*"
_READ_BY_SCRIPTS = "ETag, Location, Retry-After, X-Request-ID"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def shared_with(origin: str, allowed: Iterable[str]) -> str:
    """Return what an answer to a page of an origin allows; empty where it allows nothing."""
    if ANY_ORIGIN in allowed:
        return ANY_ORIGIN
    return origin if origin and origin in allowed else ""


def share(headers: Headers, origin: str, allowed: tuple[str, ...]) -> None:
    """Add the headers to an answer that let a page of an origin read it, where that is allowed."""
    if allowed and ANY_ORIGIN not in allowed:
        headers.add("Vary", "Origin")
    if granted := shared_with(origin, allowed):
        headers["Access-Control-Allow-Origin"] = granted
        headers["Access-Control-Expose-Headers"] = _READ_BY_SCRIPTS
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def allow_asking(headers: Headers) -> None:
    """Add the headers that answer the question of a browser whether a script may ask with headers of its own."""
    headers.update(_PREFLIGHT)
