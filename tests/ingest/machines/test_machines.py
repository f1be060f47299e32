"""Tests of reading on other machines: the same readings as here, whatever dies meanwhile; all processes are real."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.ingest.machines.connection import connected
from indexer.ingest.machines.errors import (
    MachinesMissing,
    SchedulerLost,
    SchedulerRefused,
    SchedulerUnreachable,
    WorkerRefused,
    WorkersGone,
)
from indexer.ingest.machines.readers import MachineReaders
from indexer.ingest.tasks import PaperReading, ReadFailure
from indexer.readers.limits import LIMITS
from tests.conftest import ROOT
from tests.ingest.test_pool import children, eventually, read, tasks
from tests.structure import papers

from .local_machines import LocalMachines

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc"),
    pytest.mark.long,
]

SPANISH = """Acta de la reunión del puerto

La presidenta abrió la sesión y agradeció a los miembros el trabajo hecho desde la última reunión. Los miembros
aprobaron el informe de la comisión y fijaron la fecha de la reunión siguiente.
"""


def write_corpus(folder: Path) -> Path:
    """Write papers of several kinds: two in a ZIP file, one that needs the model of languages, one that is damaged."""
    papers.write_papers(folder, water=papers.WATER_MINUTES, levees=papers.LEVEES_REPORT, acta=SPANISH)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("clinics.txt", papers.CLINICS_NOTE)
        archive.writestr("deep/fisheries.txt", papers.FISHERIES_SUMMARY)
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    return folder


def write_slow(path: Path, lines: int = 3_000) -> None:
    """Write a paper that takes some seconds to read."""
    path.write_text(
        "Yearbook of the Basin Council\n\n"
        + "".join(f"In year {n} the dyke of basin {n % 97} was raised by {n % 7} feet.\n\n" for n in range(lines)),
        encoding="utf-8",
    )


def cached(index_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of a cache of readings."""
    with contextlib.closing(sqlite3.connect(index_dir / "readings.sqlite")) as database:
        return {
            table: sorted(database.execute(f"SELECT * FROM {table}"))  # noqa: S608  # our own names
            for table in ("reading", "derived", "failure")
        }


def build_on(address: str, folder: Path, index_dir: Path) -> BuildReport:
    """Index a folder on the workers of a scheduler; the registry is kept beside the index."""
    return build(folder, index_dir, BuildOptions(workers=address, registry=index_dir.with_suffix(".registry")))


def changed_program(folder: Path) -> Path:
    """Return a folder with a copy of the program whose code differs by a line."""
    shutil.copytree(ROOT / "indexer", folder / "program" / "indexer", ignore=shutil.ignore_patterns("__pycache__"))
    changed = folder / "program" / "indexer" / "text" / "casing.py"
    changed.write_text(changed.read_text() + "# other code\n")
    return folder / "program"


def busy_worker(workers: list[int]) -> int | None:
    """Return the worker whose reading process has worked for half a second, None where there is none."""
    for worker in workers:
        for reader in children(worker):
            with contextlib.suppress(OSError):
                fields = Path(f"/proc/{reader}/stat").read_text().rpartition(")")[2].split()
                if sum(map(int, fields[11:13])) > os.sysconf("SC_CLK_TCK") / 2:
                    return worker
    return None


