"""Write papers, index them with the real command, and write RESULTS.md: `python -m benchmarks.reading`. Linux only:
memory is read from /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.memory import peak

from .papers import SHARES, write_paper, write_papers

RESULTS = Path(__file__).with_name("RESULTS.md")
_SAMPLING_INTERVAL = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class IndexRun:
    """What one run of the command took: seconds, and the peak memory of the command and of its largest reader, in
    bytes.
    """

    seconds: float
    parent: int
    worker: int
    passages: int
    load: float
    """Load average of the last minute when it ended: what other work there was took from it."""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    rows = []
    with tempfile.TemporaryDirectory() as home:
        for jobs in (1, 2):
            folder, index = Path(home, f"papers-{jobs}"), Path(home, f"index-{jobs}")
            size = write_papers(folder, options.files, options.seed)
            first = index_folder(folder, index, jobs)
            for number in range(0, options.files, max(1, options.files // options.changed))[: options.changed]:
                write_paper(folder, number, options.seed + 1)
            again = index_folder(folder, index, jobs)
            rows.append(_row(jobs, options.files, size, first, again))
            print(rows[-1], flush=True)
    before = options.output.read_text(encoding="utf-8") if options.output.exists() else ""
    _, mark, other_sections = before.partition("\n## ")  # what other commands measured stays
    report = _report(rows, options, size, first.passages, load)
    options.output.write_text(report + mark + other_sections, encoding="utf-8")
    print(f"written to {options.output}")


def index_folder(folder: Path, index: Path, jobs: int) -> IndexRun:
    """Index a folder with the command, as a user does, and measure time and memory."""
    command = [sys.executable, "-c", "from webapp.cli import main; main()"]
    command += ["index", str(folder), "--index-dir", str(index), "--jobs", str(jobs)]
    begun = time.perf_counter()
    parent, worker = 0, 0
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        while process.poll() is None:
            parent = max(parent, peak(process.pid))
            worker = max([worker, *(peak(child) for child in _children(process.pid))])
            time.sleep(_SAMPLING_INTERVAL)
        seconds = time.perf_counter() - begun
        log.seek(0)
        output = log.read()
    if process.returncode or not re.search(r"\b0\s+skipped", output):
        raise SystemExit(f"the command failed or left papers out:\n{output}")
    passages = re.search(r"([\d,]+)\s+passages", output)
    return IndexRun(seconds, parent, worker, int(passages[1].replace(",", "")) if passages else 0, os.getloadavg()[0])


def _children(pid: int) -> list[int]:
    """Return the processes below one: what it has started, and what those have forked."""
    pids: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, path.read_text().split()):
                pids += [child, *_children(child)]
    return pids


def _row(jobs: int, files: int, size: int, first: IndexRun, again: IndexRun) -> str:
    cells = [
        str(jobs),
        f"{first.seconds:.1f} s",
        f"{files / first.seconds:.0f}",
        f"{size / 1e6 / first.seconds:.2f}",
        f"{first.parent / 1e6:.0f} MB",
        f"{first.worker / 1e6:.0f} MB",
        f"{again.seconds:.1f} s",
        f"{first.load:.1f}, {again.load:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _report(rows: list[str], options: argparse.Namespace, size: int, passages: int, load: float) -> str:
    shares = ", ".join(f"{share} % {kind}" for kind, share in SHARES.items())
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    processor = model[1].strip() if model else platform.machine()
    return f"""# Reading: how fast, and in how much memory

{options.files:,} papers of varied text ({shares}; {size / 1e6:.1f} MB, {passages:,} passages), made from seed
{options.seed} in a temporary folder and indexed with `rapporteur index`: from an empty index, then again after
{options.changed} of them had changed. Times are those of the whole command: reading, entities, and writing the index.

| jobs | first build | files/s | MB/s | peak, command | peak, reader | {options.changed} files changed | load after |
|-----:|------------:|--------:|-----:|--------------:|-------------:|------------------:|-----------:|
{chr(10).join(rows)}

Measured on {date.today():%-d %B %Y}: {processor}, {os.cpu_count()} cores, Python {platform.python_version()},
{platform.system()}; load average when it began: {load:.2f}. The machine was shared: where the load
after a run is above its jobs plus one, other work took from it, its times are too long, and rows do not compare.
Peaks are the resident memory (`VmHWM`) of the command and of the largest of the processes that read for it.

Repeat it with:

    python -m benchmarks.reading --files {options.files} --changed {options.changed} --seed {options.seed}
"""


if __name__ == "__main__":
    main()
