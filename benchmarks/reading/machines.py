"""Measure how long papers take to be read by one worker and by two: `python -m benchmarks.reading.machines FOLDER`.

The workers are processes of this machine, each with one thread, so the ratio says how the work divides, and nothing of
a network. Other programs on the machine change the time by the clock. What the machine that builds has to do itself is
its own processor time.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from indexer.corpus.scan import scan
from indexer.ingest.readers import chosen_readers
from indexer.ingest.tasks import ReadingOptions, ReadTask
from indexer.readers.limits import LIMITS
from tests.ingest.machines.local_machines import LocalMachines


def main() -> None:
    """Read a folder with one worker and with two, and print what each took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.machines", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    tasks = [
        ReadTask(str(source.path), source.name, source.digest, ReadingOptions(), LIMITS, source.member)
        for source in scan(options.folder, LIMITS).sources
    ]
    first = 0.0
    for count in options.workers:
        wall, busy = _measured(tasks, count)
        first = first or wall
        print(f"{count} workers, {len(tasks)} files: {wall:.1f} s by the clock ({wall / first:.2f} of the first), "
              f"{busy:.1f} s of processor time here, load {os.getloadavg()[0]:.1f}")  # fmt: skip


def _measured(tasks: list[ReadTask], count: int) -> tuple[float, float]:
    """Return the time by the clock of reading by so many warm workers, and the processor time of this process."""
    with tempfile.TemporaryDirectory() as home:
        machines = LocalMachines(Path(home))
        try:
            for number in range(count):
                machines.start_worker(f"worker-{number}")
            readers = chosen_readers(0, machines.address)
            list(readers.read(tasks[: 4 * count], LIMITS))  # the tables of each worker are loaded by now
            begun, busy = time.perf_counter(), time.process_time()
            if sum(1 for _ in readers.read(tasks, LIMITS)) != len(tasks):
                raise SystemExit("not every file has a result")
            return time.perf_counter() - begun, time.process_time() - busy
        finally:
            machines.end()


if __name__ == "__main__":
    main()
