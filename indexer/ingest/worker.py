"""A process that reads one file after another, so that a file that hangs or crashes a reader costs only itself.

Run as `python -m indexer.ingest.worker MEMORY`, it takes tasks on standard input and answers on standard output.
Who starts, feeds and ends such processes is `workers`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import sys
import threading
import time
from typing import BinaryIO

import msgspec

from indexer.errors import RapporteurError
from indexer.text.language_id import detect_language

from .tasks import ExternalFile, ExternalReading, PaperReading, ReadFailure, ReadTask, read_external, read_task

_LENGTH = struct.Struct(">Q")
WorkerResult = PaperReading | ExternalReading | ReadFailure
_LOOK = 0.5  # seconds between two looks at whether the parent is there
_GRACE = 10.0  # seconds: ending a process that is late is its parent's first


def send_message(stream: BinaryIO, message: bytes) -> None:
    """Write one message, its length first."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def receive_message(stream: BinaryIO) -> bytes | None:
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


def _end_with(parent: int) -> None:
    """End this process once the one that started it is gone, also in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _limit_time(seconds: float) -> None:
    """Have the system end this process if it is still busy well after its time, where nobody is there to do so."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0)


def run_task(task: ReadTask | ExternalFile) -> WorkerResult:
    """What became of a task: what was read, or why nothing was."""
    try:
        return read_task(task) if isinstance(task, ReadTask) else read_external(task)
    except RapporteurError as error:
        return ReadFailure(str(error), option=getattr(error, "option", ""))
    except MemoryError:
        return _too_large(task.limits.memory)
    except Exception as error:  # a fault of the reader's costs this paper, not the corpus
        return ReadFailure(f"could not be read ({type(error).__name__}: {error}): please report it", ends_process=True)


def _too_large(memory: int) -> ReadFailure:
    return ReadFailure(
        f"needs more than {memory / 1e9:g} GB of memory to read: split it", ends_process=True, option="--max-memory"
    )


def _answer(message: bytes, decoder: msgspec.msgpack.Decoder[ReadTask | ExternalFile], memory: int) -> bytes:
    """The answer to a task as it came."""
    try:
        task = decoder.decode(message)
        _limit_time(task.limits.seconds)
        return msgspec.msgpack.encode(run_task(task))
    except MemoryError:  # not even the task, or what was read, fits
        return msgspec.msgpack.encode(_too_large(memory))
    finally:
        _limit_time(0)


def _tell(stream: BinaryIO, message: bytes) -> None:
    """Write one message; where nobody is there any more to read it, end in silence."""
    try:
        send_message(stream, message)
    except BrokenPipeError:
        os._exit(1)


def main() -> None:
    """Say that it is ready by an empty message, then answer tasks until there are no more, or nobody to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that started this one
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not run into the answers
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    detect_language("What every process needs is loaded before memory is counted.")
    _limit_memory(int(sys.argv[1]))
    _tell(answers, b"")
    decoder = msgspec.msgpack.Decoder(ReadTask | ExternalFile)
    while (message := receive_message(sys.stdin.buffer)) is not None:
        _tell(answers, _answer(message, decoder, int(sys.argv[1])))


if __name__ == "__main__":
    main()
