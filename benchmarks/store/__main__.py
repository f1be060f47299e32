"""Measure an open library of made-up meetings: `python -m benchmarks.store FOLDER MEETINGS`.

Each question is asked of a library that a process of its own has just opened, once, and then once more.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from .made import write_made
from .measured import PAGES, QUESTIONS, ask_library, ask_page


def main(folder: Path, meetings: int) -> None:
    """Write the build where there is none yet, and print one line for each question and page."""
    if not (folder / "CURRENT").exists():
        start = time.process_time()
        write_made(folder, meetings)
        print(f"written in {time.process_time() - start:.0f} s of processor time")
    measures = [(ask_library, name) for name in QUESTIONS] + [(ask_page, path) for path in PAGES]
    print(f"| {meetings:,} meetings | first, s | again, s | memory, MB |\n|---|---|---|---|")
    for run, name in measures:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            found = process.submit(run, folder, name).result()
        print(f"| {name} | {found.first:.3f} | {found.second:.3f} | {found.memory / 1e6:.1f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
