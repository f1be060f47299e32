"""Tests of papers in an object store that are read on other machines: these fetch them themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.machines.local_machines import LocalMachines
from tests.ingest.machines.test_machines import cached
from tests.object_store_server import BreakingWay, StoreServer

from .papers import index, stored_papers, write_papers

pytestmark = pytest.mark.long


@pytest.fixture
def machines(store: StoreServer, tmp_path: Path) -> Iterator[LocalMachines]:  # noqa: ARG001  # they have its environment
    """A scheduler without workers, in an environment that leads to the object store."""
    running = LocalMachines(tmp_path)
    yield running
    running.end()


def test_workers_fetch_what_they_read(
    machines: LocalMachines, store: StoreServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker fetches from the store, one that cannot is sent the bytes, and the index is the same either way."""
    folder = write_papers(tmp_path / "papers")
    place = stored_papers(store, folder)
    index(folder, tmp_path / "here")
    with BreakingWay(store.port) as of_workers, BreakingWay(store.port) as of_builds:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{of_workers.port}")
        worker = machines.start_worker("able")
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{of_builds.port}")
        index(place, tmp_path / "able", workers=machines.address)
        assert (len(of_workers.fetched(".txt")), len(of_builds.fetched(".txt"))) == (3, 3)
        assert cached(tmp_path / "able" / "index") == cached(tmp_path / "here" / "index")
        worker.kill()
        worker.wait()
        with monkeypatch.context() as of_worker:
            of_worker.delenv("AWS_SECRET_ACCESS_KEY")
            machines.start_worker("unable")
        index(place, tmp_path / "unable", workers=machines.address)
        assert (len(of_workers.fetched(".txt")), len(of_builds.fetched(".txt"))) == (3, 9)
    assert cached(tmp_path / "unable" / "index") == cached(tmp_path / "here" / "index")
