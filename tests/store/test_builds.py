"""The pointer, the lock, and switching builds under a running server."""

from __future__ import annotations

import logging
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.engine.engines import Engines
from indexer.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, RapporteurError
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import (
    Builds,
    clear_abandoned,
    live_build,
    new_build,
    open_library,
    publish,
)
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import POINTER, Library
from indexer.store.outside.build_lock import BuildLock
from indexer.store.seal import write_seal
from tests.corpus_factory import PASSAGES, publish_build, write_build


def test_without_an_index(tmp_path: Path) -> None:
    """Where no index is, or the folder is missing, the message says how to build one."""
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexMissing, match="rapporteur index"):
            open_library(folder)
        with pytest.raises(IndexMissing), Builds(folder).acquire():
            pass


@pytest.mark.parametrize("content", [b"", b"gone\n", b"../elsewhere", b".", b"\xff\xfe", b"/tmp"])
def test_a_pointer_to_nothing_is_damage(tmp_path: Path, content: bytes) -> None:
    """A pointer that names no build in its own folder is damage."""
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / POINTER).write_bytes(content)
    with pytest.raises(IndexDamaged):
        live_build(folder)


@pytest.mark.parametrize("harm", ["format", "facts", "catalogue", "engine"])
def test_errors_name_the_index_folder(tmp_path: Path, harm: str) -> None:
    """Whatever part of the live build cannot be read, the message names the index folder, which the user knows."""
    build = publish_build(tmp_path / "index")
    if harm == "format":
        (build / BUILD_FILE).write_text('{"format": 0}')
    else:
        (build / {"facts": BUILD_FILE, "catalogue": CATALOGUE_FILE, "engine": "engine/manifest.json"}[harm]).unlink()
    kind = IndexOutdated if harm == "format" else IndexDamaged
    with pytest.raises(kind, match=r"^The index in .*[/\\]index (has|is)") as raised:
        open_library(tmp_path / "index")
    assert build.name not in str(raised.value)


def test_publishing_moves_the_pointer(tmp_path: Path) -> None:
    """The build published last is live."""
    first = publish_build(tmp_path)
    assert live_build(tmp_path) == first
    second = publish_build(tmp_path, PASSAGES[:3])
    assert live_build(tmp_path) == second
    opened = open_library(tmp_path)
    assert opened.stats.passages == 3
    opened.close()


