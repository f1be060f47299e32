"""Writes an index of columns: all of it, or beside the segments of an index before it what has changed.

What else is stored of passages (ids, facets, days) is written by a `PassageValues` into the same segment.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.disk.checksums import FileFacts
from indexer.disk.links import share_file
from indexer.model import Passage, Session
from indexer.text.paper_words import PaperWords, analyse

from .collection import collection_paused
from .columns import ALIVE, Columns
from .files import ColumnFiles, Manifest, MappedFiles
from .inversion import BATCH
from .segment import Segment
from .segment_writer import LIMITS, SegmentLimits, SegmentWriter
from .tallies import tally
from .vocabulary_writer import Totals

CUT_TOGETHER = 1 << 14
"""Texts that are cut to words together where nobody has cut them before."""
SEGMENT_PREFIX = "segment-"


class PassageValues(Protocol):
    """Writes what else a segment stores of its passages."""

    def add_parent(self, session: Session) -> None:
        """Record which session a session is part of."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages, in the order of numbers; raise ValueError when a document has one of their ids already."""

    def finish(self) -> None:
        """Write the files of the segment."""

    def close(self) -> None:
        """Delete what was collected."""


class WrittenIndex(NamedTuple):
    """What the values of a whole index are written from."""

    segments: Sequence[MappedFiles]
    alive: NDArray[np.bool_] | None
    documents: Sequence[str]
    """The ids of the documents in the order of the corpus."""


IndexValues = Callable[[ColumnFiles, WrittenIndex], Mapping[str, Any]]
"""Writes values of the whole index, and returns facts of them for the manifest."""


class _NewSegment:
    """A segment that is being written, with the values of its passages."""

    def __init__(self, root: Path, name: str, values: Callable[[ColumnFiles], PassageValues] | None) -> None:
        self.files = ColumnFiles(root, name)
        self.name = name
        self.fields = SegmentWriter(self.files)
        self.values = values(self.files) if values else None

    def write(self, batch: int) -> None:
        """Write the files."""
        self.fields.write(batch)
        if self.values:
            self.values.finish()
        self.release()

    def release(self) -> None:
        """Delete what was collected."""
        self.fields.close()
        if self.values:
            self.values.close()

    def opened(self, root: Path) -> Segment:
        """Return the written segment."""
        return Segment(self.name, MappedFiles(root, self.files.facts, self.name), 0, self.fields.languages)


