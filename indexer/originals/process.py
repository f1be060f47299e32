"""The process that looks into one file: a file that was made to break the program that reads it breaks only this.

Run as `python -m indexer.originals.process FILE MEMORY SECONDS`, where FILE is the number of an open file: it reads one
task from standard input and writes one answer to standard output. Starting and ending it belongs to `runner`.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import IO

import msgspec

from .messages import NotShown, PageWanted, ShowingAnswer, ShowingTask

MOST_ANSWER = 16_000_000
"""Bytes of an answer."""
_NICENESS = 5
_OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1  # of `prctl(2)`, Linux


def main() -> None:
    """Answer one task and end."""
    number, memory, seconds = map(int, sys.argv[1:])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with the answer
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=ShowingTask)
    with os.fdopen(number, "rb") as file:
        answers.write(msgspec.msgpack.encode(_answer(task, file, memory, seconds)))
    answers.close()
    os._exit(0)  # without what libraries do at an exit


def _answer(task: ShowingTask, file: IO[bytes], memory: int, seconds: int) -> ShowingAnswer:
    try:
        if isinstance(task, PageWanted):
            from .drawing import draw_page  # noqa: PLC0415  # the program is loaded before its limits begin

            _limit(memory, seconds)
            return draw_page(file, task)
        from .source_lines import show_lines  # noqa: PLC0415

        _limit(memory, seconds)
        return show_lines(file.read(), task)
    except MemoryError:
        return NotShown("memory")


def _limit(memory: int, seconds: int) -> None:
    """Set the limits that the system keeps for this process."""
    with suppress(OSError):
        os.nice(_NICENESS)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))  # beyond the first, it is told by its signal
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER, MOST_ANSWER))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    with suppress(OSError, ValueError), open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  # a file of the system
        used = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


if __name__ == "__main__":
    main()
