"""Writes the values of the passages of one segment, which come in the order of their numbers.

Memory holds eight bytes for each passage, the profiles and the distinct values.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from indexer.disk.hashing import DIGEST_SIZE, id_hash
from indexer.engine.columns.files import ColumnFiles
from indexer.engine.columns.rows import NumberRows, starts_of
from indexer.engine.neighbours import is_spoken
from indexer.engine.prior import prior
from indexer.meetings.dates import day_range, first_day_number
from indexer.model import DocumentKind, Passage, Session
from indexer.query.results import FACETS, session_value

from . import layout
from .of_passage import facet_values
from .tables import write_lines, write_table

HASH_MASK = (1 << 64) - 1
"""The part of an id's hash that is stored; ids of equal hashes are compared themselves."""

Profile = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]
"""The days of a passage's meeting, and its values in each facet, in the order of `FACETS`."""


_ID_TEXT, _ID_STARTS = f"{layout.IDS}-text", f"{layout.IDS}-starts"
_STREAMED: dict[str, tuple[str, Callable[[float], bytes]]] = {
    _ID_TEXT: ("u1", Struct("<B").pack),
    _ID_STARTS: ("u4", Struct("<I").pack),
    layout.ID_HASHES: ("u8", Struct("<Q").pack),
    layout.ORDINALS: ("u4", Struct("<I").pack),
    layout.PRIORS: ("f8", Struct("<d").pack),
}
"""What is written at once: the type of its numbers, and how one becomes bytes."""


@dataclass
class _Paper:
    """How many passages of a paper were added, and how many with a person."""

    number: int
    kind: DocumentKind
    passages: int = 0
    with_person: int = 0

    @property
    def facts(self) -> tuple[DocumentKind, int, int]:
        """What decides whether people speak in it."""
        return self.kind, self.passages, self.with_person


