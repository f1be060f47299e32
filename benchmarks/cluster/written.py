"""Write the passages of a measurement with an engine and return what that cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.memory import begin_peak, peak
from benchmarks.speed.writing import TOGETHER, varied_passages
from indexer.engine.protocol import EngineWriter


class WritingCost(NamedTuple):
    """What writing an index cost: seconds by the clock and of the processor, and bytes."""

    passages: int
    seconds: float
    processor: float
    """Of the process that writes."""
    nodes_processor: float
    """Of the nodes of a cluster, all together."""
    memory: int
    size: int


def write(
    texts: Path,
    passages: int,
    writer: EngineWriter,
    nodes_processor: Callable[[], float] = lambda: 0.0,
    size: Callable[[], int] = lambda: 0,
) -> WritingCost:
    """Write the first `passages` varied passages of a file. Making them is counted too."""
    remaining = islice(varied_passages(texts), passages)
    before, of_nodes = begin_peak(), nodes_processor()
    clock, processor = time.perf_counter(), time.process_time()
    with writer:
        while some := list(islice(remaining, TOGETHER)):
            writer.add(some)
        writer.finish()
    return WritingCost(
        passages,
        time.perf_counter() - clock,
        time.process_time() - processor,
        nodes_processor() - of_nodes,
        peak() - before,
        size(),
    )


def processor_of(pids: Iterable[int], ticks: int) -> float:
    """Return the seconds of the processor that some processes have taken; those that have ended count nothing."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / ticks
