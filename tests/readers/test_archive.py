"""Which members a ZIP has, and which of them are skipped."""

from __future__ import annotations

import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.readers.archive import zip_members
from indexer.readers.limits import LIMITS, Limits

from .make import survives, zip_of


def write(folder: Path, data: bytes) -> Path:
    """Write a ZIP."""
    path = folder / "papers.zip"
    path.write_bytes(data)
    return path


def test_members_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Members come in order of name, folders and system files are omitted, and each can be read later too."""
    path = write(
        tmp_path, zip_of({"b/ü.txt": "two", "a.txt": "one", "c/": "", "__MACOSX/._a.txt": "x", "c/.DS_Store": "x"})
    )
    assert [(member.name, member.size, member.read()) for member in zip_members(path, LIMITS)] == [
        ("a.txt", 3, b"one"),
        ("b/ü.txt", 3, b"two"),
    ]
    later = list(zip_members(path, LIMITS))
    assert later[0].read() == b"one"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../up.txt", "out of the ZIP"),
        ("/etc/x", "out of the ZIP"),
        ("a/../../x", "out of the ZIP"),
        ("C:\\x.txt", "out of the ZIP"),
        ("inner.zip", "archive within"),
    ],
)
def test_names_that_are_not_followed(tmp_path: Path, name: str, says: str) -> None:
    """A path that leads out of the ZIP, or an archive within it, is skipped with the reason."""
    members = list(zip_members(write(tmp_path, zip_of({name: "x", "good.txt": "y"})), LIMITS))
    assert {member.name: bool(member.skip_reason) for member in members} == {name: True, "good.txt": False}
    bad = next(member for member in members if member.skip_reason)
    assert says in bad.skip_reason
    with pytest.raises(SourceUnreadable):
        bad.read()


def test_links_and_locked_members(tmp_path: Path) -> None:
    """A link is not followed, and a member with a password is named."""
    path = tmp_path / "papers.zip"
    link = ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("locked.txt", "x")
    data = bytearray(path.read_bytes())
    offset = data.rindex(b"PK\x01\x02")
    data[offset + 8] |= 1
    path.write_bytes(bytes(data))
    skipped = {member.name: member.skip_reason for member in zip_members(path, LIMITS)}
    assert "is a link" in skipped["link.txt"]
    assert "is encrypted" in skipped["locked.txt"]


def test_bombs_and_limits(tmp_path: Path) -> None:
    """A member that unpacks too far, is too large, or is one too many is skipped; the rest is read."""
    path = write(tmp_path, zip_of({"bomb.txt": "0" * 5_000_000, "good.txt": "y"}))
    members = {member.name: member.skip_reason for member in zip_members(path, LIMITS)}
    assert "two hundred times" in members["bomb.txt"]
    assert not members["good.txt"]
    path = write(tmp_path, zip_of({f"{index}.txt": "x" * 10 for index in range(5)}))
    assert [bool(member.skip_reason) for member in zip_members(path, Limits(members=2))] == [False, False, True]
    assert sum(not member.skip_reason for member in zip_members(path, Limits(unpacked_bytes=35))) == 3
    assert all("over the limit" in member.skip_reason for member in zip_members(path, Limits(bytes=5)))


def test_a_size_that_lies(tmp_path: Path) -> None:
    """A member that claims to be small is not unpacked beyond its claim."""
    path = tmp_path / "papers.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "word " * 100_000)
    data = bytearray(path.read_bytes())
    offset = data.rindex(b"PK\x01\x02")
    data[offset + 24 : offset + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    for member in zip_members(path, LIMITS):
        with pytest.raises(SourceUnreadable, match="damaged"):
            member.read()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bad_files_are_reported(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """However a ZIP is cut off or damaged, its members are read or reported, and nothing else happens."""
    whole = zip_of({"a.txt": "one " * 50, "b.txt": "two"})
    cut = data.draw(st.integers(0, len(whole) - 1))
    bite = bytes([data.draw(st.integers(0, 255))])
    bad = data.draw(st.sampled_from([whole[:cut], whole[:cut] + bite + whole[cut + 1 :]]))
    path = write(tmp_path_factory.mktemp("zip"), bad)
    assert survives(lambda: [member.read() for member in zip_members(path, LIMITS) if not member.skip_reason])
