"""The catalogue of a build: documents, meetings, sessions and passages in one read-only SQLite file.

Pages show what the catalogue says. Writing it is the job of `store/catalogue_writer`; searching belongs to the engine.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from indexer.errors import IndexDamaged
from indexer.model import PASSAGE_KINDS, ColumnHead, Passage, PassageKind
from indexer.query.results import session_value

from . import records
from .history import History

BUILD_FORMAT = 11
"""The version of the build format; it increases with every change that an older program could not read."""

_PASSAGE = """
SELECT id, document, ordinal, meeting, session, kind, text, page, page_label, label, lead_in,
    heads, headings, people, notes, mentions, sentences FROM passages
"""


class Catalogue:
    """Reader of a finished catalogue; safe to use from many threads.

    The small tables are held in memory. Passages are read when they are asked for.
    """

    def __init__(self, path: Path) -> None:
        """Open a catalogue; raise IndexDamaged when the file is missing or damaged."""
        self._path = path
        self._lock = threading.Lock()
        with self._reporting_damage():
            if not path.is_file():
                raise IndexDamaged(path.parent, f"{path.name} is missing")
            uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            with self._reporting_damage():
                self._load()
        except BaseException:
            self._connection.close()
            raise

    def _load(self) -> None:
        run = self._connection.execute
        if run("PRAGMA user_version").fetchone()[0] != BUILD_FORMAT:
            raise IndexDamaged(self._path.parent, f"{self._path.name} was never finished")
        if (problem := run("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {problem}")
        self.meetings = {
            key: records.meeting_from(json.loads(text)) for key, text in run("SELECT id, record FROM meetings")
        }
        self.documents = {
            key: records.document_from(json.loads(text), tuple(map(self.meetings.__getitem__, json.loads(meetings))))
            for key, meetings, text in run("SELECT id, meetings, record FROM documents ORDER BY place")
        }
        self.sessions = {
            (meeting, key): records.session_from(json.loads(text))
            for meeting, key, text in run("SELECT meeting, id, record FROM sessions")
        }
        self.persons = {
            key: records.person_from(json.loads(text)) for key, text in run("SELECT id, record FROM persons")
        }
        self.acronyms = tuple(records.acronym_from(json.loads(text)) for (text,) in run("SELECT record FROM acronyms"))
        self.synonyms: tuple[tuple[str, ...], ...] = tuple(
            tuple(map(str, json.loads(text))) for (text,) in run("SELECT record FROM synonyms")
        )
        self.history = History(self._rows, self._select)
        self._document_list = tuple(self.documents.values())
        self._document_places = {key: place for place, key in enumerate(self.documents)}

    @contextmanager
    def _reporting_damage(self) -> Iterator[None]:
        """Turn what SQLite or the JSON decoder reports as wrong into IndexDamaged."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(self._path.parent, f"{self._path.name}: {error}") from error

    def passage_ids(self) -> set[str]:
        """Return the ids of all passages; raise IndexDamaged when they cannot be read."""
        with self._reporting_damage(), self._lock, closing(self._connection.execute("SELECT id FROM passages")) as rows:
            return {key for (key,) in rows}

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages that have these ids, by id, without unknown ids."""
        passages = self._select("WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
        return {passage.id: passage for passage in passages}

    def passage_kinds(self) -> dict[PassageKind, int]:
        """Return the number of passages of each kind, in the order of `PASSAGE_KINDS`."""
        counts = dict(self._rows("SELECT kind, COUNT(*) FROM passages GROUP BY kind"))
        return {kind: counts[kind] for kind in PASSAGE_KINDS if kind in counts}

    def group_keys(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return for each passage its document's id and its session as `meeting/session`, empty where it has none."""
        clause = "SELECT id, document, meeting, session FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        return {
            key: (self._document_list[place].id, session_value(meeting, session) if session else "")
            for key, place, meeting, session in self._rows(clause, json.dumps(list(ids)))
        }

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document by ordinal; none for an unknown document."""
        return tuple(self._select("WHERE document = ? ORDER BY ordinal", self._document_places.get(document_id, -1)))

    def session_passages(self, meeting: str, sessions: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages of any of these sessions of a meeting, by document, then by ordinal."""
        clause = """WHERE meeting = ? AND session IN (SELECT value FROM json_each(?)) ORDER BY document, ordinal"""
        return tuple(self._select(clause, meeting, json.dumps(list(sessions))))

    def passage_counts(self) -> dict[str, dict[str, int]]:
        """Return the number of passages of each meeting in each of its documents, by meeting and document id."""
        counts: dict[str, dict[str, int]] = {}
        clause = """SELECT meeting, document, COUNT(*) FROM passages WHERE meeting IS NOT NULL
            GROUP BY document, meeting ORDER BY document"""
        for meeting, place, count in self._rows(clause):
            counts.setdefault(meeting, {})[self._document_list[place].id] = count
        return counts

    def person_passages(self, person: str) -> tuple[Passage, ...]:
        """Return the passages that list a person among their people, by document, then by ordinal."""
        clause = """WHERE (document, ordinal) IN (SELECT document, ordinal FROM appearances WHERE person = ?)
            ORDER BY document, ordinal"""
        return tuple(self._select(clause, person))

    def _select(self, clause: str, *values: str | int) -> list[Passage]:
        return [self._passage(row) for row in self._rows(_PASSAGE + clause, *values)]

    def _rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._reporting_damage(), self._lock, closing(self._connection.execute(statement, values)) as rows:
            return list(rows)

    def _passage(self, row: tuple[Any, ...]) -> Passage:
        key, place, ordinal, meeting, session, kind, text, page, page_label, label, lead_in, *lists = row
        heads, headings, people, notes, mentions, sentences = map(json.loads, lists)
        return Passage(
            id=key,
            text=text,
            kind=kind,
            ordinal=ordinal,
            document=self._document_list[place],
            meeting=self.meetings[meeting] if meeting else None,
            session=self.sessions[meeting, session] if session else None,
            headings=tuple(headings),
            people=tuple(map(records.participation_from, people)),
            page=page,
            page_label=page_label,
            label=label,
            lead_in=lead_in,
            heads=tuple(ColumnHead(*head) for head in heads),
            notes=tuple(notes),
            mentions=tuple(mentions),
            sentences=tuple((start, end) for start, end in sentences),
        )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def read_person_names(path: Path) -> dict[str, str]:
    """Return the names of the persons in a catalogue of any format, by id; empty if they cannot be read."""
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
            records_by_id = list(connection.execute("SELECT id, record FROM persons"))
        return {str(key): str(json.loads(text)["name"]) for key, text in records_by_id}
    except (sqlite3.Error, ValueError, LookupError, TypeError):
        return {}
