"""Tests of the commands on an index whose papers are in an object store."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.object_store.address import ObjectFolder
from indexer.registry.storage.database_place import URL_VARIABLE
from tests.object_store_server import KEY, SECRET, BreakingWay, StoreServer
from tests.postgresql_server import TestServer
from tests.structure import papers
from webapp.cli import cli

from .papers import PREFIX, index, passages, stored_papers, write_papers


@pytest.fixture
def place(store: StoreServer, tmp_path: Path) -> ObjectFolder:
    """Three papers in a bucket, with settings, which are indexed."""
    folder = write_papers(tmp_path / "papers")
    (folder / "corpus.toml").write_text('[[document]]\nfile = "water.txt"\ntitle = "The pumps"\n', encoding="utf-8")
    place = stored_papers(store, folder)
    index(place, tmp_path)
    return place


def run(*command: object, status: int = 0) -> str:
    """Run a command, and return what it prints; no secret is ever among it."""
    answer = CliRunner().invoke(cli, list(map(str, command)))
    assert answer.exit_code == status, answer.output
    assert SECRET not in answer.output
    return answer.output


def test_moving_papers_into_a_bucket(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """Papers that were indexed in a folder are not read again once they are in a bucket, and keep all ids."""
    folder = write_papers(tmp_path / "papers")
    index(folder, tmp_path)
    before = passages(tmp_path)
    report = index(stored_papers(store, folder), tmp_path)
    assert (report.files_read, len(way.fetched(".txt"))) == (0, 3)
    assert passages(tmp_path) == before
    assert index(folder, tmp_path).files_read == 0


def test_a_passage_is_redacted(store: StoreServer, place: ObjectFolder, tmp_path: Path) -> None:
    """Words are taken out of index and registry; the object is named, and is not touched."""
    before, objects = passages(tmp_path), store.contents(place.bucket)
    gone, text = before[0]
    said = run("redact", gone, "--reason", "a ruling", "--yes", "--index-dir", tmp_path / "index")
    assert f"These files in {place} still contain the words" in said
    assert gone not in dict(passages(tmp_path))
    assert text not in (tmp_path / "registry" / "registry.jsonl").read_text(encoding="utf-8")
    assert store.contents(place.bucket) == objects
    run("check", "--index-dir", tmp_path / "index")


def test_a_backup_leaves_the_papers_where_they_are(place: ObjectFolder, tmp_path: Path) -> None:
    """A backup has registry and settings; restored elsewhere, the same command gives the same ids."""
    before = passages(tmp_path)
    said = run("backup", tmp_path / "all.tar.gz", "--index-dir", tmp_path / "index")
    assert f"Left out: {place} is in an object store" in said
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        names = archive.getnames()
    assert "papers/corpus.toml" in names
    assert "registry/registry.jsonl" in names
    assert not [name for name in names if name.endswith(".txt")]
    said = run("restore", tmp_path / "all.tar.gz", tmp_path / "restored")
    assert f"Next: rapporteur index {place} --registry {tmp_path / 'restored'}" in said
    run("index", place, "--registry", tmp_path / "restored", "--index-dir", tmp_path / "other" / "index")
    assert passages(tmp_path / "other") == before


def test_papers_are_named_by_their_address(store: StoreServer, place: ObjectFolder, tmp_path: Path) -> None:
    """Review takes an address below that of the papers; explain shows a paper; watching is refused with the remedy."""
    here = ("--index-dir", tmp_path / "index")
    for name in ("ü/doubtful.txt", "doubtful too.txt"):
        store.put(place.bucket, PREFIX + name, f"The wardens of {name} had moved the gauges of the northern estuary.\n")
    index(place, tmp_path)
    assert "doubtful too.txt" in run("review", place, "--json", *here)
    said = run("review", f"{place}/ü", "--json", *here)
    assert "ü/doubtful.txt" in said
    assert "doubtful too.txt" not in said
    assert "is not indexed here" in run("review", f"s3://{place.bucket}/other", *here, status=1)
    assert "The pumps" in run("index", place, "--explain", "water.txt", *here)
    assert "from a timer" in run("watch", place, *here, status=1)
    assert "Write it as s3://BUCKET/PREFIX" in run("index", f"s3://{KEY}:{SECRET}@host/{PREFIX}", *here, status=1)


def test_no_file_has_a_secret(place: ObjectFolder, tmp_path: Path) -> None:
    """Neither index nor registry has credentials or the address of the store."""
    run("index", place, "--force", "--index-dir", tmp_path / "index")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        data = path.read_bytes()
        assert SECRET.encode() not in data
        assert b"127.0.0.1" not in data


def test_the_registry_can_be_in_a_database(
    store: StoreServer, postgresql: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With papers in a store and the registry in a database, any empty folder will do, and nothing else is kept."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    with postgresql.database() as url:
        monkeypatch.setenv(URL_VARIABLE, url)
        run("index", place, "--registry", tmp_path / "new" / "folder", "--index-dir", tmp_path / "index")
        before = passages(tmp_path)
        assert not list(tmp_path.rglob("registry.documents/*.jsonl"))
        shutil.rmtree(tmp_path / "index")
        shutil.rmtree(tmp_path / "new")
        store.put(place.bucket, f"{PREFIX}water.txt", papers.WATER_MINUTES.replace("e", "è"))
        run("index", place, "--registry", tmp_path / "other", "--index-dir", tmp_path / "index")
    assert {each for each, _ in before} & {each for each, _ in passages(tmp_path)}
    assert not (tmp_path / "other" / "registry.jsonl").exists()
