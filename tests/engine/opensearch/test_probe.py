"""Whether a cluster can be searched is looked at now and then, and what was seen is believed for some seconds."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from time import monotonic

import pytest

from indexer.engine.opensearch import probe
from indexer.engine.opensearch.connection.address import cluster_address
from indexer.engine.opensearch.probe import KNOWN_SECONDS, Probe
from indexer.engine.opensearch.state import ClusterState

NOWHERE = ClusterState("", "some-index", 1, 1, "")


class _Foreign(http.server.BaseHTTPRequestHandler):
    """Something that answers, but is no cluster, and counts how often it is asked."""

    asked = 0

    def do_GET(self) -> None:
        """Answer."""
        type(self).asked += 1
        body = b'{"version": {"number": "8.1", "distribution": "other"}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def foreign() -> Iterator[str]:
    """The address of something that is no cluster."""
    _Foreign.asked = 0
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Foreign) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _silent() -> socket.socket:
    """Return a socket that takes connections and never answers."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    return listening


def test_it_is_asked_once_in_some_seconds(foreign: str) -> None:
    """However often somebody wants to know, the cluster is asked again only when the answer is old."""
    now = [0.0]
    with closing(Probe(cluster_address(foreign, {}), NOWHERE, lambda: now[0])) as probed:
        first = probed.trouble()
        assert "is no OpenSearch" in first
        assert [probed.trouble() for _ in range(20)] == [first] * 20
        assert _Foreign.asked == 1
        now[0] = KNOWN_SECONDS + 1
        assert probed.trouble() == first
        assert _Foreign.asked == 2


def test_nobody_waits_long_for_nodes_that_do_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that takes a connection and then says nothing is given up after seconds."""
    monkeypatch.setattr(probe, "PATIENCE", 0.2)
    with closing(_silent()) as node:
        address = cluster_address(f"http://127.0.0.1:{node.getsockname()[1]}", {})
        started = monotonic()
        with closing(Probe(address, NOWHERE)) as probed:
            assert "it took too long" in probed.trouble()
        assert monotonic() - started < 10


def test_a_cluster_that_cannot_be_reached_is_told() -> None:
    """The sentence names the address, for whoever runs the site."""
    with closing(Probe(cluster_address("http://127.0.0.1:9", {}), NOWHERE)) as probed:
        assert "No search cluster answers at http://127.0.0.1:9" in probed.trouble()
