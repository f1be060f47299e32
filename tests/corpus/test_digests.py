"""Unchanged files are known by size, times and inode, and everything else is read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.corpus import scan as scan_module
from indexer.corpus.digests import ContentDigest, FileStamp, KnownDigests, now
from indexer.corpus.listing import has_new_files
from indexer.corpus.scan import scan
from indexer.readers.limits import LIMITS

SECOND = 10**9


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file, hashed by a clock that is a minute ahead, so that the file has long been unchanged."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("One.")
    monkeypatch.setattr(scan_module, "now", lambda: now() + 60 * SECOND)
    return tmp_path / "papers"


def digest(folder: Path, known: KnownDigests) -> str:
    """Return the digest of the only file of a folder, and keep what is known."""
    found = scan(folder, LIMITS, known).sources[0].digest
    known.save()
    return found


def known(folder: Path, context: str = "", *, forget: bool = False) -> KnownDigests:
    """Return what is known of a folder."""
    return KnownDigests(folder.parent / "digests", context, forget=forget)


def claim(folder: Path, name: str) -> None:
    """Keep a digest of a file that is not its own, which shows whether the file is read."""
    digests = known(folder)
    digests.record(name, FileStamp.of((folder / name).stat()), (ContentDigest("claimed"),), now() + 60 * SECOND)
    digests.save()


def test_an_unchanged_file_is_not_read(folder: Path) -> None:
    """A file as it was has the digest that is known; told to forget, the truth is that of the bytes."""
    truth = digest(folder, known(folder))
    claim(folder, "a.txt")
    assert digest(folder, known(folder)) == "claimed"
    assert digest(folder, known(folder, "other limits")) == truth
    claim(folder, "a.txt")
    assert digest(folder, known(folder, forget=True)) == truth


@pytest.mark.parametrize("change", ["bytes", "time set back", "another file", "touched"])
def test_a_file_that_was_touched_is_read(folder: Path, change: str) -> None:
    """Another size, time or inode makes a file be read, also where its time was set back to what it was."""
    file = folder / "a.txt"
    claim(folder, "a.txt")
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    if change == "touched":
        os.utime(file)
    elif change == "another file":
        (folder / "b.tmp").write_text("Two.")
        (folder / "b.tmp").replace(file)
    else:
        file.write_text("One, two." if change == "bytes" else "Two.")
    if change == "time set back":
        os.utime(file, ns=times)
    assert digest(folder, known(folder)) == scan(folder).sources[0].digest != "claimed"


def test_a_file_that_has_just_changed_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may change again within the grain of its time, so it is read the next time too."""
    monkeypatch.setattr(scan_module, "now", now)
    digests = known(folder)
    digest(folder, digests)
    stamp = FileStamp.of((folder / "a.txt").stat())
    assert known(folder).find("a.txt", stamp) is None


def test_what_is_known_can_be_lost(folder: Path) -> None:
    """Where the file of digests is damaged, everything is read."""
    truth = digest(folder, known(folder))
    claim(folder, "a.txt")
    path = folder.parent / "digests"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert digest(folder, known(folder)) == truth


def test_new_files_are_told_without_opening_any(folder: Path) -> None:
    """A file that is not known as it is now, and no other, makes a folder one with new files."""
    assert has_new_files(folder, known(folder))
    digest(folder, known(folder))
    assert not has_new_files(folder, known(folder))
    assert has_new_files(folder, known(folder, "other limits"))
    (folder / "b.txt").write_text("Two.")
    assert has_new_files(folder, known(folder))
    assert not has_new_files(folder / "none", known(folder))
