"""Start OpenSearch nodes of `.ci/search-node`, wait until they answer, ask them, and stop them by their numbers.

A node is no child of the process that starts it: whoever is last stops it, and it ends by itself with its owner.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

SOURCES = Path(__file__).parent / "node"
SCRIPT = Path(__file__).parents[2] / ".ci" / "search-node"
START_SECONDS = 180.0  # a start takes 3 s on a quiet machine
STOP_SECONDS = 30.0
HEALTH_SECONDS = 3600.0  # a request that waits for health ends when the time that it names is over
LOG_LINES = 40
JAVA_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Djava.awt.headless=true",
    f"-Dlog4j2.configurationFile={SOURCES / 'log4j2.xml'}",
)
SHORT_LIVED = (
    "-XX:+UseSerialGC",  # small heaps, few cores
    "-Xmx512m",
    "-XX:TieredStopAtLevel=1",
)  # without the second compiler a start takes half the processor time
ALWAYS: Mapping[str, Any] = {
    "network.host": "127.0.0.1",
    "http.type": "netty4",
    "transport.type": "netty4",
    "node.portsfile": True,
    "action.auto_create_index": False,  # a late write would make an index that was deleted again, without its mapping
    "cluster.routing.allocation.disk.threshold_enabled": False,  # the disk of a tester may be full, and data are small
}


class NodeMissing(Exception):
    """There is no OpenSearch to run; `could_be` tells whether Java and Maven are there, so that it could be fetched."""

    def __init__(self, message: str, *, could_be: bool) -> None:
        super().__init__(message)
        self.could_be = could_be


@dataclass(frozen=True)
class NodeProgram:
    """The Java and the classes that make a node."""

    java: str
    folder: Path

    def command(self, home: Path, owner: int, options: tuple[str, ...]) -> list[str]:
        """Return the command of a node in a folder, which ends when the process with the number `owner` does."""
        classes = f"{self.folder / 'classes'}{os.pathsep}{self.folder / 'jars' / '*'}"
        return [self.java, *options, *JAVA_OPTIONS, "-cp", classes, "SearchNode", str(home), str(owner)]


def node_program() -> NodeProgram:
    """Return what starts a node; raise NodeMissing with what to do."""
    asked = subprocess.run(["sh", str(SCRIPT), "--where"], capture_output=True, text=True, check=False)
    if asked.returncode:
        raise NodeMissing(asked.stdout.strip() or asked.stderr.strip(), could_be=asked.returncode != 3)
    java, folder = asked.stdout.splitlines()
    return NodeProgram(java, Path(folder))


@dataclass
class RunningNode:
    """A node that was started: where it is, and its process."""

    home: Path
    pid: int
    url: str = ""
    transport: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = SHORT_LIVED

    @property
    def name(self) -> str:
        """The name that the node has in its cluster."""
        return self.home.name

    def alive(self) -> bool:
        """Tell whether the process runs."""
        return process_lives(self.pid)

    def log(self) -> str:
        """Return the end of what the node has said."""
        with suppress(FileNotFoundError):
            lines = (self.home / "output.log").read_text(encoding="utf-8", errors="replace").splitlines()
            return "\n".join(lines[-LOG_LINES:])
        return ""

    def wait(self) -> None:
        """Wait until the node answers; raise AssertionError, with its log, if it ends or is too slow."""
        give_up_at = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.alive(), f"the node {self.name} has ended:\n{self.log()}"
            assert time.monotonic() < give_up_at, f"the node {self.name} does not answer:\n{self.log()}"
            time.sleep(0.1)

    def _answers(self) -> bool:
        """Learn the addresses that the node has written down, and tell whether it answers there."""
        try:
            self.url = "http://" + (self.home / "logs" / "http.ports").read_text(encoding="utf-8").split()[0]
            self.transport = (self.home / "logs" / "transport.ports").read_text(encoding="utf-8").split()[0]
            ask(self.url, "/")
        except (OSError, IndexError):  # not written, or not all of it; or nothing listens
            return False
        return True

    def actions(self) -> dict[str, set[str]]:
        """Return the names of the actions that the node was asked for, by which rights are given, with their indices.

        An action on no index has none; a star stands for all indices.
        """
        asked: dict[str, set[str]] = {}
        for line in (self.home / "logs" / "actions").read_text(encoding="utf-8").splitlines():
            action, _, names = line.partition(" ")
            asked.setdefault(action, set()).update(filter(None, names.split(",")))
        return asked

    def forget_actions(self) -> None:
        """Forget what the node was asked for until now."""
        (self.home / "logs" / "actions").unlink(missing_ok=True)

    def refuse(self, *actions: str) -> None:
        """Let the node refuse some actions from now on, as one does whose user has no right to them."""
        (self.home / "config" / "refused").write_text("\n".join(actions), encoding="utf-8")

    def kill(self) -> None:
        """End the node at once, without a word to the others."""
        end_process(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Let the node end, and end it if it takes too long."""
        end_process(self.pid, signal.SIGTERM)


