"""Which pages may send a form here: those of the site itself, so that no other site acts in a reader's name (CSRF)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
_OWN_PAGES = {"same-origin", "none"}


def is_cross_site(method: str, headers: Headers, own_hosts: Iterable[str]) -> bool:
    """Return whether a page of another site sent a request that may change something.

    Browsers say so themselves (Fetch Metadata), and older ones name the page's origin. A request with neither is no
    browser's, and carries no cookie of a reader. `own_hosts` are hosts with their ports, as an origin has them.
    """
    if method in _SAFE_METHODS:
        return False
    sent_by = headers.get("Sec-Fetch-Site")
    if sent_by is not None:
        return sent_by not in _OWN_PAGES
    origin = headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc not in {host for host in own_hosts if host}
