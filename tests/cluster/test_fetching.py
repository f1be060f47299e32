"""`.ci/search-node` fetches the node whole or not at all, and says what it lacks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.webapp.served import wait_until

from .nodes import SCRIPT, SOURCES
from .shared import needed_program


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the script and of what it reads, into which nothing was fetched; it needs Java 25."""
    needed_program()
    shutil.copytree(SOURCES, tmp_path / SOURCES.relative_to(ROOT))
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci")
    return tmp_path


def with_maven(clone: Path, script: str) -> dict[str, str]:
    """Return an environment in which Maven is a script of ours."""
    folder = clone / "bin"
    folder.mkdir()
    (folder / "mvn").write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    (folder / "mvn").chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "CI": "true"}


def run(clone: Path, *arguments: str, environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Run the script in a copy; return how it ended and what it said."""
    command = ["sh", str(clone / ".ci" / "search-node"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout


def fetched(clone: Path) -> list[Path]:
    """Return what is in the folder for what was fetched."""
    return list((clone / ".search-node").glob("*"))


def test_without_a_java_that_is_new_enough_it_says_so(clone: Path) -> None:
    """No Java is no failure: a sentence names what to install."""
    script = clone / ".ci" / "search-node"
    script.write_text(script.read_text(encoding="utf-8").replace("least=25", "least=999"), encoding="utf-8")
    code, said = run(clone)
    assert (code, said.count("\n")) == (0, 1)
    assert "No Java 999 or newer" in said
    assert "JAVA_HOME" in said
    assert run(clone, "--where") == (3, said)


def test_without_maven_it_says_so(clone: Path) -> None:
    """No Maven is no failure: a sentence names what to install."""
    programs = clone / "programs"
    programs.mkdir()
    for folder in os.environ["PATH"].split(os.pathsep):
        for program in Path(folder).glob("*"):
            if program.name != "mvn" and not (programs / program.name).exists():
                (programs / program.name).symlink_to(program)
    environment = {**os.environ, "PATH": str(programs), "CI": "true"}
    code, said = run(clone, environment=environment)
    assert (code, said.count("\n")) == (0, 1)
    assert "apt-get install maven" in said
    assert run(clone, "--where", environment=environment) == (3, said)


def test_a_failure_to_fetch_is_one_where_all_is_there(clone: Path) -> None:
    """With `CI=true` the checks end where Maven fails; a tester without a network goes on."""
    environment = with_maven(clone, "echo no network; exit 1")
    code, said = run(clone, environment=environment)
    assert code == 1
    assert "no network" in said
    assert run(clone, environment={**environment, "CI": ""})[0] == 0
    assert run(clone, "--where", environment=environment)[0] == 1
    assert fetched(clone) == []


def test_other_jars_than_those_listed_are_refused(clone: Path) -> None:
    """A jar that is changed, missing or too many is not used."""
    into = (
        'for argument; do case $argument in -DoutputDirectory=*) folder=${argument#*=};; esac; done; mkdir -p "$folder"'
    )
    environment = with_maven(clone, f'{into}; echo other >"$folder/opensearch-3.9.0.jar"')
    code, said = run(clone, environment=environment)
    assert code == 1
    assert "jars.sha256" in said
    assert fetched(clone) == []


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_fetch_leaves_nothing(clone: Path, sent: signal.Signals) -> None:
    """What was fetched in part is removed, and is never taken for the whole."""
    environment = with_maven(clone, f"touch {clone}/begun; sleep 600")
    command = ["sh", str(clone / ".ci" / "search-node")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True) as script:
        wait_until((clone / "begun").exists)
        time.sleep(0.1)
        os.killpg(script.pid, sent)
        script.wait()
    assert fetched(clone) == []
    assert run(clone, "--where")[0] == 1
