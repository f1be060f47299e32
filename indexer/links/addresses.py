"""Which addresses a program may connect to that a text or a redirect has named: those of the public network.

A name is resolved once, and the connection goes to what was checked, so that a second answer of the name server cannot
lead elsewhere (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Sequence

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")


class PrivateAddress(ValueError):
    """A name leads to an address of this machine or of a private network."""


def is_public(address: str) -> bool:
    """Return whether an IP address is of the public network; an IPv4 address within an IPv6 one counts as itself."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed in _NAT64:
            parsed = ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF)
        elif parsed in _LOCAL_NAT64:
            return False
        else:
            parsed = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1] or parsed
    return parsed.is_global and not parsed.is_multicast


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Return the IP addresses of a name, in the order of preference.

    Raise OSError when there is none, and TimeoutError when the answer takes longer than `seconds`.
    """
    answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(address[4][0]) for address in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(f"{host} is not a host name"))

    threading.Thread(target=ask, daemon=True, name="resolving").start()  # the system's own time-out cannot be set
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise TimeoutError(f"the name {host} was not resolved in time") from None
    if isinstance(answer, OSError):
        raise answer
    return list(answer)
