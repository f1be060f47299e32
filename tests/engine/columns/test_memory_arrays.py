"""Arrays in memory: a segment that is written there says what one in files says."""

from __future__ import annotations

import tempfile
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columns.arrays import ArrayWriter
from indexer.engine.columns.files import ColumnFiles, MappedFiles
from indexer.engine.columns.memory_arrays import MemoryArrays
from indexer.engine.columns.segment_writer import SegmentWriter
from indexer.text.paper_words import analyse

from .oracle import Kept, corpora


def _write(files: ArrayWriter, kept: Kept, batch: int) -> None:
    writer = SegmentWriter(files)
    passages = list(chain.from_iterable(kept.values()))
    writer.add(passages, analyse([passage.text for passage in passages]))
    writer.write(batch)
    writer.close()


@settings(max_examples=20, deadline=None)
@given(corpora(), st.sampled_from((3, 1000)))
def test_memory_holds_what_files_hold(kept: Kept, batch: int) -> None:
    """The same arrays of the same types are written to memory as to a folder, and no file is left over there."""
    memory = MemoryArrays()
    _write(memory, kept, batch)
    with tempfile.TemporaryDirectory() as folder:
        files = ColumnFiles(Path(folder), "segment")
        _write(files, kept, batch)
        mapped = MappedFiles(Path(folder), files.facts, "segment")
        assert sorted(memory.names()) == sorted(mapped.names())
        assert len(list(files.folder.iterdir())) == len(mapped.names())
        for name in mapped.names():
            assert memory.array(name).dtype == mapped.array(name).dtype
            np.testing.assert_array_equal(memory.array(name), mapped.array(name))


def test_what_is_kept_does_not_change() -> None:
    """An array that was written cannot be changed, neither itself nor by what it was made of."""
    memory, values = MemoryArrays(), np.arange(3)
    memory.write("numbers", values)
    values[0] = 7
    assert memory.array("numbers").tolist() == [0, 1, 2]
    with pytest.raises(ValueError, match="read-only"):
        memory.array("numbers")[0] = 7
    assert "numbers" in memory
    assert "others" not in memory
    with pytest.raises(KeyError):
        memory.array("others")
