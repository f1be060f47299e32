"""Write the words of a build's passages, sorted, for `word_index` to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.files import ColumnFiles
from indexer.engine.columns.inversion import BATCH
from indexer.engine.columns.writer import ColumnsWriter
from indexer.errors import IndexDamaged
from indexer.model import Passage, Session
from indexer.text.paper_words import PaperWords

from .word_index import WordIndex

_IDS = "ids"


class WordIndexWriter:
    """Writes one index into a new folder; an index without `finish` cannot be opened."""

    def __init__(self, folder: Path, batch: int = BATCH) -> None:
        self._batch = batch
        self._columns = ColumnsWriter(folder, values=_IdsWriter)

    def __enter__(self) -> WordIndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._columns.close()

    def add(self, passages: Sequence[Passage], words: PaperWords | None = None) -> None:
        """Add passages in order, with the words of their texts where they are cut already."""
        self._columns.add(passages, (), words)

    def finish(self) -> None:
        """Sort the positions and write the rest."""
        self._columns.finish(batch=self._batch)


class _IdsWriter:
    """Writes the ids of the passages of a segment."""

    def __init__(self, files: ColumnFiles) -> None:
        self._files = files
        self._ids: list[str] = []

    def add_parent(self, session: Session) -> None:
        """Leave sessions alone."""

    def add(self, passage: Passage) -> None:
        """Add a passage."""
        self._ids.append(passage.id)

    def finish(self) -> None:
        """Write the ids."""
        self._files.write_strings(_IDS, self._ids)

    def close(self) -> None:
        """Forget them."""


def open_word_index(folder: Path) -> WordIndex:
    """Open a saved index. Raise IndexDamaged when it cannot be read."""
    columns = Columns(folder)
    ids = [segment.files.strings(_IDS) for segment in columns.segments]
    if [len(each) for each in ids] != [segment.passages for segment in columns.segments]:
        raise IndexDamaged(folder.parent, f"the words in {folder.name}/ are not those of its passages")
    return WordIndex(columns, ids)
