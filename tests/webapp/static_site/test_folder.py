"""The folder of an edition is replaced as a whole or not at all, and nothing that is not of an edition is deleted."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from webapp.static_site import folder as edition_folder
from webapp.static_site.folder import (
    EditionBusy,
    EditionFolderForeign,
    EditionNotWritten,
    write_facts,
    write_sums,
    written_aside,
)


def put(target: Path, text: str) -> None:
    """Put an edition of one page in its place."""
    with written_aside(target) as aside:
        (aside / "p").mkdir()
        (aside / "p/index.html").write_text(text, encoding="utf-8")
        write_sums(aside, {"p/index.html": "0"})
        write_facts(aside, {"edition": text})


def text_of(target: Path) -> str:
    """Return the text of that page."""
    return (target / "p/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_new_edition_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    """Whether the system exchanges folders in one step or not, the new one stands there, and nothing else is left."""
    if not exchanges:
        monkeypatch.setattr(edition_folder, "_exchanged", lambda *_: False)
    put(tmp_path / "edition", "old")
    put(tmp_path / "edition", "new")
    assert text_of(tmp_path / "edition") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_an_empty_folder_may_be_named(tmp_path: Path) -> None:
    """A folder that was made before is filled; parents that are missing are made."""
    (tmp_path / "edition").mkdir()
    put(tmp_path / "edition", "new")
    put(tmp_path / "more/edition", "new")
    assert text_of(tmp_path / "edition") == text_of(tmp_path / "more/edition") == "new"


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    """A folder with any file that no edition wrote is refused, and the file is named; so is a file in the place."""
    put(tmp_path / "edition", "old")
    (tmp_path / "edition/p/notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(EditionFolderForeign, match=r"p/notes\.txt"):
        put(tmp_path / "edition", "new")
    assert (tmp_path / "edition/p/notes.txt").read_text(encoding="utf-8") == "mine"
    assert text_of(tmp_path / "edition") == "old"
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(EditionFolderForeign):
        put(tmp_path / "file", "new")


def test_a_failure_leaves_the_old_edition(tmp_path: Path) -> None:
    """Whatever goes wrong, the old edition stands, and nothing of the new one; a full disk is told in words."""
    put(tmp_path / "edition", "old")
    with pytest.raises(EditionNotWritten, match="the disk is full"), written_aside(tmp_path / "edition"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(ZeroDivisionError), written_aside(tmp_path / "edition"):
        raise ZeroDivisionError
    assert text_of(tmp_path / "edition") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_a_killed_process_leaves_the_old_edition(tmp_path: Path) -> None:
    """After kill -9 in the middle the old edition stands, and the next one is written as usual."""
    put(tmp_path / "edition", "old")
    code = (
        "import os, signal, sys; from pathlib import Path; from webapp.static_site.folder import written_aside\n"
        "with written_aside(Path(sys.argv[1])) as aside:\n"
        "    (aside / 'half').mkdir(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "edition")], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert text_of(tmp_path / "edition") == "old"
    put(tmp_path / "edition", "new")
    assert text_of(tmp_path / "edition") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_an_edition_that_was_moved_away_is_put_back(tmp_path: Path) -> None:
    """A process that was killed between the two steps of systems that need two leaves the old edition, found again."""
    put(tmp_path / "edition", "old")
    (tmp_path / "edition").rename(tmp_path / ".edition.old")
    with pytest.raises(ZeroDivisionError), written_aside(tmp_path / "edition"):
        raise ZeroDivisionError
    assert text_of(tmp_path / "edition") == "old"


def test_only_one_process_writes_to_a_place(tmp_path: Path) -> None:
    """A second export to the same place is refused while the first is at work."""
    with written_aside(tmp_path / "edition") as aside:
        write_sums(aside, {})
        with pytest.raises(EditionBusy), written_aside(tmp_path / "edition"):
            pass
