"""Write the papers that are quoted: speeches of a file of JSON lines, one text file each."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

Key = tuple[str, int, int]


def write_speeches(speeches: Path, paragraphs: int, folder: Path) -> int:
    """Write whole speeches (country, session, year, n, text) into a folder until there are enough paragraphs; return
    their number.
    """
    folder.mkdir(parents=True)
    done = 0
    for (country, session, year), texts in _speeches(speeches):
        if done >= paragraphs:
            break
        head = f"Statement by {country} in the general debate of session {session}\n\n{year}"
        (folder / f"{country}-{session}-{year}.txt").write_text("\n\n".join([head, *texts]) + "\n", encoding="utf-8")
        done += len(texts)
    return done


def _speeches(path: Path) -> Iterator[tuple[Key, list[str]]]:
    """Yield the speeches in the order of the file, each with its paragraphs."""
    current: Key | None = None
    texts: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = (row["country"], row["session"], row["year"])
            if current and key != current:
                yield current, texts
                texts = []
            current = key
            if row["text"].strip():
                texts.append(" ".join(row["text"].split()))
    if current:
        yield current, texts
