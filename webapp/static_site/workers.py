"""Work done by processes side by side, whose results come in the order of the work. What the work is is not known."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from typing import TypeVar

from indexer.errors import RapporteurError

Work = TypeVar("Work")
Done = TypeVar("Done")
_WAITING = 3
"""Pieces of work that wait for each process, so that none is idle and few are in memory."""


class WorkerLost(RapporteurError):
    """A process was killed in the middle of its work."""

    def __init__(self) -> None:
        super().__init__(
            "A process was killed, perhaps because memory ran out. Nothing was changed. Try fewer at a time: --jobs 1."
        )


def run_in_processes(
    do: Callable[[Work], Done],
    pieces: Iterable[Work],
    jobs: int,
    begin: Callable[..., None] = lambda: None,
    *arguments: object,
) -> Iterator[Done]:
    """Yield what `do` returns for each piece of work; `begin` is called with the arguments when a process starts.

    Whoever takes what was done may add pieces to an iterator that has ended.

    Raise WorkerLost where a process is killed, and whatever `do` raises.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    waiting: deque[Future[Done]] = deque()
    source = iter(pieces)
    try:
        with ProcessPoolExecutor(jobs, context, partial(begin, *arguments)) as pool:
            waiting.extend(pool.submit(do, piece) for piece in islice(source, jobs * _WAITING))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(do, piece) for piece in islice(source, jobs * _WAITING - len(waiting)))
    except BrokenProcessPool:
        raise WorkerLost from None
    finally:
        for future in waiting:
            future.cancel()
