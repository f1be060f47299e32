"""The history of passages, papers, meetings and sessions: the part of the catalogue that answers old links.

The registry beside the papers is the source of truth. A build carries this copy of it, so that a site needs no papers
to answer. A passage that never changed is not copied, because the catalogue has it already.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import msgspec

from indexer.model import Passage
from indexer.registry.rows import PassageRow, RegistryReader, RowOutcome, Wording, hash_text

FormerKind = Literal["meeting", "session", "document", "person"]

SCHEMA = """
CREATE TABLE past (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, place INTEGER NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE former (
    kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, became_kind TEXT, became TEXT, until TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX past_by_document ON past (document, place);
CREATE INDEX past_by_hash ON past (hash);
"""
_ROWS_AT_A_TIME = 500
_PAST = "SELECT id, document, hash, record FROM {past} AS gone "


class Successor(NamedTuple):
    """What took the place of something that no longer exists; a session's id is `meeting/session`."""

    kind: FormerKind
    id: str


@dataclass(frozen=True)
class Former:
    """A meeting, session, document or person that no longer exists; a session's id is `meeting/session`."""

    kind: FormerKind
    id: str
    title: str
    became: Successor | None
    """Where it is now: of a meeting, where most of its papers are."""
    until: str
    """Time of the build in which it disappeared, as `2026-01-31T12:00:00Z`."""


def past_values(rows: Sequence[PassageRow]) -> Iterator[tuple[str, str, int, str, str]]:
    """Yield the rows of the table `past` for a document; `rows` are all of its rows in the registry, in order.

    They are those that say more than its passages do.
    """
    for place, row in enumerate(rows):
        if row.past or not row.living:
            yield row.id, row.document, place, row.hash, _record(row)


def former_values(registry: RegistryReader) -> Iterator[tuple[str | None, ...]]:
    """Yield the rows of the table `former`."""
    for gone in _former_entries(registry):
        yield gone.kind, gone.id, gone.title, *(gone.became or (None, None)), gone.until


def add_rows(connection: sqlite3.Connection, rows: Sequence[PassageRow]) -> None:
    """Copy the rows of a document that say more than its passages do; `rows` are all of its rows, in order."""
    connection.executemany("INSERT INTO past VALUES (?, ?, ?, ?, ?)", past_values(rows))


def put_former(connection: sqlite3.Connection, registry: RegistryReader) -> None:
    """Copy what is recorded of meetings, sessions, persons and documents that are no more, and of their passages.

    It takes the place of what was copied of them before; the passages of a document that ended before are there.
    """
    known = {key for (key,) in connection.execute("SELECT id FROM former WHERE kind = 'document'")}
    for former in registry.documents:
        if not former.living and former.id not in known:
            add_rows(connection, registry.in_document(former.id))
    connection.execute("DELETE FROM former")
    connection.executemany("INSERT INTO former VALUES (?, ?, ?, ?, ?, ?)", former_values(registry))


def _former_entries(registry: RegistryReader) -> Iterator[Former]:
    for meeting in registry.meetings:
        if not meeting.living:
            into = Successor("meeting", meeting.into[0]) if meeting.into else None
            paper = Successor("document", meeting.paper) if meeting.paper else None
            yield Former("meeting", meeting.id, meeting.title, into or paper, meeting.last)
    for session in registry.sessions:
        if not session.living:
            moved = Successor("session", session.into) if session.into else None
            yield Former("session", f"{session.meeting}/{session.id}", session.title, moved, session.last)
    for person in registry.persons:
        if not person.living:
            known_as = Successor("person", person.into[0]) if person.into else None
            yield Former("person", person.id, person.name, known_as, person.last)
    for document in registry.documents:
        if not document.living:
            yield Former("document", document.id, document.title, None, document.last)


class _PassageRecord(msgspec.Struct, frozen=True):
    """What is stored of a passage as JSON; the other facts are columns of the table."""

    ordinal: int
    text: str
    first: str
    last: str
    page: int | None
    headings: tuple[str, ...]
    number: str | None
    outcome: RowOutcome
    into: tuple[str, ...]
    past: tuple[Wording, ...]


def _record(row: PassageRow) -> str:
    record = _PassageRecord(
        ordinal=row.ordinal,
        text=row.text,
        first=row.first,
        last=row.last,
        page=row.page,
        headings=row.headings,
        number=row.number,
        outcome=row.outcome,
        into=row.into,
        past=row.past,
    )
    return msgspec.json.encode(record).decode()


def _living_row(passage: Passage) -> PassageRow:
    """Return the row of a passage that the catalogue describes completely."""
    return PassageRow(
        passage.id,
        passage.document.id,
        passage.ordinal,
        hash_text(passage.text),
        passage.text,
        "",
        "",
        passage.page,
        passage.headings,
        passage.label,
    )


def _row(columns: tuple[str, ...]) -> PassageRow:
    passage_id, document, wording_hash, encoded = columns
    record = msgspec.json.decode(encoded, type=_PassageRecord)
    return PassageRow(
        id=passage_id,
        document=document,
        ordinal=record.ordinal,
        hash=wording_hash,
        text=record.text,
        first=record.first,
        last=record.last,
        page=record.page,
        headings=record.headings,
        number=record.number,
        outcome=record.outcome,
        into=record.into,
        past=record.past,
    )


class History:
    """The registry's rows, looked up in a catalogue; it implements `registry.resolve.RowLookup`."""

    def __init__(
        self,
        select: Callable[..., list[tuple[Any, ...]]],
        passages: Callable[..., list[Passage]],
    ) -> None:
        """Look up rows by `select` (SQL and its values) and living passages by `passages` (a clause and its values)."""
        self._select = select
        self._passages = passages
        self._last_document: tuple[str, tuple[PassageRow, ...]] = ("", ())

    def passage(self, passage_id: str) -> PassageRow | None:
        """Return the row of a passage, or None when the id was never given."""
        rows = self._rows("WHERE id = ?", passage_id)
        return rows[0] if rows else next(map(_living_row, self._passages("WHERE passage.id = ?", passage_id)), None)

    def past_wordings(self, passage_id: str) -> tuple[Wording, ...]:
        """Return the former wordings of a passage, the oldest first; none where it has always read the same."""
        return next((row.past for row in self._rows("WHERE id = ?", passage_id)), ())

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """Return the rows of a document in the order of the paper; rows of removed passages stand where those stood.

        Those of the last document are kept, as each page of a removed passage looks for the nearest one that is there.
        """
        id_, kept = self._last_document
        if id_ == document_id:
            return kept
        copied = {row.id: row for row in self._rows("WHERE document = ? ORDER BY place", document_id)}
        living = self._passages("WHERE document.id = ?", document_id)
        rows = [*copied.values(), *(_living_row(passage) for passage in living if passage.id not in copied)]
        ordered = tuple(sorted(rows, key=lambda row: (row.ordinal, row.living)))
        self._last_document = (document_id, ordered)
        return ordered

    def with_hash(self, wanted: str) -> Sequence[PassageRow]:
        """Return the rows, living and removed, whose last wording has this hash."""
        copied = {row.id: row for row in self._rows("WHERE hash = ?", wanted)}
        living = self._passages("WHERE passage.hash = ?", wanted)
        return (*copied.values(), *(_living_row(passage) for passage in living if passage.id not in copied))

    def former(self, kind: FormerKind, wanted: str) -> Former | None:
        """Return what once had this id and has it no more, or None."""
        clause = "SELECT title, became_kind, became, until FROM {former} AS ended WHERE kind = ? AND id = ?"
        for title, became_kind, became, until in self._select(clause, kind, wanted):
            successor = Successor(became_kind, became) if became else None
            return Former(kind=kind, id=wanted, title=title, became=successor, until=until)
        return None

    def past_rows(self) -> Iterator[PassageRow]:
        """Yield the row of each passage that once had another wording or is no more, by id."""
        last = ""
        while rows := self._rows(f"WHERE id > ? ORDER BY id LIMIT {_ROWS_AT_A_TIME}", last):
            yield from rows
            last = rows[-1].id

    def former_ids(self, kind: FormerKind) -> tuple[str, ...]:
        """Return the ids that meetings, sessions (`meeting/session`), documents or persons had once, in order."""
        return tuple(
            id_ for (id_,) in self._select("SELECT id FROM {former} AS ended WHERE kind = ? ORDER BY id", kind)
        )

    def _rows(self, clause: str, wanted: str) -> list[PassageRow]:
        return [_row(row) for row in self._select(_PAST + clause, wanted)]
