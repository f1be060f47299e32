"""Builds with their catalogue on the server: published by one pointer, updated, cleaned, and never half visible."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.cli import cli
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.store.build_facts import BUILD_FILE, read_build_facts
from indexer.store.builds import check_index, live_build, open_library
from indexer.store.catalogue import SqliteCatalogue
from indexer.store.catalogues import CATALOGUE_FILE, Catalogues
from indexer.store.library import Library
from indexer.store.postgresql.place import read_place
from indexer.store.postgresql.reader import PostgresqlCatalogue
from tests.corpus_factory import written_papers
from tests.store.asked import answers_of

PAPERS = {
    "minutes-1.txt": "Minutes of the first harbour meeting\n\nOslo, 3 March 2020\n\nThe quota of cod was discussed.",
    "minutes-2.txt": "Minutes of the second harbour meeting\n\nOslo, 4 May 2021\n\nThe quota of cod was settled.",
    "minutes-3.txt": "Minutes of the third harbour meeting\n\nBergen, 5 June 2022\n\nThe quota of capelin was kept.",
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of papers."""
    return written_papers(tmp_path / "papers", PAPERS)


def schemas(url: str) -> list[str]:
    """Return the schemas of catalogues in a database."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'rapporteur_')")
        return sorted(name for (name,) in found.fetchall())


def answers_of_folder(papers: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Return what a whole build of the papers answers with its catalogue in a file."""
    copy = Path(shutil.copytree(papers, folder / "papers"))
    with monkeypatch.context() as patch:
        patch.delenv("RAPPORTEUR_CATALOGUE_URL")
        build(copy, folder / "index", BuildOptions(jobs=1))
    with closing(SqliteCatalogue(live_build(folder / "index") / CATALOGUE_FILE)) as catalogue:
        return answers_of(catalogue)


def live_answers(index: Path) -> tuple[object, ...]:
    """Return what the catalogue of the live build answers."""
    with closing(PostgresqlCatalogue(live_build(index))) as catalogue:
        return answers_of(catalogue)


