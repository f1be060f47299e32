"""Tests of reading in separate processes: the cost of one bad file, its message, and that no process is left behind.

Everything here runs the real processes; slow and greedy files are real ones too.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.corpus.scan import scan
from indexer.ingest.pool import read_all
from indexer.ingest.tasks import PaperReading, ReadFailure, ReadingOptions, ReadTask
from indexer.ingest.worker import run_task
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.readers.limits import LIMITS
from indexer.store.builds import open_library
from tests.readers.make_pdf import long_paper
from tests.structure import papers

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")

PATIENCE = 90.0
"""Seconds after which a thing that should come about is taken not to."""


@pytest.fixture(scope="module")
def slow() -> bytes:
    """A paper that is slow to read."""
    return long_paper(700)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with three good papers."""
    return papers.write_papers(
        tmp_path / "corpus", water=papers.WATER_MINUTES, levees=papers.LEVEES_REPORT, clinics=papers.CLINICS_NOTE
    )


def tasks(folder: Path, **limits: float) -> list[ReadTask]:
    """Return the tasks of reading a folder."""
    most = replace(LIMITS, **limits)  # type: ignore[arg-type]  # whole numbers where the limits are whole
    return [
        ReadTask(str(source.path), source.name, source.digest, ReadingOptions(), most, source.member)
        for source in scan(folder, most).sources
    ]


def read(read_tasks: list[ReadTask], jobs: int = 1) -> dict[str, PaperReading | ReadFailure]:
    """Run tasks to the end; return the results by file name."""
    return {task.name: result for task, result in read_all(read_tasks, jobs, read_tasks[0].limits)}