class ColumnsWriter:
    """Writer of one index; leaving it before `finish` discards the index.

    It begins a new segment by itself where one would become larger than `limits`, so that only one paper can be too
    large, and that is told when it is added.
    """

    def __init__(
        self,
        root: Path,
        base: Path | None = None,
        values: Callable[[ColumnFiles], PassageValues] | None = None,
        index_values: IndexValues | None = None,
        limits: SegmentLimits = LIMITS,
    ) -> None:
        """Write into an empty or missing folder; `base` is the index whose segments are taken over.

        Raise IndexDamaged or IndexOutdated when the base cannot be read.
        """
        self._root = root
        self._base = Columns(base) if base else None
        root.mkdir(parents=True, exist_ok=True)
        self._names = _new_names(self._base)
        self._new_values = values
        self._index_values = index_values
        self._limits = limits
        self._parents: dict[tuple[str, str], Session] = {}
        """The sessions that are part of another: a segment begun later needs them too."""
        self._done: list[_NewSegment] = []
        self._segment = _NewSegment(root, next(self._names), values)
        self._kept: Collection[str] = ()
        self._added: dict[str, None] = {}
        self._is_open = True

    def keep(self, documents: Collection[str]) -> None:
        """Keep the passages of these documents of the index before; without this call none is kept."""
        self._kept = frozenset(documents)

    def add(
        self, passages: Iterable[Passage], sessions: Iterable[Session] = (), words: PaperWords | None = None
    ) -> None:
        """Add passages with new ids; `sessions` gives those that contain sessions of the passages.

        `words` has the words of the texts of exactly these passages, where they are cut already. Raise ValueError when
        a document has a passage id twice, or when the passages have more words than one segment can number.
        """
        for session in sessions:
            if session.parent:
                self._parents[session.meeting, session.id] = session
            if self._segment.values:
                self._segment.values.add_parent(session)
        rows = list(passages)
        if words is not None:
            self._add_cut(rows, words)
            return
        for first in range(0, len(rows), CUT_TOGETHER):
            some = rows[first : first + CUT_TOGETHER]
            with collection_paused():
                self._add_cut(some, analyse([passage.text for passage in some]))

    def _add_cut(self, passages: Sequence[Passage], words: PaperWords) -> None:
        if not self._segment.fields.has_room(words, self._limits):
            self._begin_segment()
            if not self._segment.fields.has_room(words, self._limits):
                raise ValueError("passages that are added together have more words than can be numbered")
        if self._segment.values:
            self._segment.values.add(passages)
        self._added.update(dict.fromkeys(passage.document.id for passage in passages))
        self._segment.fields.add(passages, words)

    def _begin_segment(self) -> None:
        """Write the segment that is full, and begin another."""
        if self._segment.fields.passages:
            self._segment.write(BATCH)
            self._done.append(self._segment)
            self._segment = _NewSegment(self._root, next(self._names), self._new_values)
            for session in self._parents.values() if self._segment.values else ():
                self._segment.values.add_parent(session)  # type: ignore[union-attr]  # there are values

    def finish(self, documents: Sequence[str] | None = None, batch: int = BATCH) -> None:
        """Make the index readable from disk; `documents` has the ids of all documents in the order of the corpus.

        `batch` is how many occurrences are sorted at a time.
        """
        with collection_paused():
            self._finish(documents, batch)

    def _finish(self, documents: Sequence[str] | None, batch: int) -> None:
        totals = Totals(self._base.vocabulary, self._base.lengths) if self._base else Totals()
        segments, alive = self._kept_segments(totals)
        files: dict[str, FileFacts] = {}
        for kept in segments:
            files |= self._linked(kept.name)
        if self._segment.fields.passages or not (segments or self._done):
            self._segment.write(batch)
            self._done.append(self._segment)
        else:
            self._segment.release()
            shutil.rmtree(self._segment.files.folder)
        self._is_open = False
        for new in self._done:
            added = new.opened(self._root)
            files |= new.files.facts
            totals.add(tally(added))
            segments.append(added)
            alive.append(np.ones(added.passages, dtype=np.bool_))
        self._write_index(segments, files, np.concatenate(alive), totals, documents)

    def _write_index(
        self,
        segments: Sequence[Segment],
        files: Mapping[str, FileFacts],
        alive: NDArray[np.bool_],
        totals: Totals,
        documents: Sequence[str] | None,
    ) -> None:
        """Write the files of the whole index, and the manifest last."""
        index_files = ColumnFiles(self._root)
        facts: dict[str, Any] = totals.write(index_files)
        facts["segment_languages"] = {segment.name: segment.languages for segment in segments}
        living = None if alive.all() else alive
        if living is not None:
            index_files.write(ALIVE, living.view(np.uint8))
        names = tuple(segment.name for segment in segments)
        if self._index_values:
            order = documents if documents is not None else [*self._kept, *self._added]
            mapped = [MappedFiles(self._root, files, name) for name in names]
            facts |= self._index_values(index_files, WrittenIndex(mapped, living, order))
        Manifest(names, facts, {**files, **index_files.facts}).write(self._root)

    def _kept_segments(self, totals: Totals) -> tuple[list[Segment], list[NDArray[np.bool_]]]:
        """Return the segments that are taken over, and which of their passages live; take the others off the totals."""
        kept: list[Segment] = []
        alive: list[NDArray[np.bool_]] = []
        for segment in self._base.segments if self._base else ():
            before = alive_in(self._base, segment)
            wanted = np.array([document in self._kept for document in segment.documents], dtype=np.bool_)
            after = before & wanted[segment.document_of]
            gone = np.flatnonzero(before & ~after)
            if len(gone):
                totals.add(tally(segment, gone), sign=-1)
            if after.any():
                kept.append(segment)
                alive.append(after)
        return kept, alive

    def _linked(self, name: str) -> dict[str, FileFacts]:
        """Link the files of a segment of the index before; copy them where links do not work."""
        base = self._base
        if base is None:
            return {}
        (self._root / name).mkdir()
        facts = {path: known for path, known in base.manifest.files.items() if path.startswith(f"{name}/")}
        for path in facts:
            share_file(base.root / path, self._root / path)
        return facts

    def close(self) -> None:
        """Discard what was added and not finished; after `finish` this does nothing."""
        if self._is_open:
            self._is_open = False
            self._segment.release()
            for segment in (*self._done, self._segment):
                shutil.rmtree(segment.files.folder, ignore_errors=True)

    def __enter__(self) -> ColumnsWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def alive_in(columns: Columns | None, segment: Segment) -> NDArray[np.bool_]:
    """Return for each passage of a segment whether it is not deleted."""
    if columns is None or columns.alive is None:
        return np.ones(segment.passages, dtype=np.bool_)
    return columns.alive[segment.first : segment.first + segment.passages]


def _new_names(base: Columns | None) -> Iterator[str]:
    """Yield names that no segment of the index before has."""
    names = base.manifest.segments if base else ()
    last = max((int(name.removeprefix(SEGMENT_PREFIX)) for name in names), default=0)
    return (f"{SEGMENT_PREFIX}{number}" for number in count(last + 1))
