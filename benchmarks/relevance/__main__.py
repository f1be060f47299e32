"""Rank judged collections with three engines: `python -m benchmarks.relevance --collections ir.tar.xz`."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.links.__main__ import machine

from .contenders import CONTENDERS
from .judged import JudgedCollection, read_collections
from .metrics import RankingScores, score_rankings

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "RESULTS.md"
NOTES = FOLDER / "NOTES.md"
TITLES = {"ndcg": "nDCG@10", "precision": "MAP", "recall": "recall@100"}


def main() -> None:
    """Run the measurement, print the tables and write them to RESULTS.md when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collections", type=Path, required=True, help="ir.tar.xz: the four collections")
    parser.add_argument("--dry", action="store_true", help="print the tables without writing them")
    options = parser.parse_args()
    read = read_collections(options.collections)
    found = {name: [score_rankings(rank(one), one.grades) for one in read] for name, rank in CONTENDERS.items()}
    engines = f"bm25s {version('bm25s')}, SQLite {sqlite3.sqlite_version}"
    written = [NOTES.read_text(encoding="utf-8").strip(), f"Measured on {machine()}; {engines}."]
    written += [f"## {title}\n\n{table(read, found, measure)}" for measure, title in TITLES.items()]
    text = "\n\n".join(written) + "\n"
    print(text)
    if not options.dry:
        RESULTS.write_text(text, encoding="utf-8")


def table(read: Sequence[JudgedCollection], found: Mapping[str, Sequence[RankingScores]], measure: str) -> str:
    """Return one measure of every engine and collection as a Markdown table; the mean counts each collection once."""
    lines = ["| engine | " + " | ".join(one.name for one in read) + " | mean |", "|---|" + "--:|" * (len(read) + 1)]
    for name, each in found.items():
        values = [getattr(one, measure) for one in each]
        cells = " | ".join(f"{value:.3f}" for value in values)
        lines.append(f"| {name} | {cells} | {sum(values) / len(values):.4f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
