"""Tests of writing with the workers of other machines: the same build byte for byte, whatever dies meanwhile."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.engine.names import CLUSTER_ENGINE, EngineSetting
from indexer.ingest.cache import CACHE_FILE
from indexer.ingest.machines.errors import SchedulerLost
from indexer.readers.limits import LIMITS, Limits
from indexer.store.builds import live_build
from tests.cluster.nodes import ask
from tests.ingest.test_pool import children, eventually

from .local_machines import LocalMachines
from .test_machines import write_corpus, write_slow

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc"),
    pytest.mark.long,
]

_OF_ONE_BUILD = re.compile(rb'20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ|20\d{6}T\d{6}Z-\w+|"corpus":"\w+"')
"""What differs between two builds of the same: when they were made, their names, and the mark of a new registry."""
_TELLING_TIMES = ("build.json", "seal.json", "stamps.json", "manifest.json", "_MAIN_1.toc", "groups.msgpack")
"""Files with names that are drawn, or with checksums of what differs."""


def written(index_dir: Path) -> dict[str, object]:
    """Return what a build has in its files, with the registry beside it."""
    live = live_build(index_dir)
    registry = index_dir.with_suffix(".registry")
    paths = {str(path.relative_to(live)): path for path in live.rglob("*") if path.name not in _TELLING_TIMES}
    paths |= {f"registry/{path.name}": path for path in registry.rglob("*.jsonl")}
    return {name: content(path) for name, path in paths.items() if path.is_file()}


def content(path: Path) -> object:
    """Return the rows of a database, or the bytes of another file."""
    if path.suffix == ".sqlite":
        with contextlib.closing(sqlite3.connect(path)) as database:
            return [_OF_ONE_BUILD.sub(b"", line.encode()) for line in database.iterdump()]
    return _OF_ONE_BUILD.sub(b"", path.read_bytes())


def build_there(
    address: str,
    folder: Path,
    index_dir: Path,
    readings: Path,
    engine: EngineSetting | None = None,
    limits: Limits = LIMITS,
) -> BuildReport:
    """Index a folder of which all is read already, so that the workers at an address only take part in the writing."""
    index_dir.mkdir()
    (index_dir / CACHE_FILE).write_bytes((readings / CACHE_FILE).read_bytes())
    registry = index_dir.with_suffix(".registry")
    options = BuildOptions(registry=registry, workers=address, engine=engine, limits=limits)
    return build(folder, index_dir, options)


def in_cluster(url: str, prefix: str) -> list[tuple[str, object]]:
    """Return all documents that an index of the cluster has, by id."""
    body = {"size": 10_000, "query": {"match_all": {}}}
    hits = ask(url, f"/{prefix}*/_search", body)["hits"]["hits"]
    return sorted((hit["_id"], hit["_source"]) for hit in hits)


@contextlib.contextmanager
def killing_writers(workers: Callable[[], list[int]], times: int) -> Iterator[list[int]]:
    """Kill a worker as soon as it has a process that works for it, so many times; yield the ids of those killed."""
    killed: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set() and len(killed) < times:
            for worker in workers():
                if worker not in killed and children(worker):
                    os.kill(worker, signal.SIGKILL)
                    killed.append(worker)
                    break
            time.sleep(0.005)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield killed
    finally:
        done.set()
        thread.join()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of several meetings, one of which is long."""
    folder = write_corpus(tmp_path_factory.mktemp("writing") / "corpus")
    write_slow(folder / "slow.txt", 600)
    return folder


