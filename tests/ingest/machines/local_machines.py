"""A scheduler and workers of dask.distributed as processes of this machine, each started and ended by its id."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT

_PATIENCE = 60.0
_QUIET = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s", "DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING": "true"}


class LocalMachines:
    """A scheduler with its workers; `allowed_failures` are the deaths of workers after which it gives a task up."""

    def __init__(self, folder: Path, allowed_failures: int = 3, program: Path = ROOT) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []
        setting = {
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures),
            "PYTHONPATH": str(program),
        }
        self.scheduler = self._start("scheduler", ["--port", "0", "--host", "127.0.0.1"], setting, folder)
        self.address = self._address()

    def _address(self) -> str:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return str(json.loads(self._file.read_text())["address"])
            except (OSError, ValueError):
                assert time.monotonic() < end, (self._folder / "scheduler.log").read_text()
                time.sleep(0.05)

    def start_worker(
        self, name: str, *, program: Path = ROOT, is_watched: bool = False, folder: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a worker with one thread; one that `is_watched` is started again by its nanny when it dies."""
        options = ["--nthreads", "1", "--name", name, "--nanny" if is_watched else "--no-nanny"]
        options += ["--local-directory", str(self._folder / name), "--host", "127.0.0.1"]
        return self._start("worker", options, {"PYTHONPATH": str(program)}, folder or self._folder)

    def _start(self, kind: str, options: list[str], setting: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", kind, *options, "--no-dashboard", "--scheduler-file", str(self._file)]
        log = self._folder / f"{kind}{len(self._processes) or ''}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **_QUIET, **setting},
                cwd=folder,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def end(self) -> None:
        """End all processes that were started."""
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # a nanny with its worker
            process.wait()
