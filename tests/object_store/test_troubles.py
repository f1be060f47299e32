"""Tests of an object store that is not there, refuses, or is lost: told with a remedy, and the old index stays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.errors import RapporteurError
from indexer.object_store.address import ObjectFolder
from indexer.object_store.errors import (
    BucketMissing,
    ObjectStoreLost,
    RegistryFolderMissing,
    StoreAccessRefused,
    StoreCredentialsMissing,
    StoreLibraryMissing,
    StoreSettingsUnfit,
)
from tests.object_store_server import PAGE, SECRET, BreakingWay, StoreServer
from tests.structure import papers
from webapp.cli import cli

from .papers import PREFIX, index, passages, stored_papers, write_papers


@pytest.fixture
def place(store: StoreServer, tmp_path: Path) -> ObjectFolder:
    """Three papers in a bucket, which are indexed already."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    index(place, tmp_path)
    return place


@pytest.fixture
def strangers_refused(store: StoreServer) -> Iterator[None]:
    """A server that knows nobody who asks."""
    store.refuse_strangers(refuse=True)
    yield
    store.refuse_strangers(refuse=False)


def refusal(place: ObjectFolder, home: Path, kind: type[RapporteurError]) -> str:
    """Return what an indexing that fails says; the index answers as before, and no file of the store is left."""
    before = passages(home)
    with pytest.raises(kind) as raised:
        index(place, home)
    assert passages(home) == before
    assert not list(home.rglob("object-*"))
    said = str(raised.value)
    assert SECRET not in said
    return said


def test_a_bucket_that_is_missing(place: ObjectFolder, tmp_path: Path) -> None:
    """The bucket and the place where it was looked for are named."""
    said = refusal(ObjectFolder("no-such-bucket", PREFIX), tmp_path, BucketMissing)
    assert "no-such-bucket" in said
    assert "127.0.0.1" in said
    assert "AWS_ENDPOINT_URL" in said
    assert refusal(ObjectFolder(place.bucket, "elsewhere/"), tmp_path, RapporteurError).startswith(
        f"The folder s3://{place.bucket}/elsewhere is empty"
    )


def test_rights_that_are_missing(place: ObjectFolder, tmp_path: Path, strangers_refused: None) -> None:  # noqa: ARG001
    """Whoever may not read is told which rights and which variables."""
    said = refusal(place, tmp_path, StoreAccessRefused)
    assert "InvalidAccessKeyId" in said
    assert "s3:GetObject" in said


def test_credentials_that_are_missing(place: ObjectFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without credentials, or with a profile or an address that is none, the variable is named."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "PartialCredentialsError" in refusal(place, tmp_path, StoreCredentialsMissing)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    assert "AWS_ACCESS_KEY_ID" in refusal(place, tmp_path, StoreCredentialsMissing)
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert "no such profile" in refusal(place, tmp_path, StoreSettingsUnfit)
    monkeypatch.delenv("AWS_PROFILE")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"https//{SECRET}")
    assert "AWS_ENDPOINT_URL" in refusal(place, tmp_path, StoreSettingsUnfit)


def test_a_library_that_is_missing(place: ObjectFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its library the command that installs it is named."""
    monkeypatch.setitem(sys.modules, "boto3", None)
    monkeypatch.setenv("AWS_REGION", "eu-north-1")  # so that no client is at hand
    assert "pip install 'rapporteur[object-store]'" in refusal(place, tmp_path, StoreLibraryMissing)


def test_a_registry_is_asked_for(store: StoreServer, tmp_path: Path) -> None:
    """Papers in a store that were never indexed here need to be told where the registry is."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    answer = CliRunner().invoke(cli, ["index", str(place), "--index-dir", str(tmp_path / "index")])
    assert answer.exit_code == 1
    assert str(RegistryFolderMissing(str(place))) in answer.output


def test_a_store_that_does_not_answer(
    way: BreakingWay, place: ObjectFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody answers, the host and the variable are named."""
    way.close()
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    said = refusal(place, tmp_path, ObjectStoreLost)
    assert f"127.0.0.1:{way.port}" in said
    assert "AWS_ENDPOINT_URL" in said


@pytest.mark.parametrize("cut", [60, 300, 1_200])
def test_a_store_that_is_lost_while_it_lists(
    cut: int, way: BreakingWay, store: StoreServer, place: ObjectFolder, tmp_path: Path
) -> None:
    """A page of a listing that breaks off is asked for again; a listing that ends early is no listing."""
    for number in range(PAGE):
        store.put(place.bucket, f"{PREFIX}z{number}.txt", f"{papers.WATER_MINUTES}\n\nCopy {number}.\n")

    def at_second_page(often: int) -> None:
        def broken(_method: str, address: str) -> int | None:
            is_second = "continuation-token" in address
            return cut if is_second and sum("continuation-token" in path for _, path in way.requests) <= often else None

        way.requests.clear()
        way.broken = broken

    at_second_page(often=99)
    refusal(place, tmp_path, ObjectStoreLost)
    at_second_page(often=1)
    assert index(place, tmp_path).counts.documents == PAGE + 3


@pytest.mark.parametrize("cut", [60, 1_000])
def test_a_store_that_is_lost_while_it_is_read(
    cut: int, way: BreakingWay, store: StoreServer, place: ObjectFolder, tmp_path: Path
) -> None:
    """An object that breaks off is fetched again; else what was read and hashed by then is not done again."""
    store.put(place.bucket, f"{PREFIX}a.txt", papers.FISHERIES_SUMMARY)
    store.put(place.bucket, f"{PREFIX}z.txt", papers.FISHERIES_PROGRAMME)

    def broken(_method: str, address: str) -> int | None:
        return cut if address.endswith("z.txt") and len(way.fetched("z.txt")) not in {2, 6} else None

    way.broken = broken
    refusal(place, tmp_path, ObjectStoreLost)
    assert len(way.fetched("z.txt")) == 4, "hashed at the second attempt, and lost when it was to be read"
    assert len(way.fetched("a.txt")) == 2
    report = index(place, tmp_path)
    assert (report.files_read, report.counts.documents) == (1, 5)
    assert len(way.fetched("a.txt")) == 2
    assert len(way.fetched("z.txt")) == 6


def test_a_first_indexing_that_is_lost(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """What was fetched to be hashed before the store was lost is not fetched again to be hashed; progress is told."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    way.broken = lambda _method, address: 0 if address.endswith("water.txt") else None
    with pytest.raises(ObjectStoreLost):
        index(place, tmp_path)
    way.broken = lambda _method, _address: None
    way.requests.clear()
    told: list[tuple[str, int, int]] = []
    build(place, tmp_path / "index", BuildOptions(registry=tmp_path / "registry"), lambda *step: told.append(step))
    assert [step for step in told if step[0] == "Fetching"] == [("Fetching", done, 3) for done in (1, 2, 3)]
    assert sorted(map(len, map(way.fetched, ("note.txt", "levees.txt", "water.txt")))) == [1, 1, 2]
