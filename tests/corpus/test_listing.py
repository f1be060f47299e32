"""Tests of what is no paper in a folder: each thing costs itself, and is named where a person should know of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.corpus.listing import LinkRules
from indexer.corpus.scan import read_bytes, scan
from indexer.errors import CorpusClosed, SourceUnreadable
from indexer.model import Source
from indexer.readers.limits import LIMITS
from tests.readers.make import zip_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other names and other files")
FOLLOW = LinkRules(follow=True)
_NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one paper."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.txt").write_text("A paper.")
    return tmp_path / "papers"


def listed(folder: Path, rules: LinkRules = LinkRules()) -> tuple[list[str], dict[str, str]]:  # noqa: B008  # it is frozen
    """Return the names of the sources in a folder but `good.txt`, and why others were skipped."""
    corpus = scan(folder, links=rules)
    names = [source.name for source in corpus.sources]
    assert "good.txt" in names
    return [name for name in names if name != "good.txt"], {file.source: file.reason for file in corpus.skipped}


def as_nobody(folder: Path, code: str) -> str:
    """Run code that sees `folder`, as a user without rights; return what it prints."""
    setup = (
        f"import os\nfrom pathlib import Path\nfrom indexer.corpus.scan import scan\nfolder = Path({str(folder)!r})\n"
    )
    drop = f"if os.geteuid() == 0: os.setgid({_NOBODY}); os.setuid({_NOBODY})\n"
    ended = subprocess.run([sys.executable, "-c", setup + drop + code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def make_readable_above(folder: Path) -> None:
    """Let every user reach a folder that pytest made for this one alone."""
    for parent in (folder, *folder.parents):
        if parent.owner() == folder.owner() and "pytest" in str(parent):
            parent.chmod(0o755)


def test_names_that_are_no_text_are_named_and_skipped(folder: Path) -> None:
    """A file or a folder whose name is not UTF-8 is named with its bytes written out; a folder only once."""
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Another paper.")
    (folder / os.fsdecode(b"\xff")).mkdir()
    (folder / os.fsdecode(b"\xff") / "in.txt").write_text("A third paper.")
    assert listed(folder) == (
        [],
        {
            "caf\\xe9.txt": "has a name that is not UTF-8: rename the file",
            "\\xff/": "has a name that is not UTF-8: rename the folder",
        },
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.txt", "a\\nb.txt"),
        ("\x1b[31mred.txt", "\\x1b[31mred.txt"),
        ("bell\x07.txt", "bell\\x07.txt"),
        ("exe\u202etxt.pdf", "exe\\u202etxt.pdf"),
        ("line\u2028.txt", "line\\u2028.txt"),
    ],
)
def test_control_characters_in_names_are_written_out(folder: Path, name: str, shown: str) -> None:
    """A file with control characters in its name is read, under its name with these written out."""
    (folder / name).write_text("Another paper.")
    assert listed(folder) == ([shown], {})
    source = next(source for source in scan(folder).sources if source.name == shown)
    assert read_bytes(source, LIMITS) == b"Another paper."


def test_control_characters_in_folders_and_in_zips_are_written_out(folder: Path) -> None:
    """The names of folders and of the members of a ZIP are shown so too."""
    (folder / "a\tb").mkdir()
    (folder / "a\tb" / "c.txt").write_text("Another paper.")
    (folder / "z.zip").write_bytes(zip_of({"x\x1b.txt": "A third paper."}))
    assert listed(folder) == (["a\\tb/c.txt", "z.zip/x\\x1b.txt"], {})


def test_a_name_written_out_is_no_other_files_name(folder: Path) -> None:
    """Where a file has the very name that another one's is written out as, the second is skipped and named."""
    (folder / "a\nb.txt").write_text("One paper.")
    (folder / "a\\nb.txt").write_text("Another paper.")
    names, skipped = listed(folder)
    assert names == ["a\\nb.txt"]
    assert "rename one of them" in skipped["a\\nb.txt"]


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (_pipe, "pipe"),
        (_socket, "socket"),
        (lambda path: path.symlink_to("/dev/zero"), "link that leads out of the folder"),
    ],
    ids=["pipe", "socket", "device"],
)
def test_what_is_no_file_is_not_opened(folder: Path, make: Callable[[Path], None], kind: str) -> None:
    """A pipe, a socket or a device, whose reading might never end, is named and left alone."""
    make(folder / "odd.txt")
    names, skipped = listed(folder)
    assert names == []
    assert kind in skipped["odd.txt"]


def test_links_to_what_is_no_file_are_not_followed(folder: Path) -> None:
    """Where links are followed, one to a pipe or to a device is named and left alone all the same."""
    os.mkfifo(folder.parent / "pipe")
    (folder / "pipe.txt").symlink_to(folder.parent / "pipe")
    (folder / "zero.txt").symlink_to("/dev/zero")
    names, skipped = listed(folder, FOLLOW)
    assert names == []
    assert "is a pipe, not a paper" in skipped["pipe.txt"]
    assert "is a device, not a paper" in skipped["zero.txt"]


def test_a_pipe_in_the_place_of_a_listed_file_is_not_read(folder: Path) -> None:
    """A file that was replaced by a pipe after it was listed is not waited for."""
    source = scan(folder).sources[0]
    source.path.unlink()
    os.mkfifo(source.path)
    with pytest.raises(SourceUnreadable, match="was replaced"):
        read_bytes(source, LIMITS)


def test_a_file_that_is_gone_since_it_was_listed_says_so(folder: Path) -> None:
    """A file that was deleted after it was listed is no matter of rights."""
    with pytest.raises(SourceUnreadable, match="was removed while the folder was indexed: index it again"):
        read_bytes(Source(folder / "late.txt", "late.txt", ""), LIMITS)


