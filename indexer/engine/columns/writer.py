"""Writes an index of columns: all of it, or beside the segments of an index before it what has changed.

What else is stored of passages (ids, facets, days) is written by a `PassageValues` into the same segment.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.model import Passage, Session
from indexer.text.paper_words import PaperWords

from .columns import ALIVE, Columns
from .files import ColumnFiles, FileFacts, Manifest, MappedFiles
from .inversion import BATCH
from .segment import Segment
from .segment_writer import SegmentWriter
from .tallies import tally
from .vocabulary_writer import Totals

SEGMENT_PREFIX = "segment-"


class PassageValues(Protocol):
    """Writes what else a segment stores of its passages."""

    def add_parent(self, session: Session) -> None:
        """Record which session a session is part of."""

    def add(self, passage: Passage) -> None:
        """Add a passage, in the order of numbers; raise ValueError when its document has this id already."""

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


class ColumnsWriter:
    """Writer of one index; leaving it before `finish` discards the index."""

    def __init__(
        self,
        root: Path,
        base: Path | None = None,
        values: Callable[[ColumnFiles], PassageValues] | None = None,
        index_values: IndexValues | None = None,
    ) -> None:
        """Write into an empty or missing folder; `base` is the index whose segments are taken over.

        Raise IndexDamaged or IndexOutdated when the base cannot be read.
        """
        self._root = root
        self._base = Columns(base) if base else None
        root.mkdir(parents=True, exist_ok=True)
        self._name = f"{SEGMENT_PREFIX}{_next_number(self._base)}"
        self._files = ColumnFiles(root, self._name)
        self._segment = SegmentWriter(self._files)
        self._values = values(self._files) if values else None
        self._index_values = index_values
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
        a document has a passage id twice.
        """
        rows = list(passages)
        if self._values:
            for session in sessions:
                self._values.add_parent(session)
            for passage in rows:
                self._values.add(passage)
        self._added.update(dict.fromkeys(passage.document.id for passage in rows))
        self._segment.add(rows, words)

    def finish(self, documents: Sequence[str] | None = None, batch: int = BATCH) -> None:
        """Make the index readable from disk; `documents` has the ids of all documents in the order of the corpus.

        `batch` is how many occurrences are sorted at a time.
        """
        self._segment.write(batch)
        if self._values:
            self._values.finish()
        self._is_open = False
        self._release()
        files = dict(self._files.facts)
        languages = {self._name: self._segment.languages}
        added = Segment(self._name, MappedFiles(self._root, files, self._name), 0, self._segment.languages)
        totals = Totals(self._base.vocabulary, self._base.lengths) if self._base else Totals()
        kept, alive = self._kept_segments(totals)
        for segment in kept:
            files |= self._linked(segment.name)
            languages[segment.name] = segment.languages
        totals.add(tally(added))
        segments = [segment.name for segment in kept]
        if added.passages or not segments:
            segments.append(self._name)
            alive.append(np.ones(added.passages, dtype=np.bool_))
        else:
            shutil.rmtree(self._files.folder)
            files = {name: facts for name, facts in files.items() if not name.startswith(f"{self._name}/")}
        self._write_index(tuple(segments), files, languages, np.concatenate(alive), totals, documents)

    def _write_index(  # what a manifest consists of
        self,
        segments: tuple[str, ...],
        files: dict[str, FileFacts],
        languages: dict[str, tuple[str, ...]],
        alive: NDArray[np.bool_],
        totals: Totals,
        documents: Sequence[str] | None,
    ) -> None:
        """Write the files of the whole index, and the manifest last."""
        index_files = ColumnFiles(self._root)
        facts: dict[str, Any] = totals.write(index_files)
        facts["segment_languages"] = {name: languages[name] for name in segments}
        living = None if alive.all() else alive
        if living is not None:
            index_files.write(ALIVE, living.view(np.uint8))
        if self._index_values:
            order = documents if documents is not None else [*self._kept, *self._added]
            mapped = [MappedFiles(self._root, files, name) for name in segments]
            facts |= self._index_values(index_files, WrittenIndex(mapped, living, order))
        Manifest(segments, facts, files | index_files.facts).write(self._root)

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
            try:
                os.link(base.root / path, self._root / path)
            except OSError:
                shutil.copyfile(base.root / path, self._root / path)
        return facts

    def _release(self) -> None:
        self._segment.close()
        if self._values:
            self._values.close()

    def close(self) -> None:
        """Discard what was added and not finished; after `finish` this does nothing."""
        if self._is_open:
            self._is_open = False
            self._release()
            shutil.rmtree(self._files.folder, ignore_errors=True)

    def __enter__(self) -> ColumnsWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def alive_in(columns: Columns | None, segment: Segment) -> NDArray[np.bool_]:
    """Return for each passage of a segment whether it is not deleted."""
    if columns is None or columns.alive is None:
        return np.ones(segment.passages, dtype=np.bool_)
    return columns.alive[segment.first : segment.first + segment.passages]


def _next_number(base: Columns | None) -> int:
    """Return a number that no segment of the index before has."""
    names = base.manifest.segments if base else ()
    return max((int(name.removeprefix(SEGMENT_PREFIX)) for name in names), default=0) + 1
