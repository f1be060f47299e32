"""The rows of a catalogue as they are written, whichever store has them: the values of each noun, in columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from indexer.disk.hashing import ids_digest
from indexer.meetings.dates import day_range, first_day_number, meeting_year
from indexer.meetings.labels import natural_bytes, session_label
from indexer.meetings.series import series_key
from indexer.model import Document, Meeting, Passage, Person, Session
from indexer.query.meeting_names import naming_words
from indexer.registry.rows import hash_text
from indexer.store import records
from indexer.store.catalogue_protocol import CatalogueSize

_TOGETHER = 8  # meetings of which rows are kept: the papers of one come one after the other
_ENCODER = msgspec.json.Encoder()  # created once: it is for many small records
PASSAGE_COLUMNS = (
    "id, document, ordinal, meeting, session, kind, text, hash, page, page_label, label, lead_in, heads, headings,"
    " people, notes, mentions, sentences, voices"
)
"""The columns of a passage, in the order of its row."""


class MeetingColumns(NamedTuple):
    """The columns of a meeting."""

    id: str
    day: int
    """The ordinal of its first day, or 0."""
    last_day: int
    title: str
    year: int | None
    series: str | None
    title_words: str
    city_words: int
    begins: int | None
    """The year and month in which it begins, as `202412`."""
    sort: bytes
    """Its title, as bytes in the order in which titles are listed."""
    record: str


class MeetingWordRow(NamedTuple):
    """A word by which a meeting can be named."""

    stem: str
    year: str
    meeting: str
    in_city: int


def json_text(record: object) -> str:
    """Return a record as JSON."""
    return _ENCODER.encode(record).decode()


@lru_cache(maxsize=_TOGETHER)
def meeting_row(meeting: Meeting) -> MeetingColumns:
    """Return the row of a meeting."""
    words = naming_words(meeting)
    return MeetingColumns(
        id=meeting.id,
        day=first_day_number(meeting),
        last_day=day_range(meeting)[1],
        title=meeting.title,
        year=meeting_year(meeting),
        series=series_key(meeting.title),
        title_words=" ".join(sorted(words.title)),
        city_words=len(words.city),
        begins=meeting.start.year * 100 + meeting.start.month if meeting.start else None,
        sort=natural_bytes(meeting.title),
        record=json_text(records.meeting_json(meeting)),
    )


@lru_cache(maxsize=_TOGETHER)
def meeting_word_rows(meeting: Meeting) -> tuple[MeetingWordRow, ...]:
    """Return the words by which a meeting can be named."""
    words = naming_words(meeting)
    stems = sorted(words.title | words.place)
    return tuple(MeetingWordRow(stem, words.year, meeting.id, int(stem in words.city)) for stem in stems)


def session_row(session: Session) -> tuple[str, str, int | None, bytes, str]:
    """Return the row of a session."""
    number = session.number if session.number is not None and abs(session.number) < 1 << 31 else None
    sort = natural_bytes(session_label(session))
    return session.meeting, session.id, number, sort, json_text(records.session_record(session))


def session_people(session: Session) -> list[tuple[str, str, str]]:
    """Return the persons of a session with its meeting and its id, each person once."""
    persons = dict.fromkeys(part.person for part in session.people if part.person)
    return [(person, session.meeting, session.id) for person in persons]


def person_row(person: Person) -> tuple[str, bytes, str]:
    """Return the row of a person."""
    return person.id, natural_bytes(person.name), json_text(records.person_record(person))


def held_rows(document: Document, passages: Iterable[Passage]) -> list[tuple[str, str, int]]:
    """Return the meetings of a document, each with how many of its passages are of it."""
    counts = Counter(passage.meeting.id for passage in passages if passage.meeting)
    meetings = dict.fromkeys([*(meeting.id for meeting in document.meetings), *counts])
    return [(meeting, document.id, counts[meeting]) for meeting in meetings]


def appearance_rows(passages: Iterable[Passage], number: int) -> Iterator[tuple[str, int, int]]:
    """Yield the persons of the passages of the document that has a number, each once for a passage."""
    for passage in passages:
        for person in dict.fromkeys(participation.person for participation in passage.people if participation.person):
            yield person, number, passage.ordinal


def without_nul(values: Sequence[object]) -> tuple[object, ...]:
    """Return values with U+FFFD in place of the character NUL, which a store may not take."""
    return tuple(value.replace("\x00", "\ufffd") if isinstance(value, str) else value for value in values)


def passage_row(passage: Passage, number: int) -> tuple[object, ...]:
    """Return the row of a passage of the document that has a number."""
    return (
        passage.id,
        number,
        passage.ordinal,
        passage.meeting.id if passage.meeting else None,
        passage.session.id if passage.session else None,
        passage.kind,
        passage.text,
        hash_text(passage.text),
        passage.page,
        passage.page_label,
        passage.label,
        passage.lead_in,
        json_text([(head.text, head.start, head.end) for head in passage.heads]),
        json_text(passage.headings),
        json_text(records.participation_records(passage.people)),
        json_text(passage.notes),
        json_text(passage.mentions),
        json_text(passage.sentences),
        json_text([(voice.kind, voice.words, voice.start) for voice in passage.voices]),
    )


def document_values(document: Document) -> tuple[str, str, str, str, str]:
    """Return the last columns of a document: its meetings, kind, status, language and record."""
    meetings = json_text([meeting.id for meeting in document.meetings])
    language = (document.language or "").partition("-")[0]
    return meetings, document.kind, document.status, language, json_text(records.document_json(document))


class _DocumentCounts:
    """What the documents of a catalogue are together."""

    def __init__(self) -> None:
        self.documents = self.passages = self.without_meeting = self._digest = 0
        self.kinds: set[str] = set()
        self.statuses: set[str] = set()
        self.languages: Counter[str] = Counter()

    def add(self, passages: int, ids: str, meetings: str, kind: str, status: str, language: str) -> None:
        """Count a document by its columns."""
        self.documents += 1
        self.passages += passages
        self._digest += int(ids, 16)  # digests of ids add up
        self.without_meeting += meetings == "[]"
        self.kinds.add(kind)
        self.statuses.add(status)
        self.languages[language] += 1

    @property
    def digest(self) -> str:
        """The digest of the ids of all passages."""
        return ids_digest((), base=f"{self._digest:x}")


COUNTED_OF_DOCUMENTS = "passages, ids, meetings, kind, status, language"
COUNTED_OF_MEETINGS = "day, last_day, year, begins"
"""The columns that `counted_facts` takes."""


def counted_facts(
    documents: Iterable[Sequence[Any]], meetings: Iterable[Sequence[Any]], sessions: int
) -> dict[str, str]:
    """Return the facts of a catalogue that its rows tell together: its size, and the digest of the ids of passages."""
    counts = _DocumentCounts()
    for row in documents:
        counts.add(*row)
    size = _size_of(counts, meetings, sessions)
    return {"size": json.dumps(size._asdict()), "ids": counts.digest}


def _size_of(counts: _DocumentCounts, meetings: Iterable[Sequence[Any]], sessions: int) -> CatalogueSize:
    """Return the size of a catalogue from its rows: of each meeting, `day`, `last_day`, `year` and `begins`."""
    years: Counter[int | None] = Counter()
    months: Counter[int] = Counter()
    longest = 0
    for day, last_day, year, begins in meetings:
        years[year] += 1
        longest = max(longest, last_day - day)
        if begins is not None:
            months[begins] += 1
    return CatalogueSize(
        documents=counts.documents,
        meetings=years.total(),
        sessions=sessions,
        passages=counts.passages,
        documents_without_meeting=counts.without_meeting,
        years=sorted(years.items(), key=lambda entry: (entry[0] is None, -(entry[0] or 0))),
        months=[(*divmod(begins, 100), count) for begins, count in sorted(months.items())],
        kinds=sorted(counts.kinds),
        statuses=sorted(counts.statuses),
        languages=counts.languages.most_common(),
        longest_days=longest,
    )
