"""Looks now and then whether an index can be searched, for pages that only want to know whether it is worth asking.

It asks little and waits seconds only, so that a page is not held up by a cluster that is away.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from .connection.address import ClusterAddress
from .connection.client import Cluster
from .connection.errors import ClusterError
from .indices import Indices
from .state import ClusterState

KNOWN_SECONDS = 5.0
"""How long an answer is believed: three small requests in so many seconds, however many pages are asked for."""
PATIENCE = 2.0
"""Seconds that each node may take to answer."""


class Probe:
    """What is known of one index for some seconds; safe to use from many threads."""

    def __init__(self, address: ClusterAddress, state: ClusterState, clock: Callable[[], float] = monotonic) -> None:
        self._address = address
        self._state = state
        self._clock = clock
        self._cluster: Cluster | None = None
        self._lock = threading.Lock()
        self._trouble: str | None = None
        self._until = 0.0

    def trouble(self) -> str:
        """Return why the index cannot be searched; empty where it can. While somebody looks, others get what was seen.

        Raise nothing: what cannot be asked is a trouble.
        """
        known = self._trouble
        if known is not None and self._clock() < self._until:
            return known
        if known is not None and self._lock.locked():
            return known
        with self._lock:
            if self._trouble is None or self._clock() >= self._until:
                self._trouble = self._look()
                self._until = self._clock() + KNOWN_SECONDS
            return self._trouble

    def _look(self) -> str:
        try:
            if self._cluster is None:
                self._cluster = Cluster(self._address, PATIENCE, len(self._address.urls))
            self._cluster.check_version()
            indices = Indices(self._cluster)
            indices.check_readable(self._state.index, wait="1s")
            indices.check_build(self._state)
            indices.check_count(self._state)
        except ClusterError as error:
            return str(error)
        return ""

    def close(self) -> None:
        """Close the connections."""
        with self._lock, suppress(ClusterError):
            if self._cluster is not None:
                self._cluster.close()
                self._cluster = None
