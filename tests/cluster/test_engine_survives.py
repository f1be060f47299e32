"""On three nodes no reader notices that one was killed, no build loses a passage, and a lost cluster is told."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.opensearch.connection.address import ClusterAddress, cluster_address
from indexer.engine.opensearch.connection.errors import ClusterError, ClusterUnreachable
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.state import read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import EngineAnswer, Query
from tests.engine.conftest import CORPUS

from .nodes import NodeCluster, ask, start_cluster
from .shared import needed_program

pytestmark = pytest.mark.cluster

READERS = 4
COPIES = 100
"""How often the corpus is written, as other papers: enough that a node dies in the middle of it."""
QUERIES = tuple(
    Query(parse(text).node, top_values=10)
    for text in ("women", '"peace security"', "women NEAR/3 peace", "train*", "security -women", "year:2020..", "")
)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[NodeCluster]:
    """Three nodes."""
    running = start_cluster(needed_program(), tmp_path / "cluster")
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def address(cluster: NodeCluster) -> ClusterAddress:
    """The address of all three nodes."""
    return cluster_address(",".join(cluster.urls), {})


def copies(count: int) -> Iterator[list[Passage]]:
    """Yield the corpus again and again, each time as other papers."""
    for number in range(count):
        papers = {
            passage.document.id: replace(passage.document, id=f"{passage.document.id}-{number}") for passage in CORPUS
        }
        yield [
            replace(passage, id=f"{passage.id}-{number}", document=papers[passage.document.id]) for passage in CORPUS
        ]


def written(folder: Path, address: ClusterAddress, cluster: NodeCluster) -> Path:
    """Write a build of the corpus, and wait until each node that is to have a copy has it."""
    with OpenSearchWriter(folder, None, address) as writer:
        writer.add(CORPUS)
        writer.finish()
    assert cluster.health(wait_for_status="green")["status"] == "green"
    return folder


def opened(folder: Path, address: ClusterAddress) -> OpenSearchEngine:
    """Open a build."""
    return OpenSearchEngine(folder, read_state(folder), address)


def holder_of(cluster: NodeCluster, index: str) -> int:
    """Return which node has the primary shard of an index."""
    [shard] = ask(cluster.urls[0], f"/_cat/shards/{index}?format=json&h=node,prirep")[:1]
    return next(place for place, node in enumerate(cluster.nodes) if node.name == shard["node"])


class EngineReaders:
    """Threads that ask everything of an engine until told to stop, each time as if nobody had asked before."""

    def __init__(self, engine: OpenSearchEngine, expected: Sequence[EngineAnswer]) -> None:
        self.outcomes: Counter[str] = Counter()
        self._engine, self._expected = engine, expected
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def __enter__(self) -> EngineReaders:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        while not self._stop.is_set():
            for query, expected in zip(QUERIES, self._expected, strict=True):
                try:
                    self._engine.forget()
                    self.outcomes["right" if self._engine.search(query) == expected else "wrong"] += 1
                except Exception as error:  # the reader would see it
                    self.outcomes[f"{type(error).__name__}: {error}"] += 1


@pytest.mark.parametrize("victim", ["manager", "holder of the index"])
def test_readers_do_not_notice_a_killed_node(
    cluster: NodeCluster, address: ClusterAddress, tmp_path: Path, victim: str
) -> None:
    """Every answer before, while and after a node is killed with -9, and when it comes back, is the same."""
    folder = written(tmp_path / "build-1" / "engine", address, cluster)
    engine = opened(folder, address)
    expected = [engine.search(query) for query in QUERIES]
    holder = cluster.nodes[holder_of(cluster, read_state(folder).index)]
    killed = cluster.manager() if victim == "manager" else holder
    with EngineReaders(engine, expected) as readers:
        time.sleep(3)
        killed.kill()
        time.sleep(15)
        cluster.restart(killed)
        cluster.health(wait_for_status="green")
    engine.close()
    assert set(readers.outcomes) == {"right"}, readers.outcomes
    assert readers.outcomes["right"] > 50


def test_a_build_loses_no_passage_with_a_node(cluster: NodeCluster, address: ClusterAddress, tmp_path: Path) -> None:
    """The node with the primary is killed while a build is written: it has all passages, and the live one answers."""
    live = written(tmp_path / "build-1" / "engine", address, cluster)
    engine = opened(live, address)
    expected = [engine.search(query) for query in QUERIES]
    killed = cluster.nodes[holder_of(cluster, read_state(live).index)]
    following = tmp_path / "build-2" / "engine"
    with EngineReaders(engine, expected) as readers, OpenSearchWriter(following, live, address) as writer:
        writer.keep({passage.document.id for passage in CORPUS})
        for passages in copies(COPIES):
            writer.add(passages)
        killer = threading.Timer(1.5, killed.kill)
        killer.start()
        writer.finish()
        assert not killer.is_alive()  # else it was written before the node died
    assert set(readers.outcomes) == {"right"}, readers.outcomes
    engine.close()
    engine = opened(following, address)
    assert engine.search(Query(size=1)).total == len(CORPUS) * (COPIES + 1)
    assert engine.check() == ()
    engine.close()


def test_a_lost_cluster_is_told_and_loses_no_build(
    cluster: NodeCluster, address: ClusterAddress, tmp_path: Path
) -> None:
    """When all nodes are killed a search and a build end with a word about it; afterwards the live build answers."""
    live = written(tmp_path / "build-1" / "engine", address, cluster)
    engine = opened(live, address)
    expected = [engine.search(query) for query in QUERIES]
    with OpenSearchWriter(tmp_path / "build-2" / "engine", live, address) as writer:
        writer.keep({passage.document.id for passage in CORPUS})
        for passages in copies(COPIES):
            writer.add(passages)
        killers = [threading.Timer(1, node.kill) for node in cluster.nodes]
        for killer in killers:
            killer.start()
        with pytest.raises(ClusterError):
            writer.finish()
        for killer in killers:
            killer.join()
    engine.forget()
    with pytest.raises(ClusterUnreachable):
        engine.search(QUERIES[0])
    for node in list(cluster.nodes):
        cluster.start_again(node)
    cluster.wait()
    cluster.health(wait_for_status="green")
    engine.forget()
    assert [engine.search(query) for query in QUERIES] == expected
    engine.close()
