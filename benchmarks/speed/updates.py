"""Time the command after one paper changed, came or went: `python -m benchmarks.speed.updates --papers FOLDER`.

It makes corpora of the papers in FOLDER (see `variants`), indexes each, and writes UPDATES.md. Each update is the whole
command in a process of its own, from the start of Python to the end of the report.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from benchmarks.links.__main__ import machine
from benchmarks.memory import size
from indexer.store.builds import open_library

from .variants import write_corpus

RESULTS = Path(__file__).parent / "UPDATES.md"
LETTERS = 3_000
"""The median length that the papers of corpora with more than `WHOLE` of them are cut to."""
WHOLE = 2_000
_COMMAND = "import sys; from webapp.cli import main; sys.argv[0] = 'rapporteur'; main()"
_SIZES = range(4_000, 40_000)  # bytes of a paper that is changed


class CommandCost(NamedTuple):
    """Seconds by the clock, and of the processor in all processes of the command."""

    clock: float
    processor: float


class UpdatedCorpus(NamedTuple):
    """What was measured over one corpus."""

    papers: int
    passages: int
    bytes: int
    """Size of the index."""
    full: CommandCost
    unchanged: CommandCost
    updates: Mapping[str, Sequence[CommandCost]]
    """By what was done."""


def change_word(folder: Path, chance: Random, step: int) -> None:
    """Add a word in the middle of a paper."""
    file = _some_paper(folder, chance)
    words = file.read_text(encoding="utf-8").split(" ")
    words.insert(len(words) // 2, f"reconsidered{step}")
    file.write_text(" ".join(words), encoding="utf-8")


def add_paragraph(folder: Path, chance: Random, step: int) -> None:
    """Add a paragraph at the end of a paper."""
    _append(
        folder, chance, f"The committee took note of item {step}, and asked for figures on ballast water in spring."
    )


def add_speaker(folder: Path, chance: Random, step: int) -> None:
    """Add the words of a new person at the end of a paper."""
    name = chr(ord("a") + step % 26)
    _append(folder, chance, f"Ms. Ana Okafor{name}e (Harbour Board): We should discuss quotas and dredging again.")


def add_paper(folder: Path, chance: Random, step: int) -> None:
    """Add a paper like another one."""
    file = _some_paper(folder, chance)
    text = f"{file.read_text(encoding='utf-8')}\n\nThis is addition {step}.\n"
    file.with_name(f"{file.stem}-added-{step}{file.suffix}").write_text(text, encoding="utf-8")


def remove_paper(folder: Path, chance: Random, _step: int) -> None:
    """Remove a paper."""
    _some_paper(folder, chance).unlink()


CHANGES: dict[str, Callable[[Path, Random, int], None]] = {
    "a word changed": change_word,
    "a paragraph added": add_paragraph,
    "a speaker added": add_speaker,
    "a paper added": add_paper,
    "a paper removed": remove_paper,
}


def _append(folder: Path, chance: Random, text: str) -> None:
    with _some_paper(folder, chance).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{text}\n")


def _some_paper(folder: Path, chance: Random) -> Path:
    papers = [path for path in folder.iterdir() if path.suffix in {".md", ".txt"} and path.stat().st_size in _SIZES]
    return chance.choice(sorted(papers))


def run_command(folder: Path, index_dir: Path) -> CommandCost:
    """Run `rapporteur index` and return its cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    arguments = [sys.executable, "-c", _COMMAND, "index", str(folder), "--index-dir", str(index_dir)]
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return CommandCost(clock, processor)


def measure_updates(papers: Path, home: Path, count: int, rounds: int) -> UpdatedCorpus:
    """Make a corpus of `count` papers and measure the command over it; nothing of it is kept."""
    folder, index_dir = home / f"papers-{count}", home / f"index-{count}"
    write_corpus(papers, folder, count, LETTERS if count > WHOLE else None)
    full = run_command(folder, index_dir)
    run_command(folder, index_dir)  # what was written within the last seconds is hashed once more
    unchanged = run_command(folder, index_dir)
    chance = Random(count)  # noqa: S311  # a measurement has to be repeatable
    updates = {}
    for kind, change in CHANGES.items():
        costs = []
        for step in range(rounds):
            change(folder, chance, step)
            costs.append(run_command(folder, index_dir))
        updates[kind] = costs
        print(f"{count:,} papers, {kind}: {costs}", flush=True)
    library = open_library(index_dir)
    passages, documents = library.stats.passages, library.stats.documents
    library.close()
    return UpdatedCorpus(documents, passages, size(index_dir), full, unchanged, updates)


def report(corpora: Sequence[UpdatedCorpus], head: str) -> str:
    """Return the results as Markdown."""
    return "\n\n".join([head, *(section for corpus in corpora for section in _sections(corpus))]) + "\n"


def _sections(corpus: UpdatedCorpus) -> Iterator[str]:
    yield f"## {corpus.papers:,} papers, {corpus.passages:,} passages"
    rows = [("everything, the first time", [corpus.full]), ("nothing changed", [corpus.unchanged])]
    rows += [(kind, list(costs)) for kind, costs in corpus.updates.items()]
    lines = ["| | clock, s | slowest | processor, s | of the first build |", "|---|--:|--:|--:|--:|"]
    for kind, costs in rows:
        clocks, processor = [cost.clock for cost in costs], median(cost.processor for cost in costs)
        share = f"{processor / corpus.full.processor:.1%}"
        lines.append(f"| {kind} | {median(clocks):.1f} | {max(clocks):.1f} | {processor:.1f} | {share} |")
    yield "\n".join(lines)


def _head(options: argparse.Namespace, load: float) -> str:
    counts = " ".join(map(str, options.copies))
    return f"""# Updates

How long `rapporteur index` takes after one paper changed, by the clock and of the processor, with everything: the start
of Python, the reading processes, the registry, catalogue, search files and suggestions, and publishing. The papers are
made of real ones by `variants.py`; {LETTERS:,} letters is the median of those in corpora of more than {WHOLE:,}.
Medians of {options.rounds}; the last column compares processor time. `tests/build/test_update.py`
holds that an updated index answers as one that is built anew.

Measured on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores. Load average when it began {load:.1f}, when
it ended {os.getloadavg()[0]:.1f}: where others work, times by the clock are longer.

    python -m benchmarks.speed.updates --papers FOLDER --copies {counts} --rounds {options.rounds}"""


def main() -> None:
    """Run the measurement, print the tables and write them to UPDATES.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.updates", description=__doc__)
    parser.add_argument("--papers", type=Path, required=True, help="a folder of papers of many kinds")
    parser.add_argument("--copies", type=int, nargs="+", default=[1_000], help="how many papers to make of them")
    parser.add_argument("--rounds", type=int, default=3, help="how often each kind of change is made")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as home:
        corpora = [measure_updates(options.papers, Path(home), count, options.rounds) for count in options.copies]
    text = report(corpora, _head(options, load))
    options.output.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
