"""Tests of files that could not be read: which are tried again and when, and when an index is up to date."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.ingest.pool import read_all
from indexer.ingest.tasks import ReadFailure
from indexer.readers.limits import LIMITS
from tests.ingest.test_pool import children, found, tasks
from tests.readers.make_pdf import drawn_pdf, long_paper
from tests.structure import papers
from webapp.cli import cli

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
_BUSY = 8
"""Hundredths of a second of processor time: more than a start and a short paper take."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with one good paper in `corpus`."""
    papers.write_papers(tmp_path / "corpus", good=papers.WATER_MINUTES)
    return tmp_path


def index(home: Path, **limits: float) -> BuildReport:
    """Index the folder within limits."""
    most = replace(LIMITS, **limits)  # type: ignore[arg-type]  # whole numbers where the limits are whole
    return build(home / "corpus", home / "index", BuildOptions(jobs=1, limits=most))


def said(home: Path, *options: str) -> str:
    """Return the first line that the command prints."""
    arguments = ["index", str(home / "corpus"), "--index-dir", str(home / "index"), "--jobs", "1", *options]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[0]


def reasons(report: BuildReport) -> dict[str, str]:
    """Return why files were left out."""
    return {file.source: file.reason for file in report.skipped}


@contextmanager
def signalled(*signals: signal.Signals, after: float = 0.0) -> Iterator[None]:
    """Send signals to the reading process that is busy with a long paper, the second one so many seconds later."""
    done = threading.Event()

    def send() -> None:
        while not done.wait(0.005):
            for pid in children():
                busy = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
                if busy >= _BUSY:
                    for each in signals:
                        os.kill(pid, each)
                        done.wait(after)
                    return

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_a_busy_machine_costs_no_file(home: Path) -> None:
    """A reader that gets no processor time for longer than its limit is not given up: only what it uses counts."""
    (home / "corpus" / "long.pdf").write_bytes(long_paper(40))
    with signalled(signal.SIGSTOP, signal.SIGCONT, after=5.5):
        begun = time.monotonic()
        report = index(home, seconds=5)
    assert time.monotonic() - begun > 5
    assert report.skipped == ()
    assert report.counts.documents == 2


def test_a_reader_that_waits_for_ever_is_given_up(home: Path) -> None:
    """Behind the limit of processor time is one by the clock; what is given up so is owed, and read the next time."""
    (home / "corpus" / "long.pdf").write_bytes(long_paper(40))
    with signalled(signal.SIGSTOP):
        report = index(home, seconds=5, patience=0.4)
    assert reasons(report)["long.pdf"].startswith("was not read within 2 s, most of them spent waiting")
    assert report.owed == 1
    assert index(home).skipped == ()


def test_a_file_over_its_time_is_tried_each_time_and_more_time_reads_it(home: Path) -> None:
    """A time-out is tried again although nothing has changed, is not called up to date, and costs no new build."""
    (home / "corpus" / "slow.pdf").write_bytes(long_paper(60))
    first = index(home, seconds=0.05)
    assert "took more than 0.05 s of processor time" in reasons(first)["slow.pdf"]
    assert first.owed == 1
    again = index(home, seconds=0.05)
    assert (again.unchanged, again.files_read, again.build) == (True, 1, first.build)
    line = said(home, "--max-seconds", "0.05")
    assert line.startswith("Nothing has changed in ")
    assert line.endswith(" 1 file could not be read this time and is tried again at the next indexing.")
    assert index(home).skipped == ()
    assert said(home).startswith("Up to date: ")


def test_a_killed_reader_costs_its_file_one_indexing(home: Path) -> None:
    """A file whose reader was killed is read by the next indexing, although nothing has changed."""
    (home / "corpus" / "long.pdf").write_bytes(long_paper(40))
    with signalled(signal.SIGKILL):
        report = index(home)
    assert "crashed the program" in reasons(report)["long.pdf"]
    mended = index(home)
    assert (mended.unchanged, mended.skipped) == (False, ())


