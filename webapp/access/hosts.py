"""The names that the site answers to: a page of another site must not reach it under a name of its own (DNS rebinding).

A browser believes any name that leads to this machine, so a foreign name could be made to lead here.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .public_address import ascii_host

ANY_HOST = "*"
"""Stands for all names, where another server in front decides."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True)
class AllowedHosts:
    """The names that the site answers to."""

    names: frozenset[str]
    any_name: bool = False
    any_address: bool = False
    """Whether IP addresses are answered to: no foreign page can have one of this machine as its name."""

    def answers(self, host_header: str) -> bool:
        """Return whether a request with this Host header is answered."""
        host = _without_port(host_header)
        return self.any_name or host in self.names or (self.any_address and _is_address(host))


def allowed_hosts(stated: Iterable[str], public_host: str = "", loopback_only: bool = True) -> AllowedHosts:
    """Return the names to answer to: those that were stated, the public one, and loopback.

    Without a stated and a public one, a site that listens on other addresses than loopback also answers to its IP
    addresses and to the name of the machine.
    """
    stated = frozenset(stated)
    open_to_network = not (loopback_only or stated or public_host)
    machine = {ascii_host(socket.gethostname()), ascii_host(socket.getfqdn())} if open_to_network else set()
    known = LOOPBACK_NAMES | stated | machine | {public_host}
    return AllowedHosts(known - {"", ANY_HOST}, ANY_HOST in stated, open_to_network)


def _without_port(host_header: str) -> str:
    host, colon, port = host_header.strip().casefold().rpartition(":")
    return host.removesuffix(".") if colon and port.isdigit() else host_header.strip().casefold().removesuffix(".")


@lru_cache(maxsize=1000)
def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def is_loopback(listening_host: str) -> bool:
    """Return whether a host to listen at is of this machine alone."""
    try:
        return ipaddress.ip_address(listening_host.strip("[]")).is_loopback
    except ValueError:
        return listening_host.casefold() == "localhost"
