"""The engines that exist, each with its writer and its reader; `test_contract` runs against all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from indexer.disk.hashing import sha256_hex
from indexer.engine.opensearch.connection.address import ClusterAddress, cluster_address
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.state import read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.engine.protocol import Engine, EngineWriter
from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage
from tests.corpus_factory import SESSIONS


class ForgetfulEngine(Engine, Protocol):
    """An engine that can be asked as if nobody had asked it before."""

    def forget(self) -> None:
        """Drop what is kept of earlier answers."""


class EngineKind(NamedTuple):
    """One engine."""

    name: str
    writer: Callable[[Path], EngineWriter]
    open: Callable[[Path], ForgetfulEngine]


Written = Callable[..., ForgetfulEngine]
"""Writes an index of passages, and opens it."""
WHOOSH = EngineKind("whoosh", WhooshWriter, WhooshEngine)
ENGINES = ("whoosh", "opensearch")
ON_A_CLUSTER = 25
"""Examples that a property is tried with on a cluster, where each takes several requests."""


def opensearch(url: str, prefix: str) -> EngineKind:
    """Return the engine of a cluster, whose indices have names with a prefix."""
    address = cluster_address(url, {})

    def of(path: Path) -> ClusterAddress:
        return replace(address, alias=f"{prefix}-{sha256_hex([bytes(path)])[:12]}")

    return EngineKind(
        "opensearch",
        lambda path: OpenSearchWriter(path, None, of(path)),
        lambda path: OpenSearchEngine(path, read_state(path), of(path)),
    )


@contextmanager
def opened(kind: EngineKind, path: Path, passages: tuple[Passage, ...]) -> Iterator[ForgetfulEngine]:
    """Write an index of passages and open it."""
    with kind.writer(path) as writer:
        writer.add(passages, SESSIONS)
        writer.finish()
    engine = kind.open(path)
    try:
        yield engine
    finally:
        engine.close()


def few_on_a_cluster(test: Callable[..., None]) -> Callable[..., None]:
    """Let a property of an `engine` pass without a look after some examples on a cluster, unless one has failed."""
    tried = 0
    failed = False

    @wraps(test)
    def tried_seldom(*arguments: Any, **known: Any) -> None:
        nonlocal tried, failed
        if isinstance(known["engine"], OpenSearchEngine) and not failed:
            tried += 1
            if tried > ON_A_CLUSTER:
                return
        try:
            test(*arguments, **known)
        except BaseException:
            failed = True
            raise

    return tried_seldom