@contextlib.contextmanager
def killing(workers: Callable[[], list[int]], times: int) -> Iterator[list[int]]:
    """Kill a worker that reads the slow paper, so many times; yield the ids of those that were killed."""
    killed: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set() and len(killed) < times:
            if (worker := busy_worker(workers())) and worker not in killed:  # a dying one may still be listed
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
            time.sleep(0.02)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield killed
    finally:
        done.set()
        thread.join()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalMachines]:
    """A scheduler without workers."""
    running = LocalMachines(tmp_path_factory.mktemp("machines"))
    yield running
    running.end()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the workers are in: it has another paper under a name of the corpus."""
    return papers.write_papers(tmp_path_factory.mktemp("elsewhere") / "corpus", water=papers.MEMOIR).parent


@pytest.fixture(scope="module")
def workers(machines: LocalMachines, elsewhere: Path) -> list[int]:
    """The ids of two workers."""
    return [machines.start_worker(name, folder=elsewhere).pid for name in ("first", "second")]


def test_a_scheduler_without_workers_is_given_up(machines: LocalMachines, tmp_path: Path) -> None:
    """Where no worker comes for too long, the error says how one is started."""
    readers = MachineReaders(machines.address, patience=0.3)
    with pytest.raises(WorkersGone, match=f"has had no worker for 0.3 s.*dask worker {machines.address}"):
        list(readers.read(tasks(write_corpus(tmp_path)), LIMITS))


@pytest.mark.usefixtures("workers")
def test_other_machines_read_as_this_one_does(machines: LocalMachines, tmp_path: Path) -> None:
    """What is cached of every paper, and why one could not be read, is the same byte for byte."""
    folder = write_corpus(tmp_path / "corpus")
    report = build_on(machines.address, folder, tmp_path / "there")
    build(folder, tmp_path / "here", BuildOptions(registry=tmp_path / "here.registry"))
    assert report.counts.documents == 5
    assert [file.source for file in report.skipped] == ["damaged.pdf"]
    assert cached(tmp_path / "there") == cached(tmp_path / "here")


@pytest.mark.usefixtures("workers")
def test_files_that_a_worker_does_not_see_are_sent(
    machines: LocalMachines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is missing where a worker reads, or is another one there, is read from the bytes that are here."""
    folder = write_corpus(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    seen = Path("/proc/self/cwd/corpus")  # another folder in every process
    results = {task.name: result for task, result in MachineReaders(machines.address).read(tasks(seen), LIMITS)}
    assert results == read(tasks(folder))
    assert len(results) == 6


def test_a_worker_with_other_code_is_refused(machines: LocalMachines, workers: list[int], tmp_path: Path) -> None:
    """A worker whose program is another one ends the reading, and the error names it and both versions."""
    other = machines.start_worker("other", program=changed_program(tmp_path))
    try:
        with connected(machines.address) as scheduler:
            assert eventually(lambda: scheduler.threads() == len(workers) + 1)
        readers = MachineReaders(machines.address)
        with pytest.raises(WorkerRefused, match=r"tcp://127.*there, .* here\).*Install the same there"):
            list(readers.read(tasks(write_corpus(tmp_path / "corpus")), LIMITS))
    finally:
        other.kill()
        other.wait()


def test_a_scheduler_with_other_code_is_refused(tmp_path: Path) -> None:
    """A scheduler whose program is another one is named, with both versions, before anything is handed out."""
    machines = LocalMachines(tmp_path, program=changed_program(tmp_path))
    try:
        machines.start_worker("worker")
        with pytest.raises(SchedulerRefused, match=r"The scheduler at tcp://127.*there, .* here\).*Install it there"):
            list(MachineReaders(machines.address).read(tasks(write_corpus(tmp_path / "corpus")), LIMITS))
    finally:
        machines.end()


def test_a_worker_that_is_killed_costs_its_task_which_another_reads(
    machines: LocalMachines, workers: list[int], tmp_path: Path
) -> None:
    """A worker killed in the middle of a paper loses no paper: the readings are those of this machine."""
    folder = write_corpus(tmp_path / "corpus")
    write_slow(folder / "slow.txt")
    with killing(lambda: workers, times=1) as killed:
        results = {task.name: result for task, result in MachineReaders(machines.address).read(tasks(folder), LIMITS)}
    assert len(killed) == 1
    assert results == read(tasks(folder))
    assert isinstance(results["slow.txt"], PaperReading)


def test_limits_hold_on_workers(machines: LocalMachines, workers: list[int], tmp_path: Path) -> None:
    """A file over its time costs only itself, with the reason that this machine gives."""
    assert workers
    folder = write_corpus(tmp_path / "corpus")
    write_slow(folder / "slow.txt")
    limited = tasks(folder, seconds=0.6)
    results = {task.name: result for task, result in MachineReaders(machines.address).read(limited, limited[0].limits)}
    failure = results["slow.txt"]
    assert isinstance(failure, ReadFailure)
    assert "took more than 0.6 s of processor time" in failure.message
    assert sum(isinstance(result, PaperReading) for result in results.values()) == 5


def test_a_lost_scheduler_loses_no_reading(machines: LocalMachines, workers: list[int], tmp_path: Path) -> None:
    """Where the scheduler is killed, the error says so; what was read by then is not read again."""
    folder = write_corpus(tmp_path / "corpus")
    write_slow(folder / "slow.txt")

    def kill() -> None:
        assert eventually(lambda: busy_worker(workers) is not None)
        machines.scheduler.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    with pytest.raises(SchedulerLost, match=r"was lost\. The index was not changed"):
        build_on(machines.address, folder, tmp_path / "index")
    thread.join()
    (folder / "slow.txt").unlink()
    report = build(folder, tmp_path / "index", BuildOptions(registry=tmp_path / "index.registry"))
    assert report.counts.documents == 5
    assert report.files_read < 6


def test_a_paper_that_ends_its_workers_is_left_out(tmp_path: Path) -> None:
    """A paper whose workers die again and again is named and left out; the others are read."""
    folder = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES, levees=papers.LEVEES_REPORT)
    write_slow(folder / "slow.txt")
    machines = LocalMachines(tmp_path, allowed_failures=0)
    try:
        nanny = machines.start_worker("watched", is_watched=True).pid

        def started() -> list[int]:
            listed = [path.read_text().split() for path in Path(f"/proc/{nanny}/task").glob("*/children")]
            return [int(pid) for of_thread in listed for pid in of_thread]

        with killing(started, times=2) as killed:
            report = build_on(machines.address, folder, tmp_path / "index")
    finally:
        machines.end()
    assert len(killed) == 2
    assert [(file.source, file.reason[:31]) for file in report.skipped] == [
        ("slow.txt", "ended each worker that read it:")
    ]
    assert report.counts.documents == 2


def test_a_wrong_address_is_said_to_be_one(tmp_path: Path) -> None:
    """Where nothing answers at the address, or it is none, the command ends with one line that names it."""
    folder = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    for address in ("tcp://127.0.0.1:9", "nowhere", "http://127.0.0.1:9", "tls://127.0.0.1:9"):
        with pytest.raises(SchedulerUnreachable, match=f"No scheduler answers at {address}"):
            build_on(address, folder, tmp_path / "index")
    code = "from webapp.cli import main; main()"
    command = [sys.executable, "-c", code, "index", str(folder), "--index-dir", str(tmp_path / "index")]
    environment = {**os.environ, "RAPPORTEUR_WORKERS": "nowhere"}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("Error: No scheduler answers at nowhere")
    assert "Traceback" not in ended.stderr


def test_without_the_library_the_command_to_install_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where dask.distributed is not installed, the error says what installs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    with pytest.raises(MachinesMissing, match=r"pip install 'rapporteur\[machines\]'"):
        build_on("tcp://127.0.0.1:9", folder, tmp_path / "index")