def test_a_build_is_that_of_a_file_and_an_update_writes_little(
    papers: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built, updated and built anew, a catalogue on the server answers as one in a file; unchanged rows stay."""
    index = tmp_path / "index"
    build(papers, index, BuildOptions(jobs=1))
    first = live_build(index)
    assert read_build_facts(first / BUILD_FILE).catalogue == "postgresql"
    assert not (first / CATALOGUE_FILE).exists()
    assert live_answers(index) == answers_of_folder(papers, tmp_path / "one", monkeypatch)
    assert build(papers, index, BuildOptions(jobs=1)).unchanged
    for number in range(4, 34):  # so many that one change is a small one
        (papers / f"note-{number}.txt").write_text(f"Note {number}\n\nThe quay {number} is long.", encoding="utf-8")
    build(papers, index, BuildOptions(jobs=1))
    (papers / "minutes-2.txt").write_text(PAPERS["minutes-2.txt"].replace("cod", "saithe"), encoding="utf-8")
    before = read_place(live_build(index))
    build(papers, index, BuildOptions(jobs=1))
    place = read_place(live_build(index))
    assert (place.schema, place.generation) == (before.schema, before.generation + 1)
    counts = f"count(*) FILTER (WHERE from_build = {place.generation}), count(*)"
    with psycopg.connect(postgresql_url) as connection:
        found = connection.execute(f'SELECT {counts} FROM "{place.schema}".passages'.encode())  # noqa: S608
        [(new, all_rows)] = found.fetchall()
    assert new <= 4
    assert all_rows > 30
    assert live_answers(index) == answers_of_folder(papers, tmp_path / "two", monkeypatch)
    check_index(index)
    with closing(open_library(index)) as library:
        assert library.search(Query(parse("saithe").node)).total == 1
        assert [meeting.place for meeting in library.meetings()] == ["Bergen, Norway", "Oslo, Norway", "Oslo, Norway"]


def test_nothing_of_a_failed_build_is_seen_and_the_next_one_removes_it(
    papers: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that ends in the middle leaves the live one as it was; the next one clears what it has left."""
    index = tmp_path / "index"
    build(papers, index, BuildOptions(jobs=1))
    before, there = live_answers(index), schemas(postgresql_url)
    (papers / "new.txt").write_text("A note\n\nThe lock is new.", encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the machine is gone")

    with monkeypatch.context() as patch:
        patch.setattr("indexer.build.pipeline.publish", fail)
        with pytest.raises(RuntimeError):
            build(papers, index, BuildOptions(jobs=1))
    assert live_answers(index) == before
    build(papers, index, BuildOptions(jobs=1))
    assert live_answers(index) == answers_of_folder(papers, tmp_path / "one", monkeypatch)
    assert len(schemas(postgresql_url)) <= len(there) + 1


def test_redacted_words_leave_the_server_at_once(papers: Path, tmp_path: Path, postgresql_url: str) -> None:
    """After a redaction no schema has the words, and after that of the last paper there is none."""
    index = tmp_path / "index"
    build(papers, index, BuildOptions(jobs=1))
    (papers / "minutes-4.txt").write_text(
        "Minutes of a fourth harbour meeting\n\nThe quota of eel rose.", encoding="utf-8"
    )
    build(papers, index, BuildOptions(jobs=1))

    def redact(id_: str) -> None:
        command = ["redact", id_, "--reason", "Asked for", "--yes", "--index-dir", str(index)]
        assert CliRunner().invoke(cli, command).exit_code == 0

    with closing(open_library(index)) as library:
        [passage] = [each for each in library.passages() if "capelin" in each.text]
        documents = [document.id for document in library.documents()]
    redact(passage.id)
    assert schemas(postgresql_url) == [read_place(live_build(index)).schema]
    assert "capelin" not in everything_in(postgresql_url)
    for document in documents:
        redact(document)
    assert schemas(postgresql_url) == []


def everything_in(url: str) -> str:
    """Return all rows of all catalogues."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE starts_with(schemaname, 'rapporteur_')"
        ).fetchall()
        return repr([connection.execute(f"TABLE {table}".encode()).fetchall() for (table,) in tables])


@pytest.mark.parametrize("force", [False, True])
def test_a_copy_of_an_index_folder_has_a_catalogue_of_its_own(
    papers: Path, tmp_path: Path, postgresql_url: str, force: bool
) -> None:
    """Builds of a copied folder neither change nor drop the rows that the other folder is served from."""
    index, copy = tmp_path / "index", tmp_path / "copy"
    build(papers, index, BuildOptions(jobs=1))
    before, own = live_answers(index), schemas(postgresql_url)
    shutil.copytree(index, copy)
    for turn in range(3):
        (papers / "minutes-4.txt").write_text(f"Minutes of another meeting\n\nEel {turn}.", encoding="utf-8")
        build(papers, copy, BuildOptions(jobs=1, force=force))
    assert set(own) < set(schemas(postgresql_url))
    assert live_answers(index) == before
    shutil.rmtree(copy / live_build(copy).name)
    (papers / "minutes-4.txt").write_text("Minutes of another meeting\n\nCrab.", encoding="utf-8")
    build(papers, index, BuildOptions(jobs=1))
    assert live_answers(index) != before


def test_schemas_that_no_build_names_are_dropped(papers: Path, tmp_path: Path, postgresql_url: str) -> None:
    """Whole builds have schemas of their own; one that no build names any more goes, and those of others stay."""
    index, other = tmp_path / "index", tmp_path / "other"
    build(papers, other, BuildOptions(jobs=1))
    for _ in range(4):
        build(papers, index, BuildOptions(jobs=1, force=True))
    own = {read_place(folder.parent).schema for folder in index.glob("*/catalogue.json")}
    assert len(own) == 2
    assert len(schemas(postgresql_url)) <= len(own) + 2
    live_answers(other)


def test_a_library_that_is_open_keeps_its_answers_while_others_are_built(
    papers: Path, tmp_path: Path, postgresql_url: str
) -> None:
    """An update changes nothing of what a web node reads that has the build before open."""
    assert postgresql_url
    index = tmp_path / "index"
    for number in range(4, 34):
        (papers / f"note-{number}.txt").write_text(f"Note {number}\n\nThe quay {number} is long.", encoding="utf-8")
    build(papers, index, BuildOptions(jobs=1))
    with closing(Library(live_build(index))) as library:
        ask: Callable[[], list[str]] = lambda: [passage.text for passage in library.passages()]  # noqa: E731
        before = ask()
        gone = next(paper.id for paper in library.documents() if paper.source == "minutes-1.txt")
        (papers / "minutes-1.txt").unlink()
        build(papers, index, BuildOptions(jobs=1))
        assert ask() == before
        assert library.document(gone).title
    with closing(open_library(index)) as library:
        assert len(list(library.passages())) < len(before)


def test_a_build_moves_to_the_server_and_back(
    papers: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same papers are built anew where the catalogue is to be elsewhere, and answer as before."""
    index = tmp_path / "index"
    with monkeypatch.context() as patch:
        patch.delenv("RAPPORTEUR_CATALOGUE_URL")
        build(papers, index, BuildOptions(jobs=1))
        with closing(Catalogues().open("sqlite", live_build(index))) as catalogue:
            before = answers_of(catalogue)
    assert not build(papers, index, BuildOptions(jobs=1)).unchanged
    assert live_answers(index) == before
    monkeypatch.delenv("RAPPORTEUR_CATALOGUE_URL")
    assert not build(papers, index, BuildOptions(jobs=1)).unchanged
    with closing(Catalogues().open("sqlite", live_build(index))) as catalogue:
        assert answers_of(catalogue) == before
    assert postgresql_url not in "".join(
        path.read_text(errors="replace") for path in index.rglob("*.json") if path.is_file()
    )
