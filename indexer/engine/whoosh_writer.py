"""Writes passages into a Whoosh index: its schema, its one segment, and a list of checksums beside it.

Only ids, words and what a search narrows or sorts by go in. What pages show is the catalogue's business.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index

from indexer.chronology import day_number, year_of
from indexer.language import forms, stem
from indexer.model import Passage, Session

from .results import UNDATED, FacetName, session_value

PARENTS_FILE = "sessions.json"
CHECKSUMS_FILE = "checksums.json"
MEMORY_MB = 128
"""What the writer may gather before it spills to disk; a spill costs little, a large heap does not pay."""

BETWEEN = "\0"
"""Stands between two pieces of context, so that no phrase matches across them; no token can be it."""


def schema() -> fields.Schema:
    """Name the fields: stems and exact forms of text and context, and a column per facet and sort key."""
    return fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        text=fields.TEXT(phrase=True),
        context=fields.TEXT(phrase=True),
        text_exact=fields.TEXT(phrase=True),
        context_exact=fields.TEXT(phrase=True),
        meeting=fields.COLUMN(),
        year=fields.COLUMN(),
        session=fields.COLUMN(),
        kind=fields.COLUMN(),
        status=fields.COLUMN(),
        document=_number(),
        ordinal=_number(),
        day=_number(),
    )


def _number() -> fields.COLUMN:
    return fields.COLUMN(columns.NumericColumn("I"))  # type: ignore[no-untyped-call]  # Whoosh's is untyped


class WhooshWriter:
    """An `EngineWriter` for an empty or missing folder; what is not finished when it is left is given up."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._writer = index.create_in(str(path), schema()).writer(limitmb=MEMORY_MB)
        self._documents: dict[str, int] = {}
        self._ids: set[str] = set()
        self._parents: dict[str, str] = {}
        self._open = True

    def add(self, passages: Iterable[Passage], sessions: Iterable[Session] = ()) -> None:
        """Add passages with new ids; `sessions` tells of those that sessions of the passages are parts of."""
        for session in sessions:
            self._note_parent(session)
        for passage in passages:
            if passage.id in self._ids:
                raise ValueError(f"The passage id {passage.id} is given twice")
            self._ids.add(passage.id)
            if passage.session:
                self._note_parent(passage.session)
            self._writer.add_document(**_words(passage), **self._keys(passage))

    def _note_parent(self, session: Session) -> None:
        if session.parent:
            own = session_value(session.meeting, session.id)
            self._parents[own] = session_value(session.meeting, session.parent)

    def _keys(self, passage: Passage) -> dict[str, Any]:
        """Give the columns of a passage: text as UTF-8, the day as a number where 0 is unknown."""
        document = passage.document
        facets: dict[FacetName, str] = {
            "meeting": document.meeting.id,
            "year": str(year_of(document.meeting) or UNDATED),
            "session": session_value(passage.session.meeting, passage.session.id) if passage.session else "",
            "kind": document.kind,
            "status": document.status,
        }
        return {
            "id": passage.id,
            **{name: value.encode() for name, value in facets.items()},
            "document": self._documents.setdefault(document.id, len(self._documents)),
            "ordinal": passage.ordinal,
            "day": day_number(document.meeting),
        }

    def finish(self) -> None:
        """Make what was added readable from disk, as one segment."""
        self._open = False
        self._writer.commit(optimize=True)
        (self._path / PARENTS_FILE).write_text(json.dumps(self._parents), encoding="utf-8")
        sums = checksums(self._path)
        (self._path / CHECKSUMS_FILE).write_text(json.dumps(sums, indent=1), encoding="utf-8")

    def close(self) -> None:
        """Give up what was added and not finished; harmless afterwards."""
        if self._open:
            self._open = False
            self._writer.cancel()

    def __enter__(self) -> WhooshWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def checksums(folder: Path) -> dict[str, int]:
    """Give the CRC-32 of each file that belongs to an index, by name."""
    own = (file for file in sorted(folder.iterdir()) if file.suffix in {".seg", ".toc"} or file.name == PARENTS_FILE)
    return {file.name: _checksum(file) for file in own}


def _checksum(file: Path) -> int:
    total = 0
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


def _words(passage: Passage) -> dict[str, list[str]]:
    """Give the words of each text field, already analysed: Whoosh takes a list as it is."""
    text = forms(passage.text)
    context = list(chain.from_iterable((*forms(piece), BETWEEN) for piece in dict.fromkeys(_context(passage))))
    return {
        "text": [stem(form) for form in text],
        "text_exact": list(text),
        "context": [form if form == BETWEEN else stem(form) for form in context],
        "context_exact": context,
    }


def _context(passage: Passage) -> Iterator[str]:
    """Yield what is said around a passage: headings, its session, who spoke, the title of its document."""
    yield passage.document.title
    yield from passage.headings
    if passage.session:
        yield passage.session.label or ""
        yield passage.session.title
    for person in passage.people:
        yield person.name
        yield person.affiliation or ""