def test_links_out_of_the_folder_are_followed_on_demand_only(folder: Path) -> None:
    """A link to a paper or to a folder elsewhere is named and refused, and followed if the user says so."""
    (folder.parent / "else").mkdir()
    (folder.parent / "else" / "one.txt").write_text("Another paper.")
    (folder.parent / "two.txt").write_text("A third paper.")
    (folder / "there").symlink_to(folder.parent / "else")
    (folder / "two.txt").symlink_to(folder.parent / "two.txt")
    names, skipped = listed(folder)
    assert names == []
    assert skipped["there"].endswith("put the folder itself there, or say --follow-links")
    assert skipped["two.txt"].endswith("put the file itself there, or say --follow-links")
    assert listed(folder, FOLLOW) == (["there/one.txt", "two.txt"], {})


@pytest.mark.parametrize("rules", [LinkRules(), FOLLOW], ids=["refused", "followed"])
def test_links_within_the_folder_give_no_paper_twice(folder: Path, rules: LinkRules) -> None:
    """A link to a file or folder within, or in a circle, adds nothing: each paper has its own name, not a link's."""
    (folder / "sub").mkdir()
    (folder / "sub" / "one.txt").write_text("Another paper.")
    (folder / "again").symlink_to(folder / "sub")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "self").symlink_to(folder / "sub" / "self")
    (folder / "a.txt").symlink_to(folder / "sub" / "one.txt")
    (folder / ".hidden.txt").write_text("A paper under a name that is passed over.")
    (folder / "shown.txt").symlink_to(folder / ".hidden.txt")
    names, skipped = listed(folder, rules)
    assert names == ["shown.txt", "sub/one.txt"]
    assert set(skipped) == {"sub/self"}


def test_followed_links_in_circles_end(folder: Path) -> None:
    """Folders elsewhere that lead back, to each other or to the parent of the papers are each entered once."""
    elsewhere = folder.parent / "else"
    elsewhere.mkdir()
    (elsewhere / "one.txt").write_text("Another paper.")
    (elsewhere / "back").symlink_to(folder)
    (elsewhere / "round").symlink_to(elsewhere)
    (folder / "there").symlink_to(elsewhere)
    (folder / "twice").symlink_to(elsewhere)
    assert listed(folder, FOLLOW) == (["there/one.txt"], {})


def test_an_index_among_the_papers_holds_no_papers(folder: Path) -> None:
    """The folder of the index that is written, and any other that looks like one, is passed over."""
    for name in ("mine", "old"):
        (folder / name / "20310504T000000Z-abcdef").mkdir(parents=True)
        (folder / name / "notes.txt").write_text(f"This is {name}.")
    (folder / "old" / "CURRENT").write_text("20310504T000000Z-abcdef\n")
    (folder / "old" / "20310504T000000Z-abcdef" / "build.json").write_text("{}")
    assert listed(folder, LinkRules(index_dir=folder / "mine")) == ([], {})
    assert listed(folder)[0] == ["mine/notes.txt"]


def test_locks_and_files_of_the_system_are_passed_over(folder: Path) -> None:
    """What Office, LibreOffice and Windows leave beside papers is neither read nor reported."""
    for name in ("~$report.docx", ".~lock.report.odt#", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"\x07owner")
    assert listed(folder) == ([], {})


def test_a_name_of_255_bytes_is_a_name(folder: Path) -> None:
    """The longest names that a disk takes are names."""
    name = "ä" * 125 + "x.txt"
    assert len(name.encode()) == 255
    (folder / name).write_text("Another paper.")
    assert listed(folder) == ([name], {})


def test_folders_of_any_depth_are_listed_or_named(folder: Path) -> None:
    """A thousand folders in each other are walked; where the system opens no deeper one, that is named."""
    here = os.getcwd()  # noqa: PTH109  # paths of this length are reached step by step only
    try:
        os.chdir(folder)
        for name in [*["d"] * 1_001, *["e" * 250] * 10]:
            if name != "d":
                Path("deep.txt").write_text("Another paper.")  # the same in each, so that all others are copies
            os.mkdir(name)  # noqa: PTH102
            os.chdir(name)
        Path("deepest.txt").write_text("A third paper.")
    finally:
        os.chdir(here)
    try:
        names, skipped = listed(folder)
        assert names == [f"{'d/' * 1_001}deep.txt"]
        assert [reason for reason in skipped.values() if "is nested too deep" in reason]
    finally:
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)


def test_what_may_not_be_read_is_named(folder: Path) -> None:
    """A file and a folder without permission are named with the remedy, and are owed; the others are listed."""
    (folder / "secret.txt").write_text("Another paper.")
    (folder / "secret.txt").chmod(0)
    (folder / "locked").mkdir(mode=0)
    make_readable_above(folder)
    code = (
        "corpus = scan(folder)\n"
        "print([s.name for s in corpus.sources], [(f.source, f.is_owed, f.reason) for f in corpus.skipped])"
    )
    printed = as_nobody(folder, code)
    reason = "'cannot be opened (Permission denied): allow reading it, or remove it from the folder'"
    assert printed == f"['good.txt'] [('locked/', True, {reason}), ('secret.txt', True, {reason})]\n"


def test_a_corpus_that_may_not_be_listed_is_no_empty_one(folder: Path) -> None:
    """Where the folder of the papers itself is closed, the message says so rather than that it has no papers."""
    make_readable_above(folder)
    folder.chmod(0o311)
    code = "try: scan(folder)\nexcept Exception as error: print(type(error).__name__, error)"
    assert f"{CorpusClosed.__name__} The folder {folder} cannot be listed (Permission denied)" in as_nobody(
        folder, code
    )
