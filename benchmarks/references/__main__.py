"""Write 1,000 references in each style and format, print a table, and keep it in RESULTS.md: `python -m
benchmarks.references`.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from indexer.evidence import Dossier, evidence_from, write_csv, write_docx, write_markdown
from indexer.model import Document, Meeting, Passage, Session
from indexer.references import EXPORTS, STYLE_LABELS, STYLE_NAMES, Reference, cite_all

MANY = 1_000
PAPERS = (20, 200, MANY)
"""Over how many papers the references are spread."""
DAY = date(2026, 1, 31)


def references(papers: int) -> list[Reference]:
    """Return references to passages of this many papers, taken from each paper in turn."""
    made_references = []
    for number in range(MANY):
        paper = number % papers
        year = 1990 + paper % 36
        meeting = Meeting(
            f"m-{paper}", f"Conference {paper} on Waters", "Geneva", date(year, 5, 2), date(year, 5, 4), year
        )
        title = f"Report {paper} of the conference"
        document = Document(f"d-{paper}", title, "report", "reported", "x.txt", (meeting,))
        session = Session(f"{paper % 4}", meeting.id, "Rivers and lakes", paper % 4 + 1, f"Session {paper % 4 + 1}")
        text = f"Participants agreed under point {number} that the gauges of the river had to be read every spring."
        passage = Passage(f"{document.id}.{number:05}", text, "paragraph", number // papers, document, meeting, session)
        made_references.append(Reference(passage, f"https://papers.example.org/p/{passage.id}", DAY, "a1b2c3"))
    return made_references


def time_call(run: Callable[[], object]) -> float:
    """Run a function and return the seconds that it took."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main() -> None:
    """Run the measurement, print the table and write it to RESULTS.md."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    rows = [f"| {MANY:,} references | " + " | ".join(f"of {papers:,} papers" for papers in PAPERS) + " |"]
    rows.append("|---|" + "---:|" * len(PAPERS))
    spread = [references(papers) for papers in PAPERS]
    for style in STYLE_NAMES:
        next(cite_all(spread[0][:1], style))  # the style is read once for as long as the site runs
        times = [time_call(lambda batch=batch, style=style: list(cite_all(batch, style))) for batch in spread]  # type: ignore[misc]
        rows.append(f"| {STYLE_LABELS[style]} | " + " | ".join(f"{taken:.2f} s" for taken in times) + " |")
    pieces = [tuple(evidence_from(batch, "un-footnote")) for batch in spread]
    for export in EXPORTS.values():
        times = [time_call(lambda batch=batch, export=export: export.write(batch)) for batch in spread]  # type: ignore[misc]
        rows.append(f"| {export.label} | " + " | ".join(f"{taken:.2f} s" for taken in times) + " |")
    writers: dict[str, Callable[[Dossier], object]] = {
        "DOCX, formatted already": write_docx,
        "Markdown, formatted already": write_markdown,
        "CSV, formatted already": lambda dossier: list(write_csv(dossier.items)),
    }
    for label, write in writers.items():
        times = [time_call(lambda batch=batch, write=write: write(Dossier("Waters", batch, DAY))) for batch in pieces]  # type: ignore[misc]
        rows.append(f"| {label} | " + " | ".join(f"{taken:.2f} s" for taken in times) + " |")
    results = "\n".join(rows)
    print(results)
    Path(__file__).with_name("RESULTS.md").write_text(
        f"""# References: how long a thousand take

Seconds to write {MANY:,} references, spread over so many papers. The citation processor takes some milliseconds for
each paper and session; what passages of one paper share is written once (`indexer/references/styles.py`).

{results}

Measured with Python {platform.python_version()} on a shared machine with 2 cores. Repeat it with:

    python -m benchmarks.references
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
