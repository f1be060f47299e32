"""What is wrong with a server of catalogues is told with what to do, and no message holds a password."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.errors import CatalogueUnavailable, RapporteurError
from indexer.store.builds import live_build
from indexer.store.library import Library
from indexer.store.postgresql.address import CATALOGUE_URL_VARIABLE, shown_address
from indexer.store.postgresql.connections import Server
from indexer.store.postgresql.errors import (
    CatalogueDatabaseMissing,
    CatalogueGone,
    CatalogueLoginRefused,
    CatalogueLost,
    CatalogueRightsMissing,
    CatalogueServerUnreachable,
    CatalogueUrlInvalid,
    CatalogueUrlMissing,
    CatalogueVersionDiffers,
)
from indexer.store.postgresql.place import read_place
from tests.postgresql_server import TestServer, start_server, stop_server
from tests.store.papers_of_catalogue import made_paper, write_papers
from webapp.app import create_app
from webapp.warming import close_index

SECRET = "hidden-7"  # noqa: S105  # of nothing


@pytest.fixture
def index(tmp_path: Path, postgresql_url: str) -> Path:
    """An index with its catalogue on the server."""
    assert postgresql_url
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "note.txt").write_text("A note\n\nThe quay is long.", encoding="utf-8")
    build(tmp_path / "papers", tmp_path / "index", BuildOptions(jobs=1))
    return tmp_path / "index"


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("", CatalogueUrlMissing, CATALOGUE_URL_VARIABLE),
        ("mysql://host/db", CatalogueUrlInvalid, "postgresql://USER@HOST"),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db?wrong=1", CatalogueUrlInvalid, "postgresql://USER@HOST"),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db", CatalogueServerUnreachable, "me@127.0.0.1:1/db"),
    ],
)
def test_a_wrong_address_is_told(
    url: str, error: type[CatalogueUnavailable], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No address, one of another kind, and one where nobody answers are told apart."""
    monkeypatch.setenv(CATALOGUE_URL_VARIABLE, url)
    with pytest.raises(error) as told:
        Server().connect()
    assert words in str(told.value)
    assert SECRET not in str(told.value)


