"""Clients that ask all questions again and again, in processes with threads, as the site has them."""

from __future__ import annotations

import multiprocessing
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from .asked import QUERIES, AnswerDigest, AskedOnce, EngineAddress, ask, digest_of

PROCESSES = 2


class ClientLoad:
    """What running clients have seen; complete when the block of `clients` has ended."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.asked: list[AskedOnce] = []

    def since(self, begin: float, end: float = float("inf")) -> list[AskedOnce]:
        """Return what was asked in some seconds after the beginning."""
        return [once for once in self.asked if begin <= once.begun - self.begun < end]


@contextmanager
def clients(
    address: EngineAddress, count: int, expected: Sequence[AnswerDigest] | None, processes: int = PROCESSES
) -> Iterator[ClientLoad]:
    """Let clients ask until the end of the block; they begin together, when each process has opened the index."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    started = []
    for number in range(processes):
        receiver, sender = context.Pipe(duplex=False)
        threads = len(range(number, count, processes))
        process = context.Process(target=_ask_until, args=(address, threads, number, expected, stop, sender))
        process.start()
        sender.close()
        started.append((process, receiver))
    for _, receiver in started:
        receiver.recv()
    load = ClientLoad()
    try:
        yield load
    finally:
        stop.set()
        for process, receiver in started:
            load.asked += receiver.recv()
            process.join()


def _ask_until(
    address: EngineAddress,
    threads: int,
    number: int,
    expected: Sequence[AnswerDigest] | None,
    stop: Event,
    sender: Connection,
) -> None:
    """Ask in threads of this process until told to stop, and send what was seen."""
    engine = address.open()
    seen: list[AskedOnce] = []

    def work(seed: int) -> None:
        order = random.Random(seed)  # noqa: S311  # a measurement has to be repeatable
        while not stop.is_set():
            for question in order.sample(range(len(QUERIES)), len(QUERIES)):
                if stop.is_set():
                    break
                seen.append(ask(engine, question, expected))

    ask(engine, 0, None)  # the index is open
    sender.send(None)
    running = [threading.Thread(target=work, args=(1000 * number + thread,)) for thread in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    engine.close()
    sender.send(seen)


def ask_in_order(address: EngineAddress, rounds: int) -> tuple[list[AnswerDigest], list[AskedOnce]]:
    """Ask each question so many times, one at a time, after a first round that does not count.

    Return the answers, which have to be the same each time, and the times.
    """
    engine = address.open()
    try:
        expected = [digest_of(engine.search(query)) for query in QUERIES]
        asked = [ask(engine, question, expected) for _ in range(rounds) for question in range(len(QUERIES))]
    finally:
        engine.close()
    return expected, asked
