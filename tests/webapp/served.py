"""A server of real processes for tests: started by the command, asked over sockets, stopped by a signal."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.error import HTTPError
from urllib.request import urlopen

SERVE = (sys.executable, "-c", "from webapp.cli import main; main()", "serve")
PATIENCE = 60.0
"""Seconds until a test gives up waiting for what must come about; never a measure of how soon it did."""


@dataclass
class ServedSite:
    """A running server."""

    process: subprocess.Popen[str]
    url: str
    log_file: Path
    errors: str = ""
    """What it wrote to standard error, once it has been stopped."""

    @property
    def address(self) -> tuple[str, int]:
        """The address that it listens at."""
        host, _, port = self.url.removeprefix("http://").rpartition(":")
        return host, int(port)

    def workers(self) -> set[int]:
        """Return the ids of its processes that answer requests."""
        found = set()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
                number, _, rest = stat.read_text().partition(" (")
                state, parent, *_ = rest.rpartition(") ")[2].split()
                if int(parent) == self.process.pid and state != "Z":
                    found.add(int(number))
        return found

    def status(self, path: str) -> int:
        """Return the status code of a page."""
        return status(self.url + path)

    def build(self) -> str:
        """Return the name of the build that one of the processes answers from, or nothing when it has none."""
        try:
            with urlopen(self.url + "/readyz", timeout=PATIENCE) as response:  # noqa: S310  # our own server
                return str(json.load(response)["build"])
        except HTTPError as error:
            error.close()
            return ""

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Stop it by a signal and return its exit status."""
        self.process.send_signal(by)
        self.process.communicate(timeout=PATIENCE)
        self.errors = self.log()
        return self.process.returncode

    def log(self) -> str:
        """Return what it has written to standard error so far."""
        return self.log_file.read_text(encoding="utf-8")


@contextmanager
def served_site(index_dir: Path, *options: str, prelude: str = "") -> Iterator[ServedSite]:
    """Run the server at a free port, after some code of a test; end it at last if the test has not."""
    python, flag, program, *serve = SERVE
    command = [python, flag, prelude + program, *serve, "--port", "0", "--index-dir", str(index_dir), *options]
    with NamedTemporaryFile() as log_file:  # not a pipe: nobody reads it while the server writes
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log_file, text=True)
        with _ended(process):
            assert process.stdout
            line = process.stdout.readline()
            url = re.search(r"http://\S+:\d+", line)
            assert url, line + Path(log_file.name).read_text(encoding="utf-8")
            yield ServedSite(process, url[0], Path(log_file.name))


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a process at last, and close what it wrote to."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        if process.stdout:
            process.stdout.close()


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something has come about; fail when it has not after a long time."""
    give_up_at = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def status(address: str) -> int:
    """Return the status code of a URL."""
    try:
        with urlopen(address, timeout=PATIENCE) as response:  # noqa: S310  # our own server
            return int(response.status)
    except HTTPError as error:
        with error:
            return error.code


def answer_to(connection: socket.socket) -> bytes:
    """Return everything that a server sends on a connection, to the end."""
    with connection.makefile("rb") as stream:
        return stream.read()
