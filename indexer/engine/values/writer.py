"""Writes the values of the passages of one segment, which come in the order of their numbers.

Memory holds eight bytes for each passage, the profiles and the distinct values.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.disk.hashing import DIGEST_SIZE, id_hash
from indexer.engine.columns.files import ColumnFiles
from indexer.engine.columns.rows import NumberRows, starts_of
from indexer.engine.neighbours import is_spoken
from indexer.engine.prior import prior
from indexer.meetings.dates import day_range, first_day_number
from indexer.model import DocumentKind, Passage, Session
from indexer.query.results import FACETS

from . import layout
from .counting import write_joint
from .of_passage import facet_values, line_of, mentions_and_own, parent_values
from .tables import with_lines, write_lines, write_table

HASH_MASK = (1 << 64) - 1
"""The part of an id's hash that is stored; ids of equal hashes are compared themselves."""

Profile = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]
"""The days of a passage's meeting, and its values in each facet, in the order of `FACETS`."""


_ID_TEXT, _ID_STARTS = f"{layout.IDS}-text", f"{layout.IDS}-starts"
_STREAMED = {_ID_TEXT: "u1", _ID_STARTS: "u4", layout.ID_HASHES: "u8", layout.ORDINALS: "u4", layout.PRIORS: "f8"}
"""What is written while passages come: the type of its numbers."""
_TOGETHER = 1 << 14
"""Passages of which the numbers are written together."""


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


def _paper_and_meeting(passage: Passage) -> tuple[str, str | None]:
    return passage.document.id, passage.meeting.id if passage.meeting else None


class _Collected:
    """The values of one facet while rows are added."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.flat, self.sizes = array("I"), array("I")

    def write(self, files: ColumnFiles, name: str, rows: NDArray[np.uint32] | None) -> NumberRows:
        """Write the table and return it; `rows` has the row of each passage where the rows written are passages."""
        values = sorted(self.numbers)
        places = np.zeros(len(values), dtype=np.uint32)
        places[[self.numbers[value] for value in values]] = np.arange(len(values))
        numbers = places[np.frombuffer(self.flat, dtype=np.uint32)] if values else places
        table = NumberRows(starts_of(np.frombuffer(self.sizes, dtype=np.uint32)), numbers)
        if rows is not None:
            table = table.selected(rows)
        write_table(files, name, values, table)
        return table

    def write_lines(self, files: ColumnFiles, name: str, parents: Mapping[str, str]) -> NumberRows:
        """Add the values above each value, and write and return for each value itself and those above it."""
        lines = {value: line_of(value, parents) for value in self.numbers}
        for line in lines.values():
            for value in line:
                self.numbers.setdefault(value, len(self.numbers))
        values = sorted(self.numbers)
        places = {value: place for place, value in enumerate(values)}
        rows = [[places[above] for above in lines.get(value) or line_of(value, parents)] for value in values]
        lines_of_values = NumberRows.of(rows)
        write_lines(files, name, lines_of_values)
        return lines_of_values

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
            name: self._open_files.enter_context(files.stream(name, kind)) for name, kind in _STREAMED.items()
        }
        self._streams[_ID_STARTS].append(np.zeros(1, dtype=np.uint32))
        self._ids: list[str] = []
        """The ids of the last passages, which are not written yet, as their ordinals and priors are not."""
        self._ordinals, self._priors = array("I"), array("d")
        self._ids_size = self._digest = 0
        self._rows, self._documents = array("I"), array("I")
        self._papers: dict[str, _Paper] = {}
        self._ids_of_document: set[str] = set()
        """The passage ids of the current document; ids of another document begin with that document's id."""
        self._last: tuple[str, str | None] = ("", None)
        """Document and meeting of the passage before."""
        self._about: tuple[object, ...] = ()
        """All that the values of the passage before are made of."""
        self._profiles: dict[Profile, int] = {}
        """The profiles of the current meeting; a profile names its meeting, so no two meetings share one."""
        self._days = {name: array("i") for name in layout.DAY_NAMES}
        self._tables = {facet: _Collected() for facet in FACETS}
        self._parents: dict[str, str] = {}

    def add_parent(self, session: Session) -> None:
        """Record which session a session is part of."""
        self._parents |= parent_values(session)

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages; raise ValueError when a document has one of their ids already."""
        for (document, meeting), run in groupby(passages, _paper_and_meeting):
            self._add_run(document, meeting, list(run))
            if len(self._ids) >= _TOGETHER:
                self._flush()

    def _add_run(self, document: str, meeting: str | None, passages: Sequence[Passage]) -> None:
        """Add passages that stand together in one document and are of one meeting."""
        self._forget_previous(document, meeting)
        ids = [passage.id for passage in passages]
        for id_ in ids:
            if id_ in self._ids_of_document:
                raise ValueError(f"The passage id {id_} is given twice")
            self._ids_of_document.add(id_)
        paper = self._papers.get(document)
        if paper is None:
            paper = self._papers[document] = _Paper(len(self._papers), passages[0].document.kind)
        paper.passages += len(passages)
        paper.with_person += sum(any(who.person for who in passage.people) for passage in passages)
        self._ids += ids
        self._ordinals.extend([passage.ordinal for passage in passages])
        self._priors.extend(map(prior, passages))
        self._documents.extend(repeat(paper.number, len(passages)))
        for passage in passages:
            self._rows.append(self._row_of(passage))

    def _flush(self) -> None:
        """Write what waits to be written."""
        encoded = [id_.encode() + b"\n" for id_ in self._ids]
        ends = np.cumsum([self._ids_size, *map(len, encoded)])
        self._ids_size = int(ends[-1])
        hashes = [*map(id_hash, self._ids)]
        self._digest += sum(hashes)
        columns: dict[str, NDArray[Any]] = {
            _ID_TEXT: np.frombuffer(b"".join(encoded), dtype=np.uint8),
            _ID_STARTS: ends[1:].astype(np.uint32),
            layout.ID_HASHES: np.array([hashed & HASH_MASK for hashed in hashes], dtype=np.uint64),
            layout.ORDINALS: np.frombuffer(self._ordinals, dtype=np.uint32),
            layout.PRIORS: np.frombuffer(self._priors, dtype=np.float64),
        }
        for name, numbers in columns.items():
            self._streams[name].append(numbers)
        self._ids = []
        self._ordinals, self._priors = array("I"), array("d")

    def _forget_previous(self, document: str, meeting: str | None) -> None:
        """Forget what belongs to the previous document, and to the previous meeting when it changes."""
        if document != self._last[0]:
            self._ids_of_document.clear()
        if meeting != self._last[1]:
            self._profiles.clear()
        self._last = document, meeting

    def _row_of(self, passage: Passage) -> int:
        """Return the row of a passage's profile; passages that stand together often have the same."""
        voices = tuple(voice.kind for voice in passage.voices)
        symbols = mentions_and_own(passage)
        about = passage.document, passage.meeting, passage.session, passage.people, symbols, voices
        if about == self._about:
            return self._rows[-1]
        self._about = about
        if passage.session:
            self.add_parent(passage.session)
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
        self._flush()
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
        lines = self._tables["session"].write_lines(self._files, layout.table_name("session"), self._parents)
        tables = {
            facet: table.write(self._files, layout.table_name(facet), None if by_profile else rows)
            for facet, table in self._tables.items()
        }
        tables["session"] = with_lines(tables["session"], lines)
        write_joint(self._files, [len(table.numbers) for table in self._tables.values()], tuple(tables.values()))

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
