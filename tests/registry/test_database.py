"""Tests of a registry in PostgreSQL: the same lines as in files, and one whole registry whatever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner

from benchmarks.links.memory import RegistryInMemory
from indexer.backup.create import create_backup
from indexer.backup.restore import restore_backup
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.cli import cli
from indexer.registry import errors, file
from indexer.registry.past_builds.reading import PastBuilds
from indexer.registry.storage import database
from indexer.registry.storage.database_place import URL_VARIABLE, shown_url
from indexer.registry.storage.names import DATABASE_MARK_FILE, PAST_BUILDS_FILE, REGISTRY_FILE
from indexer.registry.transfer import export_registry, import_registry
from tests.postgresql_server import TestServer
from tests.structure import papers

from .folders import registry_bytes, remove_registry
from .papers import STAMPS, index_all, paragraph, read, write

PAPERS = {f"{name}.txt": [paragraph(10 * ord(name) + number) for number in range(4)] for name in "abcd"}
CHANGED = {
    "a.txt": [*PAPERS["a.txt"][:2], paragraph(1), *PAPERS["a.txt"][2:]],
    "b.txt": PAPERS["b.txt"],
    "d.txt": PAPERS["d.txt"][1:],
    "e.txt": [paragraph(number) for number in range(20, 24)],
}
BEFORE = index_all(None, dict(PAPERS)).registry
AFTER = index_all(BEFORE, dict(CHANGED), STAMPS[1]).registry
PASSWORD = "tide-table-8127"  # noqa: S105  # of nobody


@pytest.fixture
def url(postgresql: TestServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database, which is set as that of registries; it has a password that nobody asks for."""
    with postgresql.database() as address:
        with_password = address.replace("tester@", f"tester:{PASSWORD}@")
        monkeypatch.setenv(URL_VARIABLE, with_password)
        yield with_password
        database.database_at(with_password).close()


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what a question to the database answers."""
    import psycopg  # noqa: PLC0415  # an extra

    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def put(folder: Path, registry: RegistryInMemory) -> bool:
    """Write a registry into a folder under its lock, as builds do; return whether it changed."""
    with file.RegistryLock(folder):
        return write(folder, registry)


def changed_parts(url: str) -> set[tuple[object, ...]]:
    """Return the parts with the transactions that wrote them."""
    return set(rows(url, "SELECT name, xmin::text FROM registry_part"))


def test_a_registry_comes_back_from_the_database_byte_for_byte(tmp_path: Path, url: str) -> None:
    """Files that are imported and exported again are the same, and so are those of what was changed meanwhile."""
    in_files, in_database = tmp_path / "files", tmp_path / "database"
    in_files.mkdir()
    write_files(in_files, url)
    shutil.copytree(in_files, in_database)
    assert import_registry(in_database) == 4
    assert export_registry(in_database, tmp_path / "out") == 4
    assert registry_bytes(tmp_path / "out") == registry_bytes(in_files)
    put(in_database, AFTER)
    export_registry(in_database, tmp_path / "out")
    write_files(in_files, url, changed=True)
    assert registry_bytes(tmp_path / "out") == registry_bytes(in_files)
    assert read(in_database) == AFTER


def write_files(folder: Path, url: str, *, changed: bool = False) -> None:
    """Write the registry of before or of after into the files of a folder, as without a database."""
    del os.environ[URL_VARIABLE]
    try:
        put(folder, AFTER if changed else BEFORE)
    finally:
        os.environ[URL_VARIABLE] = url


def test_only_changed_papers_are_written(tmp_path: Path, url: str) -> None:
    """A build that changes two papers and adds one writes three rows, and one without changes none."""
    put(tmp_path, BEFORE)
    before = changed_parts(url)
    assert put(tmp_path, BEFORE) is False
    assert changed_parts(url) == before
    assert put(tmp_path, AFTER) is True
    written = {name for name, _ in changed_parts(url) - before}
    living = {row.id for row in AFTER.documents if row.source in ("a.txt", "c.txt", "d.txt", "e.txt")}
    assert written == {f"{document}.jsonl" for document in living}


def killed_at(step: int, action: Callable[[], object]) -> bool:
    """Run an action in a process that is killed before a number of questions to the server; return whether it ended."""
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return not os.WIFSIGNALED(status)
    left = step

    def kill(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        asks = event == "call" and "psycopg" in frame.f_code.co_filename
        if asks and frame.f_code.co_name in {"execute", "executemany", "commit", "__enter__", "__exit__", "fetchall"}:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        database._open_databases.clear()  # a connection belongs to the process that opened it
        sys.setprofile(kill)
        action()
        sys.setprofile(None)
    except BaseException:  # whatever it is, no test may run on in this process
        os._exit(1)
    os._exit(0)


@pytest.mark.usefixtures("url")
def test_a_write_that_is_killed_at_any_step_leaves_the_registry_before_or_after(tmp_path: Path) -> None:
    """No step in between shows: the next to read finds one of the two whole, never a mixture, and can write again."""
    seen = []
    for step in range(200):
        put(tmp_path, BEFORE)
        assert read(tmp_path) == BEFORE
        is_complete = killed_at(step, lambda: put(tmp_path, AFTER))
        with file.RegistryLock(tmp_path):  # the server has ended what it was asked before
            found = read(tmp_path)
        assert found in (BEFORE, AFTER)
        seen.append(found == AFTER)
        put(tmp_path, AFTER)
        assert read(tmp_path) == AFTER
        if is_complete:
            break
    assert is_complete
    assert len(seen) > 10
    assert seen == sorted(seen)


def test_two_builds_do_not_use_one_registry(tmp_path: Path, url: str) -> None:
    """While one machine builds, another is refused; and one that lost its lock changes nothing."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    put(tmp_path / "first", BEFORE)
    other = database.RegistryDatabase(url)
    assert other.lock()
    with pytest.raises(errors.RegistryBusy, match="from another machine"), file.RegistryLock(tmp_path / "second"):
        pass
    other.close()
    assert read(tmp_path / "second") == BEFORE
    rows_before = rows(url, "SELECT name, sha256 FROM registry_part ORDER BY name")
    registry = file.read(tmp_path / "first")
    file.prepare(tmp_path / "first", AFTER, [(row.id, AFTER.in_document(row.id)) for row in AFTER.documents], registry)
    other.put_beside(other.generation(), {}, b"")
    (tmp_path / "first" / ".registry.database" / "generation").write_text(f"1\n{shown_url(url)}\n")
    with pytest.raises(errors.RegistryDatabaseChanged):
        database.database_at(url).commit(REGISTRY_FILE, 1, {}, b"")
    other.close()
    assert rows(url, "SELECT name, sha256 FROM registry_part ORDER BY name") == rows_before


