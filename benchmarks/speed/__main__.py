"""Time the pages of the shipped papers and searches of many paragraphs: `python -m benchmarks.speed --texts FILE`.

It writes RESULTS.md. FILE has JSON lines with a `text` each; without it only the shipped papers are measured.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.links.__main__ import machine
from benchmarks.memory import size
from indexer.build.pipeline import BuildOptions, build
from indexer.store.builds import new_build

from .asking import CONTENDERS, ask_all, measure_serving, write_index
from .large import BuildPart, complete_build, time_result_pages
from .measured import run_in_process
from .pages import time_pages
from .report import answers_table, costs_table, pages_table, parts_table, ratios

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "RESULTS.md"
NOTES = FOLDER / "NOTES.md"
SEEDS = FOLDER.parents[1] / "seeds"
FUZZ = "## Fuzzing"
"""The section that `benchmarks.speed.fuzz` writes, which stays."""


def main() -> None:
    """Run the measurement, print the tables and write them to RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--texts", type=Path, help="JSON lines with a `text` each (.jsonl, or .jsonl.xz)")
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5, help="how often each page and query is asked for")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    sections = [NOTES.read_text(encoding="utf-8").strip()]
    with tempfile.TemporaryDirectory() as home:
        sections += ["## The shipped papers", _shipped(Path(home), options.rounds)]
        if options.texts:
            sections += _many(Path(home), options)
    sections.insert(1, _head(options, load))
    before = options.output.read_text(encoding="utf-8") if options.output.exists() else ""
    _, mark, fuzz = before.partition(FUZZ)
    text = "\n\n".join(sections) + "\n" + (f"\n{mark}{fuzz}" if mark else "")
    options.output.write_text(text, encoding="utf-8")
    print(text)


def _head(options: argparse.Namespace, load: float) -> str:
    versions = ", ".join(contender.version for contender in CONTENDERS)
    arguments = f" --texts {options.texts.name} --paragraphs {options.paragraphs}" if options.texts else ""
    return f"""Measured on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores; {versions}. Load average
when it began {load:.1f}, when it ended {os.getloadavg()[0]:.1f}: where others work, times by the clock are longer.

    python -m benchmarks.speed{arguments} --rounds {options.rounds}"""


def _shipped(home: Path, rounds: int) -> str:
    index_dir = home / "seeds"
    build(SEEDS, index_dir, BuildOptions(registry=home / "registry", new_registry=True))
    times = run_in_process(time_pages, index_dir, rounds)
    slow = [kind.kind for kind in times if kind.median > 0.05]
    slow_kinds = (
        f"Over 50 ms at the median: {', '.join(slow)}." if slow else "No kind of page is over 50 ms at the median."
    )
    return f"{pages_table(times)}\n\n{slow_kinds}"


def _many(home: Path, options: argparse.Namespace) -> Iterator[str]:
    """Yield the sections on many paragraphs."""
    texts_and_count = options.texts, options.paragraphs
    index_dir = home / "many"
    folders = [new_build(index_dir), home / "sqlite", home / "tantivy"]
    costs, sizes = [], []
    for contender, folder in zip(CONTENDERS, folders, strict=True):
        folder.mkdir(exist_ok=True)
        costs.append(run_in_process(write_index, contender, *texts_and_count, folder))
        sizes.append(size(folder))
        print(contender.name, "written:", costs[-1], flush=True)
    memory = [
        run_in_process(measure_serving, contender, folder)
        for contender, folder in zip(CONTENDERS, folders, strict=True)
    ]
    answers = run_in_process(ask_all, folders, options.rounds)
    parts = run_in_process(complete_build, *texts_and_count, index_dir, folders[0])
    pages = run_in_process(time_result_pages, index_dir, options.rounds)
    yield f"## {options.paragraphs:,} paragraphs"
    yield costs_table(costs, sizes, memory)
    yield parts_table(BuildPart("search files", costs[0], sizes[0]), parts)
    yield ratios(answers, pages)
    yield answers_table(answers, pages)


if __name__ == "__main__":
    main()