def children(of: int | None = None) -> dict[int, str]:
    """Return the reading processes that a process (this one, if none is named) has had forked and that are alive."""
    commands, parents = {}, {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (path / "stat").read_text().rpartition(")")[2].split()[:2]
                command = (path / "cmdline").read_bytes().decode(errors="replace")
                if "indexer.ingest.forkserver" in command and state != "Z":
                    commands[int(path.name)], parents[int(path.name)] = command, int(parent)
    return {pid: commands[pid] for pid, parent in parents.items() if parents.get(parent) == (of or os.getpid())}


def alive(pid: int) -> bool:
    """Return whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def eventually(holds: Callable[[], bool]) -> bool:
    """Wait until a condition holds; return False if it does not."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def remarks(report: BuildReport) -> dict[str, str]:
    """Return the reason for each skipped file."""
    return {file.source: file.reason for file in report.skipped}


def found(index_dir: Path, words: str) -> int:
    """Return the number of passages that a search finds."""
    library = open_library(index_dir)
    try:
        return library.search(Query(parse(words).node)).total
    finally:
        library.close()


def limited(corpus: Path, tmp_path: Path, jobs: int, **limits: float) -> dict[str, str]:
    """Index with limits, check that the good papers are found and no process is left, and return the other files'
    reasons.
    """
    most = replace(LIMITS, **limits)  # type: ignore[arg-type]  # whole numbers where the limits are whole
    report = build(corpus, tmp_path / f"index-{jobs}", BuildOptions(jobs=jobs, limits=most))
    assert report.counts.documents == 3
    assert found(tmp_path / f"index-{jobs}", "permits") == 1
    assert children() == {}
    return remarks(report)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_over_its_time_costs_only_itself(corpus: Path, tmp_path: Path, slow: bytes, jobs: int) -> None:
    """A file that takes too long is given up and named with the limit, and the others are indexed."""
    (corpus / "slow.pdf").write_bytes(slow)
    reason_of = limited(corpus, tmp_path, jobs, seconds=1.5)
    assert list(reason_of) == ["slow.pdf"]
    assert "took more than 1.5 s of processor time" in reason_of["slow.pdf"]
    assert "--max-seconds" in reason_of["slow.pdf"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_over_its_memory_costs_only_itself(corpus: Path, tmp_path: Path, jobs: int) -> None:
    """A file that needs too much memory is given up and named with the limit, and the others are indexed."""
    line = "The dyke was raised by a foot, and the meadow behind it was sold.\n\n"
    (corpus / "greedy.txt").write_text("Report on Dykes\n\n" + line * 400_000, encoding="utf-8")
    reason_of = limited(corpus, tmp_path, jobs, memory=120_000_000)
    assert list(reason_of) == ["greedy.txt"]
    assert "needs more than 0.12 GB of memory" in reason_of["greedy.txt"]
    assert "--max-memory" in reason_of["greedy.txt"]


def test_a_file_over_its_size_costs_only_itself(corpus: Path, tmp_path: Path) -> None:
    """A file that is too large is not even opened, and is named with the limit."""
    (corpus / "large.txt").write_text("The dyke was raised by a foot. " * 50_000, encoding="utf-8")
    reason_of = limited(corpus, tmp_path, 1, bytes=1_000_000)
    assert list(reason_of) == ["large.txt"]
    assert "--max-size" in reason_of["large.txt"]


def test_a_file_over_its_pages_costs_only_itself(corpus: Path, tmp_path: Path) -> None:
    """A PDF with too many pages is given up before it is read, and named with the limit."""
    (corpus / "long.pdf").write_bytes(long_paper(12))
    reason_of = limited(corpus, tmp_path, 1, pages=10)
    assert list(reason_of) == ["long.pdf"]
    assert "12 pages" in reason_of["long.pdf"]
    assert "--max-pages" in reason_of["long.pdf"]


@pytest.fixture
def killer(slow: bytes, corpus: Path) -> Iterator[list[int]]:
    """The ids of killed processes; the first process that is seen reading the slow paper is killed."""
    (corpus / "slow.pdf").write_bytes(slow)
    killed: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set() and not killed:
            for pid in children():
                with contextlib.suppress(OSError):
                    busy = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
                    if busy > 300:  # hundredths of a second: more than a start and a short paper take
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
                        return
            time.sleep(0.01)

    thread = threading.Thread(target=watch)
    thread.start()
    yield killed
    done.set()
    thread.join()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_is_killed_costs_the_file_it_was_reading(
    corpus: Path, tmp_path: Path, killer: list[int], jobs: int
) -> None:
    """A reading process that the system kills is replaced; its file is named, and the rest is indexed."""
    reason_of = limited(corpus, tmp_path, jobs)
    assert len(killer) == 1
    assert list(reason_of) == ["slow.pdf"]
    assert "crashed the program that reads it" in reason_of["slow.pdf"]


def test_many_crashes_leave_every_other_file_read(corpus: Path, slow: bytes) -> None:
    """However often a process has to be ended, every task has one result, and in the end no process is left."""
    for number in range(3):
        (corpus / f"slow-{number}.pdf").write_bytes(slow + b"\n%" + bytes([65 + number]))
    results = read(tasks(corpus, seconds=1.2), jobs=2)
    assert {name for name, result in results.items() if isinstance(result, ReadFailure)} == {
        f"slow-{number}.pdf" for number in range(3)
    }
    assert sum(isinstance(result, PaperReading) for result in results.values()) == 3
    assert children() == {}


def test_an_abandoned_reading_leaves_no_process(corpus: Path) -> None:
    """A caller that stops asking for results has no process left."""
    results = read_all(tasks(corpus), 2, LIMITS)
    next(results)
    assert children()
    results.close()  # type: ignore[attr-defined]  # a generator
    assert children() == {}


def test_no_tasks_start_no_process() -> None:
    """Where nothing is to be read no process is started."""
    assert list(read_all([], 4, LIMITS)) == []


def test_results_do_not_depend_on_jobs(corpus: Path) -> None:
    """One process and three give the same results."""
    for name, text in papers.ALL.items():
        (corpus / f"more-{name}.txt").write_text(f"{text}\nThe end of {name} came soon.\n", encoding="utf-8")
    with_one_job = read(tasks(corpus), jobs=1)
    assert read(tasks(corpus), jobs=3) == with_one_job
    assert all(isinstance(result, PaperReading) for result in with_one_job.values())


def test_papers_that_need_the_language_model_are_read(corpus: Path) -> None:
    """The model is loaded for the papers that need it; each of them, and each of the others, is read once."""
    for number in range(4):
        (corpus / f"acta-{number}.txt").write_text(
            f"Acta de la reunión {number}\n\nLa presidenta abrió la sesión y agradeció a los miembros el trabajo hecho "
            "desde la última reunión. Los miembros aprobaron el informe de la comisión y fijaron la fecha siguiente.\n",
            encoding="utf-8",
        )
    results = read(tasks(corpus), jobs=2)
    languages = {name: result.facts.language for name, result in results.items() if isinstance(result, PaperReading)}
    assert {name for name, language in languages.items() if language == "es"} == {f"acta-{n}.txt" for n in range(4)}
    assert len(languages) == 7
    assert children() == {}


# The program as a whole


@pytest.fixture
def running(corpus: Path, tmp_path: Path, slow: bytes) -> Iterator[subprocess.Popen[str]]:
    """The command at work on papers of which several are slow, in a process group of its own."""
    for number in range(4):
        (corpus / f"slow-{number}.pdf").write_bytes(slow + b"\n%" + bytes([65 + number]))
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # tests in the background do not
    code = f"{heard}; from webapp.cli import main; main()"
    command = [sys.executable, "-c", code, "index", str(corpus), "--index-dir", str(tmp_path / "index"), "--jobs", "2"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate()


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_command(running: subprocess.Popen[str], way: signal.Signals, tmp_path: Path) -> None:
    """After Ctrl+C, termination or a kill of the command its busy reading processes end by themselves."""
    assert eventually(lambda: len(children(running.pid)) == 2)
    readers = list(children(running.pid))
    os.kill(running.pid, way)
    running.wait(PATIENCE)
    assert running.returncode != 0
    assert eventually(lambda: not any(alive(pid) for pid in readers))
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_ctrl_c_in_a_terminal_ends_all_without_a_traceback(running: subprocess.Popen[str], tmp_path: Path) -> None:
    """Ctrl+C ends every process of the terminal; the user sees one line, and the index folder can be used again."""
    assert eventually(lambda: len(children(running.pid)) == 2)
    readers = list(children(running.pid))
    assert eventually((tmp_path / "index" / "readings.sqlite").exists)
    os.killpg(running.pid, signal.SIGINT)
    errors = running.communicate(timeout=PATIENCE)[1]
    assert "Traceback" not in errors
    assert "Aborted" in errors
    assert eventually(lambda: not any(alive(pid) for pid in readers))


def test_a_command_that_cannot_start_readers_says_so(corpus: Path, tmp_path: Path) -> None:
    """Where no reading process starts, the command ends with one line and status 1, and the old index answers."""
    index_dir = tmp_path / "index"
    build(corpus, index_dir)
    (corpus / "late.txt").write_text("A paper that came late.\n", encoding="utf-8")
    code = "import sys; sys.executable = '/bin/false'; from webapp.cli import main; main()"
    command = [sys.executable, "-c", code, "index", str(corpus), "--index-dir", str(index_dir)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("Error: No process could be started to read files")
    assert len(ended.stderr.splitlines()) == 1
    assert found(index_dir, "permits") == 1


def test_a_process_without_a_parent_ends_silently() -> None:
    """A reading process whose parent is gone before it is ready prints nothing."""
    command = [sys.executable, "-m", "indexer.ingest.worker", "1000000000"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait(PATIENCE) == 1
    assert process.stdin
    process.stdin.close()


def test_temporary_files_of_a_paper_lie_in_the_folder_of_the_build(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reading process leaves when it is killed is in a folder that the next build clears."""
    monkeypatch.setattr(tempfile, "tempdir", None)
    task = msgspec.structs.replace(tasks(corpus)[0], workspace=str(tmp_path))
    assert isinstance(run_task(task), PaperReading)
    assert tempfile.gettempdir() == str(tmp_path)
