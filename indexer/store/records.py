"""The JSON shapes of the nouns: the command line, the API, the catalogue and the tests share them."""

from __future__ import annotations

from datetime import date
from typing import Any

from indexer.model import Acronym, Document, Meeting, Participation, Passage, Person, Session, passage_url

Json = dict[str, Any]


def iso_day(day: date | None) -> str | None:
    """A day as `2024-12-10`, or None."""
    return day.isoformat() if day else None


def parse_day(text: str | None) -> date | None:
    """The inverse of `iso`."""
    return date.fromisoformat(text) if text else None


def meeting_json(meeting: Meeting) -> Json:
    """A meeting as JSON."""
    return {
        "id": meeting.id,
        "title": meeting.title,
        "place": meeting.place,
        "start": iso_day(meeting.start),
        "end": iso_day(meeting.end),
        "year": meeting.year,
    }


def meeting_from(data: Json) -> Meeting:
    """The inverse of `meeting_json`."""
    return Meeting(**{**data, "start": parse_day(data["start"]), "end": parse_day(data["end"])})


def document_json(document: Document) -> Json:
    """A document as JSON, without its meeting."""
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "status": document.status,
        "source": document.source,
        "language": document.language,
        "published": document.published,
        "recognised": document.recognised,
        "restrictions": None if document.restrictions is None else list(document.restrictions),
    }


def document_from(data: Json, meeting: Meeting) -> Document:
    """The inverse of `document_json`, given the meeting."""
    stated = data["restrictions"]
    return Document(**{**data, "restrictions": None if stated is None else tuple(stated)}, meeting=meeting)


def participation_json(person: Participation) -> Json:
    """A participation as JSON."""
    return {
        "name": person.name,
        "role": person.role,
        "affiliation": person.affiliation,
        "honorific": person.honorific,
        "remote": person.remote,
        "person": person.person,
        "organisation": person.organisation,
    }


def participation_from(data: Json) -> Participation:
    """The inverse of `person_json`."""
    return Participation(**data)


def person_record(person: Person) -> Json:
    """A person as JSON, with all names and affiliations."""
    return {
        "id": person.id,
        "name": person.name,
        "variants": list(person.variants),
        "affiliations": list(person.affiliations),
    }


def person_from(data: Json) -> Person:
    """The inverse of `person_record`."""
    return Person(**{**data, "variants": tuple(data["variants"]), "affiliations": tuple(data["affiliations"])})


def acronym_json(acronym: Acronym) -> Json:
    """A short form and what it stands for as JSON."""
    return {
        "short": acronym.short,
        "long": acronym.long,
        "variants": list(acronym.variants),
        "passage": acronym.passage,
        "uses": acronym.uses,
    }


def acronym_from(data: Json) -> Acronym:
    """The inverse of `acronym_json`."""
    return Acronym(**{**data, "variants": tuple(data["variants"])})


def session_json(session: Session) -> Json:
    """A session as JSON, as a passage shows it."""
    return {
        "id": session.id,
        "number": session.number,
        "title": session.title,
        "label": session.label,
        "parent": session.parent,
    }


def session_record(session: Session) -> Json:
    """A session with everything known of it."""
    return {
        **session_json(session),
        "meeting": session.meeting,
        "day": iso_day(session.day),
        "time": session.time,
        "ordinal": session.ordinal,
        "people": [participation_json(person) for person in session.people],
    }


def session_from(data: Json) -> Session:
    """The inverse of `session_record`."""
    people = tuple(map(participation_from, data["people"]))
    return Session(**{**data, "day": parse_day(data["day"]), "people": people})


def passage_json(passage: Passage) -> Json:
    """A passage with its document, meeting and session: the shape that the outside world sees."""
    return {
        "id": passage.id,
        "url": passage_url(passage.id),
        "text": passage.text,
        "kind": passage.kind,
        "ordinal": passage.ordinal,
        "page": passage.page,
        "page_label": passage.page_label,
        "label": passage.label,
        "lead_in": passage.lead_in,
        "headings": list(passage.headings),
        "document": document_json(passage.document),
        "meeting": meeting_json(passage.meeting),
        "session": session_json(passage.session) if passage.session else None,
        "people": [participation_json(person) for person in passage.people],
        "notes": list(passage.notes),
        "mentions": list(passage.mentions),
    }
