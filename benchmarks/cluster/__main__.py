"""Measure the embedded engine and three OpenSearch nodes: `python -m benchmarks.cluster --texts FILE --work DIR`.

It writes RESULTS.md. FILE has JSON lines with a `text` each; where more passages are asked for than it has, they come
again with other words. DIR keeps the indices and what was measured, so that parts can be measured again by name.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.memory import size
from indexer.engine.opensearch.dictionary import DICTIONARY_FOLDER
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.engine.whoosh.engine import WhooshWriter

from .asked import QUERIES, EngineAddress
from .cluster import MeasuredCluster, measured_cluster
from .engines import open_cluster, open_embedded, use_cluster, write_changed
from .load import ask_in_order, clients
from .pages import PARITY, section_of, with_section
from .report import results_page
from .written import write

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS = ("embedded", "feed", "quiet", "clients", "kill", "publish")
CLIENTS = 16

Measured = dict[str, Any]
Part = Callable[[argparse.Namespace, MeasuredCluster], Measured]


def main() -> None:
    """Measure what was asked for, keep it, and write the page of all that is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument(
        "--texts", type=Path, required=True, help="JSON lines with a `text` each (.jsonl, or .jsonl.xz)"
    )
    parser.add_argument("--work", type=Path, required=True, help="a folder with 10 GB of room")
    parser.add_argument("--passages", type=int, default=1_115_000)
    parser.add_argument("--heap", default="1g", help="of each node")
    parser.add_argument("--seconds", type=int, default=60, help="of each stretch under load")
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked when nobody else asks")
    parser.add_argument("--changed", type=int, default=100, help="papers that the second build has changed")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if "embedded" in options.parts:
        _keep(options, "embedded", _write_embedded(options))
    of_cluster = [part for part in PARTS[1:] if part in options.parts]
    if of_cluster:
        with measured_cluster(options.work / "nodes", options.heap) as cluster:
            use_cluster(cluster.url)
            for part in of_cluster:
                cluster.keep_no_answers()
                _keep(options, part, OF_CLUSTER[part](options, cluster))
    before = options.output.read_text(encoding="utf-8") if options.output.exists() else ""
    page = with_section(results_page(_kept(options.work), options), PARITY, section_of(before, PARITY))
    options.output.write_text(page, encoding="utf-8")


def _kept(work: Path) -> Measured:
    """Return what was measured so far."""
    path = work / "measured.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _keep(options: argparse.Namespace, part: str, measured: Measured) -> None:
    whole = json.dumps({**_kept(options.work), part: measured})
    (options.work / "measured.json").write_text(whole, encoding="utf-8")
    print(part, {key: value for key, value in measured.items() if not isinstance(value, list)}, flush=True)


def _folders(options: argparse.Namespace) -> tuple[Path, Path, Path]:
    """Return the folders of the embedded engine, of the build on the cluster and of the one after it."""
    return (
        options.work / "embedded" / "engine",
        options.work / "build-1" / "engine",
        options.work / "build-2" / "engine",
    )


def _write_embedded(options: argparse.Namespace) -> Measured:
    folder, _, _ = _folders(options)
    folder.parent.mkdir(exist_ok=True)
    cost = write(options.texts, options.passages, WhooshWriter(folder), size=lambda: size(folder))
    return cost._asdict()


def _feed(options: argparse.Namespace, cluster: MeasuredCluster) -> Measured:
    _, folder, _ = _folders(options)
    folder.parent.mkdir(exist_ok=True)
    writer = OpenSearchWriter(folder, None, use_cluster(cluster.url))
    cost = write(options.texts, options.passages, writer, cluster.processor, cluster.on_disk)
    begun = time.monotonic()
    cluster.running.health(wait_for_status="green", timeout="1800s")
    copied = time.monotonic() - begun
    return {
        **cost._asdict(),
        "copied": copied,
        "size": cluster.on_disk(),
        "columns": size(folder),
        "dictionary": size(folder / DICTIONARY_FOLDER),
        "memory_of_nodes": cluster.memory(),
        "shards": cluster.shards(),
    }


def _quiet(options: argparse.Namespace, cluster: MeasuredCluster) -> Measured:
    """Ask one question at a time, in both engines."""
    _, folder, _ = _folders(options)
    spent = cluster.processor()
    expected, asked = ask_in_order(EngineAddress(open_cluster, folder), options.rounds)
    spent = cluster.processor() - spent
    same, embedded = ask_in_order(EngineAddress(open_embedded, folder), options.rounds)
    return {
        "agree": [
            [one.total == other.total, one.counts == other.counts, one.ids == other.ids]
            for one, other in zip(expected, same, strict=True)
        ],
        "cluster": asked,
        "embedded": embedded,
        "nodes_processor": spent / len(QUERIES) / (options.rounds + 1),
    }


def _clients(options: argparse.Namespace, cluster: MeasuredCluster) -> Measured:
    """Let many clients ask, in both engines."""
    _, folder, _ = _folders(options)
    measured: Measured = {}
    for name, address in (
        ("cluster", EngineAddress(open_cluster, folder)),
        ("embedded", EngineAddress(open_embedded, folder)),
    ):
        expected, _ = ask_in_order(address, 0)
        spent = cluster.processor()
        with clients(address, CLIENTS, expected) as load:
            time.sleep(options.seconds)
        measured[name] = load.since(0, options.seconds)
        measured[f"{name}_nodes_processor"] = cluster.processor() - spent
    return measured


def _kill(options: argparse.Namespace, cluster: MeasuredCluster) -> Measured:
    """Kill the node that manages the others, then start it again, while many clients ask."""
    address = EngineAddress(open_cluster, _folders(options)[1])
    expected, _ = ask_in_order(address, 0)
    with clients(address, CLIENTS, expected) as load:
        time.sleep(options.seconds)
        killed = cluster.kill_manager()
        time.sleep(options.seconds)
        back = cluster.bring_back(killed)
        time.sleep(max(options.seconds - back, 0))
    seconds = options.seconds
    return {
        "killed": killed,
        "back": back,
        "before": load.since(0, seconds),
        "killed, first ten seconds": load.since(seconds, seconds + 10),
        "without it": load.since(seconds + 10, 2 * seconds),
        "coming back": load.since(2 * seconds),
        "coming_back_seconds": max(back, seconds),
    }


def _publish(options: argparse.Namespace, cluster: MeasuredCluster) -> Measured:
    """Write a build of some changed papers while many clients ask the live one."""
    _, folder, following = _folders(options)
    shutil.rmtree(following.parent, ignore_errors=True)
    following.parent.mkdir()
    address = EngineAddress(open_cluster, folder)
    expected, _ = ask_in_order(address, 0)
    with clients(address, CLIENTS, expected) as load:
        time.sleep(options.seconds)
        begun = time.monotonic()
        passages = write_changed(folder, following, options.texts, use_cluster(cluster.url), options.changed)
        wrote = time.monotonic() - begun
    written, _ = ask_in_order(EngineAddress(open_cluster, following), 0)
    return {
        "papers": options.changed,
        "passages": passages,
        "seconds": wrote,
        "before": load.since(0, options.seconds),
        "while": load.since(options.seconds, options.seconds + wrote),
        "changed_answers": sum(one != other for one, other in zip(expected, written, strict=True)),
    }


OF_CLUSTER: dict[str, Part] = {
    "feed": _feed,
    "quiet": _quiet,
    "clients": _clients,
    "kill": _kill,
    "publish": _publish,
}
"""What is measured on the cluster, in this order."""


if __name__ == "__main__":
    main()
