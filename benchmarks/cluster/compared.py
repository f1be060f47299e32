"""Two engines over the same passages, asked the same: where their answers differ, and what each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from indexer.engine.opensearch.connection.address import cluster_address
from indexer.engine.opensearch.connection.client import Cluster
from indexer.engine.opensearch.connection.errors import QuestionTooLarge
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.state import read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.engine.protocol import Engine, EngineWriter
from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage
from indexer.query.results import EngineAnswer, Query

TOP = 10
IN_ORDER = 50
"""Hits whose order by date and by document is compared."""
Difference = str


class EnginePair(NamedTuple):
    """The embedded engine and that of a cluster over one collection."""

    embedded: WhooshEngine
    cluster: OpenSearchEngine

    def forget(self) -> None:
        """Let both answer as if nobody had asked before."""
        self.embedded.forget()
        self.cluster.forget()


@contextmanager
def written_pair(home: Path, url: str, passages: Sequence[Passage]) -> Iterator[EnginePair]:
    """Write passages with both engines, and delete the index of the cluster in the end."""
    address = replace(cluster_address(url), alias=f"parity-{uuid4().hex[:12]}")
    folders = home / "embedded", home / "cluster"
    try:
        for writer in (WhooshWriter(folders[0]), OpenSearchWriter(folders[1], None, address)):
            _write(writer, passages)
        pair = EnginePair(WhooshEngine(folders[0]), OpenSearchEngine(folders[1], read_state(folders[1]), address))
        try:
            yield pair
        finally:
            pair.embedded.close()
            pair.cluster.close()
    finally:
        cluster = Cluster(address)
        cluster.ask("DELETE", f"/{address.alias}-*", None, {"ignore_unavailable": "true"})
        cluster.close()


def _write(writer: EngineWriter, passages: Sequence[Passage]) -> None:
    with writer:
        writer.add(passages)
        writer.finish()


class FirstTen(NamedTuple):
    """The first ten of both engines for one query."""

    name: str
    embedded: tuple[str, ...]
    cluster: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether both list the same, in the same order."""
        return self.embedded == self.cluster

    @property
    def common(self) -> int:
        """How many both have."""
        return len(set(self.embedded) & set(self.cluster))


@dataclass
class Comparison:
    """What comparing some queries has told."""

    asked: int = 0
    differences: dict[Difference, list[str]] = field(default_factory=dict)
    """The names of the queries that differ, by what does."""
    first_tens: list[FirstTen] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: list[tuple[float, float]] = field(default_factory=list)
    """What a search took by the clock, with each engine."""

    @property
    def answered(self) -> int:
        """How many queries were answered."""
        return self.asked - len(self.refused)

    @property
    def same_first_tens(self) -> int:
        """How many queries have the same first ten."""
        return sum(first.is_same for first in self.first_tens)

    def note(self, name: str, what: Difference) -> None:
        """Keep that something differs."""
        self.differences.setdefault(what, []).append(name)


def compare(pair: EnginePair, queries: Iterable[tuple[str, Query]], *, orders: bool = True) -> Comparison:
    """Ask both engines; with `orders` also for other orders than that by relevance."""
    comparison = Comparison()
    for name, query in queries:
        comparison.asked += 1
        try:
            _compare(pair, name, query, comparison, orders=orders)
        except QuestionTooLarge:
            comparison.refused.append(name)
    return comparison


def _compare(pair: EnginePair, name: str, query: Query, comparison: Comparison, *, orders: bool) -> None:
    pair.forget()
    embedded, took = _timed(lambda: pair.embedded.search(query))
    found, took_there = _timed(lambda: pair.cluster.search(query))
    comparison.seconds.append((took, took_there))
    if (embedded.total, embedded.with_all_words) != (found.total, found.with_all_words):
        comparison.note(name, "total")
    if embedded.facet_counts != found.facet_counts or embedded.more_values != found.more_values:
        comparison.note(name, "counts")
    ids = (_ids(embedded), _ids(found))
    comparison.first_tens.append(FirstTen(name, *ids))
    if orders:
        for sort in ("document", "newest", "oldest"):
            ordered = replace(query, sort=sort)
            if _first(pair.embedded, ordered) != _first(pair.cluster, ordered):
                comparison.note(name, f"order by {sort}")


def _first(engine: Engine, query: Query) -> tuple[str, ...]:
    return engine.first(query, IN_ORDER)


def _ids(answer: EngineAnswer) -> tuple[str, ...]:
    return tuple(id_ for id_, _ in answer.matches)[:TOP]


def _timed(ask: Callable[[], EngineAnswer]) -> tuple[EngineAnswer, float]:
    begun = time.perf_counter()
    answer = ask()
    return answer, time.perf_counter() - begun
