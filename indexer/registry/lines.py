"""The JSON lines of a registry: one row a line, keys in one order, default values left out.

Meetings come first, each followed by its sessions; then persons; then documents, each followed by its passages in the
order of the paper. So a passage needs no number that an insertion above it would change. Checking lines belongs to
`parsing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from .rows import DocumentRow, MeetingRow, PassageRow, PersonRow, RegistryEntries, RowOutcome, SessionRow, Wording

REGISTRY_FORMAT = 2
"""Format 1 had no persons, and each document had one meeting."""


class _RegistryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="row"):
    """The base of all lines: a `row` key for the kind, and no unknown keys."""


class HeaderLine(_RegistryLine, tag="registry", frozen=True):
    """The first line: the format, and how many meetings, persons and documents follow."""

    format: int
    corpus: str
    meetings: int
    documents: int
    persons: int = 0


class MeetingRowLine(_RegistryLine, tag="meeting", frozen=True):
    """A meeting; `sessions` is the number of session lines that follow."""

    id: str
    title: str
    sessions: int
    first: str
    last: str | None = None
    start: str | None = None
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()
    paper: str | None = None


class SessionRowLine(_RegistryLine, tag="session", frozen=True):
    """A session of the meeting above it."""

    id: str
    title: str
    first: str
    number: int | None = None
    last: str | None = None
    outcome: RowOutcome = "new"
    into: str | None = None


class PersonRowLine(_RegistryLine, tag="person", frozen=True):
    """A person."""

    id: str
    name: str
    first: str
    last: str | None = None
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()


class DocumentRowLine(_RegistryLine, tag="document", frozen=True):
    """A document; `passages` is the number of passage lines that follow."""

    id: str
    source: str
    title: str
    meeting: str | tuple[str, ...] | None
    """The id of its meeting; a list of several; null for none."""
    digest: str
    passages: int
    first: str
    last: str | None = None
    outcome: RowOutcome = "new"


class PassageRowLine(_RegistryLine, tag="passage", frozen=True):
    """A passage of the document above it."""

    id: str
    hash: str
    text: str
    first: str
    last: str | None = None
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()
    past: tuple[Wording, ...] = ()
    number: str | None = None
    page: int | None = None
    headings: tuple[str, ...] = ()


_RowLine = MeetingRowLine | SessionRowLine | PersonRowLine | DocumentRowLine | PassageRowLine
AnyLine = HeaderLine | _RowLine
_Row = MeetingRow | SessionRow | PersonRow | DocumentRow | PassageRow
_LineT = TypeVar("_LineT", MeetingRowLine, SessionRowLine, PersonRowLine, DocumentRowLine, PassageRowLine)
_RowT = TypeVar("_RowT", MeetingRow, SessionRow, PersonRow, DocumentRow, PassageRow)


def to_lines(entries: RegistryEntries, passages: Iterable[Sequence[PassageRow]]) -> Iterator[bytes]:
    """Yield the lines of a registry, each with its line feed.

    `passages` are those of each document, in the order of `entries.documents`.
    """
    encode = msgspec.json.Encoder().encode

    def encoded(line: AnyLine) -> bytes:
        return encode(line) + b"\n"

    counts = len(entries.meetings), len(entries.documents), len(entries.persons)
    yield encoded(HeaderLine(REGISTRY_FORMAT, entries.corpus, *counts))
    sessions_of: dict[str, list[SessionRow]] = defaultdict(list)
    for session in entries.sessions:
        sessions_of[session.meeting].append(session)
    for meeting in sorted(entries.meetings, key=lambda row: row.id):
        sessions = sorted(sessions_of[meeting.id], key=lambda row: row.id)
        yield encoded(_line_of(MeetingRowLine, meeting, sessions=len(sessions)))
        yield from (encoded(_line_of(SessionRowLine, row)) for row in sessions)
    yield from (encoded(_line_of(PersonRowLine, row)) for row in sorted(entries.persons, key=lambda row: row.id))
    for document, rows in zip(entries.documents, passages, strict=True):
        ids = document.meetings
        named = ids if len(ids) > 1 else ids[0] if ids else None
        yield encoded(_line_of(DocumentRowLine, document, passages=len(rows), meeting=named))
        yield from (encoded(_line_of(PassageRowLine, row)) for row in rows)


def _line_of(kind: type[_LineT], row: _Row, **others: int | str | tuple[str, ...] | None) -> _LineT:
    """Return a row as a line: its fields under their names, without `last` where it equals `first`, and some others."""
    values = {name: getattr(row, name) for name in kind.__struct_fields__ if name not in others}
    if values["last"] == values["first"]:
        values["last"] = None
    return kind(**values | others)


def meetings_of(line: DocumentRowLine) -> tuple[str, ...]:
    """Return the ids of a document's meetings."""
    return (line.meeting,) if isinstance(line.meeting, str) else line.meeting or ()


def row_of(kind: type[_RowT], line: _RowLine, **context: str | int | tuple[str, ...]) -> _RowT:
    """Return a line as a row; `context` holds the fields that follow from where the line stands."""
    values = msgspec.structs.asdict(line)
    return msgspec.convert({**values, "last": line.last or line.first, **context}, kind)
