"""A process that reads one file after another, so that a file that hangs or crashes a reader costs only itself.

Run as `python -m indexer.worker MEMORY`, it takes tasks on standard input and answers on standard output.
Who starts, feeds and ends such processes is `workers`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import sys
from typing import BinaryIO

import msgspec

from .errors import RapporteurError
from .reading import Failure, Stored, Task, read_task

_LENGTH = struct.Struct(">Q")
Answer = Stored | Failure


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message, its length first."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one message, or None where there are no more."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = int(_LENGTH.unpack(head)[0])
    body = stream.read(length)
    return body if len(body) == length else None


def _limit_memory(extra: int) -> None:
    """Allow this much memory beyond what the process has now, where the system can hold a process to it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # only Unix has it

        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # a file of the system, not of the corpus
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + extra, now + extra))


def answer(task: Task) -> Answer:
    """What became of a task: what was read, or why nothing was."""
    try:
        return read_task(task)
    except RapporteurError as error:
        return Failure(str(error))
    except MemoryError:
        size = f"{task.limits.memory / 1e9:g} GB"
        return Failure(f"needs more than {size} of memory to read: split it, or raise the limit with --max-memory")
    except Exception as error:  # a fault of the reader's costs this paper, not the corpus
        return Failure(f"could not be read ({type(error).__name__}: {error}): please report it")


def main() -> None:
    """Answer tasks until there are no more, or nobody is left to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that started this one
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not run into the answers
    _limit_memory(int(sys.argv[1]))
    decoder = msgspec.msgpack.Decoder(Task)
    while (message := receive(sys.stdin.buffer)) is not None:
        with contextlib.suppress(BrokenPipeError):
            send(answers, msgspec.msgpack.encode(answer(decoder.decode(message))))


if __name__ == "__main__":
    main()
