"""One OpenSearch node for all processes that share a run of the tests: the first starts it, the last stops it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from .nodes import NodeMissing, NodeProgram, RunningNode, node_program, process_lives, start_node


def needed_program() -> NodeProgram:
    """Return what starts a node; else skip the test, or fail it with `CI=true` where it could be fetched."""
    try:
        return node_program()
    except NodeMissing as missing:
        if missing.could_be and os.environ.get("CI", "").casefold() == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def run_of_tests() -> int:
    """Return the number of the process that the whole run of the tests is."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


@contextmanager
def shared_node(program: NodeProgram, folder: Path, owner: int) -> Iterator[RunningNode]:
    """Yield the node of a folder, which is started if it does not run and stopped when nobody uses it any more.

    A user is a process, which leaves its number in the folder: one that was killed counts no more. The node ends with
    `owner` at the latest.
    """
    users = folder / "users"
    own = users / str(os.getpid())
    with FileLock(folder.with_suffix(".lock")):
        users.mkdir(parents=True, exist_ok=True)
        node = _node_in(folder) or _start(program, folder, owner)
        own.touch()
    try:
        yield node
    finally:
        with FileLock(folder.with_suffix(".lock")):
            own.unlink()
            if not any(process_lives(int(user.name)) for user in users.iterdir()):
                node.stop()


def _node_in(folder: Path) -> RunningNode | None:
    """Return the node that runs in a folder."""
    written = folder / "pid"
    if not written.exists():
        return None
    node = RunningNode(folder / "node", int(written.read_text(encoding="ascii")))
    if not node.alive():
        return None
    node.wait()
    return node


def _start(program: NodeProgram, folder: Path, owner: int) -> RunningNode:
    """Start the node of a folder and wait for it."""
    settings = {
        "discovery.type": "single-node",
        "cluster.name": "rapporteur-tests",
        "path.repo": [str(folder / "snapshots")],
    }
    node = start_node(program, folder / "node", settings, owner=owner)
    (folder / "pid").write_text(str(node.pid), encoding="ascii")
    try:
        node.wait()
    except AssertionError:
        node.stop()
        raise
    return node
