"""Writes the catalogue of a build once. Reading it is the job of `store/catalogue`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from indexer.model import Acronym, Document, Passage, Person, Session
from indexer.registry.rows import PassageRow, RegistryReader, hash_text

from . import history, records
from .catalogue import BUILD_FORMAT

_SCHEMA = """
CREATE TABLE meetings (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, meetings TEXT NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sessions (meeting TEXT, id TEXT, record TEXT NOT NULL, PRIMARY KEY (meeting, id)) WITHOUT ROWID;
CREATE TABLE passages (
    id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, meeting TEXT, session TEXT,
    kind TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL, page INTEGER, page_label TEXT, label TEXT, lead_in TEXT,
    heads TEXT NOT NULL, headings TEXT NOT NULL, people TEXT NOT NULL, notes TEXT NOT NULL, mentions TEXT NOT NULL,
    sentences TEXT NOT NULL
);
CREATE TABLE persons (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE appearances (
    person TEXT, document INTEGER, ordinal INTEGER, PRIMARY KEY (person, document, ordinal)
) WITHOUT ROWID;
CREATE TABLE acronyms (record TEXT NOT NULL);
CREATE TABLE synonyms (record TEXT NOT NULL);
"""
# Created after the passages are inserted, which is faster. No two passages of a document share an ordinal.
_INDEXES = """
CREATE UNIQUE INDEX passages_by_document ON passages (document, ordinal);
CREATE INDEX passages_by_session ON passages (meeting, session, document, ordinal);
CREATE INDEX passages_by_hash ON passages (hash);
"""


class CatalogueWriter:
    """Writer of a new catalogue; nothing can be read before `finish`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A build is written aside and published whole, so a journal would protect nothing.
        self._connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + history.SCHEMA + "BEGIN;"
        )
        self._documents = 0

    def add_document(
        self,
        document: Document,
        sessions: Iterable[Session],
        passages: Iterable[Passage],
        rows: Sequence[PassageRow] = (),
    ) -> None:
        """Add a document with its passages; replace a meeting or a session that is there already.

        `rows` are the registry's rows of the document, which also record passages that it no longer has.
        """
        run = self._connection.execute
        for meeting in document.meetings:
            row = (meeting.id, _json(records.meeting_json(meeting)))
            run("INSERT OR REPLACE INTO meetings VALUES (?, ?)", row)
        meetings = _json([meeting.id for meeting in document.meetings])
        place, self._documents = self._documents, self._documents + 1
        run(
            "INSERT INTO documents VALUES (?, ?, ?, ?)",
            (document.id, place, meetings, _json(records.document_json(document))),
        )
        for session in sessions:
            self._add_session(session, "INSERT OR REPLACE")
        for passage in passages:
            if passage.session:
                self._add_session(passage.session, "INSERT OR IGNORE")
            run(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _row(passage, place),
            )
            for person in {participation.person for participation in passage.people if participation.person}:
                run("INSERT INTO appearances VALUES (?, ?, ?)", (person, place, passage.ordinal))
        history.add_rows(self._connection, rows)

    def add_former(self, register: RegistryReader) -> None:
        """Add what the registry records of meetings, sessions and documents that no longer exist."""
        history.add_former(self._connection, register)

    def add_persons(self, persons: Iterable[Person]) -> None:
        """Add persons; replace those that are there already."""
        rows = ((person.id, _json(records.person_record(person))) for person in persons)
        self._connection.executemany("INSERT OR REPLACE INTO persons VALUES (?, ?)", rows)

    def add_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Add acronyms; one short form may have several long forms."""
        rows = ((_json(records.acronym_json(acronym)),) for acronym in acronyms)
        self._connection.executemany("INSERT INTO acronyms VALUES (?)", rows)

    def add_synonyms(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of words and phrases that mean the same."""
        self._connection.executemany("INSERT INTO synonyms VALUES (?)", ((_json(list(row)),) for row in rows))

    def _add_session(self, session: Session, verb: str) -> None:
        row = (session.meeting, session.id, _json(records.session_record(session)))
        self._connection.execute(f"{verb} INTO sessions VALUES (?, ?, ?)", row)

    def finish(self) -> None:
        """Write everything to disk and close the file."""
        self._connection.execute("COMMIT")
        self._connection.executescript(f"{_INDEXES} {history.INDEXES} PRAGMA user_version = {BUILD_FORMAT};")
        self.close()

    def close(self) -> None:
        """Close the file; discard what was added unless `finish` ran before."""
        self._connection.close()

    def __enter__(self) -> CatalogueWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# Created once, because `dumps` creates an encoder on every call.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _row(passage: Passage, place: int) -> tuple[object, ...]:
    return (
        passage.id,
        place,
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
        _json([(head.text, head.start, head.end) for head in passage.heads]),
        _json(passage.headings),
        _json([records.participation_json(person) for person in passage.people]),
        _json(passage.notes),
        _json(passage.mentions),
        _json(passage.sentences),
    )
