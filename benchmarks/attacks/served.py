"""A server of the code in some folder, and what is asked of it and of its processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

PATIENCE = 240.0
"""Seconds after which an attack has won: nothing that it waits for came."""
_POLL = 0.3
_SERVE = "from webapp.cli import main; main()"
EDGE = "-----------------------------rapporteur"
_REFRESH = re.compile(rb'http-equiv="refresh" content="(\d+)"')


class Answer(NamedTuple):
    """A status code, 0 when no answer came in time, the body, and the seconds that it took."""

    status: int
    body: bytes
    seconds: float

    @property
    def word(self) -> str:
        """What a page says above its form, if it says something there."""
        match = re.search(rb'<p class="trouble"[^>]*>(.*?)</p>', self.body, re.DOTALL)
        return match[1].decode() if match else ""


@dataclass(frozen=True)
class Target:
    """A running server."""

    process: subprocess.Popen[str]
    port: int

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        """Send a request on a new connection and read its answer."""
        begun = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body or None, {"Connection": "close", **(headers or {})})
            answer = connection.getresponse()
            text = answer.read()
            location = answer.headers.get("Location")
        except OSError:
            return Answer(0, b"", time.monotonic() - begun)
        finally:
            connection.close()
        return Answer(answer.status, location.encode() if location else text, time.monotonic() - begun)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path)

    def check(self, name: str, data: bytes) -> Answer:
        """Send a draft as the form does, and come back until there is a report or a refusal."""
        begun = time.monotonic()
        part = "text" if not name else f'file"; filename="{name}'
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{part}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{EDGE}--\r\n".encode()
        answer = self.ask("POST", "/verify", body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"})
        if answer.status == 303:
            path = answer.body.decode()
            answer = self.get(path)
            while (again := _REFRESH.search(answer.body)) and time.monotonic() - begun < PATIENCE:
                time.sleep(int(again[1]))
                answer = self.get(path)
        return answer._replace(seconds=time.monotonic() - begun)

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def workers(self) -> list[int]:
        """Return the processes that the server has started, and those that these have started."""
        return _descendants(self.process.pid)

    def memory(self) -> float:
        """Return the memory of all its processes in MB, what they share counted once."""
        return sum(map(_memory, [self.process.pid, *self.workers()])) / 1024


@contextmanager
def attacked(code: Path, index_dir: Path, *options: str, threads: int = 8) -> Iterator[Target]:
    """Run a server of two processes from the code in a folder, over an index."""
    command = [sys.executable, "-P", "-c", _SERVE, "serve", "--port", "0", "--index-dir", str(index_dir)]
    command += ["--processes", "2", "--threads", str(threads), *options]
    environment = {**os.environ, "PYTHONPATH": str(code)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=code, env=environment)
    try:
        line = process.stdout.readline() if process.stdout else ""
        address = re.search(r":(\d+) ", line)
        if not address:
            raise SystemExit(f"The server did not start: {line}")
        target = Target(process, int(address[1]))
        for _ in range(8):  # both processes have opened the index
            target.get("/search?q=training")
        yield target
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=60)
        if process.poll() is None:
            process.kill()
            process.communicate()


def slowest_meanwhile(ask: Callable[[], Answer], attack: Callable[[], object]) -> tuple[float, int]:
    """Run an attack, and return the slowest of the answers meanwhile and how many there were; a late one is counted."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    slowest, count = 0.0, 0
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(attack)
        while not running.done() or not count:
            answer = ask()
            slowest, count = max(slowest, answer.seconds if answer.status == 200 else PATIENCE), count + 1
            time.sleep(_POLL / 3)
        running.result()
    return slowest, count


def _descendants(pid: int) -> list[int]:
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, _, rest = stat.read_text().partition(" (")
            parents[int(number)] = int(rest.rpartition(") ")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def _memory(pid: int) -> int:
    """Return the memory of a process in kB (PSS)."""
    with suppress(OSError):
        match = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(match[1]) if match else 0
    return 0
