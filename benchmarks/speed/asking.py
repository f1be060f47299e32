"""Write the index of each contender and ask all of them the same queries in turns, so that other work on the machine
slows all alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.memory import resident

from .contenders import Ask, Contender, ContenderAnswer, OpenIndex, UnsupportedQuery
from .measured import WorkCost, measure_cost, time_work
from .paragraphs import read_passages
from .questions import QUESTIONS, BenchmarkQuery
from .rapporteur import RAPPORTEUR
from .sqlite_fts5 import SQLITE_FTS5
from .tantivy_index import TANTIVY

CONTENDERS = (RAPPORTEUR, SQLITE_FTS5, TANTIVY)


class ServingMemory(NamedTuple):
    """Memory of a process before it opened an index and after it answered every query, in bytes."""

    empty: int
    serving: int


class TimedAnswer(NamedTuple):
    """The answer of a contender to a query, and its median processor time over all rounds, in seconds."""

    found: ContenderAnswer
    seconds: float


Answers = Mapping[str, TimedAnswer | None]
"""By the contender's name; None where the query cannot be said."""


def write_index(contender: Contender, texts: Path, count: int, folder: Path) -> WorkCost:
    """Write an index of the first `count` paragraphs and return what it cost."""
    passages = read_passages(texts, count)
    return measure_cost(lambda: contender.write(folder, passages))


def measure_serving(contender: Contender, folder: Path) -> ServingMemory:
    """Open an index, ask every query once, and return the memory that this took."""
    empty = resident()
    opened = contender.open(folder)
    for ask in filter(None, (prepare(opened, question) for question in QUESTIONS)):
        ask()
    memory = ServingMemory(empty, resident())
    opened.close()
    return memory


def ask_all(folders: Sequence[Path], rounds: int) -> list[tuple[BenchmarkQuery, Answers]]:
    """Ask every contender every query, `rounds` times after one round that does not count."""
    opened = {item.name: item.open(folder) for item, folder in zip(CONTENDERS, folders, strict=True)}
    asks = [{name: prepare(index, question) for name, index in opened.items()} for question in QUESTIONS]
    times: list[dict[str, list[float]]] = [{name: [] for name in opened} for _ in QUESTIONS]
    answers: list[dict[str, ContenderAnswer]] = [{} for _ in QUESTIONS]
    for round_number in range(rounds + 1):
        for index in opened.values():
            index.drop_caches()
        for question_number, (name, ask) in (
            (question_number, item)
            for question_number, question_asks in enumerate(asks)
            for item in question_asks.items()
        ):
            if ask:
                seconds, answers[question_number][name] = _ask_once(ask)
                times[question_number][name] += [seconds] if round_number else []
    for index in opened.values():
        index.close()
    return [
        (
            question,
            {
                name: TimedAnswer(own_answers[name], median(own_times[name])) if name in own_answers else None
                for name in opened
            },
        )
        for question, own_answers, own_times in zip(QUESTIONS, answers, times, strict=True)
    ]


def prepare(index: OpenIndex, question: BenchmarkQuery) -> Ask | None:
    """Translate a query for an engine, or return None if the engine cannot express it."""
    try:
        return index.prepare(question.node)
    except UnsupportedQuery:
        return None


def _ask_once(ask: Ask) -> tuple[float, ContenderAnswer]:
    answers: list[ContenderAnswer] = []
    _, seconds = time_work(lambda: answers.append(ask()))
    return seconds, answers[0]
