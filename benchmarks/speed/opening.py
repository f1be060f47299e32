"""Measure how soon an index is open and answers its first query, with its files in memory and without."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.memory import anonymous
from indexer.query.results import Query
from indexer.store.builds import open_library

from .asking import prepare
from .contenders import BenchmarkRequest, Contender
from .measured import Timed, time_work
from .questions import QUESTIONS


class OpeningCost(NamedTuple):
    """Seconds to open an index, seconds of its first answer, and memory that is no mapped file, in bytes."""

    opening: Timed
    first_answer: Timed
    memory: int


def measure_opening(contender: Contender, folder: Path) -> OpeningCost:
    """Open an index in this process, which has opened none, and ask one query."""
    return _measure(lambda: _open_contender(contender, folder))


def measure_library(index_dir: Path) -> OpeningCost:
    """Open the live build as the site does, catalogue and labels and all, and ask one query."""
    return _measure(lambda: _open_library(index_dir))


def forget_files(folder: Path) -> None:
    """Ask the system to drop what it keeps of the files of a folder in memory, so that they come from the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def _measure(open_index: Callable[[], Callable[[], object]]) -> OpeningCost:
    before = anonymous()
    asks: list[Callable[[], object]] = []
    opening = time_work(lambda: asks.append(open_index()))
    memory = anonymous() - before
    return OpeningCost(opening, time_work(asks[0]), memory)


def _open_contender(contender: Contender, folder: Path) -> Callable[[], object]:
    ask = prepare(contender.open(folder), BenchmarkRequest(QUESTIONS[0].node))
    if ask is None:
        raise ValueError(f"{contender.name} cannot be asked for {QUESTIONS[0].typed}")
    return ask


def _open_library(index_dir: Path) -> Callable[[], object]:
    library = open_library(index_dir)
    query = library.rewrite(QUESTIONS[0].typed)
    return lambda: library.search(Query(query.node))
