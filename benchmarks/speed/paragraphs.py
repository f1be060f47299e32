"""Read given paragraphs as passages with a value in every facet: JSON lines with a `text` each.

Lines whose values are the same except for the number `n` belong to one paper. Where a line has them, `year` is the year
of its meeting and `country` is the speaker.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import TextIO

from indexer.entities.symbols import find_mentions
from indexer.model import Document, Meeting, Participation, Passage, Session

_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|$)")  # where Punkt would cut them matters little here, and takes long

_SYMBOL = re.compile(r"esolutions? [^.]{0,40}\d|/\d")  # most texts name no document, and the rules take their time


def read_passages(texts: Path, count: int) -> list[Passage]:
    """Read the first `count` paragraphs of a file (`.jsonl` or `.jsonl.xz`)."""
    return list(islice(passages_in(texts), count))


def passages_in(texts: Path) -> Iterator[Passage]:
    """Yield all paragraphs of a file (`.jsonl` or `.jsonl.xz`)."""
    with lzma.open(texts, "rt", encoding="utf-8") if texts.suffix == ".xz" else texts.open(encoding="utf-8") as lines:
        yield from _passages(lines)


def _passages(lines: TextIO) -> Iterator[Passage]:
    meetings: dict[object, Meeting] = {}
    rows = (json.loads(line) for line in lines)
    for number, (about, speech_rows) in enumerate(groupby(rows, _other_values)):
        year = about.get("year")
        yield from _paper(
            number, about, meetings.setdefault(year, _meeting(year)), (row["text"] for row in speech_rows)
        )


def _other_values(row: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in row.items() if key not in {"n", "text"}}


def _meeting(year: object) -> Meeting:
    if not isinstance(year, int):
        return Meeting("meeting", "Meeting")
    return Meeting(
        f"debate-{year}", f"General debate of {year}", "New York", date(year, 9, 20), date(year, 9, 29), year
    )


def _paper(number: int, about: Mapping[str, object], meeting: Meeting, texts: Iterable[str]) -> Iterator[Passage]:
    """Yield the passages of one statement: a session of the meeting in which one person speaks for one body."""
    body = str(about.get("country", "nobody"))
    id_ = f"{meeting.id}-{body.lower()}-{number}"
    speaker = Participation(
        f"Representative of {body}", "speaker", body, person=f"of-{body.lower()}", organisation=body
    )
    session = Session(f"{number}", meeting.id, f"Statement by {body}", people=(speaker,))
    paper = Document(id_, f"Statement by {body}", "transcript", "reported", f"{id_}.txt", (meeting,), "en")
    for ordinal, text in enumerate(texts):
        words = " ".join(text.split())
        named = find_mentions(words) if _SYMBOL.search(words) else ()
        yield Passage(
            f"{id_}.{ordinal}",
            words,
            "paragraph",
            ordinal,
            paper,
            meeting,
            session,
            people=(speaker,),
            mentions=tuple(dict.fromkeys(mention.symbol for mention in named)),
            sentences=tuple(match.span() for match in _SENTENCE.finditer(words)),
        )
