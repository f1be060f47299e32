"""The JSON records of the nouns: the command line, the API, the catalogue and the tests share them.

Each record is a struct whose fields are the JSON keys, in the order in which they are written. Answers to searches have
their own shape in `explore/json_answers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import msgspec

from indexer.model import (
    Acronym,
    Document,
    DocumentKind,
    FactBasis,
    FactEvidence,
    FactName,
    Meeting,
    Participation,
    Passage,
    PassageKind,
    Person,
    RestrictionKind,
    Session,
    Status,
    passage_url,
)

Json = dict[str, object]

Record = TypeVar("Record", bound=msgspec.Struct)


class MeetingRecord(msgspec.Struct, frozen=True):
    """A meeting; days are ISO 8601, as `2024-12-10`."""

    id: str
    title: str
    place: str | None
    start: date | None
    end: date | None
    year: int | None


class FactRecord(msgspec.Struct, frozen=True):
    """How a fact of a document is known."""

    fact: FactName
    basis: FactBasis
    evidence: str


class DocumentRecord(msgspec.Struct, frozen=True):
    """A document without its meeting."""

    id: str
    title: str
    kind: DocumentKind
    status: Status
    source: str
    language: str | None
    published: str | None
    recognised: bool
    restrictions: list[RestrictionKind] | None
    author: str | None
    publisher: str | None
    symbol: str | None
    url: str | None
    evidence: list[FactRecord]


class ParticipationRecord(msgspec.Struct, frozen=True):
    """A person in a session in a role."""

    name: str
    role: str
    affiliation: str | None
    honorific: str | None
    remote: bool
    person: str | None
    organisation: str | None
    country: str | None
    status: Status | None


class PersonRecord(msgspec.Struct, frozen=True):
    """A person with all names and affiliations."""

    id: str
    name: str
    variants: list[str]
    affiliations: list[str]


class AcronymRecord(msgspec.Struct, frozen=True):
    """An acronym and its long form."""

    short: str
    long: str
    variants: list[str]
    passage: str | None
    uses: int


class SessionRecord(msgspec.Struct, frozen=True):
    """A session, as a passage shows it."""

    id: str
    number: int | None
    title: str
    label: str | None
    parent: str | None


class FullSessionRecord(SessionRecord, frozen=True):
    """A session with everything known of it."""

    meeting: str
    day: date | None
    time: str | None
    ordinal: int
    people: list[ParticipationRecord]


class ColumnHeadRecord(msgspec.Struct, frozen=True):
    """The head of a cell of a table row; `start` and `end` are where the words of the cell stand in the row's text."""

    text: str
    start: int
    end: int


class PassageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with its document, meeting and session: the shape that clients of the API see."""

    id: str
    url: str = ""
    """The permanent path; a passage itself has none."""
    text: str
    kind: PassageKind
    ordinal: int
    page: int | None
    page_label: str | None
    label: str | None
    lead_in: str | None
    heads: list[ColumnHeadRecord]
    headings: list[str]
    document: DocumentRecord
    meeting: MeetingRecord | None
    session: SessionRecord | None
    people: list[ParticipationRecord]
    notes: list[str]
    mentions: list[str]


def meeting_json(meeting: Meeting) -> Json:
    """Return a meeting as JSON."""
    return _json(meeting, MeetingRecord)


def meeting_from(data: Json) -> Meeting:
    """Return the meeting of JSON that `meeting_json` made; raise ValueError for any other shape."""
    return msgspec.convert(data, Meeting)


def document_json(document: Document) -> Json:
    """Return a document as JSON, without its meeting."""
    return _json(document, DocumentRecord)


def document_from(data: Json, meetings: tuple[Meeting, ...]) -> Document:
    """Return the document of JSON that `document_json` made, with its meetings; raise ValueError for another shape."""
    record = msgspec.convert(data, DocumentRecord)
    facts = {
        **msgspec.structs.asdict(record),
        "restrictions": None if record.restrictions is None else tuple(record.restrictions),
        "evidence": tuple(FactEvidence(known.fact, known.basis, known.evidence) for known in record.evidence),
    }
    return Document(**facts, meetings=meetings)


def participation_records(people: Sequence[Participation]) -> list[ParticipationRecord]:
    """Return the records of participations."""
    return msgspec.convert(people, list[ParticipationRecord], from_attributes=True)


def participation_from(data: Json) -> Participation:
    """Return the participation of the JSON of a record; raise ValueError for any other shape."""
    return msgspec.convert(data, Participation)


def person_record(person: Person) -> Json:
    """Return a person as JSON, with all names and affiliations."""
    return _json(person, PersonRecord)


def person_from(data: Json) -> Person:
    """Return the person of JSON that `person_record` made; raise ValueError for any other shape."""
    return msgspec.convert(data, Person)


def acronym_json(acronym: Acronym) -> Json:
    """Return an acronym and its long form as JSON."""
    return _json(acronym, AcronymRecord)


def acronym_from(data: Json) -> Acronym:
    """Return the acronym of JSON that `acronym_json` made; raise ValueError for any other shape."""
    return msgspec.convert(data, Acronym)


def session_json(session: Session) -> Json:
    """Return a session as JSON, as a passage shows it."""
    return _json(session, SessionRecord)


def session_record(session: Session) -> Json:
    """Return a session as JSON with everything known of it."""
    return _json(session, FullSessionRecord)


def session_from(data: Json) -> Session:
    """Return the session of JSON that `session_record` made; raise ValueError for any other shape."""
    return msgspec.convert(data, Session)


def passage_json(passage: Passage) -> Json:
    """Return a passage with its document, meeting and session: the shape that clients of the API see."""
    return as_json(passage_record(passage))


def passage_record(passage: Passage) -> PassageRecord:
    """Return the record of a passage."""
    record = msgspec.convert(passage, PassageRecord, from_attributes=True)
    return msgspec.structs.replace(record, url=passage_url(passage.id))


def _json(noun: object, shape: type[Record]) -> Json:
    return as_json(msgspec.convert(noun, shape, from_attributes=True))


def as_json(record: msgspec.Struct) -> Json:
    """Return a record as JSON, its keys in the order of its fields."""
    written: Json = msgspec.to_builtins(record)
    return written
