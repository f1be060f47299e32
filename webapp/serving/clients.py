"""Who sends a request, as far as limits for each client go by it: an address, or a network of one household.

Which address is a client's behind a proxy is decided elsewhere.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

_HOUSEHOLD_BITS = 64  # RFC 6177: the least that a site gets, which can take as many addresses as it likes


def client_of(address: str | None) -> str:
    """Return the key under which the requests from an address are counted; empty for this machine itself.

    What comes from this machine may come from a proxy on it, and so from many clients.
    """
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:  # a Unix socket has none
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.is_loopback:
        return ""
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> _HOUSEHOLD_BITS << _HOUSEHOLD_BITS))
    return str(parsed)
