"""The catalogue of a build: documents, meetings, sessions and passages in one SQLite file.

It is the truth that pages show. It is written once and read-only afterwards; what can be searched, and how,
is the engine's business.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from . import wire
from .errors import IndexDamaged
from .model import Acronym, Document, Passage, Person, Session

FORMAT = 3
"""The number of a build's format; it goes up with any change that an older version could not read."""

_SCHEMA = """
CREATE TABLE meetings (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, meeting TEXT NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sessions (meeting TEXT, id TEXT, record TEXT NOT NULL, PRIMARY KEY (meeting, id)) WITHOUT ROWID;
CREATE TABLE passages (
    id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, session TEXT,
    kind TEXT NOT NULL, text TEXT NOT NULL, page INTEGER, page_label TEXT, label TEXT, lead_in TEXT,
    headings TEXT NOT NULL, people TEXT NOT NULL, notes TEXT NOT NULL, mentions TEXT NOT NULL, sentences TEXT NOT NULL
);
CREATE TABLE persons (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE appearances (
    person TEXT, document INTEGER, ordinal INTEGER, PRIMARY KEY (person, document, ordinal)
) WITHOUT ROWID;
CREATE TABLE acronyms (record TEXT NOT NULL);
"""
# Made after the passages are in, which is faster. An ordinal is a passage's place, so two cannot share one.
_INDEXES = """
CREATE UNIQUE INDEX passages_by_document ON passages (document, ordinal);
CREATE INDEX passages_by_session ON passages (session, document, ordinal);
"""
_PASSAGE = """
SELECT id, document, ordinal, session, kind, text, page, page_label, label, lead_in,
    headings, people, notes, mentions, sentences FROM passages
"""


class CatalogueWriter:
    """Writes a new catalogue; nothing can be read before `finish`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # The build is made aside and published whole, so a journal would protect nothing.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + "BEGIN;")
        self._documents = 0

    def add_document(self, document: Document, sessions: Iterable[Session], passages: Iterable[Passage]) -> None:
        """Add a document with its passages; a meeting or session that is there already is replaced."""
        run = self._connection.execute
        record = _json(wire.meeting_json(document.meeting))
        run("INSERT OR REPLACE INTO meetings VALUES (?, ?)", (document.meeting.id, record))
        place, self._documents = self._documents, self._documents + 1
        run(
            "INSERT INTO documents VALUES (?, ?, ?, ?)",
            (document.id, place, document.meeting.id, _json(wire.document_json(document))),
        )
        for session in sessions:
            self._add_session(session, "INSERT OR REPLACE")
        for passage in passages:
            if passage.session:
                self._add_session(passage.session, "INSERT OR IGNORE")
            run("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(passage, place))
            for person in {one.person for one in passage.people if one.person}:
                run("INSERT INTO appearances VALUES (?, ?, ?)", (person, place, passage.ordinal))

    def add_persons(self, persons: Iterable[Person]) -> None:
        """Add persons; one that is there already is replaced."""
        rows = ((one.id, _json(wire.person_record(one))) for one in persons)
        self._connection.executemany("INSERT OR REPLACE INTO persons VALUES (?, ?)", rows)

    def add_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Add short forms; one may stand for several things."""
        rows = ((_json(wire.acronym_json(one)),) for one in acronyms)
        self._connection.executemany("INSERT INTO acronyms VALUES (?)", rows)

    def _add_session(self, session: Session, how: str) -> None:
        row = (session.meeting, session.id, _json(wire.session_record(session)))
        self._connection.execute(f"{how} INTO sessions VALUES (?, ?, ?)", row)

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        self._connection.execute("COMMIT")
        self._connection.executescript(f"{_INDEXES} PRAGMA user_version = {FORMAT};")
        self.close()

    def close(self) -> None:
        """Close the file; without `finish` before, what was added is given up."""
        self._connection.close()

    def __enter__(self) -> CatalogueWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(passage: Passage, place: int) -> tuple[object, ...]:
    return (
        passage.id,
        place,
        passage.ordinal,
        passage.session.id if passage.session else None,
        passage.kind,
        passage.text,
        passage.page,
        passage.page_label,
        passage.label,
        passage.lead_in,
        _json(passage.headings),
        _json([wire.person_json(person) for person in passage.people]),
        _json(passage.notes),
        _json(passage.mentions),
        _json(passage.sentences),
    )


