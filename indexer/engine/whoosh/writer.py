"""Writes passages into an index of columns, which Whoosh opens too: words, what surrounds them, and values.

Only ids, words and values to filter or sort by are stored. What pages show is in the catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from indexer.engine.columns.files import ColumnFiles
from indexer.engine.columns.writer import ColumnsWriter, WrittenIndex
from indexer.engine.protocol import EngineWriter
from indexer.engine.values.index_writer import write_index_values
from indexer.engine.values.writer import SegmentValuesWriter
from indexer.model import Passage, Session
from indexer.text.paper_words import PaperWords

from .codec import write_toc


class WhooshWriter(EngineWriter):
    """The `EngineWriter` for an empty or missing folder; leaving it before `finish` discards the index."""

    def __init__(self, path: Path, base: Path | None = None) -> None:
        """Write into a folder; `base` is the index of which `keep` keeps passages."""
        self._columns = ColumnsWriter(path, base, SegmentValuesWriter, _write_index_files)

    def keep(self, documents: Collection[str]) -> None:
        """Keep the passages of these documents of the index before; without this call none is kept."""
        self._columns.keep(documents)

    def add(
        self,
        passages: Iterable[Passage],
        sessions: Iterable[Session] = (),
        words: PaperWords | None = None,
        prepared: bytes = b"",  # noqa: ARG002  # the columns need numbers that only their writer gives
    ) -> None:
        """Add passages with new ids; `sessions` gives those that contain sessions of the passages.

        `words` has the words of the texts of exactly these passages, where they are cut already. Raise ValueError when
        a document has a passage id twice.
        """
        self._columns.add(passages, sessions, words)

    def finish(self, documents: Sequence[str] | None = None) -> None:
        """Make what was added readable from disk; `documents` are the ids of all in the order of the corpus."""
        self._columns.finish(documents)

    def close(self) -> None:
        """Discard what was added and not finished; after `finish` this does nothing."""
        self._columns.close()

    def __enter__(self) -> WhooshWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _write_index_files(files: ColumnFiles, written: WrittenIndex) -> Mapping[str, Any]:
    """Write what belongs to the whole index: the values of its passages, and the table by which Whoosh opens it."""
    write_toc(files, written)
    return write_index_values(files, written)
