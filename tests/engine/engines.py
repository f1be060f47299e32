"""The engines that there are, each as what writes and what opens an index: all of them answer to `test_contract`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage
from indexer.query.results import Engine
from tests.corpus_factory import SESSIONS


class EngineKind(NamedTuple):
    """One engine."""

    name: str
    writer: Callable[[Path], WhooshWriter]
    open: Callable[[Path], Engine]


ENGINES = (EngineKind("whoosh", WhooshWriter, WhooshEngine),)


@contextmanager
def opened(kind: EngineKind, path: Path, passages: tuple[Passage, ...]) -> Iterator[Engine]:
    """Write an index of passages and open it."""
    with kind.writer(path) as writer:
        writer.add(passages, SESSIONS)
        writer.finish()
    engine = kind.open(path)
    try:
        yield engine
    finally:
        engine.close()