@pytest.fixture(scope="module")
def here(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index that this machine makes of them."""
    index_dir = tmp_path_factory.mktemp("here") / "index"
    build(corpus, index_dir, BuildOptions(registry=index_dir.with_suffix(".registry")))
    return index_dir


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalMachines]:
    """A scheduler without workers."""
    running = LocalMachines(tmp_path_factory.mktemp("machines"))
    yield running
    running.end()


@pytest.fixture(scope="module")
def workers(machines: LocalMachines) -> list[int]:
    """The ids of two workers."""
    return [machines.start_worker(name).pid for name in ("first", "second")]


@pytest.mark.usefixtures("workers")
def test_workers_write_what_this_machine_does(
    machines: LocalMachines, corpus: Path, here: Path, tmp_path: Path
) -> None:
    """Whether the workers find sentences, people and voices or this machine, the build is the same byte for byte."""
    report = build_there(machines.address, corpus, tmp_path / "index", here)
    assert report.warnings == ()
    assert written(tmp_path / "index") == written(here)
    with contextlib.closing(sqlite3.connect(next(live_build(here).rglob("0*.sqlite")))) as database:
        assert database.execute("SELECT count(*) FROM passages WHERE sentences != '[]'").fetchone()[0] > 600


@pytest.mark.usefixtures("workers")
def test_workers_make_the_documents_of_a_cluster(
    machines: LocalMachines,
    corpus: Path,
    here: Path,
    search_node: str,
    index_prefix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An index in a cluster has the same documents, whoever made them, and what lies beside it is the same."""
    for name, address in (("without", ""), ("with", machines.address)):
        monkeypatch.setenv("RAPPORTEUR_ENGINE_ALIAS", index_prefix + name)
        report = build_there(address, corpus, tmp_path / name, here, EngineSetting(CLUSTER_ENGINE, search_node))
        assert report.warnings == ()
    documents = in_cluster(search_node, f"{index_prefix}with-")
    assert len(documents) > 600
    assert documents == in_cluster(search_node, f"{index_prefix}without-")
    assert written(tmp_path / "with").keys() == written(tmp_path / "without").keys()


def test_a_worker_that_is_killed_costs_its_papers_which_another_is_given(
    machines: LocalMachines, workers: list[int], corpus: Path, here: Path, tmp_path: Path
) -> None:
    """A worker killed in the middle of the writing changes nothing in the build."""
    with killing_writers(lambda: workers, times=1) as killed:
        build_there(machines.address, corpus, tmp_path / "index", here)
    assert len(killed) == 1
    assert written(tmp_path / "index") == written(here)


def test_papers_that_end_their_workers_are_written_here(corpus: Path, here: Path, tmp_path: Path) -> None:
    """Where workers die of papers, or seem to, the machine that builds finds itself what these say."""
    machines = LocalMachines(tmp_path, allowed_failures=0)
    try:
        nanny = machines.start_worker("watched", is_watched=True).pid

        def started() -> list[int]:
            listed = [path.read_text().split() for path in Path(f"/proc/{nanny}/task").glob("*/children")]
            return [int(pid) for of_thread in listed for pid in of_thread]

        with killing_writers(started, times=1) as killed:
            report = build_there(machines.address, corpus, tmp_path / "index", here)
    finally:
        machines.end()
    assert killed
    [warning] = report.warnings
    assert re.match(r"papers written on this machine, .*: \d \(each that had them ended\)", warning)
    assert written(tmp_path / "index") == written(here)


@pytest.mark.usefixtures("workers")
def test_papers_over_the_limits_of_workers_are_written_here(
    machines: LocalMachines, corpus: Path, here: Path, tmp_path: Path
) -> None:
    """What a worker may not work on for so long is done by the machine that builds, which says so."""
    limits = replace(LIMITS, seconds=0.02)
    report = build_there(machines.address, corpus, tmp_path / "index", here, limits=limits)
    assert report.warnings
    for warning in report.warnings:
        reason = r"took more than 0.02 s|crashed|was not read within"  # which limit is met first on a busy machine
        assert re.match(rf"papers written on this machine, .*: \d \(({reason})", warning)
    assert written(tmp_path / "index") == written(here)


def test_a_lost_scheduler_leaves_the_index_as_it_was(corpus: Path, here: Path, tmp_path: Path) -> None:
    """Where the scheduler is killed while papers are written, the error says so, and no build is left half done."""
    machines = LocalMachines(tmp_path)
    try:
        worker = machines.start_worker("only").pid

        def kill() -> None:
            assert eventually(lambda: bool(children(worker)))
            machines.scheduler.kill()

        thread = threading.Thread(target=kill)
        thread.start()
        with pytest.raises(SchedulerLost, match=r"was lost\. The index was not changed"):
            build_there(machines.address, corpus, tmp_path / "index", here)
        thread.join()
    finally:
        machines.end()
    assert [path.name for path in (tmp_path / "index").iterdir() if path.is_dir()] == []


@pytest.mark.usefixtures("workers")
def test_an_update_is_the_same_too(machines: LocalMachines, corpus: Path, here: Path, tmp_path: Path) -> None:
    """Where some papers are carried over and one has changed, workers read and write that one alone."""
    for name, address in (("without", ""), ("with", machines.address)):
        papers_now = shutil.copytree(corpus, tmp_path / name / "papers")
        build_there(address, papers_now, tmp_path / name / "index", here)
        first = live_build(tmp_path / name / "index")
        water = papers_now / "water.txt"
        water.write_text(water.read_text(encoding="utf-8").replace("permits", "licences"), encoding="utf-8")
        time.sleep(1.1)  # the registry knows seconds
        registry = tmp_path / name / "index.registry"
        report = build(papers_now, tmp_path / name / "index", BuildOptions(registry=registry, workers=address))
        assert (report.files_read, report.warnings) == (1, ())
        assert report.build != first
    assert written(tmp_path / "with" / "index") == written(tmp_path / "without" / "index")


def test_an_interrupted_build_leaves_nothing_to_the_workers(
    machines: LocalMachines, workers: list[int], corpus: Path, here: Path, tmp_path: Path
) -> None:
    """Whoever stops the command while papers are written has the index as it was, and the workers are free again."""
    (index_dir := tmp_path / "index").mkdir()
    (index_dir / CACHE_FILE).write_bytes((here / CACHE_FILE).read_bytes())
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "index", str(corpus)]
    options = ["--index-dir", str(index_dir), "--registry", str(tmp_path), "--workers", machines.address]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    assert eventually(lambda: any(children(worker) for worker in workers))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in errors
    assert [path.name for path in index_dir.iterdir() if path.is_dir()] == []
    assert eventually(lambda: not any(children(worker) for worker in workers))
