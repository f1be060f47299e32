"""One small real index for the tests of this folder."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from indexer.engine.protocol import Engine
from indexer.model import PASSAGE_KINDS, Participation, Passage, Voice
from tests.cluster.nodes import delete_indices
from tests.corpus_factory import (
    CAPACITY,
    CHAIR,
    CONCEPT,
    DRONES,
    GUEST,
    ISLAMABAD,
    MEMO,
    MENTORS,
    MONTEVIDEO,
    NOTE,
    PAPER,
    PROGRAMME,
    STRANGER,
    SUMMARY,
    TRAINING,
    YEARBOOK,
    passage,
)

from .engines import ENGINES, WHOOSH, EngineKind, ForgetfulEngine, Written, opened, opensearch

WORDS = (
    "women peace security training trainers trained mission mandate the of to people centered "
    "S/RES/2719 A4P+ Jenča pledges"
).split()
OTHER = Participation(
    "Samuel Ro", "speaker", "United Nations", person="samuel-ro", organisation="United Nations", country="Kenya"
)
OF_MEETING = {"montevideo-2024": (None, CAPACITY, TRAINING, MENTORS), "islamabad-2025": (None, DRONES)}
PEOPLE = ((CHAIR,), (GUEST,), (STRANGER,), (CHAIR, GUEST, STRANGER), (CHAIR, OTHER))
LANGUAGES = ("en", "en", "pt-BR", None, "es")
VOICES = ((), (), (Voice("several", "a", 0),), (Voice("one", "b", 0), Voice("unnamed", "c", 2), Voice("one", "d", 3)))
MENTIONS = (("S/RES/2719",), ("A/RES/75/1", "S/RES/2719"), ("S/RES/2719", "S/RES/2719"))


def _corpus() -> tuple[Passage, ...]:
    """Make passages of a few random words, the same each time, in all sessions and documents."""
    chance = random.Random(2719)  # noqa: S311  # chance here is variety, not secrecy
    passages = []
    for stated, language in zip((PROGRAMME, SUMMARY, CONCEPT, NOTE, PAPER), LANGUAGES, strict=True):
        paper = replace(stated, language=language)
        for ordinal in range(30):
            text = " ".join(chance.choices(WORDS, k=chance.randint(1, 9))) + "."
            session = chance.choice(OF_MEETING.get(paper.meetings[0].id, (None,)))
            people = chance.choice(PEOPLE) if chance.random() < 0.2 else ()
            headings = (" ".join(chance.choices(WORDS, k=2)),) if chance.random() < 0.5 else ()
            mentions = chance.choice(MENTIONS) if chance.random() < 0.2 else ()
            kind = chance.choice(PASSAGE_KINDS)
            voices = VOICES[ordinal % len(VOICES)]
            facts = {"people": people, "headings": headings, "mentions": mentions, "kind": kind, "voices": voices}
            passages.append(passage(paper, ordinal, text, session, **facts))
    for ordinal in range(20):
        text = " ".join(chance.choices(WORDS, k=5)) + "."
        paper, meeting = (MEMO, None) if ordinal < 10 else (YEARBOOK, (MONTEVIDEO, ISLAMABAD, None)[ordinal % 3])
        passages.append(passage(paper, ordinal % 10, text, meeting=meeting))
    return tuple(passages)


CORPUS = _corpus()


@pytest.fixture(scope="session", params=ENGINES)
def engine_kind(request: pytest.FixtureRequest) -> Iterator[EngineKind]:
    """Each engine that exists."""
    if request.param == "whoosh":
        yield WHOOSH
        return
    url = request.getfixturevalue("search_node")
    prefix = f"contract-{uuid4().hex}"
    yield opensearch(url, prefix)
    delete_indices(url, prefix)


@pytest.fixture(scope="session")
def engine(engine_kind: EngineKind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An opened index of `CORPUS`."""
    with opened(engine_kind, tmp_path_factory.mktemp("engine") / "engine", CORPUS) as engine:
        yield engine


@pytest.fixture
def written(engine_kind: EngineKind, tmp_path: Path) -> Iterator[Written]:
    """Writes small indexes, each in a folder of its own, and opens them."""
    with ExitStack() as stack:
        count = 0

        def write(*passages: Passage) -> ForgetfulEngine:
            nonlocal count
            count += 1
            return stack.enter_context(opened(engine_kind, tmp_path / f"engine-{count}", passages))

        yield write
