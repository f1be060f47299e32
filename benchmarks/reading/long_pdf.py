"""Measure the time and the memory that one very long PDF takes: `python -m benchmarks.reading.long_pdf`.

By default one file may take a minute and a gigabyte; a paper of 5,000 pages is to stay within both.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import cast

from indexer.disk.hashing import file_sha256
from indexer.ingest.tasks import PaperReading, ReadingOptions, ReadTask, read_task
from indexer.readers.limits import LIMITS

from .papers import MadePaper, MadeSession, paper_pdf
from .words import CITIES, SUBJECTS, Chance, make_paragraph, make_person, make_sentence

_PARAGRAPHS = 7  # of one page


def main() -> None:
    """Make the PDF, read it as the command does, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.long_pdf", description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        path = Path(home, "long.pdf")
        path.write_bytes(paper_pdf(_paper(options.pages, random.Random(options.seed))))  # noqa: S311  # text, not a secret
        stored, seconds, busy = _read(path)
        pages = max(passage.page or 0 for passage in stored.passages)
        size = path.stat().st_size
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"{pages:,} pages, {size / 1e6:.1f} MB, {len(stored.passages):,} passages: {seconds:.1f} s"
        f" ({busy:.1f} s of processor time), {most / 1e6:.0f} MB at most"
    )


def _read(path: Path) -> tuple[PaperReading, float, float]:
    begun, busy = time.perf_counter(), time.process_time()
    task = ReadTask(str(path), path.name, file_sha256(path), ReadingOptions(), LIMITS)
    stored = cast("PaperReading", read_task(task))  # nobody else writes to the file
    return stored, time.perf_counter() - begun, time.process_time() - busy


def _paper(pages: int, chance: Chance) -> MadePaper:
    """Return a paper of about this many pages, with a session for every five of them."""
    sessions = tuple(
        MadeSession(
            chance.choice(SUBJECTS),
            f"{make_person(chance)}, Institute of Inland Waters",
            tuple(make_paragraph(chance) for _ in range(5 * _PARAGRAPHS)),
            tuple(make_sentence(chance) for _ in range(4)),
        )
        for _ in range(pages // 5)
    )
    place_and_day = f"{chance.choice(CITIES)}, 4 March 2020"
    return MadePaper("Report of the Conference on Everything", place_and_day, make_paragraph(chance), sessions)


if __name__ == "__main__":
    main()
