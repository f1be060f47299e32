"""Measure how memory grows with the corpus: `python -m benchmarks.reading.growth [--texts FILE.jsonl.xz]`.

It prints one row for each size of corpus: the number of passages, the time of the command, and the peak memory of the
command and of its largest reader.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from .__main__ import index_folder
from .given import write_papers_from
from .papers import write_papers


def main() -> None:
    """Index ever larger corpora and print what each took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.growth", description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[250, 1000, 4000])
    parser.add_argument("--texts", type=Path, help="JSON lines with a `text` each; papers are made up without")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    print("| papers | passages | time | peak, command | peak, reader |\n|---:|---:|---:|---:|---:|")
    for files in options.files:
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home, "papers")
            if options.texts:
                write_papers_from(folder, files, options.texts, options.seed)
            else:
                write_papers(folder, files, options.seed)
            index_run = index_folder(folder, Path(home, "index"), options.jobs)
        cells = (f"{files:,}", f"{index_run.passages:,}", f"{index_run.seconds:.0f} s", _megabytes(index_run.parent))
        print(f"| {' | '.join(cells)} | {_megabytes(index_run.worker)} |", flush=True)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
