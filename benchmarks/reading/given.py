"""Papers cut from a given text: JSON lines with a `text` each, written in the formats of `papers`.

It serves corpora of real language. Made-up sentences repeat a few hundred words, so that they do not show what grows
with the number of different words, names and abbreviations.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import TextIO

from .papers import MadePaper, MadeSession, save_paper
from .words import BODIES, make_person

_MIN_PARAGRAPHS, _MAX_PARAGRAPHS = 4, 20  # paragraphs of a paper


def write_papers_from(folder: Path, count: int, texts: Path, seed: int) -> int:
    """Write this many papers from the lines of a file (`.jsonl` or `.jsonl.xz`); return their size in bytes.

    Lines whose values are the same except for the number `n` belong to one text, which is cut into papers.
    """
    folder.mkdir(parents=True)
    chance = random.Random(seed)  # noqa: S311  # a benchmark, not a secret
    with lzma.open(texts, "rt", encoding="utf-8") if texts.suffix == ".xz" else texts.open(encoding="utf-8") as lines:
        papers = islice(_papers(lines, chance), count)
        return sum(save_paper(folder, number, paper) for number, paper in enumerate(papers))


def _papers(lines: TextIO, chance: random.Random) -> Iterator[MadePaper]:
    rows = (json.loads(line) for line in lines)
    for about, text_rows in groupby(rows, key=lambda row: {key: row[key] for key in row if key not in {"n", "text"}}):
        texts = iter([row["text"] for row in text_rows])
        part_number = 0
        while paragraphs := tuple(islice(texts, chance.randint(_MIN_PARAGRAPHS, _MAX_PARAGRAPHS))):
            part_number += 1
            title = " ".join(f"{key} {value}" for key, value in about.items())
            half = len(paragraphs) // 2 + 1
            chairs = [f"{make_person(chance)}, {chance.choice(BODIES)}" for _ in range(2)]
            halves = (("First half", paragraphs[1:half]), ("Second half", paragraphs[half:]))
            sessions = tuple(
                MadeSession(name, chair, section_paragraphs, ())
                for (name, section_paragraphs), chair in zip(halves, chairs, strict=True)
            )
            place_and_day = f"{chance.randint(1, 28)} October {about.get('year', 2024)}"
            yield MadePaper(f"Statement of {title}, part {part_number}", place_and_day, paragraphs[0], sessions)
