"""The sockets that a server listens at, opened before there are processes that share them."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack
from typing import Any

BACKLOG = 1024
"""Connections that may wait to be accepted."""
_NOT_HERE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def listen(host: str, port: int) -> list[socket.socket]:
    """Return listening sockets for the addresses of a host, all at one port; port 0 picks a free one.

    An empty host is every address of this machine. Raise OSError when an address is taken, or when none is one of this
    machine.
    """
    unfit: OSError | None = None
    sockets: list[socket.socket] = []
    with ExitStack() as unless_all_listen:
        for family, _, _, _, (address, _, *scope) in _addresses(host, port):
            try:
                # An IPv6 socket leaves the IPv4 addresses to a socket of their own.
                listener = socket.create_server((address, port, *scope), family=family, backlog=BACKLOG)
            except OSError as error:
                if error.errno not in _NOT_HERE:
                    raise
                unfit = error  # a name such as localhost has an IPv6 address even where the machine has no IPv6
                continue
            sockets.append(unless_all_listen.enter_context(listener))
            port = port or listener.getsockname()[1]
        if unfit and not sockets:
            raise unfit
        unless_all_listen.pop_all()
    return sockets


def _addresses(host: str, port: int) -> list[tuple[int, int, int, str, tuple[Any, ...]]]:
    return list(socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE))
