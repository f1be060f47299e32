"""`rapporteur check` reads what opening an index does not."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.store.builds import live_build
from webapp.cli import cli


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three papers of some length with their index, which has files that opening does not read; do not change them."""
    home = tmp_path_factory.mktemp("written")
    folder = home / "papers"
    folder.mkdir()
    chance = random.Random(20)  # noqa: S311  # chance here is variety, not secrecy
    words = [f"{head}{tail}" for head in ("har", "quay", "net", "tide", "rope") for tail in map(str, range(4_000))]
    for number in range(3):
        paragraphs = (" ".join(chance.choices(words, k=400)) + "." for _ in range(120))
        (folder / f"{number}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    build(folder, home / "index", BuildOptions(jobs=1))
    return home


@pytest.fixture
def index(written: Path, tmp_path: Path) -> Path:
    """A copy of that index, with its papers beside it, for a test to damage."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return tmp_path / "index"


def checked(index: Path) -> tuple[int, str]:
    """Run the command and return its status and what it prints."""
    result = CliRunner().invoke(cli, ["check", "--index-dir", str(index)], env={"COLUMNS": "200"})
    return result.exit_code, result.output


def flip_a_byte(path: Path) -> None:
    """Change one bit in the middle of a file, which is written anew: builds share the files of others by links."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def test_an_intact_index_is_said_to_be_so(index: Path) -> None:
    """An index as it was written is intact, and its size is told."""
    status, said = checked(index)
    assert status == 0, said
    assert "is intact: 360 passages in 3 papers" in said


def test_any_changed_file_is_found_and_named(index: Path) -> None:
    """A flipped bit in any file of the search files or the catalogue is found by opening or by the check."""
    folder = live_build(index)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "engine" in path.parts):
        before = path.read_bytes()
        if not before:
            continue
        flip_a_byte(path)
        status, said = checked(index)
        assert status == 1, path
        assert "damaged" in said
        assert "rapporteur index FOLDER --force" in said
        path.write_bytes(before)
    assert checked(index)[0] == 0


def test_the_report_of_another_build_does_not_stop_the_remedy(index: Path, tmp_path: Path) -> None:
    """Where `build.json` is that of another index, the command that is advised builds the papers anew."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.txt").write_text("The quay was measured again, and found to be as long as before.", encoding="utf-8")
    build(other, tmp_path / "other-index", BuildOptions(jobs=1))
    (live_build(index) / "build.json").unlink()
    shutil.copy(live_build(tmp_path / "other-index") / "build.json", live_build(index))
    assert checked(index)[0] == 1
    again = CliRunner().invoke(cli, ["index", str(tmp_path / "papers"), "--index-dir", str(index), "--force"])
    assert again.exit_code == 0, again.output
    assert checked(index)[0] == 0
