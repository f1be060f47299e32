"""Write speeches of a `.jsonl.xz` file as papers in plain text, one for each speaker and year."""

from __future__ import annotations

import json
import lzma
from itertools import groupby, islice
from pathlib import Path


def write_papers(speeches: Path, folder: Path, paragraphs: int) -> int:
    """Write the first `paragraphs` paragraphs and return the number of papers. Each line has country, session, year and
    text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    papers = 0
    with lzma.open(speeches, "rt", encoding="utf-8") as lines:
        rows = islice(map(json.loads, lines), paragraphs)
        for (country, session, year), speech in groupby(
            rows, lambda row: (row["country"], row["session"], row["year"])
        ):
            head = f"General Assembly, session {session}, {year}\n\nStatement by {country}\n\n"
            text = head + "\n\n".join(row["text"] for row in speech) + "\n"
            (folder / f"{session}-{year}-{country}.txt").write_text(text, encoding="utf-8")
            papers += 1
    return papers