def test_older_and_abandoned_builds_are_removed(tmp_path: Path) -> None:
    """Publishing keeps the live build and the one before, deletes all other builds, and nothing else."""
    first, second = publish_build(tmp_path), publish_build(tmp_path)
    abandoned = new_build(tmp_path)
    (abandoned / "engine").mkdir()
    named = tmp_path / "by-another-name"
    shutil.copytree(first, named)
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "me.jpg").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    third = publish_build(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {second.name, third.name, "photos", "empty", POINTER}


def test_what_killed_builds_left_is_cleared(tmp_path: Path) -> None:
    """Half-written builds and temporary files go; the live build, the one before and what is not ours stay."""
    first, second = publish_build(tmp_path), publish_build(tmp_path)
    for build in (first, second):
        write_seal(build, frozenset())
    half_written = new_build(tmp_path)
    (half_written / CATALOGUE_FILE).write_bytes(b"half")
    named = tmp_path / "half"
    finished = new_build(tmp_path).rename(tmp_path / "20991231T235959Z-000000")  # builds of one second have no order
    write_seal(finished, frozenset())  # killed before it became live
    shutil.copytree(half_written, named)
    (tmp_path / ".working").mkdir()
    (tmp_path / ".working" / "page.png").write_bytes(b"x")
    (tmp_path / f"{POINTER}.tmp").write_text("half")
    (tmp_path / "photos").mkdir()
    (tmp_path / "letter.tmp").write_text("mine")
    first = first.rename(tmp_path / f"20200101{first.name[8:]}")
    clear_abandoned(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name, POINTER, "photos", "letter.tmp"}
    (tmp_path / POINTER).unlink()
    clear_abandoned(tmp_path)
    assert second.is_dir()  # without a pointer, the newest finished build may still be wanted


def test_publishing_the_live_build_again_keeps_it(tmp_path: Path) -> None:
    """Publishing twice is the same as once."""
    build = publish_build(tmp_path)
    publish(tmp_path, build)
    assert live_build(tmp_path) == build
    open_library(tmp_path).close()


def test_only_a_folder_of_the_index_can_be_published(tmp_path: Path) -> None:
    """A build that is elsewhere or missing is refused, and the pointer stays."""
    build = publish_build(tmp_path / "index")
    for wrong in (tmp_path, tmp_path / "index" / "none"):
        with pytest.raises(ValueError, match="is not a folder in"):
            publish(tmp_path / "index", wrong)
    assert live_build(tmp_path / "index") == build


def test_a_crash_before_the_pointer_moves_leaves_the_old_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When publishing fails just before its last step the old build answers, and the next publishing works."""
    first, second = publish_build(tmp_path), write_build(tmp_path, PASSAGES[:2])

    def crash(*_: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crash)
        with pytest.raises(OSError, match="power cut"):
            publish(tmp_path, second)
    assert live_build(tmp_path) == first
    publish(tmp_path, second)
    assert live_build(tmp_path) == second


def passages_of(library: Library) -> int:
    """Return the number of passages that a search finds."""
    return library.search(Query(parse("-nowhere").node)).total


def test_a_build_in_use_is_not_closed_by_a_new_one(tmp_path: Path) -> None:
    """A build in use stays open while the next user gets the new one."""
    publish_build(tmp_path)
    builds = Builds(tmp_path)
    with builds.acquire() as old:
        publish_build(tmp_path, PASSAGES[:4])
        publish_build(tmp_path, PASSAGES[:3])
        with builds.acquire() as new:
            assert passages_of(new) == 3
            assert passages_of(old) == len(PASSAGES)
            assert tuple(old.passages()) == PASSAGES
    with builds.acquire() as same:
        assert same is new
    builds.close()


def test_a_build_is_closed_by_its_last_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old build is closed once, when its last user releases it, not before."""
    closed: list[str] = []
    close = Library.close

    def note(self: Library) -> None:
        closed.append(self.stats.build)
        close(self)

    monkeypatch.setattr(Library, "close", note)
    first = publish_build(tmp_path)
    builds = Builds(tmp_path)
    first_use, second_use = builds.acquire(), builds.acquire()
    first_use.__enter__()
    second_use.__enter__()
    second = publish_build(tmp_path)
    with builds.acquire():
        first_use.__exit__(None, None, None)
        assert closed == []
        second_use.__exit__(None, None, None)
        assert closed == [first.name]
    builds.close()
    assert closed == [first.name, second.name]


def test_files_of_a_build_that_was_replaced_are_closed(tmp_path: Path) -> None:
    """A server that changes to one new build after another holds the files of the last one only."""
    publish_build(tmp_path)
    builds = Builds(tmp_path)
    counts = []
    for _ in range(4):
        with builds.acquire() as library:
            library.search(Query(parse("mentor*").node))
        del library
        counts.append(len(list(Path("/proc/self/fd").iterdir())))
        publish_build(tmp_path)
    builds.close()
    assert max(counts) <= counts[0] + 3  # a catalogue may have a file more


def test_a_broken_build_leaves_the_old_one_serving(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A new build that cannot be opened is logged once; the old one stays in use until an intact one comes."""
    publish_build(tmp_path)
    builds = Builds(tmp_path)
    with builds.acquire() as library:
        assert passages_of(library) == len(PASSAGES)
    broken = write_build(tmp_path, PASSAGES[:3])
    (broken / CATALOGUE_FILE).write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        publish(tmp_path, broken)
        for _ in range(5):
            with builds.acquire() as still:
                assert still is library
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    publish_build(tmp_path, PASSAGES[:2])
    with builds.acquire() as new:
        assert passages_of(new) == 2
    builds.close()


def test_a_pointer_that_vanishes_leaves_the_old_build_serving(tmp_path: Path) -> None:
    """A server whose index folder is emptied keeps its open build, and finds a new index there later."""
    publish_build(tmp_path)
    builds = Builds(tmp_path)
    with builds.acquire():
        pass
    for path in list(tmp_path.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with builds.acquire() as library:
        assert passages_of(library) == len(PASSAGES)
    publish_build(tmp_path, PASSAGES[:1])
    with builds.acquire() as library:
        assert passages_of(library) == 1
    builds.close()


def test_a_server_started_before_its_index_finds_it(tmp_path: Path) -> None:
    """Without an index every request raises, and the first build published later is used."""
    builds = Builds(tmp_path)
    for _ in range(2):
        with pytest.raises(IndexMissing), builds.acquire():
            pass
    broken = write_build(tmp_path, form=99)
    publish(tmp_path, broken)
    for _ in range(2):
        with pytest.raises(IndexOutdated), builds.acquire():
            pass
    (broken / BUILD_FILE).write_text(f'{{"format": {BUILD_FORMAT}}}')
    with builds.acquire() as library:
        assert passages_of(library) == len(PASSAGES)
    builds.close()


def test_no_search_fails_while_builds_are_published(tmp_path: Path) -> None:
    """Threads that search without pause get a whole answer from one build or the next, never an error."""
    publish_build(tmp_path)
    builds = Builds(tmp_path)
    done = threading.Event()
    sizes = {len(PASSAGES), *range(1, 9)}

    def search() -> set[int]:
        seen = set()
        while not done.is_set():
            with builds.acquire() as library:
                results = library.search(Query(size=100))
                assert len(results.hits) == results.total == library.stats.passages
                seen.add(results.total)
        return seen

    with ThreadPoolExecutor(6) as pool:
        searching = [pool.submit(search) for _ in range(6)]
        try:
            for count in range(1, 9):
                publish_build(tmp_path, PASSAGES[:count])
                library = open_library(tmp_path)
                assert library.stats.passages == count
                library.close()
        finally:
            done.set()
        assert set().union(*(future.result() for future in searching)) <= sizes
    with builds.acquire() as last:
        assert passages_of(last) == 8
    builds.close()


def test_opening_follows_a_pointer_that_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the build is deleted between reading the pointer and opening it, the new one is opened."""
    first = publish_build(tmp_path)
    opened = Library.__init__

    def late(self: Library, build: Path, engines: Engines) -> None:
        if build == first and build.exists():
            publish_build(tmp_path, PASSAGES[:4])
            publish_build(tmp_path, PASSAGES[:5])
        opened(self, build, engines)

    monkeypatch.setattr(Library, "__init__", late)
    library = open_library(tmp_path)
    assert library.stats.passages == 5
    library.close()


ROOT = Path(__file__).parents[2]

HOLD = """
import sys, pathlib
from indexer.store.outside.build_lock import BuildLock
with BuildLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_build_at_a_time(tmp_path: Path) -> None:
    """A process that finds the lock taken learns by whom and since when; a killed holder leaves it free."""
    folder = tmp_path / "index"
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexBusy, match=rf"process {holder.pid}, since 20\d\d-"), BuildLock(folder):
            pass
        holder.kill()
        holder.wait()
    with BuildLock(folder):
        assert str(os.getpid()) in (folder / "build.lock.json").read_text()
    with BuildLock(folder):
        pass


def test_an_error_inside_frees_the_lock(tmp_path: Path) -> None:
    """A build that fails releases the lock for the next one."""
    with pytest.raises(RapporteurError), BuildLock(tmp_path):
        raise IndexMissing(tmp_path)
    with BuildLock(tmp_path):
        pass


PUBLISH = """
import sys, pathlib
from indexer.store.outside.build_lock import BuildLock
from tests.corpus_factory import PASSAGES, publish_build
folder = pathlib.Path(sys.argv[1])
while True:
    for count in (1, 4, 10):
        with BuildLock(folder):
            publish_build(folder, PASSAGES[:count])
        print(count, flush=True)
"""


def test_a_build_killed_at_any_moment_leaves_an_index(tmp_path: Path) -> None:
    """However often and whenever building is killed, the live build is whole and the lock is free."""
    chance = random.Random(1)  # noqa: S311  # chance here is variety, not secrecy
    for _ in range(6):
        command = [sys.executable, "-c", PUBLISH, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as building:
            assert building.stdout
            assert building.stdout.readline()
            time.sleep(chance.uniform(0, 0.2))
            building.kill()
            building.wait()
        with BuildLock(tmp_path):
            library = open_library(tmp_path)
            assert passages_of(library) in {1, 4, 10}
            library.close()
    publish_build(tmp_path)
    assert sum(path.is_dir() for path in tmp_path.iterdir()) == 2