def test_a_refused_login_is_told(postgresql: TestServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong password, an unknown user and a missing database each have their message."""
    with psycopg.connect(postgresql.url, autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS secret")
        owner.execute("CREATE ROLE secret LOGIN PASSWORD 'right'")
    for url, error in (
        (postgresql.url_of("postgres", "secret", SECRET), CatalogueLoginRefused),
        (postgresql.url_of("postgres", "nobody-at-all"), CatalogueLoginRefused),
        (postgresql.url_of("nowhere"), CatalogueDatabaseMissing),
    ):
        monkeypatch.setenv(CATALOGUE_URL_VARIABLE, url)
        with pytest.raises(error) as told:
            Server().connect()
        assert SECRET not in str(told.value)


def test_missing_rights_are_told(
    postgresql: TestServer, index: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may not create a schema cannot build, and who may not read cannot read; a reader of the role can."""
    name = postgresql_url.rpartition("/")[2]
    with psycopg.connect(postgresql.url, autocommit=True) as owner:
        for role in ("onlooker", "rapporteur_readers"):
            owner.execute(
                f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$".encode()
            )
    live = live_build(index)
    monkeypatch.setenv(CATALOGUE_URL_VARIABLE, postgresql.url_of(name, "onlooker"))
    with pytest.raises(CatalogueRightsMissing, match="USAGE and SELECT"):
        Library(live)
    with pytest.raises(CatalogueRightsMissing):
        build(tmp_path / "papers", tmp_path / "other", BuildOptions(jobs=1, new_registry=True))
    monkeypatch.setenv(CATALOGUE_URL_VARIABLE, postgresql_url)
    build(tmp_path / "papers", index, BuildOptions(jobs=1, force=True))
    monkeypatch.setenv(CATALOGUE_URL_VARIABLE, postgresql.url_of(name, "rapporteur_readers"))
    with closing(Library(live_build(index))) as library:
        assert library.documents()[0].title


def test_another_version_and_a_missing_schema_are_told(index: Path, postgresql_url: str) -> None:
    """Tables of another version are not read, and a catalogue that is gone is named."""
    live = live_build(index)
    schema = read_place(live).schema
    with psycopg.connect(postgresql_url, autocommit=True) as owner:
        owner.execute(f"UPDATE \"{schema}\".facts SET value = '99' WHERE name = 'version'".encode())  # noqa: S608
        with pytest.raises(CatalogueVersionDiffers, match="version 99"):
            Library(live)
        owner.execute(f'DROP SCHEMA "{schema}" CASCADE'.encode())
        with pytest.raises(CatalogueGone, match=schema):
            Library(live)


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch, postgresql: TestServer) -> Iterator[TestServer]:
    """A server that a test may kill."""
    assert postgresql
    folder = Path(tempfile.mkdtemp(prefix="rapporteur-pg-"))
    server = start_server(folder)
    monkeypatch.setenv(CATALOGUE_URL_VARIABLE, server.url)
    yield server
    stop_server(server.pid, signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


def test_a_lost_server_is_asked_again_and_a_build_ends_with_a_word(
    own_server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question to a server that was killed and started again is answered; one that stays away is told."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "note.txt").write_text("A note\n\nThe quay is long.", encoding="utf-8")
    build(tmp_path / "papers", tmp_path / "index", BuildOptions(jobs=1))
    with closing(Library(live_build(tmp_path / "index"))) as library:
        app = create_app(tmp_path / "index", "https://papers.example.org")
        site = app.test_client()
        assert site.get("/meetings").status_code in (200, 404)
        stop_server(own_server.pid, signal.SIGKILL)
        again = start_server(own_server.folder, own_server.port)
        own_server.pid = again.pid
        assert library.documents()[0].title == "note"
        stop_server(again.pid, signal.SIGKILL)
        monkeypatch.setattr("indexer.store.postgresql.connections._PAUSES", (0.0, 0.1))  # it does not come back
        with pytest.raises(RapporteurError) as told:
            library.document("not-read-yet")
        assert isinstance(told.value, CatalogueLost | CatalogueServerUnreachable)
        answer = site.get("/d/not-read-yet")
        assert answer.status_code == 503
        assert "tester" not in answer.get_data(as_text=True)
        ready = site.get("/readyz")
        assert (ready.status_code, bool(ready.get_json()["problem"])) == (503, True)
        close_index(app)
    (tmp_path / "papers" / "two.txt").write_text("Another note\n\nThe lock is new.", encoding="utf-8")
    with pytest.raises(CatalogueUnavailable):
        build(tmp_path / "papers", tmp_path / "index", BuildOptions(jobs=1))


def test_what_fails_in_the_middle_of_writing_is_told(own_server: TestServer, tmp_path: Path) -> None:
    """A server that is killed while a catalogue is written ends the build; once it is back, the next one is whole."""
    papers = {f"p{number}": made_paper(f"p{number}", 0, 3) for number in range(3)}
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    write_papers("postgresql", first, papers)

    class Killing(dict[str, object]):
        """Papers of which reading the last one kills the server."""

        def __getitem__(self, key: str) -> object:
            if key == "p2":
                stop_server(own_server.pid, signal.SIGKILL)
            return super().__getitem__(key)

    with pytest.raises(CatalogueUnavailable):
        write_papers("postgresql", second, Killing(papers), first, frozenset(papers))  # type: ignore[arg-type]
    own_server.pid = start_server(own_server.folder, own_server.port).pid
    write_papers("postgresql", second, papers, first, frozenset(papers))


def test_the_address_is_shown_without_its_password() -> None:
    """Neither the password nor the options of an address are shown."""
    assert shown_address("postgresql://me:pw@db.example.org:5433/papers?password=x") == "me@db.example.org:5433/papers"
    assert shown_address("postgresql:///papers") == "this machine/papers"
