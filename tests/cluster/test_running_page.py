"""The commands of the page on clusters do what it says, on a real node."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.engine.opensearch.state import ClusterState, write_state
from tests.docs.pages import DOCS, code_blocks

from .nodes import ask, indices, start_node
from .shared import needed_program

PAGE = DOCS / "cluster.md"
OURS = 'ask() { curl -sS --fail-with-body -H "Content-Type: application/json" "$1" "$URL$2" "${@:3}"; }\n'
"""The function of the page, for a node without TLS and users."""

Commands = Callable[[str], str]


@pytest.fixture
def commands(search_node: str, index_prefix: str, tmp_path: Path) -> Commands:
    """A function that runs the blocks of the page with some words, on indices of the test, and returns what is said.

    They are given in a folder of the test, as in that of a build.
    """
    (folder,) = {
        folder
        for node in ask(search_node, "/_nodes/settings")["nodes"].values()
        for folder in node["settings"]["path"]["repo"]
    }

    def run(words: str) -> str:
        blocks = [block for block in code_blocks(PAGE, "bash") if words in block]
        assert blocks, words
        places = {
            '"/snapshots/rapporteur"': f'"{folder}/{index_prefix}"',
            "_snapshot/rapporteur": f"_snapshot/{index_prefix}",
            "snapshots/rapporteur?": f"snapshots/{index_prefix}?",
            "rapporteur-*": f"{index_prefix}*",
        }
        script = "\n".join(blocks)
        for told, own in places.items():
            script = script.replace(told, own)
        command = ["bash", "-euo", "pipefail", "-c", OURS + script]
        env = {"URL": search_node, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_a_snapshot_is_taken_and_restored(
    search_node: str, index_prefix: str, commands: Commands, tmp_path: Path
) -> None:
    """The index of the live build is there again, and no other, when the commands of the page were given."""
    name = f"{index_prefix}one"
    for index in (name, f"{index_prefix}older"):
        ask(search_node, f"/{index}", {"settings": {"number_of_replicas": 0}}, "PUT")
        ask(search_node, f"/{index}/_doc/1?refresh=true", {"n": 1}, "PUT")
    commands('"type": "fs"')
    for index in (name, f"{index_prefix}older"):
        ask(search_node, f"/{index}", method="DELETE")
    (tmp_path / "engine").mkdir()
    write_state(tmp_path / "engine", ClusterState(search_node, name, 1, 1, ""), {})
    commands("_restore")
    assert indices(search_node, index_prefix) == [name]
    assert ask(search_node, f"/{name}/_count")["count"] == 1
    ask(search_node, f"/_snapshot/{index_prefix}", method="DELETE")


def test_the_steps_of_an_upgrade_are_requests(search_node: str, commands: Commands) -> None:
    """What keeps shards where they are is set and taken back."""
    del search_node
    assert '"primaries"' in commands('"cluster.routing.allocation.enable": "primaries"')
    assert '"acknowledged":true' in commands('"cluster.routing.allocation.enable": null').replace(" ", "")


def test_the_rights_on_the_page_are_those_of_the_files() -> None:
    """The table of rights and the roles in `deploy` are the same."""
    roles = (DOCS.parent / "deploy" / "search" / "roles.yml").read_text(encoding="utf-8")
    stated = set(re.findall(r"^ +- ((?:cluster|indices):\S+)$", roles, re.MULTILINE))
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"`((?:cluster|indices):[^`]+)`", text))
    assert told == stated
    serving = {
        right
        for line in text.splitlines()
        if line.startswith("| `") and line.endswith("| yes |")
        for right in re.findall(r"`((?:cluster|indices):[^`]+)`", line)
    }
    assert serving == set(re.findall(r"- ((?:cluster|indices):\S+)", roles.partition("rapporteur_serve:\n")[2]))


@pytest.mark.long
def test_a_node_tells_what_it_was_asked_for(tmp_path: Path) -> None:
    """The names of actions are those of rights, and a node refuses one as the security plugin does."""
    node = start_node(needed_program(), tmp_path / "node", {"discovery.type": "single-node"})
    try:
        node.wait()
        ask(node.url, "/rights", method="PUT")
        assert node.actions()["cluster:monitor/main"] == set()
        assert node.actions()["indices:admin/create"] == {"rights"}
        assert "indices:admin/delete" not in node.actions()
        node.refuse("indices:admin/delete")
        with pytest.raises(OSError, match=r"403.*no permissions for .indices:admin/delete.*"):
            ask(node.url, "/rights", method="DELETE")
    finally:
        node.stop()
