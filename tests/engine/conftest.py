"""One small real index for the tests of this folder."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine.whoosh import WhooshEngine, WhooshWriter
from indexer.model import Passage
from tests.corpus_factory import (
    CAPACITY,
    CHAIR,
    CONCEPT,
    DRONES,
    MENTORS,
    NOTE,
    PAPER,
    PROGRAMME,
    SESSIONS,
    SUMMARY,
    TRAINING,
    passage,
)

WORDS = (
    "women peace security training trainers trained mission mandate the of to people centered "
    "S/RES/2719 A4P+ Jenča pledges"
).split()
OF_MEETING = {"montevideo-2024": (None, CAPACITY, TRAINING, MENTORS), "islamabad-2025": (None, DRONES)}


def _corpus() -> tuple[Passage, ...]:
    """Make passages of a few words at random, the same ones each time, in all sessions and documents."""
    chance = random.Random(2719)  # noqa: S311  # chance here is variety, not secrecy
    made = []
    for paper in (PROGRAMME, SUMMARY, CONCEPT, NOTE, PAPER):
        for ordinal in range(30):
            text = " ".join(chance.choices(WORDS, k=chance.randint(1, 9))) + "."
            session = chance.choice(OF_MEETING.get(paper.meeting.id, (None,)))
            people = (CHAIR,) if chance.random() < 0.1 else ()
            headings = (" ".join(chance.choices(WORDS, k=2)),) if chance.random() < 0.5 else ()
            made.append(passage(paper, ordinal, text, session, people=people, headings=headings))
    return tuple(made)


CORPUS = _corpus()


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    """Open an index of `CORPUS`."""
    path: Path = tmp_path_factory.mktemp("engine") / "engine"
    with WhooshWriter(path) as writer:
        writer.add(CORPUS, SESSIONS)
        writer.finish()
    opened = WhooshEngine(path)
    yield opened
    opened.close()
