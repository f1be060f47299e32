"""Limits for all clients of a server together, and for each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

MaxBody = Callable[[str, str], int]
"""Returns the most bytes of the body of a request, for its method and its path."""
NO_FORM = 65_536
"""Most bytes of a body where no page takes more."""


@dataclass(frozen=True)
class ConnectionLimits:
    """What the connections of one process may do; seconds are by the clock."""

    connections: int = 1_000
    """Open connections: for one more, the one is closed that has been idle longest."""
    of_one_client: int = 60
    """Open connections of one address: for one more, its own oldest idle one is closed."""
    idle_seconds: float = 30.0
    """Time without a request, after which a connection is closed."""
    header_seconds: float = 20.0
    """Time for the first line and the headers of a request, from its first byte."""
    header_bytes: int = 65_536
    """Size of the first line and the headers."""
    long_body_bytes: int = 1_000_000
    """Size from which on a body is long; the server keeps those in files while they come."""
    long_bodies: int = 16
    """Long bodies that come at a time; one more is refused."""
    long_bodies_of_one_client: int = 4
    """Long bodies of one address that come at a time."""
    body_bytes_a_second: int = 10_000
    """Rate at which a body must come on the whole, after `header_seconds`."""
    answer_bytes_a_second: int = 5_000
    """Rate at which an answer must be taken on the whole, after `stalled_seconds`."""
    stalled_seconds: float = 30.0
    """Time in which a client must take some of its answer."""
    is_proxy: Callable[[str], bool] = lambda _address: False
    """Whether an address may stand for many clients, as those of this machine may: it loses idle connections only."""
    stop_seconds: int = 30
    """Time for requests in flight to be finished when the server stops."""


@dataclass(frozen=True)
class ServingLimits:
    """How much is done at a time, and how much a request may send."""

    processes: int
    threads: int
    """Requests that one process answers at a time."""
    max_body: MaxBody
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
