"""The tests have a real OpenSearch 3, one for all of a run, which ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.made_once import shared_home
from tests.webapp.served import wait_until

from .nodes import ask, delete_indices, indices, process_lives
from .shared import needed_program

OTHER = """
import sys
from pathlib import Path
from tests.cluster.nodes import node_program
from tests.cluster.shared import shared_node
with shared_node(node_program(), Path(sys.argv[1]), int(sys.argv[2])) as node:
    print(node.pid, node.url, flush=True)
    sys.stdin.read()
"""
"""Another process of the run: it says which node it has, and leaves when its input ends."""


def other_process(folder: Path, owner: int) -> subprocess.Popen[str]:
    """Start another process that uses the node of a folder."""
    command = [sys.executable, "-c", OTHER, str(folder), str(owner)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def node_of(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the number and the address of the node that a process has."""
    assert process.stdout
    pid, url = process.stdout.readline().split()
    return int(pid), url


def test_the_node_is_opensearch_3(search_node: str) -> None:
    """The node answers, and its version is one that Rapporteur works with."""
    version = ask(search_node, "/")["version"]
    assert version["distribution"] == "opensearch"
    assert version["number"].startswith("3.")


def test_processes_of_a_run_share_one_node(search_node: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Another process gets the node that runs, and does not stop it when it leaves before the others."""
    with other_process(shared_home(tmp_path_factory) / "search-node", os.getpid()) as other:
        _, url = node_of(other)
        assert url == search_node
        other.communicate()
    assert ask(search_node, "/_cluster/health")["number_of_nodes"] == 1


def test_indices_of_a_test_are_deleted(search_node: str, index_prefix: str) -> None:
    """What a test writes under its prefix is gone afterwards, an alias with it, and nothing else is."""
    body: object = {"aliases": {f"{index_prefix}alias": {}}}
    for name in ("one", "two"):
        ask(search_node, f"/{index_prefix}{name}", body, method="PUT")
    delete_indices(search_node, f"{index_prefix}o")
    assert indices(search_node, index_prefix) == [f"{index_prefix}two"]
    delete_indices(search_node, index_prefix)
    assert indices(search_node, index_prefix) == []


@pytest.mark.long
def test_the_last_user_stops_the_node(tmp_path: Path) -> None:
    """A user who was killed does not keep the node running; whoever leaves last stops it."""
    needed_program()
    with other_process(tmp_path / "node", os.getpid()) as killed, other_process(tmp_path / "node", os.getpid()) as last:
        assert node_of(killed) == node_of(last)
        killed.kill()
        killed.wait()
        pid = int((tmp_path / "node" / "pid").read_text(encoding="ascii"))
        assert process_lives(pid)
        last.communicate()
        assert not process_lives(pid)


@pytest.mark.long
def test_the_node_ends_with_its_owner(tmp_path: Path) -> None:
    """When the whole run is killed, nobody is left to stop the node, and it ends."""
    needed_program()
    with subprocess.Popen(["sleep", "600"]) as owner, other_process(tmp_path / "node", owner.pid) as user:
        pid, _ = node_of(user)
        user.kill()
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait()
        wait_until(lambda: not process_lives(pid))
