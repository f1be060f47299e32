"""Measure how long a static edition takes: `python -m benchmarks.editions [FOLDER] [--passages N] [--jobs N]`.

The papers are those of a folder, or made: summaries of meetings with ten sessions of ten paragraphs each, with the
words of the five papers that ship in their frequency. Seconds by the clock depend on what else a machine does; those of
the processors less so.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from indexer.build.pipeline import build
from webapp.settings.table import Settings
from webapp.static_site.export import EditionOptions, export_site

SEEDS = Path(__file__).parents[2] / "seeds"
SESSIONS, PARAGRAPHS = 10, 10
"""Of each paper: a session has so many paragraphs."""
PLACES = ("Geneva, Switzerland", "Nairobi, Kenya", "Lima, Peru", "Oslo, Norway", "Hanoi, Viet Nam")


def shipped_words() -> list[str]:
    """Return the words of the shipped papers, each as often as it stands there."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.glob("*.txt")))
    return [word for text in texts for word in re.findall(r"[a-z]{2,}", text)]


def made_paper(number: int, words: list[str], chance: random.Random) -> str:
    """Return the summary of a made meeting."""

    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    day = date(2000, 1, 3) + timedelta(days=37 * number)
    lines = [f"Conference {number} on {some(4)}".title(), "Summary report", PLACES[number % len(PLACES)]]
    lines.append(f"{day.day} {day:%B %Y}")
    for session in range(1, SESSIONS + 1):
        lines.append(f"Session {session}: {some(4).capitalize()}")
        lines += [f"Participants said that {some(chance.randint(40, 110))}." for _ in range(PARAGRAPHS)]
    return "\n\n".join(lines) + "\n"


def write_papers(folder: Path, passages: int) -> None:
    """Write papers with so many paragraphs together."""
    words, chance = shipped_words(), random.Random(1)  # noqa: S311  # nosec B311  # the same papers each time
    for number in range(passages // (SESSIONS * PARAGRAPHS)):
        (folder / f"paper-{number:04}.txt").write_text(made_paper(number, words, chance), encoding="utf-8")


def measured(index_dir: Path, jobs: int) -> str:
    """Return the row of the table for an edition with its search."""
    with tempfile.TemporaryDirectory() as home:
        used = _processor_seconds()
        settings = Settings(index_dir=index_dir, public_url="https://papers.example.org")
        summary = export_site(settings, Path(home) / "edition", datetime.now(UTC), EditionOptions(jobs))
        pages, searching = summary.seconds - summary.search_seconds, summary.search_seconds
        return (
            f"| {summary.passages:,} | {summary.files:,} | {pages:.0f} | {searching:.0f} | {summary.seconds:.0f} "
            f"| {_processor_seconds() - used:.0f} |"
        )


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of papers; without one they are made")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder, index_dir = chosen.folder or Path(home) / "papers", Path(home) / "index"
        if not chosen.folder:
            folder.mkdir()
            write_papers(folder, chosen.passages)
        build(folder, index_dir)
        print("| passages | files | pages, s | search, s | together, s | of the processors, s |")
        print("|---:|---:|---:|---:|---:|---:|")
        print(measured(index_dir, chosen.jobs))


if __name__ == "__main__":
    main()
