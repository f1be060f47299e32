"""Tests of indexing where something cannot be written: what is said, and that the remedy works."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.disk.trouble import full_disk, write_trouble
from indexer.errors import IndexAmongPapers, IndexUnwritable
from indexer.registry.errors import RegistryUnwritable
from tests.structure import papers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and devices are those of Linux")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two papers in `corpus`."""
    papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES, levees=papers.LEVEES_REPORT)
    return tmp_path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("disks can be mounted by root only")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Leave some bytes of a disk free."""
    facts = os.statvfs(disk)
    (disk / "filling").write_bytes(bytes(facts.f_bavail * facts.f_bsize - left))


def run(home: Path, before: str = "pass", stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, after some code."""
    code = f"{before}; from webapp.cli import main; main()"
    command = [sys.executable, "-c", code, "index", str(home / "corpus"), "--index-dir", str(home / "index")]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


def test_a_limit_of_file_size_is_named(home: Path) -> None:
    """Where the system allows no larger files, that is said rather than that a disk fails, and no reading is lost."""
    build(home / "corpus", home / "index", BuildOptions(jobs=1))
    (home / "corpus" / "new.txt").write_text(papers.CLINICS_NOTE, encoding="utf-8")
    ended = run(home, "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))")
    assert ended.returncode == 1
    assert f"to {home / 'index'} (no file may be larger than 20 kB). Raise that limit (ulimit -f), and" in ended.stderr
    assert "Traceback" not in ended.stderr
    report = build(home / "corpus", home / "index", BuildOptions(jobs=1))
    assert (report.counts.documents, report.files_read) == (3, 1)


def test_a_file_in_the_place_of_the_index_is_named(home: Path) -> None:
    """A file where the folder of the index should be is said to stand in the way, and another folder will do."""
    (home / "index").write_text("Not a folder.")
    with pytest.raises(IndexUnwritable, match=r"is in the way\)\. Name another folder with --index-dir, and try"):
        build(home / "corpus", home / "index", BuildOptions(jobs=1))
    assert build(home / "corpus", home / "other", BuildOptions(jobs=1)).counts.documents == 2


def test_what_cannot_be_written_beside_the_papers_is_named(home: Path) -> None:
    """Where the learned sentences cannot be written, they are named and not the index, and the remedy works."""
    (home / "corpus" / ".sentences.json.tmp").mkdir()
    with pytest.raises(RegistryUnwritable, match=r"corpus/sentences\.json could not be written .* with --registry"):
        build(home / "corpus", home / "index", BuildOptions(jobs=1))
    elsewhere = BuildOptions(jobs=1, registry=home / "registry")
    assert build(home / "corpus", home / "index", elsewhere).counts.documents == 2


def test_the_folder_of_the_papers_is_not_that_of_the_index(home: Path) -> None:
    """An index is not written over the papers; a folder within theirs will do, and holds no papers."""
    with pytest.raises(IndexAmongPapers, match="--index-dir"):
        build(home / "corpus", home / "corpus", BuildOptions(jobs=1))
    within = home / "corpus" / "index_data"
    assert build(home / "corpus", within, BuildOptions(jobs=1)).skipped == ()
    assert build(home / "corpus", within, BuildOptions(jobs=1)).unchanged


def test_a_report_that_cannot_be_printed_is_told(home: Path) -> None:
    """Where the report goes to a full disk, the command ends with a line that says so, and the index is there."""
    said = "Error: Output could not be written (No space left on device)."
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device
        ended = run(home, stdout=full.fileno())
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == said
    assert "Traceback" not in ended.stderr
    assert (home / "index" / "CURRENT").exists()


@pytest.mark.parametrize("left", [4_096, 24_576, 65_536, 262_144])
def test_a_full_disk_is_named_wherever_it_is_met(home: Path, disk: Path, left: int) -> None:
    """Also where SQLite speaks of an I/O error, the disk is said to be full, and room is all that it takes."""
    fill(disk, left)
    options = BuildOptions(jobs=1)
    said = r"\(the disk is full\)\. Make room there, or name another folder with --index-dir, and try again"
    with pytest.raises(IndexUnwritable, match=said):
        build(home / "corpus", disk / "index", options)
    (disk / "filling").unlink()
    assert build(home / "corpus", disk / "index", options).counts.documents == 2


def test_an_error_of_a_disk_with_room_stays_one(disk: Path) -> None:
    """What SQLite says of a disk that takes files is passed on, and what it says of a full one is put right."""
    for code, problem in (
        (sqlite3.SQLITE_IOERR_READ, "disk I/O error"),
        (sqlite3.SQLITE_CANTOPEN, "permission denied"),
    ):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        assert full_disk(error, disk) is None
        assert write_trouble(error, disk).problem == problem
        fill(disk, 4_096)
        assert write_trouble(error, disk).problem == "the disk is full"
        (disk / "filling").unlink()
    assert full_disk(ValueError("no error of a disk"), disk) is None
