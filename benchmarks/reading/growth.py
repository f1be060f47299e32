"""Measure how memory grows with the corpus: `python -m benchmarks.reading.growth [--texts FILE.jsonl.xz]`.

It prints one row for each size of corpus: the number of passages, the time of the command, and the peak memory of the
command and of its largest reader. With `--one-file SIZE` it prints instead how the time to read one file grows with it,
for files of all shapes, and for a ZIP with its members: a file of four times the size should take four times the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from indexer.corpus.scan import read_bytes, scan
from indexer.model import Source
from indexer.readers import read_source
from indexer.readers.limits import LIMITS
from indexer.structure.parse import parse_paper

from .__main__ import index_folder
from .given import write_papers_from
from .papers import write_papers
from .shapes import SHAPES, shaped_file


def main() -> None:
    """Index ever larger corpora and print what each took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.growth", description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[250, 1000, 4000])
    parser.add_argument("--texts", type=Path, help="JSON lines with a `text` each; papers are made up without")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--one-file", type=int, metavar="SIZE", help="measure files of this size, and larger ones")
    options = parser.parse_args()
    if options.one_file:
        _print_one_file(options.one_file)
        return
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


def _print_one_file(size: int) -> None:
    """Print the processor time to read each shape in three sizes, with how much longer the largest takes."""
    read_shape("txt paragraphs", 10)  # what is loaded once
    print("| shape | bytes | time | four times as large | longer |\n|---|---:|---:|---:|---:|")
    for name in SHAPES:
        small, large = read_shape(name, size), read_shape(name, 4 * size)
        print(f"| {name} | {small.size:,} | {small.seconds:.2f} s | {large.seconds:.2f} s | ", end="")
        print(f"{large.seconds / max(small.seconds, 0.001):.1f} |", flush=True)
    few, many = read_zip(size), read_zip(4 * size)
    print(f"| members of a ZIP | {size:,} | {few:.2f} s | {many:.2f} s | {many / max(few, 0.001):.1f} |")


@dataclass(frozen=True)
class ShapeTime:
    """The size of a file in bytes, and the processor time to read and parse it in seconds."""

    size: int
    seconds: float


def read_shape(name: str, size: int) -> ShapeTime:
    """Read a file of a shape from the first byte to the last passage."""
    file_name, data = shaped_file(name, size)
    source = Source(Path(file_name), file_name, "")
    begun = time.process_time()
    parse_paper(source, read_source(source, data, LIMITS))
    return ShapeTime(len(data), time.process_time() - begun)


def read_zip(members: int) -> float:
    """Return the processor time to list a ZIP of so many papers and to read the bytes of each, in seconds."""
    with tempfile.TemporaryDirectory() as home:
        with ZipFile(Path(home, "papers.zip"), "w") as packed:
            for number in range(members):
                packed.writestr(f"{number:05}.txt", f"Report {number}\n\nThe dyke was raised by {number} inches.\n")
        begun = time.process_time()
        for source in scan(Path(home)).sources:
            read_bytes(source, LIMITS)
        return time.process_time() - begun


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
