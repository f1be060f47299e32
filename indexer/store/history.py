"""What passages, papers, meetings and sessions once were: the part of the catalogue that old links are answered from.

The registry beside the papers is the truth; a build carries this copy of it, so that a site needs no papers to
answer. Of a passage that stands as it always stood nothing is copied: the catalogue has it already.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from indexer.model import Passage
from indexer.registry.rows import PassageRow, RegistryReader, Wording, hash_text

FormerKind = Literal["meeting", "session", "document"]

SCHEMA = """
CREATE TABLE past (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, place INTEGER NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE former (
    kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, became TEXT, until TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX past_by_document ON past (document, place);
CREATE INDEX past_by_hash ON past (hash);
"""
_PAST = "SELECT id, document, hash, record FROM past "


@dataclass(frozen=True)
class Former:
    """A meeting, session or document that was once there; a session's id is `meeting/session`."""

    kind: FormerKind
    id: str
    title: str
    became: str | None
    """Id of the meeting that its papers are in now."""
    until: str
    """Time of the build that it went with, as `2026-01-31T12:00:00Z`."""


def add_rows(connection: sqlite3.Connection, rows: Sequence[PassageRow]) -> None:
    """Copy those rows of a document that say more than the passages themselves; `rows` are all, in order."""
    connection.executemany(
        "INSERT INTO past VALUES (?, ?, ?, ?, ?)",
        (
            (row.id, row.document, place, row.hash, _record(row))
            for place, row in enumerate(rows)
            if row.past or not row.living
        ),
    )


def add_former(connection: sqlite3.Connection, register: RegistryReader) -> None:
    """Copy what is said of meetings, sessions and documents that are there no more, and of the passages of these."""
    for one in register.documents:
        if not one.living:
            add_rows(connection, register.in_document(one.id))
    gone: list[tuple[FormerKind, str, str, str | None, str]] = [
        ("meeting", one.id, one.title, one.into[0] if one.into else None, one.last)
        for one in register.meetings
        if not one.living
    ]
    gone += [("document", one.id, one.title, None, one.last) for one in register.documents if not one.living]
    gone += [
        ("session", f"{one.meeting}/{one.id}", one.title, None, one.last) for one in register.sessions if not one.living
    ]
    connection.executemany("INSERT INTO former VALUES (?, ?, ?, ?, ?)", gone)


def _record(row: PassageRow) -> str:
    facts = {
        "ordinal": row.ordinal,
        "text": row.text,
        "first": row.first,
        "last": row.last,
        "page": row.page,
        "headings": row.headings,
        "number": row.number,
        "outcome": row.outcome,
        "into": row.into,
        "past": row.past,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _living(passage: Passage) -> PassageRow:
    """The row of a passage of which the catalogue has all there is to say."""
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


def _row(found: tuple[Any, ...]) -> PassageRow:
    key, document, text_hash_, record = found
    facts = json.loads(record)
    return PassageRow(
        id=key,
        document=document,
        hash=text_hash_,
        **facts
        | {
            "headings": tuple(facts["headings"]),
            "into": tuple(facts["into"]),
            "past": tuple(Wording(one[0], one[1], tuple(one[2])) for one in facts["past"]),
        },
    )


class History:
    """Rows as the registry has them, looked up in a catalogue; a `registry.resolve.Rows`."""

    def __init__(
        self,
        select: Callable[..., list[tuple[Any, ...]]],
        passages: Callable[..., list[Passage]],
    ) -> None:
        """Look rows up by `select` (SQL and its values), living passages by `passages` (a clause and its values)."""
        self._select = select
        self._passages = passages

    def passage(self, passage_id: str) -> PassageRow | None:
        """The row of a passage, or None when the id was never given."""
        found = self._rows("WHERE id = ?", passage_id)
        return found[0] if found else next(map(_living, self._passages("WHERE id = ?", passage_id)), None)

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """The rows of a document in the order of the paper, those that are gone where they stood."""
        told = {row.id: row for row in self._rows("WHERE document = ? ORDER BY place", document_id)}
        standing = self._passages("WHERE document = (SELECT place FROM documents WHERE id = ?)", document_id)
        rows = [*told.values(), *(_living(one) for one in standing if one.id not in told)]
        return sorted(rows, key=lambda row: (row.ordinal, row.living))

    def with_hash(self, wanted: str) -> Sequence[PassageRow]:
        """The rows, living and gone, whose last wording has this hash."""
        told = {row.id: row for row in self._rows("WHERE hash = ?", wanted)}
        standing = self._passages("WHERE hash = ?", wanted)
        return (*told.values(), *(_living(one) for one in standing if one.id not in told))

    def former(self, kind: FormerKind, wanted: str) -> Former | None:
        """What once had this id and has it no more."""
        clause = "SELECT kind, id, title, became, until FROM former WHERE kind = ? AND id = ?"
        return next((Former(*row) for row in self._select(clause, kind, wanted)), None)

    def _rows(self, clause: str, wanted: str) -> list[PassageRow]:
        return [_row(row) for row in self._select(_PAST + clause, wanted)]
