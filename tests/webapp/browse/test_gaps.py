"""What pages say is missing: only where it is known, else what is filed, with links to where it may stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.model import Document, DocumentKind, Meeting
from indexer.store.builds import publish
from tests import corpus_factory as made
from tests.webapp.markup import open_page
from webapp.app import create_app

DAY = date(2031, 5, 5)
HARBOUR = Meeting("harbour", "Harbour working group meeting 4", None, DAY, DAY, 2031)
BEFORE = replace(
    HARBOUR, id="harbour-before", title="Harbour working group meeting 3", start=date(2031, 4, 7), end=None
)
PLANS = replace(HARBOUR, id="plans", title="Agenda of the cranes")
FOREST = replace(HARBOUR, id="forest", title="Forest board", start=date(2031, 5, 1), end=date(2031, 5, 1))


def _paper(id_: str, meeting: Meeting, kind: DocumentKind, folder: str) -> Document:
    return replace(made.document(id_, meeting, kind), source=f"{folder}/{id_}.txt")


MINUTES = _paper("minutes", HARBOUR, "minutes", "cranes")
AGENDA = _paper("agenda", PLANS, "programme", "cranes")
EARLIER = _paper("earlier", BEFORE, "minutes", "cranes")
CONCEPT = _paper("concept", FOREST, "concept_note", "forests")
RECORD = _paper("record", FOREST, "minutes", "forests")
TREES = made.session("1", FOREST, "Trees")
LEAVES = made.session("2", FOREST, "Leaves", ordinal=1)
CRANES = made.session("1", PLANS, "Cranes")
PASSAGES = (
    made.passage(MINUTES, 0, "The cranes were counted."),
    made.passage(AGENDA, 0, "Counting of cranes.", CRANES),
    made.passage(EARLIER, 0, "The gulls were counted."),
    made.passage(CONCEPT, 0, "Counting of trees.", TREES),
    made.passage(RECORD, 0, "The leaves were counted.", LEAVES),
)


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of papers of which some may be what others lack."""
    folder = tmp_path_factory.mktemp("gaps-index")
    publish(folder, made.write_build(folder, PASSAGES, known=(TREES, LEAVES, CRANES)))
    return folder


@pytest.fixture
def visitor(index_dir: Path) -> FlaskClient:
    """A test client of their site."""
    return create_app(index_dir, "https://papers.example.org").test_client()


def _text(visitor: FlaskClient, path: str) -> str:
    page = open_page(visitor, path)
    assert page.problems == []
    return " ".join(page.text.split())


def test_no_absence_is_claimed_where_a_paper_of_the_day_stands_beside(visitor: FlaskClient) -> None:
    """A meeting of the same day with a plan in the same folder may be the same meeting, and is named."""
    text = _text(visitor, "/m/harbour")
    assert "of this meeting is in the collection" not in text
    assert "No programme or concept note is filed under this meeting. Papers of the same days and folder:" in text
    assert "/m/plans" in open_page(visitor, "/m/harbour").links()
    assert "No programme or concept note of this meeting is in the collection." in _text(visitor, "/m/harbour-before")


def test_a_session_may_be_reported_under_another_name(visitor: FlaskClient) -> None:
    """Where the meeting has a report, a session without one of its passages only says so, and links the report."""
    text = _text(visitor, "/m/forest/1")
    assert "No passage of a summary, report or transcript is filed under this session. Papers of the meeting:" in text
    assert "/d/record" in open_page(visitor, "/m/forest/1").links()
    text = _text(visitor, "/m/forest/2")
    assert "No passage of a programme or concept note is filed under this session." in text
    assert "/d/concept" in open_page(visitor, "/m/forest/2").links()


def test_a_session_of_a_meeting_in_doubt_is_in_doubt(visitor: FlaskClient) -> None:
    """A session of a meeting that may be reported elsewhere says what the page of the meeting says."""
    assert "No summary, report or transcript is filed under this meeting." in _text(visitor, "/m/plans/1")


def test_neighbours_are_called_what_they_are(visitor: FlaskClient) -> None:
    """Meetings of one name are neighbours of that name; others are earlier or later in the collection."""
    text = _text(visitor, "/m/harbour")
    assert "Earlier meeting of this name Harbour working group meeting 3" in text
    assert "Forest board" not in text
    assert "Later" not in text
    text = _text(visitor, "/m/forest")
    assert "Earlier in the collection Harbour working group meeting 3" in text
    assert "Later in the collection" in text
