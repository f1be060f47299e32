"""Write the index of each contender and ask all of them the same queries in turns, so that other work on the machine
slows all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.memory import resident
from indexer.query.results import FacetName

from .contenders import Ask, BenchmarkRequest, Contender, ContenderAnswer, OpenIndex, UnsupportedQuery
from .corpora import MeasuredCorpus, read_corpus
from .measured import WorkCost, measure_cost, time_work
from .questions import DEFAULT_QUESTIONS, QUESTIONS, BenchmarkQuery
from .rapporteur import RAPPORTEUR
from .sqlite_fts5 import SQLITE_FTS5
from .tantivy_index import TANTIVY

CONTENDERS = (RAPPORTEUR, SQLITE_FTS5, TANTIVY)
TEN = 10
"""Values a facet that a page of results shows."""


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
AskedQueries = Sequence[tuple[BenchmarkQuery, Answers]]


class Way(NamedTuple):
    """A way of asking: the questions, and what is asked beside their trees."""

    name: str
    questions: Sequence[BenchmarkQuery]
    request: Callable[[BenchmarkQuery, tuple[str, ...]], BenchmarkRequest]
    """Takes a question and the two most frequent years."""


WAYS = (
    Way("all values of every facet", QUESTIONS, lambda question, _: BenchmarkRequest(question.node)),
    Way("ten values a facet", QUESTIONS, lambda question, _: BenchmarkRequest(question.node, TEN)),
    Way("in two years", QUESTIONS, lambda question, years: BenchmarkRequest(question.node, TEN, _in_years(years))),
    Way("second page", QUESTIONS, lambda question, _: BenchmarkRequest(question.node, TEN, page=2)),
    Way("newest first", QUESTIONS, lambda question, _: BenchmarkRequest(question.node, TEN, newest=True)),
    Way("some of the words", DEFAULT_QUESTIONS, lambda question, _: BenchmarkRequest(question.node, TEN)),
)
STRICT, DEFAULT = WAYS[0], WAYS[-1]


def _in_years(years: tuple[str, ...]) -> Mapping[FacetName, tuple[str, ...]]:
    return {"year": years}


def write_index(contender: Contender, corpus: MeasuredCorpus, folder: Path) -> WorkCost:
    """Write an index of the passages of a corpus and return what it cost."""
    passages = read_corpus(corpus)
    return measure_cost(lambda: contender.write(folder, passages))


def measure_serving(contender: Contender, folder: Path) -> ServingMemory:
    """Open an index, ask every query once, and return the memory that this took."""
    empty = resident()
    opened = contender.open(folder)
    for ask in filter(None, (prepare(opened, BenchmarkRequest(question.node)) for question in QUESTIONS)):
        ask()
    memory = ServingMemory(empty, resident())
    opened.close()
    return memory


def ask_all(folders: Sequence[Path], rounds: int) -> dict[str, AskedQueries]:
    """Ask every contender every query in every way; return the answers by the name of the way."""
    opened = {item.name: item.open(folder) for item, folder in zip(CONTENDERS, folders, strict=True)}
    counts = opened[RAPPORTEUR.name].prepare(BenchmarkRequest(None))().facet_counts["year"]
    years = tuple(sorted(counts, key=counts.__getitem__, reverse=True)[:2])
    asked = {way.name: _ask_in_turns(opened, way, years, rounds) for way in WAYS}
    for index in opened.values():
        index.close()
    return asked


def _ask_in_turns(opened: Mapping[str, OpenIndex], way: Way, years: tuple[str, ...], rounds: int) -> AskedQueries:
    """Ask every query `rounds` times after one round that does not count."""
    requests = [way.request(question, years) for question in way.questions]
    asks = [{name: prepare(index, request) for name, index in opened.items()} for request in requests]
    times: list[dict[str, list[float]]] = [{name: [] for name in opened} for _ in asks]
    answers: list[dict[str, ContenderAnswer]] = [{} for _ in asks]
    for round_number in range(rounds + 1):
        for index in opened.values():
            index.drop_caches()
        for question_number, question_asks in enumerate(asks):
            for name, ask in question_asks.items():
                if ask:
                    seconds, answers[question_number][name] = _ask_once(ask)
                    times[question_number][name] += [seconds] if round_number else []
    return [
        (
            question,
            {
                name: TimedAnswer(own_answers[name], median(own_times[name])) if name in own_answers else None
                for name in opened
            },
        )
        for question, own_answers, own_times in zip(way.questions, answers, times, strict=True)
    ]


def prepare(index: OpenIndex, request: BenchmarkRequest) -> Ask | None:
    """Translate a request for an engine, or return None if the engine cannot express it."""
    try:
        return index.prepare(request)
    except UnsupportedQuery:
        return None


def _ask_once(ask: Ask) -> tuple[float, ContenderAnswer]:
    answers: list[ContenderAnswer] = []
    _, seconds = time_work(lambda: answers.append(ask()))
    return seconds, answers[0]
