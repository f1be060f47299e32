"""Writes the passages of a collection as a build of the site, and asks it through the function that the site calls."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.model import Document, Meeting, Passage
from indexer.store.build_facts import BUILD_FILE
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogue_writer import SqliteCatalogueWriter
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import ENGINE_FOLDER, Library
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter
from webapp.address.params import parse_request
from webapp.search.find import find

PASSAGE_PREFIX = "paper."
"""What the id of a passage has before the id of its text."""


def one_paper(texts: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return texts by id as the passages of one report in English."""
    meeting = Meeting("meeting", "Meeting")
    paper = Document("paper", "Paper", "report", "reported", "paper.txt", (meeting,), "en")
    return tuple(
        Passage(f"{PASSAGE_PREFIX}{id_}", text, "paragraph", ordinal, paper, meeting)
        for ordinal, (id_, text) in enumerate(texts.items())
    )


def write_library(folder: Path, passages: Iterable[Passage]) -> None:
    """Write passages, which come paper by paper, with the writers that every build is written with."""
    folder.mkdir(parents=True)
    with (
        SqliteCatalogueWriter(folder / CATALOGUE_FILE) as catalogue,
        Engines().writer(DEFAULT_ENGINE, folder / ENGINE_FOLDER) as engine,
        SuggestionsWriter(folder / SUGGESTIONS_FILE, folder / ENGINE_FOLDER) as suggestions,
    ):
        for paper, group in groupby(passages, lambda passage: passage.document):
            of_paper = list(group)
            catalogue.add_document(paper, (), of_paper)
            engine.add(of_paper)
            suggestions.add(of_paper)
        for writer in (catalogue, engine, suggestions):
            writer.finish()
    (folder / BUILD_FILE).write_text(json.dumps({"format": BUILD_FORMAT, "skipped": []}), encoding="utf-8")


def rank(library: Library, question: str, depth: int) -> list[str]:
    """Return the ids of the first passages that the site lists for a question, as its address asks it."""
    outcome = find(library, parse_request([("q", question)]), size=1)
    return list(library.first(outcome.results.query, depth)) if outcome.results.total else []
