"""Tests of the advice on tesseract: what it says to run is what works in the installation that it is said in."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ADVICE = "from indexer.readers.shared.tesseract import how_to_install; print(how_to_install())"


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment of Python without pip and without any package."""
    venv.create(tmp_path / ".venv", with_pip=False, symlinks=True)
    return tmp_path / ".venv"


def advice(environment: Path, program: Path = ROOT) -> str:
    """Return what is said in an environment, with no other programs on the path."""
    command = [str(environment / "bin" / "python"), "-P", "-c", _ADVICE]
    variables = {"PYTHONPATH": str(program), "PATH": str(environment / "programs")}
    ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def add_package(environment: Path, name: str) -> None:
    """Put an empty package into an environment."""
    folder = environment / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    (folder / f"{name}.py").write_text("")


def test_an_environment_without_pip_is_told_of_uv(environment: Path) -> None:
    """Where there is no pip, as uv makes environments, the command is one of uv."""
    assert advice(environment) == (
        "install pytesseract (uv pip install pytesseract, in the environment of Rapporteur) and the program tesseract"
    )


def test_an_environment_with_pip_is_told_of_it(environment: Path) -> None:
    """Where there is pip, the package itself is named: no index of packages need know Rapporteur."""
    add_package(environment, "pip")
    assert "(python -m pip install pytesseract, in the environment of Rapporteur)" in advice(environment)


def test_what_make_made_is_named_by_its_path(environment: Path) -> None:
    """In the environment that `make` made beside the program, the command can be typed as it stands."""
    add_package(environment, "pip")
    home = environment.parent
    shutil.copytree(ROOT / "indexer", home / "indexer", ignore=shutil.ignore_patterns("__pycache__"))
    (home / "Makefile").touch()
    said = advice(environment, home)
    assert "(.venv/bin/python -m pip install pytesseract, in the folder of Rapporteur)" in said


def test_pipx_is_told_to_inject(environment: Path) -> None:
    """In an environment that pipx made, the command is one of pipx."""
    (environment / "pipx_metadata.json").write_text("{}")
    assert "(pipx inject rapporteur pytesseract)" in advice(environment)


def test_only_what_is_missing_is_named(environment: Path) -> None:
    """Where the package is there, only the program is named, with the command of this system's installer."""
    add_package(environment, "pytesseract")
    assert advice(environment) == "install the program tesseract"
    (environment / "programs").mkdir()
    for name in ("dnf", "apt-get"):
        (environment / "programs" / name).write_text("#!/bin/sh\n")
        (environment / "programs" / name).chmod(0o755)
        assert f"install the program tesseract ({name} install tesseract" in advice(environment)
