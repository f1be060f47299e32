"""Time the pages of the shipped papers and searches of many paragraphs: `python -m benchmarks.speed --texts FILE`.

It writes RESULTS.md. FILE has JSON lines with a `text` each; `--papers` is a folder of mixed papers, which are read
first. Without either only the shipped papers are measured.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.links.__main__ import machine
from benchmarks.memory import size
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.store.builds import new_build

from .asking import CONTENDERS, DEFAULT, STRICT, ask_all, measure_serving, write_index
from .corpora import MeasuredCorpus, index_papers
from .large import BuildPart, complete_build, time_result_pages
from .measured import run_in_process
from .opening import OpeningCost, forget_files, measure_library, measure_opening
from .pages import time_pages
from .report import (
    answers_table,
    costs_table,
    default_table,
    openings_table,
    pages_sentence,
    pages_table,
    parts_table,
    ways_table,
)

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
    parser.add_argument("--papers", type=Path, help="a folder of papers of many kinds")
    parser.add_argument("--paragraphs", type=int, nargs="+", default=[100_000], help="how many, once or several times")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page and query is asked for")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    sections = [NOTES.read_text(encoding="utf-8").strip()]
    with tempfile.TemporaryDirectory() as home:
        sections += ["## The shipped papers", _shipped(Path(home), options.rounds)]
        for number, (title, corpus) in enumerate(_corpora(Path(home), options)):
            sections += _many(Path(home, str(number)), title, corpus, options.rounds)
    sections.insert(1, _head(options, load))
    before = options.output.read_text(encoding="utf-8") if options.output.exists() else ""
    _, mark, fuzz = before.partition(FUZZ)
    text = "\n\n".join(sections) + "\n" + (f"\n{mark}{fuzz}" if mark else "")
    options.output.write_text(text, encoding="utf-8")
    print(text)


def _head(options: argparse.Namespace, load: float) -> str:
    versions = ", ".join(contender.version for contender in CONTENDERS)
    counts = " ".join(map(str, options.paragraphs))
    arguments = f" --texts {options.texts.name} --paragraphs {counts}" if options.texts else ""
    arguments += " --papers FOLDER" if options.papers else ""
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


def _corpora(home: Path, options: argparse.Namespace) -> Iterator[tuple[str, MeasuredCorpus]]:
    """Yield the corpora to measure, each with the title of its section."""
    if options.texts:
        for count in options.paragraphs:
            yield f"{count:,} paragraphs of speeches", MeasuredCorpus(options.texts, count)
    if options.papers:
        index_dir = home / "papers"
        count = run_in_process(index_papers, options.papers, index_dir)
        yield f"{count:,} passages of mixed papers", MeasuredCorpus(index_dir, count)


def _many(home: Path, title: str, corpus: MeasuredCorpus, rounds: int) -> Iterator[str]:
    """Yield the sections on one corpus."""
    index_dir = home / "many"
    folders = [new_build(index_dir), home / "sqlite", home / "tantivy"]
    costs, sizes = [], []
    for contender, folder in zip(CONTENDERS, folders, strict=True):
        folder.mkdir(exist_ok=True)
        costs.append(run_in_process(write_index, contender, corpus, folder))
        sizes.append(size(folder))
        print(title, contender.name, "written:", costs[-1], flush=True)
    memory = [
        run_in_process(measure_serving, contender, folder)
        for contender, folder in zip(CONTENDERS, folders, strict=True)
    ]
    asked = run_in_process(ask_all, folders, rounds)
    parts = run_in_process(complete_build, corpus, index_dir, folders[0])
    openings = list(_openings(folders, index_dir))
    pages = run_in_process(time_result_pages, index_dir, rounds)
    yield f"## {title}"
    yield costs_table(costs, sizes, memory)
    yield parts_table(BuildPart("search files", costs[0], sizes[0]), parts)
    yield openings_table(openings)
    yield ways_table(asked)
    yield pages_sentence(pages)
    yield answers_table(asked[STRICT.name], pages)
    yield default_table(asked[DEFAULT.name])


def _openings(folders: Sequence[Path], index_dir: Path) -> Iterator[tuple[str, OpeningCost, OpeningCost]]:
    """Yield for each engine, and for our whole site, what opening it costs: from the disk, and from memory."""
    for contender, folder in zip(CONTENDERS, folders, strict=True):
        forget_files(folder)
        cold = run_in_process(measure_opening, contender, folder)
        yield contender.name, cold, run_in_process(measure_opening, contender, folder)
    forget_files(index_dir)
    cold = run_in_process(measure_library, index_dir)
    yield "Rapporteur, the site", cold, run_in_process(measure_library, index_dir)


if __name__ == "__main__":
    main()
