"""What a library is asked, and what each question costs in processor time and memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.memory import anonymous
from indexer.query.results import Query
from indexer.store.builds import open_library
from indexer.store.library import Library
from webapp.app import create_app

Question = Callable[[Library], object]
QUESTIONS: Mapping[str, Question] = {
    "open only": lambda library: library.facts,
    "numbers of the collection": lambda library: library.stats,
    "20 newest meetings": lambda library: library.meetings()[:20],
    "sessions of one meeting": lambda library: library.sessions("meeting-7"),
    "papers of one meeting": lambda library: library.documents("meeting-7"),
    "sessions of one person": lambda library: library.person_sessions("person-7"),
    "a session by its title": lambda library: library.expand_sessions("no-such"),
    "first page of people": lambda library: library.persons()[:50],
    "search with all facets": lambda library: library.search(Query(top_values=10)).total,
    "query to be read": lambda library: library.rewrite("harbour quota").node,
    "titles with words": lambda library: library.titles.with_words("harbour 77", 3),
    "quoted heading": lambda library: library.titles.find_any("Part 3 on wetland"),
}
PAGES = (
    *("/", "/meetings", "/m/meeting-7", "/m/meeting-7/2", "/people", "/people/person-7", "/d/meeting-7-summary"),
    *("/search?q=harbour", "/search?q=person%3Aperson-7", "/search?q=xyzzy", "/coverage"),
)


class MeasuredQuestion(NamedTuple):
    """Processor seconds of the first and the second time, and the memory that the process has more, in bytes."""

    first: float
    second: float
    memory: int


def measure(ask: Callable[[], object]) -> MeasuredQuestion:
    """Ask twice; both times are processor time."""
    before = anonymous()
    times: list[float] = []
    for _ in range(2):
        start = time.process_time()
        ask()
        times.append(time.process_time() - start)
    return MeasuredQuestion(times[0], times[1], max(0, anonymous() - before))


def ask_library(index_dir: Path, name: str) -> MeasuredQuestion:
    """Ask a library that was just opened one of `QUESTIONS`."""
    before, start = anonymous(), time.process_time()
    library = open_library(index_dir)
    opened, memory = time.process_time() - start, anonymous() - before
    asked = measure(lambda: QUESTIONS[name](library))
    return MeasuredQuestion(opened, asked.second, memory) if name == "open only" else asked


def ask_page(index_dir: Path, path: str) -> MeasuredQuestion:
    """Request one page of a site that was just opened."""
    client = create_app(index_dir, "https://papers.example.org").test_client()
    client.get("/help")
    return measure(lambda: client.get(path).get_data())
