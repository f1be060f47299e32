"""Measure the whole site over many paragraphs: what is written beside the search files, and how long a page of results
takes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from benchmarks.memory import resident
from indexer.model import Passage, Person, Session
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import publish
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogue_writer import SqliteCatalogueWriter
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import ENGINE_FOLDER
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter
from webapp.app import create_app
from webapp.serving.processes import settle_objects

from .corpora import MeasuredCorpus, read_corpus
from .measured import Timed, WorkCost, measure_cost, time_work
from .questions import QUESTIONS


class BuildPart(NamedTuple):
    """A part of a build beside the search files: the cost of writing it, and its size on disk in bytes."""

    name: str
    cost: WorkCost
    bytes: int


class ResultPageTimes(NamedTuple):
    """Pages of results of a running site: the times of each query, and the memory of its process before and after."""

    times: Sequence[Sequence[Timed]]
    empty: int
    serving: int


def complete_build(corpus: MeasuredCorpus, index_dir: Path, build: Path) -> list[BuildPart]:
    """Write everything of a build except its search files, which exist already, and make the build live."""
    all_passages = read_corpus(corpus)
    papers = [
        (paper, list(paper_passages))
        for paper, paper_passages in groupby(all_passages, key=lambda passage: passage.document)
    ]
    people = {
        speaker.person or "": Person(speaker.person or "", speaker.name)
        for passage in all_passages
        for speaker in passage.people
    }

    def catalogue() -> None:
        with SqliteCatalogueWriter(build / CATALOGUE_FILE) as writer:
            for paper, paper_passages in papers:
                writer.add_document(paper, (), paper_passages)
            writer.add_persons(people.values())
            writer.finish()

    def suggestions() -> None:
        with SuggestionsWriter(build / SUGGESTIONS_FILE, build / ENGINE_FOLDER) as writer:
            for _, paper_passages in papers:
                writer.add(paper_passages, _sessions(paper_passages))
            writer.add_names(tuple(people.values()), ())
            writer.finish()

    parts = [
        BuildPart("catalogue", measure_cost(catalogue), size_of(build / CATALOGUE_FILE)),
        BuildPart("suggestions", measure_cost(suggestions), size_of(build / SUGGESTIONS_FILE)),
    ]
    built = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    facts = {"format": BUILD_FORMAT, "fingerprint": "", "built": built, "skipped": []}
    (build / BUILD_FILE).write_text(json.dumps(facts), encoding="utf-8")
    publish(index_dir, build)
    return parts


def size_of(file: Path) -> int:
    """Return the size of one file in bytes."""
    return file.stat().st_size


def _sessions(passages: Sequence[Passage]) -> list[Session]:
    return list({passage.session.id: passage.session for passage in passages if passage.session}.values())


def time_result_pages(index_dir: Path, rounds: int) -> ResultPageTimes:
    """Request the page of results of every query, `rounds` times after one round that does not count."""
    empty = resident()
    client = create_app(index_dir, "https://papers.example.org").test_client()
    client.get("/")
    settle_objects()  # as the server does before it answers
    times: list[list[Timed]] = [[] for _ in QUESTIONS]
    for _ in range(rounds + 1):
        for query_times, question in zip(times, QUESTIONS, strict=True):
            address = f"/search?q={quote(question.typed)}"
            query_times.append(time_work(lambda address=address: client.get(address).get_data()))  # type: ignore[misc]
    return ResultPageTimes(times, empty, resident())
