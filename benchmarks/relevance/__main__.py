"""Rank judged collections with four engines: `python -m benchmarks.relevance --collections ir.tar.xz`.

With `--papers FOLDER` it also asks the needs of readers over real papers.
"""

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
from .reader_needs import NeedScores, score_needs

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "RESULTS.md"
NOTES = FOLDER / "NOTES.md"
TITLES = {"ndcg": "nDCG@10", "precision": "MAP", "recall": "recall@100"}


def main() -> None:
    """Run the measurement, print the tables and write them to RESULTS.md when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collections", type=Path, required=True, help="ir.tar.xz: the four collections")
    parser.add_argument("--dry", action="store_true", help="print the tables without writing them")
    parser.add_argument("--papers", type=Path, help="the folder of collections of papers that the needs are about")
    options = parser.parse_args()
    judged = read_collections(options.collections)
    scores = {
        name: [score_rankings(rank(collection), collection.grades) for collection in judged]
        for name, rank in CONTENDERS.items()
    }
    engines = f"bm25s {version('bm25s')}, SQLite {sqlite3.sqlite_version}, tantivy {version('tantivy')}"
    sections = [NOTES.read_text(encoding="utf-8").strip(), f"Measured on {machine()}; {engines}."]
    sections += [f"## {title}\n\n{table(judged, scores, measure)}" for measure, title in TITLES.items()]
    if options.papers:
        sections.append(f"## Forty needs of readers\n\n{needs_table(score_needs(options.papers))}")
    text = "\n\n".join(sections) + "\n"
    print(text)
    if not options.dry:
        RESULTS.write_text(text, encoding="utf-8")


def table(collections: Sequence[JudgedCollection], scores: Mapping[str, Sequence[RankingScores]], measure: str) -> str:
    """Return one measure of every engine and collection as a Markdown table; the mean counts each collection once."""
    lines = [
        "| engine | " + " | ".join(item.name for item in collections) + " | mean |",
        "|---|" + "--:|" * (len(collections) + 1),
    ]
    for name, engine_scores in scores.items():
        values = [getattr(item, measure) for item in engine_scores]
        cells = " | ".join(f"{value:.3f}" for value in values)
        lines.append(f"| {name} | {cells} | {sum(values) / len(values):.4f} |")
    return "\n".join(lines)


def needs_table(scores: Mapping[str, NeedScores]) -> str:
    """Return the scores of the needs of each collection as a Markdown table."""
    lines = ["| collection | needs | MRR | recall@20 |", "|---|--:|--:|--:|"]
    lines += [f"| {name} | {item.needs} | {item.mrr:.3f} | {item.recall:.3f} |" for name, item in scores.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