def test_a_lost_server_loses_nothing(tmp_path: Path, url: str) -> None:
    """Where the connection breaks before a commit, the error says so, and the registry is as it was."""
    put(tmp_path, BEFORE)
    with file.RegistryLock(tmp_path):
        file.prepare(
            tmp_path, AFTER, [(row.id, AFTER.in_document(row.id)) for row in AFTER.documents], file.read(tmp_path)
        )
        rows(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rapporteur'")
        with pytest.raises(errors.RegistryDatabaseLost, match="What was not committed does not count"):
            file.commit(tmp_path)
    assert read(tmp_path) == BEFORE
    put(tmp_path, AFTER)
    assert read(tmp_path) == AFTER


# The program as a whole


def corpus(folder: Path) -> Path:
    """Write three papers."""
    return papers.write_papers(
        folder, water=papers.WATER_MINUTES, levees=papers.LEVEES_REPORT, clinics=papers.CLINICS_NOTE
    )


def test_builds_give_the_same_links_as_with_files(tmp_path: Path, url: str) -> None:
    """Ids, wordings and the record of builds are those of a registry in files, over several builds."""
    folder = corpus(tmp_path / "papers")
    del os.environ[URL_VARIABLE]
    build(folder, tmp_path / "index")
    os.environ[URL_VARIABLE] = url
    with pytest.raises(errors.RegistryNotImported, match="rapporteur registry import"):
        build(folder, tmp_path / "index", BuildOptions(force=True))
    import_registry(folder)
    assert build(folder, tmp_path / "index").unchanged
    text = papers.WATER_MINUTES.replace("permits", "licences")
    (folder / "water.txt").write_text(text, encoding="utf-8")
    report = build(folder, tmp_path / "index")
    assert report.outcomes["edited"] >= 1
    assert not report.review
    before = registry_bytes(folder)
    export_registry(folder, folder)
    assert registry_bytes(folder) != before
    remove_registry(folder)  # it is no more than an export
    found = CliRunner().invoke(cli, ["check", "--index-dir", str(tmp_path / "index")])
    assert (found.exit_code, "all of its addresses" in found.output) == (0, True), found.output


def test_another_machine_goes_on_with_the_registry(tmp_path: Path, url: str) -> None:
    """A folder with the same papers, and nothing else, gets the same ids from the database."""
    build(corpus(tmp_path / "first"), tmp_path / "index-1")
    build(corpus(tmp_path / "second"), tmp_path / "index-2")
    assert read(tmp_path / "first") == read(tmp_path / "second")
    assert (tmp_path / "second" / DATABASE_MARK_FILE).read_text() == f"{shown_url(url)}\n"
    assert not (tmp_path / "second" / REGISTRY_FILE).exists()
    export_registry(tmp_path / "second", tmp_path / "out")
    builds = PastBuilds.read(tmp_path / "out" / PAST_BUILDS_FILE)
    assert builds
    assert len(builds.builds) == 2


@pytest.mark.usefixtures("url")
def test_the_password_is_written_nowhere(tmp_path: Path) -> None:
    """No file of an index, of a registry or of the papers has it, and no message."""
    folder = corpus(tmp_path / "papers")
    build(folder, tmp_path / "index")
    export_registry(folder, tmp_path / "out")
    holding = [path for path in tmp_path.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert holding == []
    for wrong in (f"postgresql://tester:{PASSWORD}@127.0.0.1:1/papers", f"postgresql//{PASSWORD}@nowhere/x"):
        os.environ[URL_VARIABLE] = wrong
        with pytest.raises(errors.RegistryDatabaseLost) as lost:
            file.read(folder)
        assert PASSWORD not in str(lost.value)


def test_redacted_words_are_in_no_row(tmp_path: Path, url: str) -> None:
    """What is redacted is gone from all tables, also from what the server keeps of former rows."""
    folder = corpus(tmp_path / "papers")
    build(folder, tmp_path / "index")
    registry = file.read(folder)
    assert registry
    row = next(row for paper in registry.documents for row in registry.in_document(paper.id) if "permits" in row.text)
    command = ["redact", row.id, "--reason", "A ruling", "--yes", "--index-dir", str(tmp_path / "index")]
    ended = CliRunner().invoke(cli, command)
    assert ended.exit_code == 0, ended.output
    stored = rows(url, "SELECT content FROM registry_part UNION ALL SELECT content FROM registry_past")
    assert not any(row.text.encode() in bytes(content) for (content,) in stored)  # type: ignore[call-overload]
    assert rows(url, "SELECT name FROM registry_file WHERE name = 'registry.redactions.jsonl'")
    assert build(folder, tmp_path / "index").unchanged


def test_a_backup_has_the_registry_as_files(tmp_path: Path, url: str) -> None:
    """A backup of papers whose registry is in a database restores to files with the same lines."""
    assert url
    folder = corpus(tmp_path / "papers")
    build(folder, tmp_path / "index")
    export_registry(folder, tmp_path / "out")
    made = create_backup(tmp_path / "kept.tar.gz", folder, folder, tmp_path / "index")
    restore_backup(made.path, tmp_path / "restored")
    assert registry_bytes(tmp_path / "restored") == registry_bytes(tmp_path / "out")
