"""Change papers in known ways and report where their ids end: `python -m benchmarks.links [--speeches PATH]`."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .changes import AMONG_TWINS, CHANGES, Change, unchanged
from .measure import IdCounts, measure
from .papers import PaperToChange, shipped_papers, speech_papers
from .twins import with_twins

RESULTS = Path(__file__).parent / "RESULTS.md"
NOISES = (0.0, 0.01, 0.03, 0.05)
SEED = 2026
PARAGRAPHS = 2000
TABLES = ("twins", "shipped", "speeches")
TITLES = {
    "twins": "papers full of near-twins",
    "shipped": "the five shipped papers",
    "speeches": "General Debate speeches",
}
TWINNED = 560
"""Passages, those of the shipped papers counted in, that are tried with near-twins beside them: it takes long."""
NOTES = (Path(__file__).parent / "NOTES.md").read_text(encoding="utf-8")


def main() -> None:
    """Run the measurement, print the tables and write them to RESULTS.md when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speeches", type=Path, help="un-general-debate.jsonl.xz: measure on 2,000 paragraphs of it")
    parser.add_argument("--seed", type=int, default=SEED, help="another lot of changes")
    parser.add_argument("--examples", type=int, default=0, help="print so many of the ids that were not kept")
    parser.add_argument("--tables", nargs="+", choices=TABLES, default=TABLES, help="print only some, and write none")
    parser.add_argument("--dry", action="store_true", help="print the table without writing it")
    options = parser.parse_args()
    papers_by_name = {
        "shipped": shipped_papers(),
        "speeches": speech_papers(options.speeches, PARAGRAPHS, SEED) if options.speeches else [],
    }
    sections = [NOTES.strip(), f"Measured on {machine()}, seed {options.seed}."]
    for name in (
        table_name for table_name in TABLES if table_name in options.tables and papers_by_name.get(table_name, True)
    ):
        papers, changes = (
            (_papers_with_twins(papers_by_name, options.seed), AMONG_TWINS)
            if name == "twins"
            else (papers_by_name[name], CHANGES)
        )
        sections += [f"## On {TITLES[name]}", table(papers, changes, options.seed, options.examples)]
    if papers_by_name["speeches"] and "speeches" in options.tables:
        sections.append(long_paper(papers_by_name["speeches"]))
    text = "\n\n".join(sections) + "\n"
    print(text)
    if not options.dry and len(options.tables) == len(TABLES):
        RESULTS.write_text(text, encoding="utf-8")


def _papers_with_twins(papers_by_name: Mapping[str, list[PaperToChange]], seed: int) -> list[PaperToChange]:
    """Return the shipped papers and some of the speeches with near-duplicates added beside their passages."""
    chosen = [*papers_by_name["shipped"]]
    for paper in papers_by_name["speeches"]:
        if sum(len(chosen_paper.pieces) for chosen_paper in chosen) < TWINNED:
            chosen.append(paper)
    return with_twins(chosen, seed)


def table(papers: Sequence[PaperToChange], changes: Mapping[str, Change], seed: int, examples: int) -> str:
    """Return the result rows of one set of papers as a Markdown table."""
    lines = [
        "| operation | noise | passages | surviving | kept | kept, % | re-pointed wrongly | listed for review | lost |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    total = IdCounts()
    for operation, change in changes.items():
        for noise in NOISES:
            errors: list[str] = []
            counts = measure(papers, change, noise, seed, errors)
            total.add(counts)
            lines.append(_table_row(operation, f"{noise:.0%}", counts))
            print(lines[-1])
            print("\n".join(f"    {error}" for error in errors[:examples]), end="\n" if errors[:examples] else "")
    lines.append(_table_row("**all**", "", total))
    return "\n".join(lines)


def _table_row(operation: str, noise: str, row: IdCounts) -> str:
    share = 100 * row.kept / max(row.surviving, 1)
    counts = f"{row.passages} | {row.surviving} | {row.kept} | {share:.2f} | {row.wrong} | {row.review}"
    return f"| {operation} | {noise} | {counts} | {row.lost} |"


def long_paper(papers: Sequence[PaperToChange]) -> str:
    """Measure how long alignment takes for one paper made of all the speeches, with noise in every passage."""
    pieces = tuple(piece for paper in papers for piece in paper.pieces)
    numbered = tuple(type(misread)(misread.text, frozenset({at})) for at, misread in enumerate(pieces))
    paper = PaperToChange("long", numbered, ())
    began = time.perf_counter()
    counts = measure([paper], unchanged, 0.03, SEED, [])
    seconds = time.perf_counter() - began
    return (
        f"All speeches as one paper of {len(pieces)} passages, 3% noise in each: indexed twice in {seconds:.1f} s, "
        f"{counts.kept} of {counts.surviving} ids kept, {counts.wrong} re-pointed wrongly."
    )


def machine() -> str:
    """Return the processor, the system and the Python version as one line of text."""
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), processor)
    return f"{processor}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
