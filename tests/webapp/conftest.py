"""Fixtures: the site over the shipped papers, and over made-up papers for what those lack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.model import ColumnHead, Passage
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.made_once import made_once
from tests.originals.papers import index_papers, write_papers
from webapp.app import create_app

LONG_SECTIONS = 24
LONG_PARAGRAPHS = 30


def long_paper() -> str:
    """Return a report of a made-up meeting, longer than one page of the site."""
    lines = ["Annual Meeting on Rivers", "", "Summary report", "", "Geneva, Switzerland", "", "3-4 March 2021", ""]
    for section in range(1, LONG_SECTIONS + 1):
        lines += [f"SESSION {section}: WATER LEVELS OF REGION {section}", ""]
        for paragraph in range(1, LONG_PARAGRAPHS + 1):
            lines += [
                f"In region {section} participants noted under point {paragraph} that the river had risen and that "
                f"gauge number {section * 100 + paragraph} had to be moved to higher ground before the spring.",
                "",
            ]
    return "\n".join(lines)


@pytest.fixture(scope="session")
def offered_papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with papers of every kind and its index; no test changes them."""

    def make(home: Path) -> None:
        index_papers(write_papers(home / "papers"), home / "index")

    home = made_once(tmp_path_factory, "offered", make)
    return home / "papers", home / "index"


@pytest.fixture(scope="session")
def library(seed_index: Path) -> Library:
    """The library of the shipped papers."""
    return open_library(seed_index)


@pytest.fixture(scope="session")
def app(seed_index: Path) -> Flask:
    """The site over the shipped papers."""
    return create_app(seed_index, "https://papers.example.org")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A test client of that site."""
    return app.test_client()


@pytest.fixture(scope="session")
def long_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of one long paper."""

    def make(home: Path) -> None:
        (home / "papers").mkdir()
        (home / "papers/rivers.txt").write_text(long_paper(), encoding="utf-8")
        build(home / "papers", home / "index")

    return made_once(tmp_path_factory, "rivers", make) / "index"


@pytest.fixture(scope="session")
def long_library(long_index: Path) -> Library:
    """The library of the long paper."""
    return open_library(long_index)


@pytest.fixture(scope="session")
def long_app(long_index: Path) -> Flask:
    """The site over the long paper."""
    return create_app(long_index)


@pytest.fixture
def long_client(long_app: Flask) -> FlaskClient:
    """A test client of that site."""
    return long_app.test_client()


RECORD = replace(made.document("montevideo-record", made.MONTEVIDEO, "transcript", "Record"), recognised=True)
LEAD = "Participants agreed to the following:"
TURN = (made.CHAIR,)
RECORD_PASSAGES = (
    made.passage(RECORD, 0, "Good morning, and welcome to the sitting.", people=TURN, page=4, page_label="iv"),
    made.passage(RECORD, 1, "We begin with the gauges of the estuary.", people=TURN, page=5),
    made.passage(
        RECORD,
        2,
        "The gauges fell.",
        made.CAPACITY,
        people=(made.STRANGER,),
        notes=("Since 1990.", "At low water."),
        page=5,
    ),
    made.passage(RECORD, 3, "Ivana Jen\u010da: Thank you all.", people=TURN),
    made.passage(RECORD, 4, LEAD),
    made.passage(RECORD, 5, "to measure:", kind="list_item", label="7", lead_in=LEAD),
    made.passage(RECORD, 6, "in spring, at every station", kind="list_item", label="7.b", lead_in="to measure:"),
    made.passage(RECORD, 7, "to publish, see S/RES/2719", made.CAPACITY, kind="list_item", label="8", lead_in=LEAD),
    made.passage(
        RECORD,
        8,
        "Kenya; two boats; one crane; in full; 2022",
        kind="table_row",
        lead_in="Country; Pledge; Date",
        heads=(ColumnHead("Country", 0, 5), ColumnHead("Pledge", 7, 27), ColumnHead("Date", 38, 42)),
    ),
    made.passage(RECORD, 9, "Chair: Dr. Ivana Jen\u010da, Ministry", made.MENTORS, kind="heading_note", people=TURN),
    made.passage(RECORD, 10, "\u201cThe estuary does not wait.\u201d", kind="quote", people=(made.GUEST,)),
    made.passage(RECORD, 11, "Dr. Ivana Jen\u010da closed the sitting.", people=TURN, mentions=("S/RES/2719",)),
)


def made_passages() -> tuple[Passage, ...]:
    """Return the passages of a few made-up papers, one of them a scanned transcript."""
    return (*made.PASSAGES, *RECORD_PASSAGES)


@pytest.fixture(scope="session")
def made_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of made-up papers with speakers, lists, footnotes, printed page numbers and a scan."""
    index_dir = tmp_path_factory.mktemp("made-index")
    made.publish_build(index_dir, made_passages())
    return index_dir


@pytest.fixture(scope="session")
def made_library(made_index: Path) -> Library:
    """The library of the made-up papers."""
    return open_library(made_index)


@pytest.fixture(scope="session")
def made_app(made_index: Path) -> Flask:
    """The site over the made-up papers."""
    return create_app(made_index, "https://papers.example.org")


@pytest.fixture
def made_client(made_app: Flask) -> FlaskClient:
    """A test client of that site."""
    return made_app.test_client()
