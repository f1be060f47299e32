"""Tests of an index of papers in an object store: the same as from a folder, whatever happens there meanwhile."""

from __future__ import annotations

import zipfile
from pathlib import Path

from click.testing import CliRunner

from indexer.ingest.forkserver import reader_environment
from indexer.object_store.address import ObjectFolder
from indexer.readers.limits import Limits
from indexer.store.builds import opened_library
from tests.ingest.machines.test_machines import cached
from tests.object_store_server import PAGE, SECRET, BreakingWay, StoreServer
from tests.structure import papers
from webapp.cli import cli

from .papers import PREFIX, index, stored_papers, write_papers


def told(home: Path, *command: str) -> str:
    """Return what a command prints about the index in a folder."""
    answer = CliRunner().invoke(cli, [*command, "--index-dir", str(home / "index")])
    assert answer.exit_code == 0, answer.output
    return answer.output


def sources(home: Path) -> list[str]:
    """Return the names of the papers in the index of a folder."""
    with opened_library(home / "index") as library:
        return sorted(document.source for document in library.documents())


def test_index_is_that_of_a_folder(store: StoreServer, tmp_path: Path) -> None:
    """Passages with their ids, answers to searches and readings are the same byte for byte, and nothing is written."""
    folder = write_papers(tmp_path / "papers")
    place = stored_papers(store, folder)
    before = store.contents(place.bucket)
    report = index(place, tmp_path / "stored")
    assert (report.files_read, report.skipped) == (3, ())
    index(folder, tmp_path / "here")
    for command in (("passages", "--format", "jsonl"), ("search", "dyke OR clinic OR water", "--json")):
        assert told(tmp_path / "stored", *command) == told(tmp_path / "here", *command)
    assert cached(tmp_path / "stored" / "index") == cached(tmp_path / "here" / "index")
    assert store.contents(place.bucket) == before
    assert not list((tmp_path / "stored").rglob("object-*"))


def test_what_reads_has_no_credentials(store: StoreServer) -> None:  # noqa: ARG001  # its environment is set
    """The processes that read papers know neither the key nor the secret of the store."""
    environment = b" ".join([*reader_environment().keys(), *reader_environment().values()])
    assert SECRET.encode() not in environment
    assert b"AWS_ACCESS_KEY_ID" not in environment