def test_what_only_the_file_can_change_is_remembered(home: Path) -> None:
    """A damaged file, one over a limit and one of no known type are not tried again until that changes."""
    (home / "corpus" / "cut.docx").write_bytes(b"PK\x03\x04 and no more")
    (home / "corpus" / "odd.xyz").write_bytes(b"A paper of no type.")
    (home / "corpus" / "long.txt").write_text(papers.LEVEES_REPORT + "The river rose. " * 1_000)
    assert index(home, bytes=10_000).files_read == 4
    report = index(home, bytes=10_000)
    assert (report.unchanged, report.files_read, report.owed) == (True, 0, 0)
    (home / "corpus" / "new.txt").write_text("One word on ice.")
    assert index(home, bytes=10_000).files_read == 1
    larger = index(home)
    assert larger.files_read == 1
    assert set(reasons(larger)) == {"cut.docx", "odd.xyz"}
    (home / "corpus" / "corpus.toml").write_text('[[document]]\nfile = "cut.docx"\npassword = "x"\n')
    assert index(home).files_read == 1


_TESSERACT = """#!/bin/sh
case "$1" in --list-langs) echo "List of languages (1):"; echo eng; exit;; --version) echo tesseract 5; exit;; esac
for last; do :; done
put() { echo "$1" | /usr/bin/tr " " "\\t" >> "$file"; }
file="$2.tsv"
put "level page_num block_num par_num line_num word_num left top width height conf text"
for word in The causeway was closed to carts until the spring of that year.; do
    n=$((n+1)); put "5 1 1 1 1 $n 1 1 9 20 96 $word"
done
"""
"""What answers as tesseract does; the real one is tried in the tests of scans."""


def test_scans_are_read_once_tesseract_is_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan without tesseract is owed and not read again in vain; once tesseract is installed, it is due."""
    pytest.importorskip("pytesseract", reason="pytesseract, of the extra ocr, is not installed")
    programs = home / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    (home / "corpus" / "scan.pdf").write_bytes(_picture_pdf())
    first = index(home)
    assert "is a scan without text: install the program tesseract" in reasons(first)["scan.pdf"]
    assert first.owed == 1
    again = index(home)
    assert (again.unchanged, again.files_read, again.owed) == (True, 0, 1)
    (programs / "tesseract").write_text(_TESSERACT)
    (programs / "tesseract").chmod(0o755)
    report = index(home)
    assert (report.unchanged, report.files_read, report.skipped) == (False, 1, ())
    assert index(home).unchanged


def _picture_pdf() -> bytes:
    """Return a PDF of one picture."""
    from PIL import Image  # noqa: PLC0415  # of the extra ocr
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    picture = ImageReader(Image.new("L", (200, 200), 255))
    return drawn_pdf(lambda canvas: canvas.drawImage(picture, 0, 0, 600, 800))


def test_the_digest_is_that_of_the_bytes_that_were_read(home: Path) -> None:
    """A file that changes between being hashed and being read is known by what was read, so a change back is seen."""
    corpus = papers.write_papers(home / "corpus", a=papers.CLINICS_NOTE, b=papers.MEMOIR, z=papers.LEVEES_REPORT)
    changed = papers.LEVEES_REPORT.replace("clay", "loam")

    def change(step: str, done: int, _: int) -> None:
        if (step, done) == ("Reading", 1):
            (corpus / "z.txt").write_text(changed, encoding="utf-8")

    report = build(corpus, home / "index", BuildOptions(jobs=1), change)
    assert report.skipped == ()
    assert found(home / "index", "loam") == 1
    assert index(home).unchanged
    (corpus / "z.txt").write_text(papers.LEVEES_REPORT, encoding="utf-8")
    assert not index(home).unchanged
    assert found(home / "index", "loam") == 0


def test_a_file_that_never_rests_is_given_up(home: Path) -> None:
    """A file that changes each time that it is read is left out, and owed."""
    path, done = home / "corpus" / "good.txt", threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            aside = path.with_suffix(".aside")
            aside.write_text(f"{papers.WATER_MINUTES}\nWord {(number := number + 1)}.\n", encoding="utf-8")
            aside.replace(path)

    task = tasks(home / "corpus")[0]
    thread = threading.Thread(target=write)
    thread.start()
    try:
        time.sleep(0.05)
        for _ in range(100):  # on a busy machine it is the writer that may rest meanwhile
            results = [result for _, result in read_all([task], 1, LIMITS)]
            if isinstance(results[0], ReadFailure):
                break
    finally:
        done.set()
        thread.join()
    assert [isinstance(result, ReadFailure) and result.reason.partition(":")[0] for result in results] == [
        "changes while it is read"
    ]
