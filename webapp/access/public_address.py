"""The address that readers know the site by: scheme, host, and the path below which the site stands.

How the address is put before the paths of pages belongs to `placing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_SEGMENT = re.compile(r"(?!\.+$)[A-Za-z0-9._~-]+")  # RFC 3986, unreserved: the same whether encoded or not
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9.])?|\[[0-9a-f:.]+\]")


@dataclass(frozen=True)
class PublicAddress:
    """A public URL in its parts."""

    origin: str
    """Scheme, host and port, without a path."""
    host: str
    """The name or address of the host, as a Host header has it, without the port."""
    base: str = ""
    """The path below which the site stands, as `/papers`; empty at the root of the host."""

    @property
    def is_https(self) -> bool:
        """Whether readers reach the site over TLS."""
        return self.origin.startswith("https:")


def parse_public_url(url: str) -> PublicAddress:
    """Return the parts of a public URL. Raise ValueError when it is none that a site can have."""
    try:
        parts = urlsplit(url.strip())
        host = ascii_host(parts.hostname or "")
        port = parts.port
    except ValueError as error:
        raise ValueError(_not_an_address(url)) from error
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query or parts.fragment:
        raise ValueError(_not_an_address(url))
    segments = [segment for segment in parts.path.split("/") if segment]
    if not all(map(_SEGMENT.fullmatch, segments)):
        raise ValueError(
            f"The public URL “{url}” has a path with other characters than letters, digits and . _ ~ -, "
            "which proxies would write in different ways. Choose a simpler path."
        )
    origin = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
    return PublicAddress(origin, host, "".join(f"/{segment}" for segment in segments))


def ascii_host(name: str) -> str:
    """Return a name of a host as a Host header has it: lower case, IDNA, brackets around an IPv6 address.

    Return an empty text for what cannot be one.
    """
    name = name.strip().casefold()
    if ":" in name and not name.startswith("["):
        name = f"[{name}]"
    try:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if _HOST.fullmatch(name) else ""


def _not_an_address(url: str) -> str:
    return f"The public URL “{url}” is not an address such as https://papers.example.org or https://example.org/papers/"
