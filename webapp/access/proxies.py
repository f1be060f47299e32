"""Which servers in front of the site are believed about the reader's address, scheme and host.

Anyone can send the headers `X-Forwarded-For`, `-Proto` and `-Host`; only what a trusted proxy says in them counts.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

ProxyNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
ReaderAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_FORWARDED = tuple(
    f"HTTP_{name}"
    for name in (
        "X_FORWARDED_FOR X_FORWARDED_PROTO X_FORWARDED_HOST X_FORWARDED_PORT X_FORWARDED_PREFIX X_FORWARDED_SERVER "
        "X_FORWARDED_BY X_FORWARDED_SSL X_REAL_IP FORWARDED"
    ).split()
)
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class TrustedProxies:
    """The addresses and networks of proxies that are believed."""

    def __init__(self, networks: Iterable[ProxyNetwork] = ()) -> None:
        self._networks = tuple(networks)

    def trusts(self, address: str) -> bool:
        """Return whether an address is that of a trusted proxy."""
        parsed = _address(address)
        return parsed is not None and any(parsed in network for network in self._networks)

    def apply(self, environ: WSGIEnvironment) -> None:
        """Replace the proxy's address, scheme and host of a request by the reader's, where a trusted proxy says them.

        The headers are taken out of the request, so that nothing behind this believes them.
        """
        told = {name: str(environ.pop(name)) for name in _FORWARDED if name in environ}
        if not self._networks or not self.trusts(str(environ.get("REMOTE_ADDR", ""))):
            return
        if reader := self._reader(told.get("HTTP_X_FORWARDED_FOR", "")):
            environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = reader
            environ.pop("REMOTE_PORT", None)
        scheme = _last(told.get("HTTP_X_FORWARDED_PROTO", "")).casefold()
        if scheme in _DEFAULT_PORTS:
            environ["wsgi.url_scheme"] = scheme
            environ["SERVER_PORT"] = _DEFAULT_PORTS[scheme]
        if host := _last(told.get("HTTP_X_FORWARDED_HOST", "")):
            environ["HTTP_HOST"] = host

    def _reader(self, forwarded_for: str) -> str:
        """Return the address nearest to the site that is no trusted proxy; what stands before it anyone may have sent.

        Return an empty text when there is none.
        """
        furthest = ""
        for text in reversed(forwarded_for.split(",")):
            parsed = _address(text)
            if parsed is None:
                break
            furthest = str(parsed)
            if not self.trusts(furthest):
                break
        return furthest


def _last(header: str) -> str:
    """Return the last value of a header, which the nearest proxy has written."""
    return header.rpartition(",")[2].strip()


def _address(text: str) -> ReaderAddress | None:
    """Return an IP address, also one with a port behind it; an IPv4 address within IPv6 counts as the former."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