def line_of(value: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return a value and those above it, each once."""
    line: dict[str, None] = {}
    while value and value not in line:
        line[value] = None
        value = parents.get(value, "")
    return tuple(line)


class _Collected:
    """The values of one facet while rows are added."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.flat, self.sizes = array("I"), array("I")

    def write(self, files: ColumnFiles, name: str, rows: NDArray[np.uint32] | None) -> None:
        """Write the table; `rows` has the row of each passage where the rows that are written are passages."""
        values = sorted(self.numbers)
        places = np.zeros(len(values), dtype=np.uint32)
        places[[self.numbers[value] for value in values]] = np.arange(len(values))
        numbers = places[np.frombuffer(self.flat, dtype=np.uint32)] if values else places
        sizes = np.frombuffer(self.sizes, dtype=np.uint32)
        if rows is not None:
            numbers = NumberRows(starts_of(sizes), numbers).take(rows)[0]
            sizes = sizes[rows]
        write_table(files, name, values, numbers, sizes)

    def write_lines(self, files: ColumnFiles, name: str, parents: Mapping[str, str]) -> None:
        """Add the values above each value, and write for each value itself and those above it."""
        lines = {value: line_of(value, parents) for value in self.numbers}
        for line in lines.values():
            for value in line:
                self.numbers.setdefault(value, len(self.numbers))
        values = sorted(self.numbers)
        places = {value: place for place, value in enumerate(values)}
        rows = [[places[above] for above in lines.get(value) or line_of(value, parents)] for value in values]
        write_lines(files, name, NumberRows.of(rows))

    def add(self, values: Sequence[str]) -> None:
        """Add a row."""
        self.sizes.append(len(values))
        self.flat.extend([self.numbers.setdefault(value, len(self.numbers)) for value in values])


class SegmentValuesWriter:
    """Collects the values of passages."""

    def __init__(self, files: ColumnFiles, passages_per_profile: float = layout.PASSAGES_PER_PROFILE) -> None:
        """Write into the folder of a segment; rows are profiles where there are so many passages for each."""
        self._files = files
        self._passages_per_profile = passages_per_profile
        self._open_files = ExitStack()
        self._streams = {
            name: self._open_files.enter_context(files.stream(name, kind)) for name, (kind, _) in _STREAMED.items()
        }
        self._write(_ID_STARTS, 0)
        self._ids_size = self._digest = 0
        self._rows, self._documents = array("I"), array("I")
        self._papers: dict[str, _Paper] = {}
        self._ids_of_document: set[str] = set()
        """The passage ids of the current document; ids of another document begin with that document's id."""
        self._last: tuple[str, str | None] = ("", None)
        """Document and meeting of the passage before."""
        self._profiles: dict[Profile, int] = {}
        """The profiles of the current meeting; a profile names its meeting, so no two meetings share one."""
        self._days = {name: array("i") for name in layout.DAY_NAMES}
        self._tables = {facet: _Collected() for facet in FACETS}
        self._parents: dict[str, str] = {}

    def add_parent(self, session: Session) -> None:
        """Record which session a session is part of."""
        if session.parent:
            value = session_value(session.meeting, session.id)
            self._parents[value] = session_value(session.meeting, session.parent)

    def add(self, passage: Passage) -> None:
        """Add a passage; raise ValueError when its document has this id already."""
        self._forget_previous(passage)
        if passage.id in self._ids_of_document:
            raise ValueError(f"The passage id {passage.id} is given twice")
        self._ids_of_document.add(passage.id)
        if passage.session:
            self.add_parent(passage.session)
        self._add_id(passage.id)
        self._write(layout.ORDINALS, passage.ordinal)
        self._write(layout.PRIORS, prior(passage))
        paper = self._papers.setdefault(passage.document.id, _Paper(len(self._papers), passage.document.kind))
        paper.passages += 1
        paper.with_person += any(participation.person for participation in passage.people)
        self._documents.append(paper.number)
        self._rows.append(self._row_of(passage))

    def _add_id(self, id_: str) -> None:
        encoded = id_.encode() + b"\n"
        self._streams[_ID_TEXT].append_bytes(encoded)
        self._ids_size += len(encoded)
        self._write(_ID_STARTS, self._ids_size)
        hashed = id_hash(id_)
        self._digest += hashed
        self._write(layout.ID_HASHES, hashed & HASH_MASK)

    def _write(self, name: str, number: float) -> None:
        self._streams[name].append_bytes(_STREAMED[name][1](number))

    def _forget_previous(self, passage: Passage) -> None:
        """Forget what belongs to the previous document, and to the previous meeting when it changes."""
        now = passage.document.id, passage.meeting.id if passage.meeting else None
        if now[0] != self._last[0]:
            self._ids_of_document.clear()
        if now[1] != self._last[1]:
            self._profiles.clear()
        self._last = now

    def _row_of(self, passage: Passage) -> int:
        """Return the row of a passage's profile."""
        values = facet_values(passage)
        days = first_day_number(passage.meeting), *day_range(passage.meeting)
        profile = days, tuple(values.values())
        row = self._profiles.get(profile)
        if row is None:
            row = self._profiles[profile] = len(self._days[layout.DAYS])
            for name, day in zip(layout.DAY_NAMES, days, strict=True):
                self._days[name].append(day)
            for facet, table in self._tables.items():
                table.add(values[facet])
        return row

    def finish(self) -> None:
        """Write the files of the segment."""
        write, passages = self._files.write, len(self._rows)
        self._open_files.close()
        self._files.write_strings(layout.ID_DIGEST, [f"{self._digest % DIGEST_SIZE:032x}"])
        write(layout.FOLLOWS, self._follows().view(np.uint8))
        rows = np.frombuffer(self._rows, dtype=np.uint32)
        by_profile = passages >= self._passages_per_profile * len(self._days[layout.DAYS])
        if by_profile:
            write(layout.ROWS, rows)
        for name, days in self._days.items():
            of_profiles = np.frombuffer(days, dtype=np.int32)
            write(name, of_profiles if by_profile else of_profiles[rows])
        self._tables["session"].write_lines(self._files, layout.table_name("session"), self._parents)
        for facet, table in self._tables.items():
            table.write(self._files, layout.table_name(facet), None if by_profile else rows)

    def _follows(self) -> NDArray[np.bool_]:
        """Return for each passage whether it stands after another one of the same spoken paper."""
        documents = np.frombuffer(self._documents, dtype=np.uint32)
        spoken = np.array([is_spoken(*paper.facts) for paper in self._papers.values()], dtype=np.bool_)
        follows = np.zeros(len(documents), dtype=np.bool_)
        follows[1:] = (documents[1:] == documents[:-1]) & spoken[documents[1:]]
        return follows

    def close(self) -> None:
        """Close the files; what is not finished is of no use."""
        self._open_files.close()
