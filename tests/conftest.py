"""Fixtures of all tests: the built index of the shipped corpus, and golden files with a switch to renew them."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.store.postgresql.address import CATALOGUE_URL_VARIABLE
from tests.cluster.library import move_to_cluster
from tests.cluster.nodes import delete_indices
from tests.cluster.shared import needed_program, run_of_tests, shared_node
from tests.compiled_templates import CompiledTemplates
from tests.made_once import made_once, shared_home
from tests.object_store_server import BreakingWay, StoreServer, environment, missing_server, running_store
from tests.postgresql_server import TestServer, missing, programs, shared_server
from tests.registry.folders import copy_registry
from tests.webapp.static_site.editions import write_edition

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]

os.environ["TZ"] = "UTC"  # the day of a fixed moment is the same on every machine
time.tzset()

MEMORY = Path("/dev/shm")  # noqa: S108  # only a folder that this process makes there is written to
LEAST_ROOM = 4 << 30  # bytes: the folders of all tests take less than half of it


def _keep_files_in_memory() -> None:
    """Let temporary files be in memory where there is room for them, unless a folder for them is named in TMPDIR.

    Tests write tens of thousands of small files and wait until they are on the disk, which took most of their time.
    """
    with suppress(OSError):
        room = os.statvfs(MEMORY)
        if (
            room.f_bavail * room.f_frsize >= LEAST_ROOM
            and not room.f_flag & os.ST_NOEXEC
            and os.access(MEMORY, os.W_OK)
        ):
            os.environ.setdefault("TMPDIR", str(MEMORY))
            tempfile.tempdir = None  # it is looked for again


_keep_files_in_memory()

# No test is timed: a busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}  # compiling took most of the time of a site's first page


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; the changes are then reviewed as a diff."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files from what is found now")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes share the tests: twice the cores, for tests wait for disks, processes and browsers."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    """Let each of the processes that share the tests begin with some of the longest ones.

    Each gets a stretch of the list, and who is at the end of it takes over what is last in the others' stretches.
    """
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [item for item in items if item.get_closest_marker("long")]
    if processes == 1 or len(items) < processes * len(long):
        return
    others = (item for item in items if not item.get_closest_marker("long"))
    ordered: list[pytest.Item] = []
    for number in range(processes):
        share = (len(items) - len(ordered)) // (processes - number)
        first = long[number::processes]
        ordered += [*first, *islice(others, share - len(first))]
    items[:] = ordered


def pytest_collection_finish() -> None:
    """Take what is loaded by now, ten thousand tests among it, out of every later collection of garbage.

    A collection would visit millions of objects that stay, and in a process that a test forks it would copy them.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with the shipped corpus in it; tests must not change it."""

    def make(index_dir: Path) -> None:
        registry = index_dir.with_name("registry")  # a copy: no test writes into the shipped corpus
        registry.mkdir()
        copy_registry(SEEDS, registry)
        build(SEEDS, index_dir, BuildOptions(registry=registry))

    return made_once(tmp_path_factory, "seed_index", make)


@pytest.fixture(scope="session")
def edition(seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the shipped papers, with its search and unchecked; tests must not change it."""
    return (
        made_once(
            tmp_path_factory,
            "edition",
            lambda home: write_edition(seed_index, home / "papers", searchable=True, check=False),
        )
        / "papers"
    )


@pytest.fixture(scope="session")
def search_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an OpenSearch node that all tests of the run share; each takes an `index_prefix` for itself."""
    with shared_node(needed_program(), shared_home(tmp_path_factory) / "search-node", run_of_tests()) as node:
        yield node.url


@pytest.fixture
def index_prefix(search_node: str) -> Iterator[str]:
    """What the names of the indices of one test begin with on the shared node; afterwards they are deleted."""
    prefix = f"t{uuid4().hex[:16]}-"
    yield prefix
    delete_indices(search_node, prefix)


@pytest.fixture(scope="session")
def cluster_seed_index(seed_index: Path, search_node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The index folder of the shipped corpus as a server beside a cluster has it; tests must not change it."""
    prefix = f"seeds{uuid4().hex[:16]}"
    folder = tmp_path_factory.mktemp("cluster") / "index"
    move_to_cluster(seed_index, folder, search_node, prefix)
    yield folder
    delete_indices(search_node, prefix)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A PostgreSQL server for all tests of the run; skipped where none is installed."""
    if lack := missing():
        if os.environ.get("CI") == "true" and programs():
            pytest.fail(lack)
        pytest.skip(lack)
    with shared_server(tmp_path_factory) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: TestServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database, which the environment names as that of catalogues."""
    with postgresql.database() as url:
        monkeypatch.setenv(CATALOGUE_URL_VARIABLE, url)
        yield url


@pytest.fixture(scope="session")
def store_server() -> Iterator[StoreServer]:
    """An object store for all tests of this process; skipped where it is not installed."""
    if lack := missing_server():
        if os.environ.get("CI") == "true":
            pytest.fail(lack)
        pytest.skip(lack)
    with running_store() as server:
        yield server


@pytest.fixture
def store(store_server: StoreServer, monkeypatch: pytest.MonkeyPatch) -> StoreServer:
    """An object store that the environment leads to."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in environment(store_server.port).items():
        monkeypatch.setenv(name, value)
    return store_server


@pytest.fixture
def way(store: StoreServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[BreakingWay]:
    """A way to the object store that a test can break, and that the environment leads to."""
    with BreakingWay(store.port) as way:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{way.port}")
        yield way


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """A function that compares a text with the golden file of that name, or writes the file when asked to."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update and not os.environ.get("CI"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: run pytest --update-golden and read the file"
        assert text == path.read_text(encoding="utf-8")

    return check
