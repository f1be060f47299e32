"""A record of the slowest answers to many queries; no test depends on it."""

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
    """One answer: wall-clock and processor seconds, what was asked, and of what."""

    seconds: float
    processor: float
    way: str
    typed: str


class SlowestAnswers:
    """A counter of answers that keeps the slowest ones."""

    def __init__(self) -> None:
        self.answers = 0
        self._kept: list[TimedQuery] = []

    @contextmanager
    def timed(self, way: str, typed: str) -> Iterator[None]:
        """Time the answer given inside; one that fails is not kept."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        answer = TimedQuery(time.perf_counter() - clock, time.process_time() - processor, way, typed)
        self.answers += 1
        self._kept = heapq.nlargest(KEPT, [*self._kept, answer])

    def write(self, path: Path) -> None:
        """Write the number of answers and the slowest of them as JSON."""
        record = {"answers": self.answers, "slowest": [answer._asdict() for answer in self._kept]}
        path.write_text(json.dumps(record, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
