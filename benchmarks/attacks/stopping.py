"""Ways to stop a command of ours in the middle: a kill after so many seconds or changes of files, and too little room.

What is true afterwards is looked at in `kills`.
"""

from __future__ import annotations

import atexit
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

CODE = Path(__file__).parents[2]
_COMMAND = "from benchmarks.attacks.stopping import main_command; main_command()"
_COUNTED, _LAST = "STEPS_COUNTED_INTO", "LAST_STEP"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = frozenset("os.rename os.remove os.rmdir os.mkdir os.link os.truncate".split())
_ORPHAN_SECONDS = 20.0

Ended = subprocess.CompletedProcess[str]
Stop = Callable[[Sequence[str], Path], Ended | None]
"""Run a command in a folder, and stop it; return how it ended, None where it was killed."""


def run(arguments: Sequence[str], folder: Path, limit: int = 0) -> Ended:
    """Run `rapporteur` to its end, where files may have so many bytes at most, if that is not 0."""

    def set_limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    command = [sys.executable, "-c", _COMMAND, *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=set_limit if limit else None,
    )


def counted_run(arguments: Sequence[str], folder: Path, scratch: Path) -> tuple[float, int]:
    """Run `rapporteur` to its end; return the seconds it took, and how often it changed a file.

    Opening a file to write, renaming and deleting one count. Raise CalledProcessError where it fails.
    """
    environment = {**_environment(), _COUNTED: str(scratch)}
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", _COMMAND, *arguments], cwd=folder, env=environment, check=True, capture_output=True
    )
    return time.monotonic() - begun, int(scratch.read_text(encoding="utf-8"))


def killed_after(seconds: float) -> Stop:
    """Return what kills the command itself after some seconds; what it has started must end by itself."""

    def stop(arguments: Sequence[str], folder: Path) -> Ended | None:
        process = _start(arguments, folder, _environment())
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        return _ended(process)

    return stop


def killed_before_step(step: int) -> Stop:
    """Return what kills the command and all that it has started just before it changes a file for the n-th time."""

    def stop(arguments: Sequence[str], folder: Path) -> Ended | None:
        process = _start(arguments, folder, {**_environment(), _LAST: str(step)})
        process.wait()
        return _ended(process)

    return stop


def limited_to(size: int) -> Stop:
    """Return what lets no file grow over so many bytes."""
    return lambda arguments, folder: run(arguments, folder, size)


def main_command() -> None:
    """Run `rapporteur` with the arguments of this process; count its changes of files, and die at one if told."""
    last, steps = int(os.environ.get(_LAST, "0")), 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        flags = arguments[2] if event == "open" else 0
        if event in _CHANGES or (isinstance(flags, int) and flags & _WRITING):
            steps += 1
            if steps == last:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(count)
    if counted := os.environ.get(_COUNTED):
        atexit.register(lambda: Path(counted).write_text(str(steps), encoding="utf-8"))
    from webapp.cli import main  # noqa: PLC0415  # behind the hook

    sys.argv[0] = "rapporteur"
    main()


def orphans_of(session: int) -> int:
    """Return how many processes of a session are still there after they had time to end themselves."""
    until = time.monotonic() + _ORPHAN_SECONDS
    while (left := _of_session(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _of_session(session: int) -> int:
    found = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        found += int(fields[3]) == session and fields[0] != "Z"
    return found


def _start(arguments: Sequence[str], folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _COMMAND, *arguments]
    null = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=null, stderr=null, start_new_session=True)


def _ended(process: subprocess.Popen[bytes]) -> Ended | None:
    """Return how a process ended, None where it was killed, once all of its processes are gone. Raise OrphansLeft."""
    if left := orphans_of(process.pid):
        raise OrphansLeft(left)
    return None if process.returncode < 0 else Ended(process.args, process.returncode, "", "")


class OrphansLeft(Exception):
    """Processes that a killed command had started go on without it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} processes of a killed command go on")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(CODE), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "400"}
