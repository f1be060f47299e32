"""The files of the embedded engine, checked when it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.errors import IndexDamaged, IndexOutdated
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import Query
from tests.corpus_factory import PASSAGES, SESSIONS
from tests.hits import all_ids

from .conftest import CORPUS


def write(path: Path, passages: tuple[Passage, ...]) -> Path:
    """Write an index of passages."""
    with WhooshWriter(path) as writer:
        writer.add(passages, SESSIONS)
        writer.finish()
    return path


def files(path: Path) -> list[Path]:
    """Return the files of an index that have something in them."""
    return sorted(file for file in path.rglob("*") if file.is_file() and file.stat().st_size)


@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "changed"])
def test_damage_is_noticed_on_opening(tmp_path: Path, harm: str) -> None:
    """A small file that is missing, empty, truncated or changed by one byte is reported before anything is read."""
    path = write(tmp_path / "engine", PASSAGES)
    for file in files(path):
        content = file.read_bytes()
        if harm == "gone":
            file.unlink()
        else:
            middle = len(content) // 2
            changed = content[:middle] + bytes([content[middle] ^ 0x10]) + content[middle + 1 :]
            file.write_bytes({"empty": b"", "cut": content[:-1], "changed": changed}[harm])
        if file.suffix == ".toc":  # Whoosh alone reads it
            assert WhooshEngine(path).check() == (file.name,)
        else:
            with pytest.raises((IndexDamaged, IndexOutdated)):
                WhooshEngine(path)
        file.write_bytes(content)
    assert WhooshEngine(path).check() == ()


def test_a_missing_index_is_damage(tmp_path: Path) -> None:
    """A folder that is missing or empty is reported as damage."""
    (tmp_path / "empty").mkdir()
    for name in ("none", "empty"):
        with pytest.raises(IndexDamaged):
            WhooshEngine(tmp_path / name)


def test_a_pattern_is_cut_to_the_most_frequent_forms(tmp_path: Path) -> None:
    """A wildcard expands to the most frequent terms up to the engine's limit, and the expansion says so."""
    path = write(tmp_path / "engine", CORPUS)
    whole, cut = WhooshEngine(path), WhooshEngine(path, max_forms=2)
    query = Query(parse("trai*").node)
    [every], [some] = whole.expansions(query.node), cut.expansions(query.node)
    assert (set(every.forms), every.cut) == ({"trained", "trainers", "training"}, False)
    assert some.cut
    assert len(some.forms) == 2
    assert set(all_ids(cut, query)) < set(all_ids(whole, query))
    whole.close()
    cut.close()
