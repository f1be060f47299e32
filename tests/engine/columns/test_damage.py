"""What an index of columns says when its files are not those that were written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.files import MANIFEST_FILE, SMALL_FILE, Manifest
from indexer.errors import IndexDamaged, IndexOutdated
from tests.corpus_factory import PASSAGES

from .oracle import write_index


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An index of a few passages."""
    kept = {
        passage.document.id: tuple(of for of in PASSAGES if of.document == passage.document) for passage in PASSAGES
    }
    return write_index(tmp_path / "engine", kept)


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES: tuple[Callable[[Path], None], ...] = (_shorten, _change, _empty, Path.unlink)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_of_a_small_file_is_noticed_on_opening(root: Path, damage: Callable[[Path], None]) -> None:
    """Whichever small file is shortened, changed, emptied or gone, opening says so, names it, and says what to do."""
    for name, facts in Manifest.read(root).files.items():
        before = (root / name).read_bytes()
        if facts.size:
            damage(root / name)
            with pytest.raises(IndexDamaged, match=f"{name}.*To rebuild it, run"):
                Columns(root)
            (root / name).write_bytes(before)
    Columns(root)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_of_the_manifest_is_noticed_on_opening(root: Path, damage: Callable[[Path], None]) -> None:
    """Without its manifest as it was written, an index does not open."""
    damage(root / MANIFEST_FILE)
    with pytest.raises(IndexDamaged, match=MANIFEST_FILE):
        Columns(root)


def test_a_changed_fact_of_the_manifest_is_noticed(root: Path) -> None:
    """A manifest whose facts were changed by hand does not open, though it can be read."""
    path = root / MANIFEST_FILE
    path.write_bytes(path.read_bytes().replace(b'"languages": {', b'"languages":  {'))
    with pytest.raises(IndexDamaged, match="not what was written"):
        Columns(root)


def test_an_index_of_another_version_says_so(root: Path) -> None:
    """An index of another format is outdated and not damaged, whatever else its manifest says."""
    path = root / MANIFEST_FILE
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 99'))
    with pytest.raises(IndexOutdated, match="format 99"):
        Columns(root)


def test_a_folder_of_other_files_is_no_index(tmp_path: Path) -> None:
    """A folder that holds something else, such as an index of before, does not open."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "_MAIN_1.toc").write_bytes(b"something else")
    with pytest.raises(IndexDamaged, match="To rebuild it, run"):
        Columns(tmp_path / "engine")


def test_damage_inside_a_large_file_is_found_by_a_check(root: Path) -> None:
    """A large file is not read on opening; `wrong_files` compares it with its checksum."""
    files = Manifest.read(root)
    large = root / "segment-1" / "text-words.u4"
    data = bytes(SMALL_FILE + 4)
    large.write_bytes(data)
    facts = {**files.files, "segment-1/text-words.u4": type(next(iter(files.files.values())))(len(data), 1)}
    Manifest(files.segments, files.facts, facts).write(root)
    columns = Columns(root)
    assert columns.wrong_files() == ("segment-1/text-words.u4",)


def test_small_files_keep_no_descriptor_open(root: Path) -> None:
    """An index of some segments has hundreds of small files, and a process may have a thousand descriptors in all."""
    columns = Columns(root)
    paths = {str(link.resolve()) for link in Path("/proc/self/fd").iterdir()}
    assert not {path for path in paths if path.startswith(str(root.resolve()))}
    assert columns.passages
