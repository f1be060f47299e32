"""Writes the catalogue of a build on the server: anew in a schema of its own, or what has changed since another build.

Nothing of it can be read before a build that names its generation is live, and what a failed build has left is removed
by the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from indexer.disk.hashing import ids_digest
from indexer.model import Acronym, Document, Meeting, Passage, Person, Session
from indexer.redactions.records import Removal
from indexer.registry.rows import PassageRow, RegistryReader
from indexer.store import history, records
from indexer.store.original_files import OriginalFile
from indexer.store.sql.title_rows import titles_of_meeting
from indexer.store.sql.value_words import words_of_meeting
from indexer.store.sql.written import (
    COUNTED_OF_DOCUMENTS,
    COUNTED_OF_MEETINGS,
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

from .cleaning import clear_dead
from .connections import Server
from .names import WrittenNames
from .place import CataloguePlace, places_beside, read_place, schema_prefix, write_place
from .places import places_in_order
from .rows import GenerationRows
from .tables import FOR_EVER, TABLES_VERSION, creation, granting, indexing

_OF_DOCUMENT = ("held", "past")
_OF_MEETING = {"meetings": "id", "sessions": "meeting", "takes_part": "meeting", "meeting_words": "meeting"}
"""The column of each table that has the meeting."""


class PostgresqlCatalogueWriter:
    """Writer of a catalogue on the server."""

    def __init__(self, build: Path, base: Path | None = None) -> None:
        """Begin a catalogue, empty or with what that of the build `base` has; raise CatalogueUnavailable."""
        self._build = build
        self._server = Server()
        prefix = schema_prefix(build.parent)
        before = read_place(base) if base else None
        beside = list(places_beside(build))
        self._connection = self._server.connect()
        try:
            clear_dead(self._server, self._connection, prefix, beside)
            self._place = self._next_place(prefix, before, beside)
            self._rows = GenerationRows(self._server, self._connection, self._place)
            self._names = WrittenNames(self._rows)
            self._rows.run("SET synchronous_commit = off")  # what is lost with the server, the build is, too
            if before is None:
                for statement in creation(self._place.schema):
                    self._rows.run(statement)
        except BaseException:
            self._connection.close()
            raise
        self._is_new = before is None
        self._merged: Collection[str] = ()
        self._number = 1 + max(
            (number for (number,) in self._rows.run("SELECT max(number) FROM {documents}") if number), default=-1
        )
        parts = [int(name) for (name,) in self._rows.run("SELECT name FROM {parts}")]
        self._part = f"{max(parts, default=0) + 1:06}"
        self._part_passages = 0
        self._meetings: dict[str, Meeting] = {}  # that stand as they are to be

    def _next_place(
        self, prefix: str, before: CataloguePlace | None, beside: Sequence[CataloguePlace]
    ) -> CataloguePlace:
        """Return where the new catalogue is: the next generation of a schema, or the first of the next schema."""
        if before is not None:
            return CataloguePlace(before.schema, 1 + max(of.generation for of in beside if of.schema == before.schema))
        found = self._connection.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", (prefix,))
        numbers = [int(name.removeprefix(prefix)) for (name,) in found.fetchall()]
        return CataloguePlace(f"{prefix}{max(numbers, default=0) + 1}", 1)

    def keep_documents(self, ids: Collection[str], merged: Collection[str] = ()) -> None:
        """Remove all documents but these; those in the parts to be merged go into the new part."""
        self._merged = merged
        kept = set(ids)
        standing = self._rows.standing("documents", "id, number")
        removed = [(key, number) for key, number in standing if key not in kept]
        self._close_documents([key for key, _ in removed], [number for _, number in removed])

    def _close_documents(self, ids: list[str], numbers: list[int]) -> None:
        if not ids:
            return
        for table in _OF_DOCUMENT:
            self._rows.close(table, "document = ANY(%s)", (ids,))
        for table in ("passages", "appearances"):
            self._rows.close(table, "document = ANY(%s)", (numbers,))
        self._rows.close("documents", "id = ANY(%s)", (ids,))
        self._names.remove_documents(ids)

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Add meetings with all of their sessions, in place of what is there of them."""
        of_meetings: dict[str, list[Session]] = {}
        for meeting in meetings:
            self._add_meeting(meeting)
            of_meetings[meeting.id] = []
        for session in sessions:
            of_meetings.setdefault(session.meeting, []).append(session)
        for meeting_id, listed in of_meetings.items():
            last = {session.id: session for session in listed}
            changed = self._rows.put("sessions", map(session_row, last.values()), "meeting = %s", (meeting_id,))
            if changed:
                people = [row for session in last.values() for row in session_people(session)]
                self._rows.put("takes_part", people, "meeting = %s", (meeting_id,))
            for _, gone in changed - {(meeting_id, id_) for id_ in last}:
                self._names.remove_session(meeting_id, gone)
            for session in last.values():
                if (meeting_id, session.id) in changed:
                    self._names.put_session(session)

    def _add_meeting(self, meeting: Meeting) -> None:
        if self._meetings.get(meeting.id) == meeting:
            return
        self._meetings[meeting.id] = meeting
        if self._rows.put("meetings", [meeting_row(meeting)], "id = %s", (meeting.id,)):
            self._rows.put("meeting_words", meeting_word_rows(meeting), "meeting = %s", (meeting.id,))
            self._names.put(titles_of_meeting(meeting))
            self._names.put_words(words_of_meeting(meeting))

    def _replace_session(self, session: Session) -> None:
        key = (session.meeting, session.id)
        if self._rows.put("sessions", [session_row(session)], "meeting = %s AND id = %s", key):
            self._rows.put("takes_part", session_people(session), "meeting = %s AND session = %s", key)
            self._names.put_session(session)

    def add_document(
        self,
        document: Document,
        sessions: Iterable[Session],
        passages: Iterable[Passage],
        rows: Sequence[PassageRow] = (),
    ) -> None:
        """Add a document with its passages and the registry's rows; replace a meeting or a session that is there."""
        for meeting in document.meetings:
            self._add_meeting(meeting)
        for session in sessions:
            self._replace_session(session)
        number, self._number = self._number, self._number + 1
        added = list(passages)
        ids = [passage.id for passage in added]
        self._add_missing_sessions(passage.session for passage in added if passage.session)
        self._rows.add("passages", (passage_row(passage, number) for passage in added))
        self._rows.add("appearances", appearance_rows(added, number))
        self._rows.add("held", held_rows(document, added))
        self._rows.add(
            "documents",
            [
                (
                    number,
                    document.id,
                    number + 1 << 20,
                    self._part,
                    len(ids),
                    ids_digest(ids),
                    *document_values(document),
                )
            ],
        )
        self._names.put_document(document, added)
        self._part_passages += len(ids)
        self._rows.close("past", "document = %s", (document.id,))  # of one that had ended and is back
        self._rows.add("past", history.past_values(rows))

    def _add_missing_sessions(self, sessions: Iterable[Session]) -> None:
        found = {(session.meeting, session.id): session for session in sessions}
        for meeting in {meeting for meeting, _ in found}:
            known = {key for (key,) in self._rows.standing("sessions", "id", "meeting = %s", (meeting,))}
            for (of, id_), session in found.items():
                if of == meeting and id_ not in known:
                    self._replace_session(session)

    def add_former(self, register: RegistryReader) -> None:
        """Put what the registry records of meetings, sessions and documents that no longer exist."""
        known = {key for (key,) in self._rows.standing("former", "id", "kind = 'document'")}
        for gone in register.documents:
            if not gone.living and gone.id not in known:
                self._rows.add("past", history.past_values(register.in_document(gone.id)))
        self._rows.put("former", history.former_values(register))

    def add_persons(self, persons: Iterable[Person]) -> None:
        """Put the persons of the whole corpus in place of those that are there."""
        listed = list(persons)
        self._rows.put("persons", map(person_row, listed))
        self._names.put_persons(listed)

    def add_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Put the acronyms of the whole corpus in place of those that are there; a short form may have several."""
        texts = (json_text(records.acronym_json(acronym)) for acronym in acronyms)
        self._rows.put("acronyms", enumerate(texts))

    def add_synonyms(self, rows: Iterable[Sequence[str]]) -> None:
        """Put rows of words and phrases that mean the same in place of those that are there."""
        self._rows.put("synonyms", enumerate(json_text(list(row)) for row in rows))

    def add_removals(self, removals: Mapping[str, Removal]) -> None:
        """Put what was redacted, by id, in place of what is there."""
        self._rows.put("facts", [("removals", json_text(removals))], "name = 'removals'")

    def add_originals(self, originals: Mapping[str, OriginalFile]) -> None:
        """Put the files of all documents, by their ids, in place of what is there."""
        self._rows.put("originals", ((document, json_text(original)) for document, original in originals.items()))

    def finish(self, order: Sequence[str] = ()) -> None:
        """Make everything readable; `order` are the ids of all documents in the order of the corpus."""
        if not self._is_new:
            self._close_meetings_without_papers()
        self._put_in_order(order)
        self._rows.run("SET synchronous_commit = on")
        self._put_facts()
        self._names.finish(self._place.generation)
        self._rows.flush()  # what was written before is on the disk with this
        if self._is_new:
            for statement in indexing(self._place.schema):
                self._rows.run(statement)
        for statement in granting(self._place.schema):
            self._rows.run(statement)
        for table in ("passages", "documents", "meetings", "sessions", "titles", "title_keys", "words"):
            self._rows.run(f"ANALYZE {{{table}}}")
        write_place(self._build, self._place)
        self.close()

    def _close_meetings_without_papers(self) -> None:
        self._rows.flush()
        held = f"SELECT meeting FROM {{held}} AS held WHERE to_build = {FOR_EVER}"  # noqa: S608  # nosec B608
        ended = [key for (key,) in self._rows.standing("meetings", "id", f"id NOT IN ({held})")]
        if ended:
            self._names.remove_meetings(ended)
        for table, column in (
            ("meetings", "id"),
            ("sessions", "meeting"),
            ("takes_part", "meeting"),
            ("meeting_words", "meeting"),
        ):
            if ended:
                self._rows.close(table, f"{column} = ANY(%s)", (ended,))

    def _put_in_order(self, order: Sequence[str]) -> None:
        """Give documents their places, and those of merged parts the new part."""
        columns = "number, id, place, part, passages, ids, meetings, kind, status, language, record"
        if order:
            before = dict(self._rows.standing("documents", "id, place"))
            places = places_in_order(order, before)
            moved = [key for key, place in places.items() if before.get(key) != place]
        else:
            places, moved = {}, []
        clause, values = "id = ANY(%s) OR part = ANY(%s)", (moved, list(self._merged))
        changed = []
        for number, key, place, part, passages, *rest in self._rows.standing(
            "documents", columns, f"({clause})", values
        ):
            is_merged = part in self._merged
            self._part_passages += passages if is_merged else 0
            changed.append((number, key, places.get(key, place), self._part if is_merged else part, passages, *rest))
        self._rows.put("documents", changed, clause, values)
        sizes = dict(self._rows.standing("parts", "name, passages")) | {self._part: self._part_passages}
        living = {part for (part,) in self._rows.standing("documents", "DISTINCT part", "passages > 0")}
        self._rows.put("parts", [(name, size) for name, size in sizes.items() if name in living])

    def _put_facts(self) -> None:
        [(sessions,)] = self._rows.standing("sessions", "count(*)")
        documents = self._rows.standing("documents", COUNTED_OF_DOCUMENTS)
        meetings = self._rows.standing("meetings", COUNTED_OF_MEETINGS)
        facts = {"version": str(TABLES_VERSION), **counted_facts(documents, meetings, sessions)}
        self._rows.put("facts", facts.items(), "name <> 'removals'")

    def close(self) -> None:
        """Close the connection; what was added without `finish` is removed by the next build."""
        self._connection.close()

    def __enter__(self) -> PostgresqlCatalogueWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
