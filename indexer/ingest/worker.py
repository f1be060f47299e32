"""A process that reads one file after another, so that a file that hangs or crashes a reader costs only itself.

Run as `python -m indexer.ingest.worker MEMORY`, it reads tasks from standard input and writes results to standard
output. Starting, feeding and ending such processes belongs to `pool`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import msgspec

from indexer.errors import FailureCause, RapporteurError
from indexer.making.tasks import MakeTask, make_papers
from indexer.model import Source
from indexer.readers import read_source
from indexer.readers.limits import LIMITS, Limits
from indexer.structure.parse import parse_paper
from indexer.text.language_id import ModelNotLoaded, load_model

from .messages import receive_message, send_message
from .tasks import Answer, ModelWanted, ProcessTask, ReadFailure, ReadTask, read_external, read_task

_PARENT_CHECK_SECONDS = 0.5  # between two checks whether the parent is there
_GRACE_SECONDS = 10.0  # the parent ends a late process; only if it does not, the system does


def _limit_memory(memory: int) -> None:
    """Limit the process to this many bytes beyond what it has now, where the system supports limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # only Unix has it

        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # a file of the system, not of the corpus
            used = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _exit_with(parent: int) -> None:
    """Exit once the parent process is gone, even in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_SECONDS)
    os._exit(1)


def _limit_time(limits: Limits | None) -> None:
    """Have the system end this process when it has had its processor time, by which its parent knows it; or no longer.

    It ends it also when it is there well after its time by the clock, and no parent ends it.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, limits.seconds if limits else 0)
        signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + _GRACE_SECONDS if limits else 0)


def run_task(task: ProcessTask) -> Answer:
    """Run a task and return what was read, why nothing was, or why the task has to be given once more."""
    try:
        if isinstance(task, MakeTask):
            return make_papers(task)
        return read_task(task) if isinstance(task, ReadTask) else read_external(task)
    except ModelNotLoaded:
        return ModelWanted()
    except RapporteurError as error:
        return ReadFailure(str(error), option=getattr(error, "option", ""), cause=getattr(error, "cause", "passing"))
    except MemoryError:
        return _too_large(task.limits.memory)
    except Exception as error:  # a fault of a reader costs this paper, not the corpus
        # What the system refuses it may grant the next time; another fault is the same until the reader is mended.
        cause: FailureCause = "passing" if isinstance(error, OSError) else "file"
        reason = f"could not be read ({type(error).__name__}: {error}): please report it"
        return ReadFailure(reason, ends_process=True, cause=cause)


def _too_large(memory: int) -> ReadFailure:
    return ReadFailure(
        f"needs more than {memory / 1e9:g} GB of memory to read: split it", ends_process=True, option="--max-memory"
    )


def _run_encoded(message: bytes, decoder: msgspec.msgpack.Decoder[ProcessTask], memory: int) -> bytes:
    """Decode and run a task and return the encoded result."""
    try:
        task = decoder.decode(message)
        _limit_time(task.limits)
        return msgspec.msgpack.encode(run_task(task))
    except MemoryError:  # not even the task, or what was read, fits
        return msgspec.msgpack.encode(_too_large(memory))
    finally:
        _limit_time(None)


def _send_or_exit(stream: BinaryIO, message: bytes) -> None:
    """Write one message; exit silently where no process reads it any more."""
    try:
        send_message(stream, message)
    except BrokenPipeError:
        os._exit(1)


_FIRST_PAPER = """\
Minutes of the Harbour Board

Oslo, Norway, 4 May 2031

Ms. Low (Norway): The tables of words are loaded when first asked for.
"""


def load_tables() -> None:
    """Load what every reading process needs, before its memory is counted: a paper is read, so that tables are made.

    Its language is stated, because the model is loaded for a paper that needs it only.
    """
    source = Source(Path("first.txt"), "first.txt", "")
    parse_paper(source, replace(read_source(source, _FIRST_PAPER.encode(), LIMITS), language="en"))


def answer_tasks(memory: int) -> None:
    """Send an empty message when ready, then run tasks until there are no more or nobody reads the results.

    A file may take `memory` bytes beyond what the process has. What all need is loaded before.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is handled by the process that started this one
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # whatever whoever started the command ignored
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with the results
    threading.Thread(target=_exit_with, args=(os.getppid(),), daemon=True).start()
    _limit_memory(memory)
    _send_or_exit(results, b"")
    decoder = msgspec.msgpack.Decoder(ProcessTask)
    while (message := receive_message(sys.stdin.buffer)) is not None:
        _send_or_exit(results, _run_encoded(message, decoder, memory))


def main() -> None:
    """Read in a process that was started by itself, as on systems without forks: it loads everything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load_tables()
    load_model()
    answer_tasks(int(sys.argv[1]))


if __name__ == "__main__":
    main()
