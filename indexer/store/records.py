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
    VoiceKind,
    passage_url,
)

Json = dict[str, object]

Record = TypeVar("Record", bound=msgspec.Struct)


class MeetingRecord(msgspec.Struct, frozen=True):
    """A meeting; days are ISO 8601, as `2024-12-10`."""

    id: str
    """Its id, which stays."""
    title: str
    """Its title."""
    place: str | None
    """Where it was held, or is planned."""
    start: date | None
    """Its first day."""
    end: date | None
    """Its last day."""
    year: int | None
    """Its year, which can be known without the days."""


class FactRecord(msgspec.Struct, frozen=True):
    """How a fact of a document is known."""

    fact: FactName
    """Which fact it is."""
    basis: FactBasis
    """How it is known, the best first: stated by the owner, by the paper, read from its path or from another paper of
    the meeting, guessed, or not at all."""
    evidence: str
    """The words, the file name or the paper that it was read from."""


class DocumentRecord(msgspec.Struct, frozen=True):
    """A document without its meeting."""

    id: str
    """Its id, which stays."""
    title: str
    """Its title."""
    kind: DocumentKind
    """What kind of paper it is."""
    status: Status
    """Whether it says what was planned or what was reported; `unknown` where the text does not decide."""
    source: str
    """The name of its file in the corpus."""
    language: str | None
    """Its language as a BCP 47 tag."""
    published: str | None
    """The date that it states, ISO 8601, as precise as it is stated."""
    recognised: bool
    """Whether its words were recognised in pictures of pages, and may be wrong."""
    restrictions: list[RestrictionKind] | None
    """Limits on citing it that the owner states; null leaves them to what the paper says."""
    author: str | None
    """Who wrote it, as the owner or the paper states; several with semicolons between."""
    publisher: str | None
    """Who published it, as the owner or the paper states."""
    symbol: str | None
    """The symbol that it is filed under, as the owner or the paper states it."""
    url: str | None
    """Where the original is, as the owner states."""
    evidence: list[FactRecord]
    """How each of its facts is known."""
    weight: float = 1.0
    """How much its passages count in the order of results, as the owner states; 1 is as much as others."""


class ParticipationRecord(msgspec.Struct, frozen=True):
    """A person in a session in a role."""

    name: str
    """The name as the papers give it."""
    role: str
    """The role, as `chair`, `panelist` or `speaker`."""
    affiliation: str | None
    """The affiliation as the papers give it."""
    honorific: str | None
    """What stands before the name."""
    remote: bool
    """Whether the person took part from elsewhere."""
    person: str | None
    """The id of the person; null where the name can mean more than one."""
    organisation: str | None
    """The organisation that the affiliation names."""
    country: str | None
    """The country that the person speaks for."""
    status: Status | None
    """In a session, the status of the papers that list the person; null in a passage."""


class PersonRecord(msgspec.Struct, frozen=True):
    """A person with all names and affiliations."""

    id: str
    """The id, which stays."""
    name: str
    """The name."""
    variants: list[str]
    """Other spellings in the papers."""
    affiliations: list[str]
    """All affiliations in the papers."""


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
    """Its id within its meeting."""
    number: int | None
    """Its number."""
    title: str
    """Its title."""
    label: str | None
    """Its label in the papers, as `Session 3`."""
    parent: str | None
    """The id of the session that it is a part of."""


class FullSessionRecord(SessionRecord, frozen=True):
    """A session with everything known of it."""

    meeting: str
    """The id of its meeting."""
    day: date | None
    """Its day."""
    time: str | None
    """Its time as the programme prints it."""
    ordinal: int
    """Its place within its meeting."""
    people: list[ParticipationRecord]
    """Who is listed in it."""


class ColumnHeadRecord(msgspec.Struct, frozen=True):
    """The head of a cell of a table row; `start` and `end` are where the words of the cell stand in the row's text."""

    text: str
    """The head."""
    start: int
    """Where the words of the cell begin in the text of the row."""
    end: int
    """Where they end."""


class VoiceRecord(msgspec.Struct, frozen=True):
    """A collective or unnamed voice to which reported text attributes words."""

    kind: VoiceKind
    """Whose voice it is."""
    words: str
    """The words of the passage that say so, as `Several delegations stressed`."""
    start: int
    """Where they begin in the text of the passage."""


class PassageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with its document, meeting and session: the shape that clients of the API see."""

    id: str
    """Its id, which stays."""
    url: str = ""
    """The permanent path, below the site; a passage itself has none."""
    text: str
    """Its words."""
    kind: PassageKind
    """What it is in its document."""
    ordinal: int
    """Its place within its document, counted from 0."""
    page: int | None
    """The page, counted from 1."""
    page_label: str | None
    """The number printed on the page, where it is another one."""
    label: str | None
    """The number that the paper gives it, as `7.b`."""
    lead_in: str | None
    """The sentence that a list item completes; of a table row, the head of its table."""
    heads: list[ColumnHeadRecord]
    """Of a table row: the heads of its cells."""
    headings: list[str]
    """The headings that it stands under, the highest first."""
    document: DocumentRecord
    """Its document."""
    meeting: MeetingRecord | None
    """The meeting of its part of the document; null where that is of none."""
    session: SessionRecord | None
    """Its session; null outside of sessions."""
    people: list[ParticipationRecord]
    """Who is named with it; in the role `speaker`, those whose words it is."""
    notes: list[str]
    """Its footnotes."""
    mentions: list[str]
    """Symbols of documents that it mentions."""
    voices: list[VoiceRecord]
    """Who is said to have spoken where nobody is named, in reported text."""


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
