"""The file of a document is opened only where it has the bytes that were read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.disk.hashing import sha256_hex
from indexer.originals.files import OriginalChanged, OriginalMissing, Originals
from indexer.originals.formats import format_named, format_of
from indexer.store.original_files import OriginalFile
from tests.readers.make import zip_of

WORDS = b"The gauges fell in the spring of the year."


def original(path: str, data: bytes = WORDS, member: str | None = None) -> OriginalFile:
    """Return what a build would record of a file."""
    return OriginalFile(path, sha256_hex([data]), member)


def content(folder: Path, wanted: OriginalFile, files: Originals | None = None) -> bytes:
    """Return the bytes that a file opens with."""
    with (files or Originals()).open(folder, wanted) as opened:
        data = opened.file.read()
        assert len(data) == opened.size
        return data


def test_a_file_opens_as_it_was_read(tmp_path: Path) -> None:
    """Its bytes are those of the record, and its format is told by them."""
    (tmp_path / "a.txt").write_bytes(WORDS)
    assert content(tmp_path, original("a.txt")) == WORDS
    with Originals().open(tmp_path, original("a.txt")) as opened:
        assert opened.form.name == "text"


def test_other_bytes_are_not_shown(tmp_path: Path) -> None:
    """A changed file is refused, also when its size and its time are the same, and after it was opened before."""
    path, files = tmp_path / "a.txt", Originals()
    path.write_bytes(WORDS)
    os.utime(path, (1_900_000_000, 1_900_000_000))
    assert content(tmp_path, original("a.txt"), files) == WORDS
    path.write_bytes(WORDS.replace(b"fell", b"rose"))
    os.utime(path, (1_900_000_000, 1_900_000_000))
    with pytest.raises(OriginalChanged):
        content(tmp_path, original("a.txt"), files)


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    """A file that is gone, a folder that is gone, and a pipe in the place of a file cannot be opened."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("gone.txt", "pipe", "folder"):
        with pytest.raises(OriginalMissing):
            content(tmp_path, original(name))
    with pytest.raises(OriginalMissing):
        content(tmp_path / "unmounted", original("a.txt"))


def test_a_link_leads_nowhere_else(tmp_path: Path) -> None:
    """A link that took the place of a file opens only what has the same bytes, wherever that is."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"root:x:0:0")
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").symlink_to(secret)
    with pytest.raises(OriginalChanged):
        content(papers, original("a.txt"))


def test_a_file_in_a_zip_is_unpacked(tmp_path: Path) -> None:
    """A member of a ZIP opens as it was read, and is refused when the ZIP has another one, none, or is none."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"in/a.txt": WORDS, "b.txt": b"other"}))
    wanted = original("a.zip", member="in/a.txt")
    assert content(tmp_path, wanted) == WORDS
    path.write_bytes(zip_of({"in/a.txt": b"other words", "b.txt": b"other"}))
    with pytest.raises(OriginalChanged):
        content(tmp_path, wanted)
    path.write_bytes(zip_of({"b.txt": b"other"}))
    with pytest.raises(OriginalMissing):
        content(tmp_path, wanted)
    path.write_bytes(b"PK no zip")
    with pytest.raises(OriginalChanged):
        content(tmp_path, wanted)
    path.unlink()
    with pytest.raises(OriginalMissing):
        content(tmp_path, wanted)


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.txt", b"%PDF-1.7", "PDF"),
        ("a.pdf", b"\n\n%PDF-1.4", "PDF"),
        ("a.pdf", b"just words", "text"),
        ("a.txt", b"  <!DOCTYPE HTML><p>", "HTML"),
        ("a.md", b"# Notes", "Markdown"),
        ("a.docx", b"PK\x03\x04", "Word"),
        ("a.txt", b"PK\x03\x04", "other format"),
        ("a", b"{\\rtf1", "RTF"),
        ("a.vtt", b"WEBVTT", "WebVTT"),
    ],
)
def test_the_first_bytes_count_more_than_the_name(name: str, head: bytes, expected: str) -> None:
    """A web page that is named as a text is one, and so is sent as one."""
    assert format_of(name, head).name == expected


def test_a_format_is_named_without_its_file() -> None:
    """The name alone says what is offered, before the file is opened."""
    assert [format_named(name).name for name in ("a.PDF", "b/c.htm", "d.unknown")] == ["PDF", "HTML", "text"]
