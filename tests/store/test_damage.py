"""Tests of damaged files of an index: indexing finds and replaces them, and whoever reads one says so."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.errors import IndexDamaged
from indexer.store.builds import check_touched, live_build
from webapp.app import create_app
from webapp.cli import cli

WORD = "har7"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers in `papers` and their index in `index`, with files so long that opening does not read them."""
    home = tmp_path_factory.mktemp("damage")
    (home / "papers").mkdir()
    chance = random.Random(20)  # noqa: S311  # chance here is variety, not secrecy
    words = [f"{head}{tail}" for head in ("har", "quay", "net", "tide", "rope") for tail in range(4_000)]
    for number in range(2):
        paragraphs = (" ".join([WORD, *chance.choices(words, k=400)]) + "." for _ in range(50))
        (home / "papers" / f"{number}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    build(home / "papers", home / "index", BuildOptions(jobs=1))
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(built, tmp_path / "home"))


def again(home: Path, *, force: bool = False) -> bool:
    """Index once more; return whether a new build was made, which must be sound then."""
    report = build(home / "papers", home / "index", BuildOptions(jobs=1, force=force))
    assert report.counts.documents == 2
    return not report.unchanged


def run(home: Path, command: str, *arguments: str) -> tuple[int, str]:
    """Run a command on the index; return its status and its output."""
    result = CliRunner().invoke(cli, [command, *arguments, "--index-dir", str(home / "index")], env={"COLUMNS": "300"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def delete(path: Path) -> None:
    """Delete a file."""
    path.unlink()


def halve(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))


def overwrite(path: Path) -> None:
    """Put the highest numbers into a file of the same size."""
    with path.open("r+b") as file:
        file.write(b"\xff" * path.stat().st_size)


def test_every_file_is_missed_or_seen_to_be_changed(home: Path) -> None:
    """Whatever file of the live build is deleted, halved or flipped, an index of unchanged papers is not up to date."""
    check_touched(home / "index")
    folder = live_build(home / "index")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    assert {"catalogue.sqlite", "suggestions.sqlite", "build.json", "seal.json"} <= {path.name for path in paths}
    assert any(path.parts[-2] == "kept" for path in paths)
    for path in paths:
        before = path.read_bytes()
        for damage in (delete, halve, flip):
            damage(path)
            if path.name == "stamps.json":  # without it all is read, and written anew
                check_touched(home / "index")
                continue
            with pytest.raises(IndexDamaged):
                check_touched(home / "index")
            path.write_bytes(before)
    check_touched(home / "index")
    assert run(home, "check")[0] == 0


@pytest.mark.parametrize(
    ("name", "damage"),
    [("suggestions.sqlite", delete), ("catalogue.passages/*.sqlite", flip), ("kept/groups.msgpack", halve)],
)
def test_indexing_makes_anew_what_is_damaged(home: Path, name: str, damage: Callable[[Path], None]) -> None:
    """Indexing unchanged papers replaces a damaged index, which then is up to date, sound and answers."""
    folder = live_build(home / "index")
    damage(next(folder.glob(name)))
    assert again(home)
    assert not again(home)
    assert "is intact: 100 passages in 2 papers" in run(home, "check")[1]
    assert run(home, "search", WORD)[0] == 0


@pytest.mark.parametrize("damage", [delete, halve, flip])
def test_damaged_statistics_are_learned_anew(home: Path, damage: Callable[[Path], None]) -> None:
    """What was learned of the sentences is learned anew where its file is deleted or not what was written."""
    path = home / "papers" / "sentences.json"
    before = path.read_bytes()
    damage(path)
    assert again(home)
    assert path.read_bytes() == before
    assert not again(home)


def test_what_leaves_no_trace_is_found_by_the_check(home: Path) -> None:
    """A byte that changes without any stamp, as on a failing disk, is named by the check, and its remedy works."""
    path = max(live_build(home / "index").glob("engine/*/*"), key=lambda path: path.stat().st_size)
    facts = path.stat()
    flip(path)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    flip(other := live_build(home / "index") / "suggestions.sqlite")
    status, said = run(home, "check")
    assert status == 1
    assert f"engine/{path.parent.name}/{path.name}, {other.name} are not what was written" in said
    assert "rapporteur index FOLDER --force" in said
    assert again(home, force=True)
    assert run(home, "check")[0] == 0


@pytest.mark.parametrize("name", ["engine/*/text-documents.u4", "catalogue.passages/*"])
def test_a_damaged_index_is_said_to_be_damaged(home: Path, name: str) -> None:
    """Damage that breaks a search in the middle is told as such, on the site and on the command line."""
    client = create_app(home / "index").test_client()
    assert client.get(f"/search?q={WORD}").status_code == 200
    path = next(live_build(home / "index").glob(name))
    overwrite(path)
    page = client.get("/search?q=tide*")
    assert page.status_code == 503
    assert "The index is damaged" in page.get_data(as_text=True)
    assert "rapporteur index FOLDER --force" in page.get_data(as_text=True)
    assert client.get("/api/search?q=tide*").get_json()["error"]["code"] == "no_index"
    if name.startswith("engine"):  # all files have been read to explain the error
        assert "is damaged" in client.get("/readyz").get_json()["problem"]
    status, said = run(home, "search", "tide*")
    assert status == 1
    assert said.startswith("Error: The index in ")
    assert "is damaged" in said
