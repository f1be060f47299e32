"""Keeps which of many queries took longest to answer, for whoever asks: nothing is decided by it."""

from __future__ import annotations

import heapq
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

KEPT = 10


class TimedQuery(NamedTuple):
    """One answer: seconds by the clock and of the processor, what was asked of what."""

    seconds: float
    processor: float
    way: str
    typed: str


class SlowestAnswers:
    """Counts answers and keeps the slowest ones."""

    def __init__(self) -> None:
        self.answers = 0
        self._kept: list[TimedQuery] = []

    @contextmanager
    def timed(self, way: str, typed: str) -> Iterator[None]:
        """Time what is answered inside; an answer that fails is not kept."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        found = TimedQuery(time.perf_counter() - clock, time.process_time() - processor, way, typed)
        self.answers += 1
        self._kept = heapq.nlargest(KEPT, [*self._kept, found])

    def write(self, path: Path) -> None:
        """Write the number of answers and the slowest of them as JSON."""
        told = {"answers": self.answers, "slowest": [one._asdict() for one in self._kept]}
        path.write_text(json.dumps(told, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
