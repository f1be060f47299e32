"""Tests of the sockets that the server listens at."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from webapp.serving.address import listen


def test_a_free_port_is_one_for_all_addresses_of_a_host() -> None:
    """Port 0 picks a free port, and every address of the host has that one."""
    with ExitStack() as opened:
        listeners = [opened.enter_context(listener) for listener in listen("localhost", 0)]
        ports = {listener.getsockname()[1] for listener in listeners}
        assert len(ports) == 1
        assert ports != {0}
        for listener in listeners:
            socket.create_connection(listener.getsockname()[:2], timeout=5).close()


def test_a_taken_port_is_an_error() -> None:
    """A port at which another listens is refused, and nothing is left open."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_an_address_of_another_machine_is_an_error() -> None:
    """An address that this machine does not have is refused."""
    with pytest.raises(OSError, match="assign"):
        listen("192.0.2.1", 0)  # RFC 5737: an address of no machine
