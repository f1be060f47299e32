"""The library of the shipped papers, and one of made-up papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.corpus_factory import NOTE, PASSAGES, passage, publish_build

NOTES = (
    "The light coordination mechanism helps. Mediterranean côtes need patrols.",
    "A light coordination mechanism, and equipment for the côte.",
    "Light Coordination Mechanism partners met the of.",
    *(f"Equipment number {number} was delivered to troops." for number in range(30)),
    "The equipmnt was late, and so were the trainings.",
)


@pytest.fixture(scope="session")
def library(seed_index: Path) -> Iterator[Library]:
    """The library of the shipped corpus."""
    opened = open_library(seed_index)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of made-up papers, one of which has a recurring phrase, accents and a misspelling."""
    index_dir = tmp_path_factory.mktemp("suggesting")
    noted = tuple(passage(NOTE, ordinal, text) for ordinal, text in enumerate(NOTES, start=1))
    publish_build(index_dir, (*PASSAGES, *noted))
    opened = open_library(index_dir)
    yield opened
    opened.close()
