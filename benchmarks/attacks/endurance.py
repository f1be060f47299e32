"""Ask a server for many pages while its index is built anew: `python -m benchmarks.attacks.endurance`.

A copy of the shipped papers is indexed and served; clients ask for pages of all kinds, and between them a paper changes
and is indexed again. Told are the memory and the open files of all processes of the server as it goes on. It writes
ENDURANCE.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.links.__main__ import machine

from .served import Target, attacked

OUTPUT = Path(__file__).with_name("ENDURANCE.md")
CODE = Path(__file__).parents[2]
_INDEX = "from webapp.cli import main; main()"
_CLIENTS = 4


class State(NamedTuple):
    """A server after so many requests and builds: megabytes, open files, processes, and answers that were no page."""

    requests: int
    builds: int
    memory: float
    files: int
    processes: int
    failed: int


def main() -> None:
    """Serve, ask and build, then print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks.endurance", description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--builds", type=int, default=20)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        papers, index_dir = Path(home, "papers"), Path(home, "index")
        shutil.copytree(CODE / "seeds", papers)
        changing = papers / "a-paper-that-changes.txt"
        _build(changing, index_dir, 0)
        with attacked(CODE, index_dir) as target:
            states: list[State] = []
            for state in _endure(target, changing, index_dir, options.requests, options.builds):
                states.append(state)  # written at once: it takes hours on a busy machine
                options.output.write_text(_report(states), encoding="utf-8")
    print(options.output.read_text(encoding="utf-8"))


def _endure(target: Target, changing: Path, index_dir: Path, requests: int, builds: int) -> Iterator[State]:
    paths = _paths(target)
    each, failed = requests // (builds + 1), 0
    with ThreadPoolExecutor(_CLIENTS) as pool:
        for number in range(builds + 1):
            answers = pool.map(target.get, islice(cycle(paths), each))
            failed += sum(answer.status not in {200, 301, 302, 304} for answer in answers)
            yield _state(target, (number + 1) * each, number, failed)
            print("builds:", number, flush=True)
            if number < builds:
                _build(changing, index_dir, number + 1)


def _paths(target: Target) -> list[str]:
    """Return addresses of all kinds of page, those of the first results among them."""
    found = target.get("/api/search?q=training").body.decode()
    ids = [hit["passage"]["id"] for hit in json.loads(found)["hits"]]
    queries = (
        "training",
        "women+peace",
        "%22use+of+force%22",
        "mentor*",
        "civilians+NEAR/5+protection",
        "nothingatall",
    )
    searches = [f"/{page}?q={query}" for query in queries for page in ("search", "api/search", "concordance", "chart")]
    lists = [
        "/",
        "/meetings",
        "/people",
        "/glossary",
        "/coverage",
        "/help",
        "/healthz",
        "/suggest?q=tra",
        "/search.csv?q=un",
    ]
    return [*searches, *lists, *(f"/p/{id_}" for id_ in ids), *(f"/api/passages/{id_}" for id_ in ids)]


def _build(changing: Path, index_dir: Path, number: int) -> None:
    """Change a paper and index the folder again."""
    changing.write_text(f"Meeting on Harbours\n\nMinutes\n\n4 May 2031\n\nThe quay was measured {number} times.\n")
    command = [sys.executable, "-P", "-c", _INDEX, "index", str(changing.parent), "--index-dir", str(index_dir)]
    environment = {**os.environ, "PYTHONPATH": str(CODE)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def _state(target: Target, requests: int, builds: int, failed: int) -> State:
    processes = [target.process.pid, *target.workers()]
    files = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in processes)
    return State(requests, builds, target.memory(), files, len(processes), failed)


def _report(states: list[State]) -> str:
    cells = [
        (f"{state.requests:,}", state.builds, f"{state.memory:.0f} MB", state.files, state.processes, state.failed)
        for state in states
    ]
    rows = [f"| {' | '.join(map(str, row))} |" for row in cells]
    return f"""# Many requests and builds

Written by `python -m benchmarks.attacks.endurance`: a server of two processes over a copy of the shipped papers,
{_CLIENTS} clients that ask for pages of all kinds, and an index built anew between them. Memory is that of all
processes of the server, what they share counted once; open files are those of all of them. “No page” counts answers
that were none.

| requests | builds | memory | open files | processes | no page |
|--:|--:|--:|--:|--:|--:|
{chr(10).join(rows)}

Run on {date.today():%-d %B %Y}: {machine()}; load average when it ended {os.getloadavg()[0]:.1f}.
"""


if __name__ == "__main__":
    main()
