"""The three nodes of a measurement: their processes, what they take, and one that is killed and comes back."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.memory import resident, size
from tests.cluster.nodes import NodeCluster, ask, node_program, start_cluster

from .written import processor_of

TICKS = os.sysconf("SC_CLK_TCK")
AS_SHIPPED = ("-XX:+UseG1GC", "-XX:G1ReservePercent=25", "-XX:InitiatingHeapOccupancyPercent=30")
"""How OpenSearch starts its virtual machine: without them a node that is written to runs out of memory first."""


class MeasuredCluster:
    """Nodes on this machine, with what they have taken of it."""

    def __init__(self, running: NodeCluster, home: Path) -> None:
        self.running = running
        self.home = home

    @property
    def url(self) -> str:
        """The addresses, as the setting has them."""
        return ",".join(self.running.urls)

    def processor(self) -> float:
        """Return the seconds of the processor that the living nodes have taken since they started."""
        return processor_of((node.pid for node in self.running.nodes), TICKS)

    def memory(self) -> list[int]:
        """Return the memory of each node in bytes, its heap and its mapped files among it."""
        return [resident(node.pid) for node in self.running.nodes]

    def on_disk(self) -> int:
        """Return the bytes that the nodes keep, replicas and what is being merged among them."""
        return sum(size(node.home / "data") for node in self.running.nodes)

    def keep_no_answers(self) -> None:
        """Let the nodes count facets anew for each question, as they do for those that nobody has asked before."""
        for index in {shard["index"] for shard in self.shards()}:
            ask(self.running.urls[0], f"/{index}/_settings", {"index": {"requests.cache.enable": False}}, "PUT")

    def kill_manager(self) -> str:
        """Kill the node that manages the cluster with -9; return its name."""
        manager = self.running.manager()
        manager.kill()
        return manager.name

    def bring_back(self, name: str) -> float:
        """Start a killed node again; return after how many seconds every shard had both copies again."""
        begun = time.monotonic()
        self.running.restart(next(node for node in self.running.nodes if node.name == name))
        self.running.health(wait_for_status="green", timeout="600s")
        return time.monotonic() - begun

    def shards(self) -> list[dict[str, str]]:
        """Return the shards with their sizes and nodes."""
        living = next(node for node in self.running.nodes if node.alive())
        found: list[dict[str, str]] = ask(living.url, "/_cat/shards?format=json&bytes=b")
        return found


@contextmanager
def measured_cluster(home: Path, heap: str) -> Iterator[MeasuredCluster]:
    """Run three nodes with a heap until the end of the block; their data stay in their folder."""
    options = (f"-Xms{heap}", f"-Xmx{heap}", *AS_SHIPPED)
    running = start_cluster(node_program(), home, options=options)
    try:
        yield MeasuredCluster(running, home)
    finally:
        running.stop()
