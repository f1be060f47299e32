"""Writes the catalogue of a build: anew, or from that of the build before with the documents that changed.

Reading it is the job of `store/catalogue`; which parts are written together is planned in `catalogue_parts`.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from indexer.disk.hashing import ids_digest
from indexer.disk.links import share_file
from indexer.model import Acronym, Document, Meeting, Passage, Person, Session
from indexer.redactions.records import Removal
from indexer.registry.rows import PassageRow, RegistryReader

from . import history, records
from .catalogue import BUILD_FORMAT, parts_folder
from .original_files import OriginalFile
from .sql.title_rows import (
    DOCUMENT,
    HEADING,
    MEETING,
    SESSION,
    TITLE_FIELD,
    BorneTitles,
    titles_of_document,
    titles_of_meeting,
    titles_of_session,
)
from .sql.value_words import (
    PERSON,
    ValueWords,
    words_in_document,
    words_of_meeting,
    words_of_person,
    words_of_session,
)
from .sql.written import (
    COUNTED_OF_DOCUMENTS,
    COUNTED_OF_MEETINGS,
    MeetingColumns,
    appearance_rows,
    counted_facts,
    document_values,
    held_rows,
    json_text,
    meeting_row,
    meeting_word_rows,
    passage_row,
    person_row,
    session_people,
    session_row,
)

_SCHEMA = """
CREATE TABLE meetings (
    id TEXT PRIMARY KEY, day INTEGER NOT NULL, last_day INTEGER NOT NULL, title TEXT NOT NULL, year INTEGER,
    series TEXT, title_words TEXT NOT NULL, city_words INTEGER NOT NULL, begins INTEGER, sort BLOB NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE meeting_words (
    stem TEXT, year TEXT, meeting TEXT, in_city INTEGER NOT NULL, PRIMARY KEY (stem, year, meeting)
) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, part TEXT NOT NULL,
    passages INTEGER NOT NULL, ids TEXT NOT NULL, meetings TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    language TEXT NOT NULL, record TEXT NOT NULL
);
CREATE TABLE held (meeting TEXT, document TEXT, passages INTEGER, PRIMARY KEY (meeting, document)) WITHOUT ROWID;
CREATE TABLE sessions (
    meeting TEXT, id TEXT, number INTEGER, sort BLOB NOT NULL, record TEXT NOT NULL, PRIMARY KEY (meeting, id)
) WITHOUT ROWID;
CREATE TABLE takes_part (person TEXT, meeting TEXT, session TEXT, PRIMARY KEY (person, meeting, session)) WITHOUT ROWID;
CREATE TABLE persons (id TEXT PRIMARY KEY, sort BLOB NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE originals (document TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE acronyms (place INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE synonyms (place INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE parts (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_NAME_SCHEMA = """
CREATE TABLE titles (
    owner TEXT, kind INTEGER, id TEXT, place INTEGER, words TEXT, uses INTEGER NOT NULL, meeting TEXT,
    text TEXT NOT NULL, PRIMARY KEY (owner, kind, id, place, words)
) WITHOUT ROWID;
CREATE TABLE title_keys (words TEXT PRIMARY KEY, folded TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE words (field TEXT, word TEXT, value TEXT, PRIMARY KEY (field, word, value)) WITHOUT ROWID;
CREATE INDEX titles_by_words ON titles (words, kind);
"""
_INDEXES = """
CREATE INDEX meetings_in_order ON meetings (day DESC, title, id);
CREATE INDEX meetings_of_year ON meetings (year, day DESC, title, id);
CREATE INDEX meetings_of_series ON meetings (series, day);
CREATE INDEX meetings_by_title ON meetings (title);
CREATE INDEX meetings_by_label ON meetings (sort, id);
CREATE INDEX meetings_by_words ON meetings (title_words);
CREATE INDEX words_by_meeting ON meeting_words (meeting, stem);
CREATE INDEX words_of_cities ON meeting_words (stem) WHERE in_city = 1;
CREATE INDEX documents_in_order ON documents (place, id);
CREATE INDEX held_by_document ON held (document);
CREATE INDEX sessions_by_id ON sessions (id);
CREATE INDEX sessions_by_number ON sessions (number);
CREATE INDEX sessions_by_label ON sessions (sort, meeting || '/' || id);
CREATE INDEX sessions_by_value ON sessions (meeting || '/' || id);
CREATE INDEX parts_of_session ON takes_part (meeting, session);
CREATE INDEX persons_in_order ON persons (sort, id);
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
_INSERT_MEETING = f"INSERT OR REPLACE INTO meetings VALUES ({', '.join('?' * len(MeetingColumns._fields))})"  # noqa: S608  # nosec B608
_INSERT_PASSAGE = f"INSERT INTO part.passages VALUES ({', '.join('?' * 19)})"  # noqa: S608  # nosec B608
# A build is written aside and published whole, so a journal would protect nothing.
_UNSAFE = "PRAGMA {schema}.journal_mode = OFF; PRAGMA {schema}.synchronous = OFF;"


_LIVING_VALUES = {
    TITLE_FIELD: "SELECT words FROM title_keys",
    "meeting": "SELECT id FROM meetings",
    "session": "SELECT meeting || '/' || id FROM sessions",
}
"""The values of which words are kept, by their fields; those of other fields stay until a whole build."""


class SqliteCatalogueWriter:
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
            self._connection.executescript(_SCHEMA + _NAME_SCHEMA + _INDEXES + history.SCHEMA + history.INDEXES)
        self._is_new = base is None
        self._merged: Collection[str] = ()
        self._named: set[tuple[str, str]] = set()  # values that passages have, with their fields
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
        self._connection.executemany("DELETE FROM held WHERE document = ?", removed)
        self._connection.executemany("DELETE FROM past WHERE document = ?", removed)
        self._connection.executemany(f"DELETE FROM titles WHERE owner = ? AND kind IN ({DOCUMENT}, {HEADING})", removed)  # noqa: S608  # nosec B608

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Add meetings with all of their sessions, in place of what is there of them."""
        for meeting in meetings:
            self._add_meeting(meeting)
            self._connection.execute("DELETE FROM sessions WHERE meeting = ?", (meeting.id,))
            self._connection.execute("DELETE FROM takes_part WHERE meeting = ?", (meeting.id,))
            self._connection.execute("DELETE FROM titles WHERE owner = ? AND kind = ?", (meeting.id, SESSION))
        for session in sessions:
            self._replace_session(session)

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
            self._replace_session(session)
        number, self._number = self._number, self._number + 1
        added = list(passages)
        ids = [passage.id for passage in added]
        of_passages = {(own.meeting, own.id): own for own in (passage.session for passage in reversed(added)) if own}
        for session in of_passages.values():
            self._add_missing_session(session)
        self._connection.executemany(_INSERT_PASSAGE, [passage_row(passage, number) for passage in added])
        self._connection.executemany("INSERT INTO part.appearances VALUES (?, ?, ?)", appearance_rows(added, number))
        self._connection.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?)", held_rows(document, added))
        run(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, document.id, number, self._part, len(ids), ids_digest(ids)),
                *document_values(document),
            ),
        )
        for titles in titles_of_document(document, added):
            self._put_titles(titles)
        for named in words_in_document(document, added):
            if named[:2] not in self._named:
                self._named.add(named[:2])
                self._put_words(named)
        run("DELETE FROM past WHERE document = ?", (document.id,))  # of one that had ended and is back
        history.add_rows(self._connection, rows)

    def add_former(self, register: RegistryReader) -> None:
        """Put what the registry records of meetings, sessions and documents that no longer exist."""
        history.put_former(self._connection, register)

    def add_persons(self, persons: Iterable[Person]) -> None:
        """Put the persons of the whole corpus in place of those that are there."""
        self._connection.execute("DELETE FROM persons")
        self._connection.execute("DELETE FROM words WHERE field = ?", (PERSON,))
        for person in persons:
            self._connection.execute("INSERT OR REPLACE INTO persons VALUES (?, ?, ?)", person_row(person))
            self._put_words(words_of_person(person))

    def add_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Put the acronyms of the whole corpus in place of those that are there; a short form may have several."""
        rows = ((json_text(records.acronym_json(acronym)),) for acronym in acronyms)
        self._connection.execute("DELETE FROM acronyms")
        self._connection.executemany("INSERT INTO acronyms VALUES (NULL, ?)", rows)

    def add_synonyms(self, rows: Iterable[Sequence[str]]) -> None:
        """Put rows of words and phrases that mean the same in place of those that are there."""
        self._connection.execute("DELETE FROM synonyms")
        self._connection.executemany("INSERT INTO synonyms VALUES (NULL, ?)", ((json_text(list(row)),) for row in rows))

    def add_removals(self, removals: Mapping[str, Removal]) -> None:
        """Put what was redacted, by id, in place of what is there."""
        stored = json_text(removals)
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('removals', ?)", (stored,))

    def add_originals(self, originals: Mapping[str, OriginalFile]) -> None:
        """Put the files of all documents, by their ids, in place of what is there."""
        self._connection.execute("DELETE FROM originals")
        rows = ((document, json_text(original)) for document, original in originals.items())
        self._connection.executemany("INSERT INTO originals VALUES (?, ?)", rows)

    def _add_meeting(self, meeting: Meeting) -> None:
        row = meeting_row(meeting)
        if self._connection.execute(
            "SELECT 1 FROM meetings WHERE id = ? AND record = ?", (row.id, row.record)
        ).fetchone():
            return  # of an earlier paper
        self._connection.execute(_INSERT_MEETING, row)
        self._connection.execute("DELETE FROM meeting_words WHERE meeting = ?", (meeting.id,))
        self._connection.executemany("INSERT INTO meeting_words VALUES (?, ?, ?, ?)", meeting_word_rows(meeting))
        self._put_titles(titles_of_meeting(meeting))
        self._put_words(words_of_meeting(meeting))

    def _put_titles(self, titles: BorneTitles) -> None:
        """Put the titles of a bearer in place of those that are there."""
        run, insert = self._connection.execute, self._connection.executemany
        run("DELETE FROM titles WHERE owner = ? AND kind = ? AND id = ?", titles.bearer)
        insert("INSERT INTO titles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", titles.rows)
        for words, folded in titles.in_full.items():
            if run("INSERT OR IGNORE INTO title_keys VALUES (?, ?)", (words, folded)).rowcount:
                self._put_words(ValueWords(TITLE_FIELD, words, folded.split()))

    def _put_words(self, named: ValueWords) -> None:
        rows = ((named.field, word, named.value) for word in named.words)
        self._connection.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, ?)", rows)

    def _replace_session(self, session: Session) -> None:
        row = session_row(session)
        if self._connection.execute(
            "SELECT 1 FROM sessions WHERE meeting = ? AND id = ? AND record = ?", (*row[:2], row[-1])
        ).fetchone():
            return  # of an earlier paper
        self._connection.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?)", row)
        self._put_titles(titles_of_session(session))
        self._put_words(words_of_session(session))
        key = (session.meeting, session.id)
        self._connection.execute("DELETE FROM takes_part WHERE meeting = ? AND session = ?", key)
        self._connection.executemany("INSERT INTO takes_part VALUES (?, ?, ?)", session_people(session))

    def _add_missing_session(self, session: Session) -> None:
        row = session_row(session)
        if self._connection.execute("INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, ?, ?)", row).rowcount:
            self._connection.executemany("INSERT INTO takes_part VALUES (?, ?, ?)", session_people(session))
            self._put_titles(titles_of_session(session))
            self._put_words(words_of_session(session))

    def finish(self, order: Sequence[str] = ()) -> None:
        """Write everything to disk and close the file.

        `order` are the ids of all documents in the order of the corpus; empty, it is that in which they were added.
        """
        run = self._connection.execute
        if order:
            self._put_in_order(order)
        if not self._is_new:  # meetings that have lost their last document go with their sessions
            run("DELETE FROM meetings WHERE id NOT IN (SELECT value FROM documents, json_each(documents.meetings))")
            for table in ("sessions", "takes_part", "meeting_words"):
                run(f"DELETE FROM {table} WHERE meeting NOT IN (SELECT id FROM meetings)")  # noqa: S608  # nosec B608
            ended = "kind IN (?, ?) AND owner NOT IN (SELECT id FROM meetings)"
            run(f"DELETE FROM titles WHERE {ended}", (MEETING, SESSION))  # noqa: S608  # nosec B608
            run("DELETE FROM title_keys WHERE words NOT IN (SELECT words FROM titles)")
            for field, values in _LIVING_VALUES.items():
                run(f"DELETE FROM words WHERE field = ? AND value NOT IN ({values})", (field,))  # noqa: S608  # nosec B608
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
        (sessions,) = run("SELECT count(*) FROM sessions").fetchone()
        documents = run(f"SELECT {COUNTED_OF_DOCUMENTS} FROM documents")  # noqa: S608  # nosec B608
        meetings = run(f"SELECT {COUNTED_OF_MEETINGS} FROM meetings")  # noqa: S608  # nosec B608
        facts = {"next_number": self._number, **counted_facts(documents, meetings, sessions)}
        self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def close(self) -> None:
        """Close the file; discard what was added unless `finish` ran before."""
        self._connection.close()

    def __enter__(self) -> SqliteCatalogueWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _next_part(folder: Path) -> str:
    """Return the name of a new part."""
    numbers = [int(part.stem) for part in folder.iterdir()]
    return f"{max(numbers, default=0) + 1:06}.sqlite"
