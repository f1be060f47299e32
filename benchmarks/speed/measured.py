"""Measure a piece of work, where needed in a process of its own so that nothing else counts."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeVar

from benchmarks.memory import begin_peak, peak

Made = TypeVar("Made")
Timed = tuple[float, float]
"""Seconds by the clock, and of the processor."""


class WorkCost(NamedTuple):
    """The cost of writing: seconds by the clock and of the processor, and additional memory in bytes."""

    seconds: float
    processor: float
    memory: int


def measure_cost(work: Callable[[], object]) -> WorkCost:
    """Run a function and return its cost."""
    before = begin_peak()
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return WorkCost(time.perf_counter() - clock, time.process_time() - processor, peak() - before)


def time_work(work: Callable[[], object]) -> Timed:
    """Run a function and return the seconds by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def run_in_process(work: Callable[..., Made], *arguments: object) -> Made:
    """Call a function of a module in a new process and return its result."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_result, args=(sender, work, arguments))
    process.start()
    sender.close()
    try:
        result: Made = receiver.recv()
    except EOFError:
        raise SystemExit(f"{work.__name__} did not come to its end") from None
    finally:
        process.join()
    return result


def _send_result(sender: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    sender.send(work(*arguments))
