"""Tests of the derived index: it saves time, and decides nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.links.memory import RegistryInMemory
from indexer.registry import errors, file
from indexer.registry.file import PARTS_FOLDER, REGISTRY_FILE
from indexer.registry.storage.names import RegistryPaths, part_name

from .papers import STAMPS, index_all, paragraph, read, write

PAPERS = {f"{name}.txt": [paragraph(10 * ord(name) + number) for number in range(4)] for name in "abc"}


def ended() -> RegistryInMemory:
    """Return a registry of which one document has ended."""
    before = index_all(None, dict(PAPERS)).registry
    return index_all(before, {name: PAPERS[name] for name in ("a.txt", "b.txt")}, STAMPS[1]).registry


def index_of(folder: Path) -> Path:
    """Return the path of the index."""
    return RegistryPaths.within(folder).index


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a registry and its index."""
    write(tmp_path, ended())
    assert read(tmp_path) == ended()
    return tmp_path


def test_an_index_that_is_deleted_or_damaged_is_made_anew(folder: Path) -> None:
    """Without it, and cut at any byte, and with any byte changed, the registry is the same, and so is its hash."""
    whole, checksum = index_of(folder).read_bytes(), file.file_hash(folder)
    index_of(folder).unlink()
    assert file.file_hash(folder) == checksum
    assert read(folder) == ended()
    assert index_of(folder).exists()
    for place in range(0, len(whole), 23):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            index_of(folder).write_bytes(damaged)
            assert file.file_hash(folder) == checksum
            assert read(folder) == ended()


def test_an_opened_registry_knows_its_hash(folder: Path) -> None:
    """The hash of what was read is that of the files, also where there are none."""
    assert file.hash_of(file.read(folder)) == file.file_hash(folder)
    assert file.hash_of(file.read(folder / "none")) == file.file_hash(folder / "none") == ""


def test_the_index_knows_what_the_parts_say(folder: Path) -> None:
    """Counts, rows and wordings are the same whether a part was read or not."""
    known = file.read(folder)
    shutil.rmtree(RegistryPaths.within(folder).work)
    fresh = file.read(folder)
    assert known
    assert fresh
    assert known.documents == fresh.documents == ended().documents
    for row in ended().documents:
        assert known.living_count(row.id) == fresh.living_count(row.id) == ended().living_count(row.id)
        assert list(known.wordings(row)) == list(fresh.wordings(row)) == list(ended().wordings(row))


def test_a_part_that_was_edited_is_checked_again(folder: Path) -> None:
    """An edit is noticed although the file is as long and as old as before, because it is another file."""
    part = RegistryPaths.within(folder).part(ended().documents[-1].id)
    stat, checksum = part.stat(), file.file_hash(folder)
    edited = folder / "edited"
    edited.write_bytes(part.read_bytes().replace(b'"text"', b'"txet"', 1))
    os.utime(edited, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    edited.replace(part)
    assert part.stat().st_size == stat.st_size
    assert file.file_hash(folder) != checksum
    with pytest.raises(errors.RegistryInvalid, match="line 2"):
        read(folder)


def test_a_part_as_young_as_the_index_is_checked_again(folder: Path) -> None:
    """A clock that is too coarse to tell an edit from what was there before hides none."""
    part = RegistryPaths.within(folder).part(ended().documents[0].id)
    content = part.read_bytes()
    stat = part.stat()
    with part.open("r+b") as file_of_part:
        file_of_part.write(content.replace(b'"id":"', b'"di":"', 1))
    os.utime(part, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    os.utime(index_of(folder), ns=(stat.st_atime_ns, stat.st_mtime_ns))
    with pytest.raises(errors.RegistryInvalid):
        read(folder)


def test_a_registry_that_was_copied_is_read_with_its_old_index(folder: Path, tmp_path: Path) -> None:
    """Copies, checkouts and backups have other inodes and times; their bytes decide."""
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("other"))
    assert read(other) == ended()
    assert file.file_hash(other) == file.file_hash(folder)


def test_a_part_that_was_lost_is_told_by_its_name(folder: Path) -> None:
    """The head knows how many there are, and the index which one is missing."""
    lost = RegistryPaths.within(folder).part(ended().documents[1].id)
    lost.unlink()
    for _ in range(2):
        with pytest.raises(errors.RegistryDamaged, match=f"3 documents, but 2 are .*{lost.name} was there"):
            read(folder)


def test_a_copy_of_a_part_under_another_name_is_refused(folder: Path) -> None:
    """A copy that a person or a synchronising program left is no second truth."""
    part = RegistryPaths.within(folder).part(ended().documents[1].id)
    shutil.copy(part, part.with_name("copy.jsonl"))
    with pytest.raises(errors.RegistryInvalid, match=f"belongs into {part.name}"):
        read(folder)


def test_documents_in_the_head_and_in_parts_are_refused(folder: Path) -> None:
    """A registry of version 2 beside parts is two truths, and a person has to decide."""
    (folder / REGISTRY_FILE).write_bytes(
        b"".join(path.read_bytes() for path in (folder / REGISTRY_FILE, *(folder / PARTS_FOLDER).iterdir()))
    )
    with pytest.raises(errors.RegistryInvalid, match=f"so does {PARTS_FOLDER}"):
        read(folder)


def test_other_files_among_the_parts_do_not_matter(folder: Path) -> None:
    """Hidden files and those of other kinds are left alone."""
    for name in (".hidden.jsonl", "notes.txt", f"{ended().documents[0].id}.jsonl.orig"):
        (folder / PARTS_FOLDER / name).write_text("?")
    assert read(folder) == ended()
    assert not write(folder, ended())


def test_a_registry_that_is_begun_anew_has_no_parts_of_the_old_one(folder: Path) -> None:
    """Where the head was lost and a person begins anew, what is left of the old registry goes with the commit."""
    (folder / REGISTRY_FILE).unlink()
    assert read(folder) is None
    assert file.has_parts(folder)
    new = index_all(None, {"x.txt": PAPERS["a.txt"]}).registry
    write(folder, new)
    assert read(folder) == new


def test_a_registry_may_be_a_link_to_another_folder(tmp_path: Path) -> None:
    """Parts and index lie where the file itself does, and the link stays a link."""
    (tmp_path / "kept").mkdir()
    write(tmp_path / "kept", ended())
    (tmp_path / "papers").mkdir()
    link = tmp_path / "papers" / REGISTRY_FILE
    link.symlink_to(tmp_path / "kept" / REGISTRY_FILE)
    assert read(tmp_path / "papers") == ended()
    after = index_all(ended(), dict(PAPERS), STAMPS[2]).registry
    assert write(tmp_path / "papers", after)
    assert [path.name for path in (tmp_path / "papers").iterdir()] == [REGISTRY_FILE]
    assert link.is_symlink()
    assert read(tmp_path / "kept") == after


IDS = st.text(st.characters(exclude_characters="./?#", exclude_categories=("Cs", "Z", "C")), min_size=1, max_size=300)


@given(st.lists(IDS, unique=True, max_size=9))
def test_each_document_has_a_file_of_its_own_on_every_file_system(ids: list[str]) -> None:
    """Names are short, have one case, and none is that of a device, whatever the ids are."""
    names = [part_name(name) for name in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(len(name.encode()) < 200 and name == name.casefold() for name in names)
    with TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / name).touch()
    assert part_name("con") != "con.jsonl"
    assert part_name("oslo-2031-minutes") == "oslo-2031-minutes.jsonl"
