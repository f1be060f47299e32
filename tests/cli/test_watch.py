"""Tests of `rapporteur watch`: real processes, a real folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from indexer.cli.watch import PaperChanges
from tests.webapp.served import PATIENCE, wait_until

WATCH = (sys.executable, "-c", "from webapp.cli import main; main()", "watch")
NOTE = "A note\n\nThe rivers rose in spring and fell again.\n"
Watching = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    """Start the command on the folder `papers` and write all that it says into the file `said`."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        command = [*WATCH, str(tmp_path / "papers"), "--index-dir", str(tmp_path / "index"), *options]
        with (tmp_path / "said").open("w") as said:
            started.append(subprocess.Popen(command, stdout=said, stderr=said, text=True))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def live(index_dir: Path) -> str:
    """Return the name of the live build, or nothing."""
    pointer = index_dir / "CURRENT"
    return pointer.read_text() if pointer.exists() else ""


def test_every_change_is_indexed_until_it_is_stopped(tmp_path: Path, watching: Watching) -> None:
    """The folder is indexed at once and after changes, a failure is told and survived, SIGTERM lets a build end."""
    papers, index_dir, said = tmp_path / "papers", tmp_path / "index", tmp_path / "said"
    papers.mkdir()
    (papers / "note.txt").write_text(NOTE)
    process = watching("--settle", "0.1")
    wait_until(lambda: live(index_dir) != "")
    first = live(index_dir)
    (papers / "corpus.toml").write_text("[[not TOML")
    wait_until(lambda: "the next change starts another build" in said.read_text())
    assert live(index_dir) == first
    (papers / "corpus.toml").unlink()
    there_before = set(index_dir.iterdir())
    (papers / "other.txt").write_text("Another note\n\nThe mountains did not move.\n")
    wait_until(lambda: set(index_dir.iterdir()) > there_before)
    process.send_signal(signal.SIGTERM)  # while the build is running
    assert process.wait(timeout=PATIENCE) == 0
    assert live(index_dir) != first
    assert "Traceback" not in said.read_text()


def test_a_folder_that_is_missing_is_told(tmp_path: Path, watching: Watching) -> None:
    """Without its folder the command ends with one line that says so."""
    assert watching().wait(timeout=PATIENCE) == 1
    assert f"There is no folder {tmp_path / 'papers'}" in (tmp_path / "said").read_text()


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("report.pdf", True),
        ("2031/report.pdf", True),
        ("corpus.toml", True),
        ("2031", True),
        ("registry.jsonl", False),
        ("registry.documents/a/b.jsonl", False),
        ("sentences.json", False),
        (".registry.jsonl.work/part", False),
        (".git/index", False),
        ("2031/.hidden/report.pdf", False),
        ("2031/~$report.docx", False),
        ("index/build-1/rows", False),
    ],
)
def test_what_a_build_writes_begins_no_other(tmp_path: Path, path: str, counts: bool) -> None:
    """Papers, their folders and `corpus.toml` count as changes; the registry, the index and hidden files do not."""
    changes = PaperChanges(tmp_path, tmp_path / "index")
    assert changes(Change.modified, str(tmp_path / path)) is counts


def test_papers_behind_a_link_count(tmp_path: Path) -> None:
    """A paper in a folder that a link leads to is named by the link, and counts; the index behind a link does not."""
    (tmp_path / "papers").mkdir()
    for name in ("elsewhere", "index"):
        (tmp_path / name).mkdir()
        (tmp_path / "papers" / name).symlink_to(tmp_path / name)
    changes = PaperChanges(tmp_path / "papers", tmp_path / "index")
    assert changes(Change.added, str(tmp_path / "papers" / "elsewhere" / "report.pdf"))
    assert not changes(Change.added, str(tmp_path / "papers" / "index" / "CURRENT"))
