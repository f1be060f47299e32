"""Find the addresses that other addresses carry: mail programs and services lead readers by way of their own servers.

Outlook's SafeLinks, Proofpoint, Barracuda, search engines, archives and the like carry the address in a parameter or at
the end of the path. What only the service can read (Mimecast, shorteners) stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import re
import string
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

_MOST_LAYERS = 4
_ADDRESS = re.compile(r"https?:/{1,2}[^/\s]", re.IGNORECASE)
_ENCODED = re.compile(r"https?(?:://|%3A(?:%2F){2})", re.IGNORECASE)
_PROOFPOINT_2 = str.maketrans("-_", "%/")
_PROOFPOINT_3 = re.compile(r"/v3/__(?P<url>.+?)__;(?P<bytes>[^!]*)!")
_REPLACED = re.compile(r"\*(?:\*(.))?")
_RUNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_SHORTEST_RUN = 2  # characters that Proofpoint has taken out at one place, for the first sign of the list above


def carried_urls(url: str) -> Iterator[str]:
    """Yield the addresses that an address carries, the outermost first."""
    layer = [url]
    for _ in range(_MOST_LAYERS):
        layer = [inner for outer in layer for inner in _carried(outer)]
        yield from layer


def _carried(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # not a valid URL
        return
    if host.endswith(("urldefense.proofpoint.com", "urldefense.com", "urldefense.us")):
        yield from _from_proofpoint(url, parts.path, parts.query)
        return
    yield from (value for _, value in parse_qsl(parts.query) if _ADDRESS.match(value))
    inner = _ENCODED.search(parts.path)
    if inner:
        at_the_end = parts.path[inner.start() :]
        encoded = "%" in inner.group()
        yield unquote(at_the_end) if encoded else at_the_end + (f"?{parts.query}" if parts.query else "")


def _from_proofpoint(url: str, path: str, query: str) -> Iterator[str]:
    """Yield the address in one of Proofpoint's three forms."""
    carried = dict(parse_qsl(query)).get("u", "")
    if path.startswith("/v1/") and carried:
        yield carried
    elif path.startswith("/v2/") and carried:
        yield unquote(carried.translate(_PROOFPOINT_2))
    elif match := _PROOFPOINT_3.search(url):
        address = _with_taken_out(match["url"], match["bytes"])
        yield re.sub(r"^(https?:/)(?!/)", r"\1/", address)


def _with_taken_out(text: str, encoded: str) -> str:
    """Return a text with the characters that stand encoded behind it put back at its asterisks."""
    try:
        taken_out = iter(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-8"))
    except (binascii.Error, ValueError):
        return text

    def put_back(match: re.Match[str]) -> str:
        count = _RUNS.find(match[1]) + _SHORTEST_RUN if match[1] else 1
        return "".join(next(taken_out, "") for _ in range(count))

    return _REPLACED.sub(put_back, text)
