"""The program tells its version and its commit, and says so where the commit is not known."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.version import ProgramVersion, commit_of_checkout, program_version
from tests.conftest import ROOT

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it prints."""
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "commit", "-q", "--allow-empty", "-m", "first")
    return folder


def test_the_command_tells_the_version_and_the_commit() -> None:
    """`rapporteur --version` prints both in one line."""
    assert CliRunner().invoke(cli, ["--version"]).output == f"Rapporteur {program_version().text}\n"


def test_what_is_not_known_is_said() -> None:
    """A commit that is not known is called so, and that of a checkout is told from that of a package."""
    assert ProgramVersion("1.2", "", "not known").text == "1.2 (commit not known)"
    assert ProgramVersion("1.2", COMMIT, "built").text == "1.2 (commit 0123456789ab)"
    assert ProgramVersion("1.2", COMMIT, "checkout").text == "1.2 (commit 0123456789ab, a checkout)"


def test_a_checkout_tells_its_commit(checkout: Path, tmp_path: Path) -> None:
    """The commit is read on a branch, packed, in a work tree of its own, and detached; elsewhere there is none."""
    commit = git(checkout, "rev-parse", "HEAD")
    assert commit_of_checkout(checkout) == commit
    git(checkout, "pack-refs", "--all")
    assert commit_of_checkout(checkout) == commit
    git(checkout, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert commit_of_checkout(tmp_path / "tree") == commit
    git(checkout, "checkout", "-q", "--detach")
    assert commit_of_checkout(checkout) == commit
    assert commit_of_checkout(tmp_path) == ""


def test_a_package_that_is_built_holds_its_commit(tmp_path: Path, checkout: Path) -> None:
    """The commit is written into a package from the variable SOURCE_COMMIT, or from git; without both it is not."""
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    (checkout / "indexer").mkdir()
    (checkout / "indexer" / "__init__.py").write_text("", encoding="utf-8")
    assert _commit_in_package(checkout, tmp_path / "by-git", {}) == git(checkout, "rev-parse", "HEAD")
    shutil.rmtree(checkout / ".git")
    assert _commit_in_package(checkout, tmp_path / "by-variable", {"SOURCE_COMMIT": COMMIT}) == COMMIT
    assert _commit_in_package(checkout, tmp_path / "without", {"GIT_CEILING_DIRECTORIES": str(tmp_path)}) == ""


def _commit_in_package(sources: Path, output: Path, environ: dict[str, str]) -> str:
    """Build a wheel and return the commit in it, or nothing."""
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    shutil.rmtree(sources / "build", ignore_errors=True)
    output.mkdir()
    command = [sys.executable, "-c", build, str(output)]
    path = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(command, cwd=sources, env={**path, **environ}, capture_output=True, check=True)
    (wheel,) = output.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = [name for name in archive.namelist() if name.endswith("commit.txt")]
        return archive.read(held[0]).decode().strip() if held else ""
