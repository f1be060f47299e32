"""Score the facts read from judged papers, wrong ones apart from missing ones.

`python -m benchmarks.reading.facts SET` prints a Markdown table with one row a collection, and the mean of the
collections. What a set is, is said in `judged`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from .judged import add_up, count_collection

Figure = Callable[[Counter[str]], float | None]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.facts", description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET", help="a folder of collections")
    parser.add_argument("--collection", action="append", help="only this collection (may be repeated)")
    options = parser.parse_args()
    folders = sorted(gold.parent for folder in options.sets for gold in folder.glob("*/gold.jsonl"))
    chosen = [folder for folder in folders if not options.collection or folder.name in options.collection]
    rows = {folder.name: count_collection(folder) for folder in chosen}
    print(table(rows) if rows else "no such collection")


def ratio(part: str, whole: str) -> Figure:
    """Return a figure that divides one count by another; None where nothing was judged."""
    return lambda counts: counts[part] / counts[whole] if counts[whole] else None


def share(field: str, verdict: str, verdicts: Sequence[str]) -> Figure:
    """Return a figure for the share of one verdict among all."""

    def figure(counts: Counter[str]) -> float | None:
        total = sum(counts[f"{field}_{each}"] for each in verdicts)
        return counts[f"{field}_{verdict}"] / total if total else None

    return figure


def f1(right: str, read: str, found: str, wanted: str) -> Figure:
    """Return the harmonic mean of precision (`right` of `read`) and recall (`found` of `wanted`)."""

    def figure(counts: Counter[str]) -> float | None:
        if not counts[wanted]:
            return None
        precision = counts[right] / counts[read] if counts[read] else 0.0
        recall = counts[found] / counts[wanted]
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    return figure


def count(name: str, judged: str) -> Figure:
    """Return a figure that is a count; None where nothing was judged."""
    return lambda counts: float(counts[name]) if counts[judged] else None


_DAYS, _VERDICTS = ("right", "wrong", "none"), ("right", "wrong", "missing")
FIGURES: dict[str, tuple[Figure, str]] = {
    "papers": (count("files", "files"), ".0f"),
    "passages F1": (f1("passages_right", "passages_read", "passages_right", "passages_wanted"), ".3f"),
    "text lost": (ratio("letters_lost", "letters"), ".2%"),
    "speakers F1": (f1("persons_right", "persons_read", "persons_right", "turns"), ".3f"),
    "wrong": (count("persons_wrong", "turns"), ".0f"),
    "invented": (count("persons_invented", "turns_judged"), ".0f"),
    "missing": (count("persons_missing", "turns"), ".0f"),
    "affiliation": (ratio("affiliations_right", "affiliations"), ".3f"),
    "day right": (share("day", "right", _DAYS), ".2f"),
    "day wrong": (share("day", "wrong", _DAYS), ".2f"),
    "pairs P": (ratio("pairs_right", "pairs_read"), ".3f"),
    "pairs R": (ratio("pairs_right", "pairs_wanted"), ".3f"),
    "sessions F1": (f1("sessions_right", "sessions_read", "sessions_found", "sessions_wanted"), ".3f"),
    "kind right": (share("kind", "right", _VERDICTS), ".2f"),
    "kind wrong": (share("kind", "wrong", _VERDICTS), ".2f"),
    "status right": (share("status", "right", _VERDICTS), ".2f"),
    "status wrong": (share("status", "wrong", _VERDICTS), ".2f"),
    "title right": (share("title", "right", _VERDICTS), ".2f"),
}  # fmt: skip
"""The columns: how each is reckoned from the counts, and how it is written."""


def table(rows: dict[str, Counter[str]]) -> str:
    """Return the figures of each collection, of all together, and the mean of the collections, as Markdown."""
    lines = ["| | " + " | ".join(FIGURES) + " |", "|---" * (len(FIGURES) + 1) + "|"]
    values = {name: [figure(counts) for figure, _ in FIGURES.values()] for name, counts in rows.items()}
    together = [figure(add_up(list(rows.values()))) for figure, _ in FIGURES.values()]
    means = [_mean([row[column] for row in values.values()]) for column in range(len(FIGURES))]
    for name, row in (*values.items(), ("all together", together), ("mean of collections", means)):
        cells = (
            "" if value is None else format(value, form) for value, (_, form) in zip(row, FIGURES.values(), strict=True)
        )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


if __name__ == "__main__":
    main()