class Catalogue:
    """Reads a finished catalogue; safe to use from many threads.

    The small tables are held in memory; passages are read as they are asked for.
    """

    def __init__(self, path: Path) -> None:
        """Open a catalogue; raise IndexDamaged when the file is missing or is not sound."""
        self._path = path
        self._lock = threading.Lock()
        with self._sound():
            if not path.is_file():
                raise IndexDamaged(path.parent, f"{path.name} is missing")
            uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            with self._sound():
                self._load()
        except BaseException:
            self._connection.close()
            raise

    def _load(self) -> None:
        run = self._connection.execute
        if run("PRAGMA user_version").fetchone()[0] != FORMAT:
            raise IndexDamaged(self._path.parent, f"{self._path.name} was never finished")
        if (problem := run("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {problem}")
        self.meetings = {
            key: wire.meeting_from(json.loads(text)) for key, text in run("SELECT id, record FROM meetings")
        }
        self.documents = {
            key: wire.document_from(json.loads(text), self.meetings[meeting])
            for key, meeting, text in run("SELECT id, meeting, record FROM documents ORDER BY place")
        }
        self.sessions = {
            (meeting, key): wire.session_from(json.loads(text))
            for meeting, key, text in run("SELECT meeting, id, record FROM sessions")
        }
        self.persons = {key: wire.person_from(json.loads(text)) for key, text in run("SELECT id, record FROM persons")}
        self.acronyms = tuple(wire.acronym_from(json.loads(text)) for (text,) in run("SELECT record FROM acronyms"))
        self._in_order = tuple(self.documents.values())
        self._places = {key: place for place, key in enumerate(self.documents)}

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Report what SQLite or a record's shape says is wrong as damage of the index."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {error}") from error

    def passage_ids(self) -> set[str]:
        """Give the ids of all passages."""
        with self._sound(), self._lock, closing(self._connection.execute("SELECT id FROM passages")) as rows:
            return {key for (key,) in rows}

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Give the passages that have these ids, by id; an unknown id is left out."""
        found = self._select("WHERE id IN (SELECT value FROM json_each(?))", _json(list(ids)))
        return {passage.id: passage for passage in found}

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        """Give the passages of a document by ordinal; none for an unknown document."""
        return tuple(self._select("WHERE document = ? ORDER BY ordinal", self._places.get(document_id, -1)))

    def session_passages(self, meeting: str, sessions: Iterable[str]) -> tuple[Passage, ...]:
        """Give the passages of any of these sessions of a meeting, by document, then ordinal."""
        papers = [self._places[key] for key, paper in self.documents.items() if paper.meeting.id == meeting]
        clause = """WHERE document IN (SELECT value FROM json_each(?))
            AND session IN (SELECT value FROM json_each(?)) ORDER BY document, ordinal"""
        return tuple(self._select(clause, _json(papers), _json(list(sessions))))

    def person_passages(self, person: str) -> tuple[Passage, ...]:
        """Give the passages among whose people a person is, by document, then ordinal."""
        clause = """WHERE (document, ordinal) IN (SELECT document, ordinal FROM appearances WHERE person = ?)
            ORDER BY document, ordinal"""
        return tuple(self._select(clause, person))

    def _select(self, clause: str, *values: str | int) -> list[Passage]:
        with self._sound(), self._lock, closing(self._connection.execute(_PASSAGE + clause, values)) as rows:
            return [self._passage(row) for row in rows]

    def _passage(self, row: tuple[Any, ...]) -> Passage:
        key, place, ordinal, session, kind, text, page, page_label, label, lead_in, *lists = row
        headings, people, notes, mentions, sentences = map(json.loads, lists)
        document = self._in_order[place]
        return Passage(
            id=key,
            text=text,
            kind=kind,
            ordinal=ordinal,
            document=document,
            session=self.sessions[document.meeting.id, session] if session else None,
            headings=tuple(headings),
            people=tuple(map(wire.participation_from, people)),
            page=page,
            page_label=page_label,
            label=label,
            lead_in=lead_in,
            notes=tuple(notes),
            mentions=tuple(mentions),
            sentences=tuple((start, end) for start, end in sentences),
        )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
