"""The engines that exist, each with its writer and its reader; `test_contract` runs against all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from indexer.engine.protocol import Engine, EngineWriter
from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage
from tests.corpus_factory import SESSIONS


class EngineKind(NamedTuple):
    """One engine."""

    name: str
    writer: Callable[[Path], EngineWriter]
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
