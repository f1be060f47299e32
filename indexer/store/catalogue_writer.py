"""Writes the catalogue of a build: anew, or from that of the build before with the documents that changed.

Reading it is the job of `store/catalogue`; which parts are written together is planned in `catalogue_parts`.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from indexer.disk.hashing import ids_digest
from indexer.disk.links import share_file
from indexer.model import Acronym, Document, Meeting, Passage, Person, Session
from indexer.redactions.records import Removal
from indexer.registry.rows import PassageRow, RegistryReader, hash_text

from . import history, records
from .catalogue import BUILD_FORMAT, parts_folder
from .original_files import OriginalFile

_SCHEMA = """
CREATE TABLE meetings (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, part TEXT NOT NULL,
    passages INTEGER NOT NULL, ids TEXT NOT NULL, meetings TEXT NOT NULL, record TEXT NOT NULL
);
CREATE TABLE sessions (meeting TEXT, id TEXT, record TEXT NOT NULL, PRIMARY KEY (meeting, id)) WITHOUT ROWID;
CREATE TABLE persons (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE originals (document TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE acronyms (record TEXT NOT NULL);
CREATE TABLE synonyms (record TEXT NOT NULL);
CREATE TABLE parts (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_PART_SCHEMA = """
CREATE TABLE part.passages (
    id TEXT NOT NULL, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, meeting TEXT, session TEXT,
    kind TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL, page INTEGER, page_label TEXT, label TEXT, lead_in TEXT,
    heads TEXT NOT NULL, headings TEXT NOT NULL, people TEXT NOT NULL, notes TEXT NOT NULL, mentions TEXT NOT NULL,
    sentences TEXT NOT NULL, voices TEXT NOT NULL
);
CREATE TABLE part.appearances (
    person TEXT, document INTEGER, ordinal INTEGER, PRIMARY KEY (person, document, ordinal)
) WITHOUT ROWID;
"""
# Created after the passages are inserted, which is faster. No two passages of a document share an ordinal.
_PART_INDEXES = """
CREATE UNIQUE INDEX part.passages_by_id ON passages (id);
CREATE UNIQUE INDEX part.passages_by_document ON passages (document, ordinal);
CREATE INDEX part.passages_by_session ON passages (meeting, session, document, ordinal);
CREATE INDEX part.passages_by_hash ON passages (hash);
"""
_INSERT_PASSAGE = f"INSERT INTO part.passages VALUES ({', '.join('?' * 19)})"  # noqa: S608  # nosec B608
# A build is written aside and published whole, so a journal would protect nothing.
_UNSAFE = "PRAGMA {schema}.journal_mode = OFF; PRAGMA {schema}.synchronous = OFF;"


class CatalogueWriter:
    """Writer of a catalogue; nothing can be read before `finish`.

    The passages of the documents that are added go into a part of their own. With a catalogue to begin with, its parts
    are shared with it, and its documents are there already.
    """

    def __init__(self, path: Path, base: Path | None = None) -> None:
        """Begin an empty catalogue, or one that holds what `base` does."""
        self._folder = parts_folder(path)
        self._folder.mkdir()
        if base is not None:
            shutil.copyfile(base, path)
            for part in parts_folder(base).iterdir():
                share_file(part, self._folder / part.name)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_UNSAFE.format(schema="main") + "PRAGMA user_version = 0;")
        if base is None:
            self._connection.executescript(_SCHEMA + history.SCHEMA + history.INDEXES)
        self._is_new = base is None
        self._merged: Collection[str] = ()
        self._part = _next_part(self._folder)
        self._connection.execute("ATTACH ? AS part", (str(self._folder / self._part),))
        self._connection.executescript(_UNSAFE.format(schema="part") + _PART_SCHEMA + "BEGIN;")
        facts = dict(self._connection.execute("SELECT name, value FROM facts"))
        self._number = int(facts.get("next_number", 0))  # a number that was given is never given again

    def keep_documents(self, ids: Collection[str], merged: Collection[str] = ()) -> None:
        """Remove all documents but these, with what the history has of them.

        The passages of those in the parts to be merged go into the new part.
        """
        self._merged = merged
        known = [key for (key,) in self._connection.execute("SELECT id FROM documents")]
        kept = set(ids)
        self._remove_documents(key for key in known if key not in kept)

    def _remove_documents(self, ids: Iterable[str]) -> None:
        removed = [(key,) for key in ids]
        self._connection.executemany("DELETE FROM documents WHERE id = ?", removed)
        self._connection.executemany("DELETE FROM past WHERE document = ?", removed)

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Add meetings with all of their sessions, in place of what is there of them."""
        for meeting in meetings:
            self._add_meeting(meeting)
            self._connection.execute("DELETE FROM sessions WHERE meeting = ?", (meeting.id,))
        for session in sessions:
            self._add_session(session, "INSERT OR REPLACE")

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
            self._add_meeting(meeting)
        for session in sessions:
            self._add_session(session, "INSERT OR REPLACE")
        number, self._number = self._number, self._number + 1
        added = list(passages)
        ids = [passage.id for passage in added]
        of_passages = {(own.meeting, own.id): own for own in (passage.session for passage in reversed(added)) if own}
        for session in of_passages.values():
            self._add_session(session, "INSERT OR IGNORE")
        self._connection.executemany(_INSERT_PASSAGE, [_row(passage, number) for passage in added])
        self._connection.executemany(
            "INSERT INTO part.appearances VALUES (?, ?, ?)",
            [
                (person, number, passage.ordinal)
                for passage in added
                for person in {participation.person for participation in passage.people if participation.person}
            ],
        )
        meetings = _json([meeting.id for meeting in document.meetings])
        record = _json(records.document_json(document))
        run(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, document.id, number, self._part, len(ids), ids_digest(ids), meetings, record),
        )
        run("DELETE FROM past WHERE document = ?", (document.id,))  # of one that had ended and is back
        history.add_rows(self._connection, rows)

    def add_former(self, register: RegistryReader) -> None:
        """Put what the registry records of meetings, sessions and documents that no longer exist."""
        history.put_former(self._connection, register)

    def add_persons(self, persons: Iterable[Person]) -> None:
        """Put the persons of the whole corpus in place of those that are there."""
        rows = ((person.id, _json(records.person_record(person))) for person in persons)
        self._connection.execute("DELETE FROM persons")
        self._connection.executemany("INSERT OR REPLACE INTO persons VALUES (?, ?)", rows)

    def add_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Put the acronyms of the whole corpus in place of those that are there; a short form may have several."""
        rows = ((_json(records.acronym_json(acronym)),) for acronym in acronyms)
        self._connection.execute("DELETE FROM acronyms")
        self._connection.executemany("INSERT INTO acronyms VALUES (?)", rows)

    def add_synonyms(self, rows: Iterable[Sequence[str]]) -> None:
        """Put rows of words and phrases that mean the same in place of those that are there."""
        self._connection.execute("DELETE FROM synonyms")
        self._connection.executemany("INSERT INTO synonyms VALUES (?)", ((_json(list(row)),) for row in rows))

    def add_removals(self, removals: Mapping[str, Removal]) -> None:
        """Put what was redacted, by id, in place of what is there."""
        stored = _json(removals)
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('removals', ?)", (stored,))

    def add_originals(self, originals: Mapping[str, OriginalFile]) -> None:
        """Put the files of all documents, by their ids, in place of what is there."""
        self._connection.execute("DELETE FROM originals")
        rows = ((document, _json(original)) for document, original in originals.items())
        self._connection.executemany("INSERT INTO originals VALUES (?, ?)", rows)

    def _add_meeting(self, meeting: Meeting) -> None:
        row = (meeting.id, _json(records.meeting_json(meeting)))
        self._connection.execute("INSERT OR REPLACE INTO meetings VALUES (?, ?)", row)

    def _add_session(self, session: Session, verb: str) -> None:
        row = (session.meeting, session.id, _json(records.session_record(session)))
        self._connection.execute(f"{verb} INTO sessions VALUES (?, ?, ?)", row)

    def finish(self, order: Sequence[str] = ()) -> None:
        """Write everything to disk and close the file.

        `order` are the ids of all documents in the order of the corpus; empty, it is that in which they were added.
        """
        run = self._connection.execute
        if order:
            self._put_in_order(order)
        if not self._is_new:  # meetings that have lost their last document go with their sessions
            run("DELETE FROM meetings WHERE id NOT IN (SELECT value FROM documents, json_each(documents.meetings))")
            run("DELETE FROM sessions WHERE meeting NOT IN (SELECT id FROM meetings)")
        run("COMMIT")
        living = {name for (name,) in run("SELECT DISTINCT part FROM documents WHERE passages")}
        for (name,) in run("SELECT name FROM parts ORDER BY name").fetchall():
            if name in self._merged or name not in living:
                self._merge(name)
        self._connection.executescript(_PART_INDEXES)
        self._write_facts()
        run(f"PRAGMA user_version = {BUILD_FORMAT}")
        self.close()

    def _put_in_order(self, order: Sequence[str]) -> None:
        before = [key for (key,) in self._connection.execute("SELECT id FROM documents ORDER BY place")]
        if before != list(order):
            places = ((place, key) for place, key in enumerate(order))
            self._connection.executemany("UPDATE documents SET place = ? WHERE id = ?", places)

    def _merge(self, name: str) -> None:
        """Move the living passages of an earlier part into the new one."""
        run = self._connection.execute
        run("ATTACH ? AS merged", (str(self._folder / name),))
        run("BEGIN")
        for table in ("passages", "appearances"):
            living = "SELECT number FROM main.documents WHERE part = ?"
            source = f"merged.{table} WHERE document IN ({living})"
            run(f"INSERT INTO part.{table} SELECT * FROM {source}", (name,))  # noqa: S608  # nosec B608  # our own names
        run("UPDATE documents SET part = ? WHERE part = ?", (self._part, name))
        run("DELETE FROM parts WHERE name = ?", (name,))
        run("COMMIT")
        run("DETACH merged")
        (self._folder / name).unlink()

    def _write_facts(self) -> None:
        run = self._connection.execute
        (count,) = run("SELECT COUNT(*) FROM part.passages").fetchone()
        run("DETACH part")
        path = self._folder / self._part
        if count:
            run("INSERT INTO parts VALUES (?, ?, ?)", (self._part, path.stat().st_size, count))
        else:
            path.unlink()
        total, digest = 0, 0
        for passages, ids in run("SELECT passages, ids FROM documents"):
            total, digest = total + passages, digest + int(ids, 16)  # digests of ids add up
        facts = {"next_number": self._number, "passages": total, "ids": ids_digest((), base=f"{digest:x}")}
        self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def close(self) -> None:
        """Close the file; discard what was added unless `finish` ran before."""
        self._connection.close()

    def __enter__(self) -> CatalogueWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _next_part(folder: Path) -> str:
    """Return the name of a new part."""
    numbers = [int(part.stem) for part in folder.iterdir()]
    return f"{max(numbers, default=0) + 1:06}.sqlite"


_ENCODER = msgspec.json.Encoder()  # created once: it is for many small records


def _json(record: object) -> str:
    return _ENCODER.encode(record).decode()


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
        _json(records.participation_records(passage.people)),
        _json(passage.notes),
        _json(passage.mentions),
        _json(passage.sentences),
        _json([(voice.kind, voice.words, voice.start) for voice in passage.voices]),
    )