def test_unchanged_objects_are_not_fetched(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """A second build fetches no paper; without --registry it uses that of the live index, and finds nothing to do."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    index(place, tmp_path)
    assert len(way.fetched(".txt")) == 6, "each is fetched to be hashed, and to be read"
    way.requests.clear()
    assert told(tmp_path, "index", str(place)).startswith("Up to date")
    assert way.fetched(".txt") == []
    assert {method for method, _ in way.requests} == {"GET"}


def test_what_changes_in_the_store_changes_in_the_index(store: StoreServer, tmp_path: Path) -> None:
    """New, changed and removed objects are new, changed and removed papers, and only what changed is read."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    index(place, tmp_path)
    store.put(place.bucket, f"{PREFIX}fisheries.txt", papers.FISHERIES_SUMMARY)
    store.put(place.bucket, f"{PREFIX}water.txt", papers.WATER_MINUTES.replace("e", "è"))
    store.delete(place.bucket, f"{PREFIX}levees.txt")
    assert index(place, tmp_path).files_read == 2
    assert sources(tmp_path) == ["clínicas y más/note.txt", "fisheries.txt", "water.txt"]
    assert index(place, tmp_path).unchanged


def test_what_changes_while_it_is_read_is_indexed_as_read(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """An object that is replaced after it was listed has the passages of the new one; one that is removed is told."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))

    def broken(_method: str, address: str) -> None:
        if address.endswith("water.txt") and len(way.fetched("water.txt")) == 2:
            store.put(place.bucket, f"{PREFIX}water.txt", papers.WATER_MINUTES.replace("e", "è"))
        if address.endswith("levees.txt") and len(way.fetched("levees.txt")) == 2:
            store.delete(place.bucket, f"{PREFIX}levees.txt")

    way.broken = broken
    report = index(place, tmp_path)
    assert [(file.source, file.is_owed) for file in report.skipped] == [("levees.txt", True)]
    assert "was removed while the papers were indexed" in report.skipped[0].reason
    with opened_library(tmp_path / "index") as library:
        texts = [each.text for each in library.passages() if each.document.source == "water.txt"]
    assert any("è" in text for text in texts)
    report = index(place, tmp_path)
    assert (report.files_read, report.skipped) == (0, ())


def test_all_pages_of_a_listing_are_read(store: StoreServer, tmp_path: Path) -> None:
    """Objects on later pages of a listing are papers too, and those beside the prefix are none."""
    bucket, names = store.make_bucket(), [f"{number:03}.txt" for number in range(3 * PAGE + 1)]
    for name in names:
        store.put(bucket, f"a/{name}", f"{papers.WATER_MINUTES}\n\nThis is the copy with number {name}.\n")
    store.put(bucket, "ab/other.txt", papers.LEVEES_REPORT)
    index(ObjectFolder(bucket, "a/"), tmp_path)
    assert sources(tmp_path) == names


def test_strange_keys(store: StoreServer, tmp_path: Path) -> None:
    """Keys with spaces, signs of other scripts or of addresses are names; those that programs change are told."""
    bucket = store.make_bucket()
    names = ["a b+c%20.txt", "ежегодник/протокол 1?.txt", "/slash#first.txt", "two//slashes.txt"]
    unfit = ["../up.txt", "x/../y.txt", "./z.txt"]
    passed_over = [".hidden/a.txt", "~$lock.txt", "folder/", "registry.jsonl", "registry.documents/a.jsonl"]
    for number, name in enumerate((*names, *unfit, *passed_over)):
        store.put(bucket, name, "" if name.endswith("/") else f"{papers.WATER_MINUTES}\n\nPaper {number}.\n")
    report = index(ObjectFolder(bucket), tmp_path)
    assert sources(tmp_path) == sorted(names)
    assert [file.source for file in report.skipped] == sorted(unfit)
    assert all("rename the object" in file.reason for file in report.skipped)


def test_papers_in_zip_files(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """A ZIP is fetched once to be hashed and once to be read, however many papers are in it."""
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("clinics.txt", papers.CLINICS_NOTE)
        archive.writestr("deep/fisheries.txt", papers.FISHERIES_SUMMARY)
    bucket = store.make_bucket()
    store.put(bucket, "more.zip", (tmp_path / "more.zip").read_bytes())
    index(ObjectFolder(bucket), tmp_path)
    assert sources(tmp_path) == ["more.zip/clinics.txt", "more.zip/deep/fisheries.txt"]
    assert len(way.fetched("more.zip")) == 2


def test_large_objects_are_not_fetched(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """An object over the limit is told without fetching it, until the limit is raised."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    store.put(place.bucket, f"{PREFIX}large.txt", papers.LEVEES_REPORT + " " * 100_000)
    report = index(place, tmp_path, limits=Limits(bytes=50_000))
    assert [file.source for file in report.skipped] == ["large.txt"]
    assert "over the limit" in report.skipped[0].reason
    assert way.fetched("large.txt") == []
    assert index(place, tmp_path).skipped == ()


def test_films_are_not_fetched(way: BreakingWay, store: StoreServer, tmp_path: Path) -> None:
    """Of a large object whose name is that of no paper only the beginning is fetched, unless that is of a paper."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    store.put(place.bucket, f"{PREFIX}film.mp4", bytes(2_000_000))
    page = f"<!doctype html><html><body><h1>Minutes</h1><p>{papers.WATER_MINUTES}</p></body></html>"
    store.put(place.bucket, f"{PREFIX}page.dat", page + " " * 2_000_000)
    way.broken = lambda _method, address: 5_000 if address.endswith("film.mp4") else None
    report = index(place, tmp_path)
    assert [file.source for file in report.skipped] == ["film.mp4"]
    assert "is of a type that cannot be read (.mp4)" in report.skipped[0].reason
    assert "page.dat" in sources(tmp_path)
    assert (len(way.fetched("film.mp4")), len(way.fetched("page.dat"))) == (1, 3)
    assert index(place, tmp_path).unchanged
    assert len(way.fetched("film.mp4")) == 1


def test_settings_lie_beside_the_papers(store: StoreServer, tmp_path: Path) -> None:
    """What `corpus.toml` in the store states holds, and a mistake in it is told with its address."""
    place = stored_papers(store, write_papers(tmp_path / "papers"))
    store.put(place.bucket, f"{PREFIX}corpus.toml", '[[document]]\nfile = "water.txt"\ntitle = "The pumps"\n')
    index(place, tmp_path)
    with opened_library(tmp_path / "index") as library:
        assert "The pumps" in [document.title for document in library.documents()]
    store.put(place.bucket, f"{PREFIX}corpus.toml", "[[document]]\nfile = 1\n")
    answer = CliRunner().invoke(cli, ["index", str(place), "--index-dir", str(tmp_path / "index")])
    assert answer.exit_code == 1
    assert f"{place}/corpus.toml" in answer.output
