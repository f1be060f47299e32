"""Load a server of real processes: `python -m benchmarks.speed.serving --index-dir DIR`. It writes SERVING.md.

The same index is served by one process and by several, in turns. Clients ask for pages of results over the loopback
interface, each one request at a time on a new connection, until all requests of a round are answered.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from benchmarks.links.__main__ import machine

from .questions import QUESTIONS

OUTPUT = Path(__file__).parent / "SERVING.md"
_SERVE = (sys.executable, "-c", "from webapp.cli import main; main()", "serve", "--port", "0")
_TIMEOUT = 120.0  # seconds that any one answer may take
_MEGABYTE = 1024  # kB, as /proc counts


class ServingRound(NamedTuple):
    """What one server did: pages a second, the times of its answers in seconds, and its memory in kB.

    `work` is the processor time of a page in seconds, `shares` what part of it each process had. The memory is shared
    out among the processes that share it (PSS), added up over all of them; `private` is what each that answers has
    for itself.
    """

    pages_a_second: float
    times: Sequence[float]
    work: float
    shares: Sequence[float]
    memory: int
    private: Sequence[int]


def main() -> None:
    """Measure in turns, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.serving", description=__doc__)
    parser.add_argument("--index-dir", type=Path, required=True)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2], help="the first is compared with")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--threads", type=int, default=8, help="of each process")
    parser.add_argument("--requests", type=int, default=300, help="of each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    rounds: dict[int, list[ServingRound]] = {count: [] for count in options.processes}
    for _ in range(options.rounds):
        for count, done in rounds.items():
            done.append(measure(options, count))
            print(count, "processes:", done[-1].pages_a_second, "pages a second", flush=True)
    text = f"""# Several processes over one index

Written by `python -m benchmarks.speed.serving` on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores.
Load average when it began {load:.1f}. {options.threads} threads in each process,
{options.clients} clients, {options.requests} pages of results a round, {options.rounds} rounds in turns; medians.

{table(rounds)}
"""
    options.output.write_text(text, encoding="utf-8")
    print(text)


def measure(options: argparse.Namespace, processes: int) -> ServingRound:
    """Start a server, ask for every page once, then for the requests of a round by all clients at a time; stop it."""
    requests = options.requests
    paths = [f"/search?q={quote(question.typed)}" for question in QUESTIONS]
    with _server(options, processes) as (pid, port), ThreadPoolExecutor(options.clients) as pool:
        list(pool.map(lambda path: _get(port, path), paths * processes))
        workers = _children(pid)
        spent = [_processor_seconds(worker) for worker in workers]
        begun = time.perf_counter()
        times = list(pool.map(lambda path: _get(port, path), islice(cycle(paths), requests)))
        seconds = time.perf_counter() - begun
        work = [_processor_seconds(worker) - before for worker, before in zip(workers, spent, strict=True)]
        memory = sum(_memory(process, "Pss") for process in (pid, *workers))
        private = [_memory(process, "Private_Dirty") for process in workers]
    shares = [part / sum(work) for part in work]
    return ServingRound(requests / seconds, times, sum(work) / requests, shares, memory, private)


def table(rounds: dict[int, list[ServingRound]]) -> str:
    """Return the medians of all rounds, with the ratios to the first number of processes.

    “Work” is the processor time of a page, “shares” the least and the greatest part of it that one process had, “each”
    the memory that a process which answers has for itself.
    """
    head = "processes|pages a second|ratio|median answer, ms|slowest in 20|work, ms|shares|memory, MB|ratio|each, MB"
    lines = [f"|{head}|", "|" + "---|" * (head.count("|") + 1)]
    first = next(iter(rounds.values()))
    for count, done in rounds.items():
        speed, base_speed = (median(one.pages_a_second for one in each) for each in (done, first))
        memory, base_memory = (median(one.memory for one in each) for each in (done, first))
        times = sorted(seconds for one in done for seconds in one.times)
        shares = "–".join(f"{share:.0%}" for share in (min(done[0].shares), max(done[0].shares)))
        cells = (
            count,
            f"{speed:.1f}",
            f"{speed / base_speed:.2f}",
            f"{median(times) * 1000:.0f}",
            f"{times[len(times) * 19 // 20] * 1000:.0f}",
            f"{median(one.work for one in done) * 1000:.0f}",
            shares,
            f"{memory / _MEGABYTE:.0f}",
            f"{memory / base_memory:.2f}",
            f"{median(kilobytes for one in done for kilobytes in one.private) / _MEGABYTE:.0f}",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


@contextmanager
def _server(options: argparse.Namespace, processes: int) -> Iterator[tuple[int, int]]:
    """Run a server; yield the id of its parent process and its port."""
    arguments = {"--index-dir": options.index_dir, "--processes": processes, "--threads": options.threads}
    command = [*_SERVE, *(str(word) for argument in arguments.items() for word in argument)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        address = re.search(r":(\d+) ", line)
        if not address:
            raise SystemExit(f"The server did not start: {line}")
        yield process.pid, int(address[1])
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_TIMEOUT)


def _get(port: int, path: str) -> float:
    """Ask for a page and return the seconds until it had come whole."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    return time.perf_counter() - begun


def _children(pid: int) -> list[int]:
    """Return the ids of the processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if re.search(rf"^PPid:\s+{pid}$", status.read_text(), re.MULTILINE):
                found.append(int(status.parent.name))
    return found


def _processor_seconds(pid: int) -> float:
    """Return the processor time that a process has taken so far, in seconds."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int, name: str) -> int:
    """Return one figure of the memory of a process, in kB."""
    match = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(match[1]) if match else 0


if __name__ == "__main__":
    main()
