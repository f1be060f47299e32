"""A cluster of three nodes loses no answer and no write when one of them is killed, and is whole again with it.

This holds at the level of what OpenSearch answers, with the client that the engine has.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from .nodes import NodeCluster, ask, start_cluster
from .shared import needed_program

pytestmark = pytest.mark.cluster

DOCUMENTS = 3000
READERS = 4
BEFORE, AFTER = 3.0, 20.0
"""Seconds of load before the kill and after it."""
ROWS = "rows"
WRITTEN = "written"
SETTINGS = {"settings": {"number_of_shards": 3, "number_of_replicas": 1}}


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[NodeCluster]:
    """Three nodes with an index of numbered rows, and an empty one."""
    running = start_cluster(needed_program(), tmp_path / "cluster")
    try:
        for name in (ROWS, WRITTEN):
            ask(running.urls[0], f"/{name}", SETTINGS, method="PUT")
        lines = "".join(f'{{"index":{{"_id":"{n}"}}}}\n{{"n":{n},"tens":{n % 10}}}\n' for n in range(DOCUMENTS))
        assert not ask(running.urls[0], f"/{ROWS}/_bulk?refresh=true", lines)["errors"]
        assert running.health(wait_for_status="green")["status"] == "green"
        yield running
    finally:
        running.stop()


def client(cluster: NodeCluster) -> OpenSearch:
    """Return a client that tries another node where one does not answer."""
    return OpenSearch(
        cluster.urls, timeout=30, max_retries=5, retry_on_timeout=True, retry_on_status=(429, 502, 503, 504)
    )


class ClusterLoad:
    """Threads that search and one that writes, until told to stop; what went wrong is counted by its name."""

    def __init__(self, cluster: NodeCluster) -> None:
        self.cluster = cluster
        self.answers: Counter[str] = Counter()
        self.kept: list[int] = []
        self.refused: list[str] = []
        self._stop = threading.Event()
        work: list[Callable[[], None]] = [self._read] * READERS + [self._write]
        self._threads = [threading.Thread(target=task) for task in work]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let each thread finish what it does."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": {"range": {"n": {"gte": 100}}},
            "aggs": {"tens": {"terms": {"field": "tens", "size": 10}}},
        }
        with client(self.cluster) as connection:
            while not self._stop.is_set():
                try:
                    found = connection.search(
                        index=ROWS,
                        body=body,
                        params={"allow_partial_search_results": "false", "request_cache": "false"},
                    )
                except Exception as error:  # each kind is named in the failure of the test
                    self.answers[type(error).__name__] += 1
                    continue
                counts = [bucket["doc_count"] for bucket in found["aggregations"]["tens"]["buckets"]]
                right = found["hits"]["total"]["value"] == DOCUMENTS - 100 and counts == [(DOCUMENTS - 100) // 10] * 10
                self.answers["right" if right else "wrong"] += 1

    def _write(self) -> None:
        number = 0
        with client(self.cluster) as connection:
            while not self._stop.is_set():
                try:
                    connection.index(index=WRITTEN, id=str(number), body={"n": number})
                    self.kept.append(number)
                except Exception as error:
                    self.refused.append(f"{number}: {error}")
                number += 1
                time.sleep(0.05)


@pytest.mark.parametrize("victim", ["manager", "other"])
def test_a_killed_node_loses_nothing(cluster: NodeCluster, victim: str) -> None:
    """Kill -9 under load: every answer is right, every write is kept, and the cluster is whole without the node."""
    manager = cluster.manager()
    killed = manager if victim == "manager" else next(node for node in cluster.nodes if node is not manager)
    load = ClusterLoad(cluster)
    load.start()
    time.sleep(BEFORE)
    killed.kill()
    time.sleep(AFTER)
    load.end()
    assert set(load.answers) == {"right"}, load.answers
    assert load.refused == []
    assert cluster.health(wait_for_nodes=2, wait_for_no_initializing_shards="true")["status"] in {"yellow", "green"}
    living = next(node.url for node in cluster.nodes if node.alive())
    ask(living, f"/{WRITTEN}/_refresh", method="POST")
    found = ask(living, f"/{WRITTEN}/_search", {"size": 10_000, "_source": False})
    assert {int(hit["_id"]) for hit in found["hits"]["hits"]} == set(load.kept)
    cluster.restart(killed)
    assert cluster.health(wait_for_status="green")["status"] == "green"
    assert cluster.health()["number_of_nodes"] == 3
