"""Records that are written as JSON are read back unchanged."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import (
    DOCUMENT_KINDS,
    FACT_BASES,
    FACT_NAMES,
    RESTRICTION_KINDS,
    STATUSES,
    Acronym,
    ColumnHead,
    Document,
    FactEvidence,
    Meeting,
    Participation,
    Person,
    Session,
    Voice,
)
from indexer.store import records
from tests.corpus_factory import CAPACITY, CHAIR, GUEST, MONTEVIDEO, SUMMARY, passage

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | TEXT
DAY = st.none() | st.dates()
SOME = st.lists(TEXT, max_size=3).map(tuple)
MEETINGS = st.builds(Meeting, TEXT, TEXT, MAYBE, DAY, DAY, st.none() | st.integers(1, 9999))
DOCUMENTS = st.builds(
    Document,
    TEXT,
    TEXT,
    st.sampled_from(DOCUMENT_KINDS),
    st.sampled_from(STATUSES),
    TEXT,
    st.lists(MEETINGS, max_size=3).map(tuple),
    MAYBE,
    MAYBE,
    st.booleans(),
    st.none() | st.lists(st.sampled_from(RESTRICTION_KINDS), max_size=2).map(tuple),
    st.lists(st.builds(FactEvidence, st.sampled_from(FACT_NAMES), st.sampled_from(FACT_BASES), TEXT), max_size=2).map(
        tuple
    ),
)
PEOPLE = st.builds(
    Participation, TEXT, TEXT, MAYBE, MAYBE, st.booleans(), MAYBE, MAYBE, st.none() | st.sampled_from(STATUSES)
)
SESSIONS = st.builds(
    Session,
    TEXT,
    TEXT,
    TEXT,
    st.none() | st.integers(),
    MAYBE,
    MAYBE,
    DAY,
    MAYBE,
    st.integers(),
    st.lists(PEOPLE, max_size=3).map(tuple),
)


def again(data: records.Json) -> records.Json:
    """Write JSON and read it."""
    read: records.Json = json.loads(json.dumps(data))
    return read


@given(DOCUMENTS)
def test_documents_and_meetings(document: Document) -> None:
    """A document and its meetings are read back unchanged."""
    meetings = tuple(records.meeting_from(again(records.meeting_json(meeting))) for meeting in document.meetings)
    assert records.document_from(again(records.document_json(document)), meetings) == document


@given(SESSIONS)
def test_sessions(session: Session) -> None:
    """A session is read back unchanged, with everyone who takes part."""
    assert records.session_from(again(records.session_record(session))) == session


@given(PEOPLE)
def test_participations(person: Participation) -> None:
    """A participation is read back unchanged."""
    (record,) = records.participation_records([person])
    assert records.participation_from(again(records.as_json(record))) == person


@given(st.builds(Person, TEXT, TEXT, SOME, SOME))
def test_persons(person: Person) -> None:
    """A person is read back unchanged."""
    assert records.person_from(again(records.person_record(person))) == person


@given(st.builds(Acronym, TEXT, TEXT, SOME, MAYBE, st.integers(0)))
def test_acronyms(acronym: Acronym) -> None:
    """An acronym is read back unchanged."""
    assert records.acronym_from(again(records.acronym_json(acronym))) == acronym


@pytest.mark.parametrize("day", [None, date(2024, 2, 29), date(1, 1, 1)])
def test_days(day: date | None) -> None:
    """A day is written as ISO 8601, or as null, and is read back unchanged."""
    meeting = Meeting("m", "Meeting", start=day)
    data = again(records.meeting_json(meeting))
    assert data["start"] == (day.isoformat() if day else None)
    assert records.meeting_from(data) == meeting


def test_the_json_of_a_passage() -> None:
    """A passage's JSON has everything that is shown of it, under the keys and in the order that clients rely on."""
    facts = {
        "headings": ("Way ahead",),
        "people": (CHAIR, GUEST),
        "page": 3,
        "page_label": "iv",
        "label": "7.b",
        "lead_in": "States should:",
        "heads": (ColumnHead("Measure", 0, 7),),
        "notes": ("See para. 4.",),
        "mentions": ("S/RES/2719",),
        "voices": (Voice("one", "One member said", 9),),
    }
    deploy = passage(SUMMARY, 7, "Deploy.", CAPACITY, **facts)
    expected = {
        "id": "montevideo-summary.00007",
        "url": "/p/montevideo-summary.00007",
        "text": "Deploy.",
        "kind": "paragraph",
        "ordinal": 7,
        "page": 3,
        "page_label": "iv",
        "label": "7.b",
        "lead_in": "States should:",
        "heads": [{"text": "Measure", "start": 0, "end": 7}],
        "headings": ["Way ahead"],
        "document": records.document_json(SUMMARY),
        "meeting": records.meeting_json(MONTEVIDEO),
        "session": records.session_json(CAPACITY),
        "people": list(map(records.as_json, records.participation_records([CHAIR, GUEST]))),
        "notes": ["See para. 4."],
        "mentions": ["S/RES/2719"],
        "voices": [{"kind": "one", "words": "One member said", "start": 9}],
    }
    assert json.dumps(records.passage_json(deploy)) == json.dumps(expected)