def start_node(
    program: NodeProgram,
    home: Path,
    settings: Mapping[str, Any],
    *,
    owner: int | None = None,
    options: tuple[str, ...] = SHORT_LIVED,
) -> RunningNode:
    """Start a node in a folder, which may have the data of an earlier one, and return without waiting for it."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    for earlier in (home / "logs").glob("*.ports"):
        earlier.unlink()
    ports = {"http.port": 0, "transport.port": 0}
    whole = {"node.name": home.name, **ALWAYS, **ports, **settings}
    (home / "config" / "opensearch.yml").write_text(json.dumps(whole), encoding="utf-8")  # which is YAML too
    command = program.command(home, owner or os.getpid(), options)
    return RunningNode(home, _run_apart(command, home / "output.log"), settings=settings, options=options)


def _run_apart(command: list[str], log: Path) -> int:
    """Start a command as no child of ours, with what it says in a file, and return the number of its process."""
    script = ["sh", "-c", '"$@" </dev/null >>"$0" 2>&1 & echo $!', str(log), *command]
    return int(subprocess.run(script, stdout=subprocess.PIPE, start_new_session=True, check=True).stdout)


def process_lives(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and was not asked how does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return True


def end_process(pid: int, how: signal.Signals) -> None:
    """Send a process a signal, and kill it if it is still there after a while."""
    for sent in (how, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(pid, sent)
        give_up_at = time.monotonic() + STOP_SECONDS
        while process_lives(pid) and time.monotonic() < give_up_at:
            time.sleep(0.05)


def ask(url: str, path: str, body: object = None, method: str = "", seconds: float = 60) -> Any:
    """Return the JSON that a node answers; raise HTTPError, whose text is in the message, or URLError."""
    data = None if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    kind = "application/x-ndjson" if isinstance(body, str) else "application/json"
    request = urllib.request.Request(  # noqa: S310  # our own node
        url + path, data, {"Content-Type": kind}, method=method or ("GET" if data is None else "POST")
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")
    except HTTPError as error:
        with error:
            said = error.read().decode(errors="replace")
        raise HTTPError(error.url, error.code, f"{error.reason}: {said}", error.headers, None) from None


def indices(url: str, prefix: str) -> list[str]:
    """Return the names of the indices that begin with some letters."""
    return sorted(row["index"] for row in ask(url, f"/_cat/indices/{prefix}*?format=json&expand_wildcards=all"))


def delete_indices(url: str, prefix: str) -> None:
    """Delete the indices that begin with some letters, and with them their aliases."""
    for name in indices(url, prefix):
        ask(url, f"/{name}", method="DELETE")


@dataclass
class NodeCluster:
    """Some nodes that are one cluster, with their data."""

    program: NodeProgram
    nodes: list[RunningNode]

    @property
    def urls(self) -> list[str]:
        """The addresses of the nodes, those that were killed among them."""
        return [node.url for node in self.nodes]

    def health(self, **wanted: object) -> dict[str, Any]:
        """Return the health as one of the living nodes sees it, after waiting for what is wanted of it."""
        query = "&".join(f"{name}={value}" for name, value in {"timeout": "120s", **wanted}.items())
        living = next(node for node in self.nodes if node.alive())
        found: dict[str, Any] = ask(living.url, f"/_cluster/health?{query}", seconds=HEALTH_SECONDS)
        return found

    def manager(self) -> RunningNode:
        """Return the node that manages the cluster."""
        living = next(node for node in self.nodes if node.alive())
        [row] = ask(living.url, "/_cat/cluster_manager?format=json")
        return next(node for node in self.nodes if node.name == row["node"])

    def start_again(self, dead: RunningNode) -> RunningNode:
        """Start a node that was killed, with its data and at its addresses, and return without waiting for it."""
        at = {"http.port": _port(dead.url), "transport.port": _port(dead.transport)}
        seeds = {"discovery.seed_hosts": [node.transport for node in self.nodes if node.transport]}
        settings = {key: value for key, value in dead.settings.items() if key != FIRST_MANAGERS}
        again = start_node(self.program, dead.home, {**settings, **at, **seeds}, options=dead.options)
        again.url, again.transport = dead.url, dead.transport
        self.nodes[self.nodes.index(dead)] = again
        return again

    def restart(self, dead: RunningNode) -> RunningNode:
        """Start a node that was killed again, and wait until it has joined the others."""
        again = self.start_again(dead)
        again.wait()
        self.health(wait_for_nodes=len(self.nodes))
        return again

    def wait(self) -> None:
        """Wait until all nodes answer and are one cluster."""
        for node in self.nodes:
            node.wait()
        assert self.health(wait_for_nodes=len(self.nodes))["number_of_nodes"] == len(self.nodes)

    def stop(self) -> None:
        """Stop all nodes."""
        for node in self.nodes:
            with suppress(ProcessLookupError):
                os.kill(node.pid, signal.SIGTERM)
        for node in self.nodes:
            node.stop()


FIRST_MANAGERS = "cluster.initial_cluster_manager_nodes"


def start_cluster(
    program: NodeProgram, home: Path, count: int = 3, options: tuple[str, ...] = SHORT_LIVED
) -> NodeCluster:
    """Start some nodes as one cluster and wait until all have joined; each has its data in a folder of its own.

    Where data are there already, the nodes are those of that cluster.
    """
    common = {"cluster.name": home.name}
    start: Callable[..., RunningNode] = partial(start_node, program, options=options)
    if (home / "n1" / "data").exists():
        return _started_again(program, home, count, options)
    first = start(home / "n1", {**common, FIRST_MANAGERS: ["n1"]})
    cluster = NodeCluster(program, [first])
    try:
        first.wait()
        seeds = {"discovery.seed_hosts": [first.transport]}
        cluster.nodes += [start(home / f"n{number}", {**common, **seeds}) for number in range(2, count + 1)]
        cluster.wait()
    except (AssertionError, URLError):
        cluster.stop()
        raise
    return cluster


def _started_again(program: NodeProgram, home: Path, count: int, options: tuple[str, ...]) -> NodeCluster:
    """Start a cluster that was stopped: no node answers before two of them have found each other."""
    ports = _free_ports(count)
    settings = {
        "cluster.name": home.name,
        "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports],
    }
    nodes = [
        start_node(program, home / f"n{number}", {**settings, "transport.port": port}, options=options)
        for number, port in enumerate(ports, start=1)
    ]
    cluster = NodeCluster(program, nodes)
    try:
        cluster.wait()
    except (AssertionError, URLError):
        cluster.stop()
        raise
    return cluster


def _free_ports(count: int) -> list[int]:
    """Return ports at which nothing listens now."""
    with ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def _port(address: str) -> int:
    """Return the port of an address."""
    return int(address.rpartition(":")[2])
