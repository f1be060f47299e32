"""The thirty questions as the site asks them, with ten values of each facet, and whether an answer is the right one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.speed.questions import QUESTIONS
from indexer.engine.protocol import Engine
from indexer.query.results import EngineAnswer, Query

VALUES = 10
QUERIES = tuple(Query(question.node, top_values=VALUES) for question in QUESTIONS)


class ForgettingEngine(Engine, Protocol):
    """An engine that can drop what it keeps of earlier answers."""

    def forget(self) -> None:
        """Answer the next query as if nobody had asked before."""


class EngineAddress(NamedTuple):
    """An index that a process of its own can open."""

    open_folder: Callable[[Path], ForgettingEngine]
    folder: Path

    def open(self) -> ForgettingEngine:
        """Open the index."""
        return self.open_folder(self.folder)


class AnswerDigest(NamedTuple):
    """What has to be the same whenever a question is asked."""

    total: int
    counts: frozenset[tuple[str, str, int]]
    ids: tuple[str, ...]


class AskedOnce(NamedTuple):
    """One question and what came of it; `begun` is of the machine's clock, which all processes share."""

    begun: float
    seconds: float
    question: int
    outcome: str
    """`right`, what is other than expected, or the name of an error."""


def digest_of(answer: EngineAnswer) -> AnswerDigest:
    """Return what has to be the same of an answer."""
    counts = frozenset(
        (facet, value, count) for facet, values in answer.facet_counts.items() for value, count in values.items()
    )
    return AnswerDigest(answer.total, counts, tuple(passage for passage, _ in answer.matches))


def ask(engine: ForgettingEngine, question: int, expected: Sequence[AnswerDigest] | None) -> AskedOnce:
    """Ask a question that nobody has asked before and hold the answer against what is expected."""
    engine.forget()
    begun = time.monotonic()
    try:
        found = digest_of(engine.search(QUERIES[question]))
    except Exception as error:  # whatever it is, the reader has no answer
        return AskedOnce(begun, time.monotonic() - begun, question, type(error).__name__)
    seconds = time.monotonic() - begun
    return AskedOnce(begun, seconds, question, _held_against(expected[question], found) if expected else "right")


def _held_against(expected: AnswerDigest, found: AnswerDigest) -> str:
    if found.total != expected.total:
        return "other total"
    if found.counts != expected.counts:
        return "other counts"
    return "right" if found.ids == expected.ids else "other first ten"
