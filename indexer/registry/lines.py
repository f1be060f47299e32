"""The JSON lines of a registry: one row a line, keys in one order, default values left out.

Meetings come first, each followed by its sessions; then documents, each followed by its passages in the order of the
paper. So a passage needs no number that an insertion above it would change. Checking lines belongs to `parsing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from .rows import DocumentRow, MeetingRow, PassageRow, RegistryEntries, RowOutcome, SessionRow, Wording

REGISTRY_FORMAT = 1


class _RegistryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="row"):
    """The base of all lines: a `row` key for the kind, and no unknown keys."""


class HeaderLine(_RegistryLine, tag="registry", frozen=True):
    """The first line: the format, and how many meetings and documents follow."""

    format: int
    corpus: str
    meetings: int
    documents: int


class MeetingRowLine(_RegistryLine, tag="meeting", frozen=True):
    """A meeting; `sessions` is the number of session lines that follow."""

    id: str
    title: str
    sessions: int
    first: str
    last: str | None = None
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()


class SessionRowLine(_RegistryLine, tag="session", frozen=True):
    """A session of the meeting above it."""

    id: str
    title: str
    first: str
    number: int | None = None
    last: str | None = None
    outcome: RowOutcome = "new"


class DocumentRowLine(_RegistryLine, tag="document", frozen=True):
    """A document; `passages` is the number of passage lines that follow."""

    id: str
    source: str
    title: str
    meeting: str
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


AnyLine = HeaderLine | MeetingRowLine | SessionRowLine | DocumentRowLine | PassageRowLine
_RowLine = MeetingRowLine | SessionRowLine | DocumentRowLine | PassageRowLine
_Row = MeetingRow | SessionRow | DocumentRow | PassageRow
_LineT = TypeVar("_LineT", MeetingRowLine, SessionRowLine, DocumentRowLine, PassageRowLine)
_RowT = TypeVar("_RowT", MeetingRow, SessionRow, DocumentRow, PassageRow)


def to_lines(entries: RegistryEntries, passages: Iterable[Sequence[PassageRow]]) -> Iterator[bytes]:
    """Yield the lines of a registry, each with its line feed.

    `passages` are those of each document, in the order of `entries.documents`.
    """
    encode = msgspec.json.Encoder().encode

    def encoded(line: AnyLine) -> bytes:
        return encode(line) + b"\n"

    yield encoded(HeaderLine(REGISTRY_FORMAT, entries.corpus, len(entries.meetings), len(entries.documents)))
    sessions_of: dict[str, list[SessionRow]] = defaultdict(list)
    for session in entries.sessions:
        sessions_of[session.meeting].append(session)
    for meeting in sorted(entries.meetings, key=lambda row: row.id):
        sessions = sorted(sessions_of[meeting.id], key=lambda row: row.id)
        yield encoded(_line_of(MeetingRowLine, meeting, sessions=len(sessions)))
        yield from (encoded(_line_of(SessionRowLine, row)) for row in sessions)
    for document, rows in zip(entries.documents, passages, strict=True):
        yield encoded(_line_of(DocumentRowLine, document, passages=len(rows)))
        yield from (encoded(_line_of(PassageRowLine, row)) for row in rows)


def _line_of(kind: type[_LineT], row: _Row, **counts: int) -> _LineT:
    """Return a row as a line: its fields under their names, without `last` where it equals `first`."""
    values = {name: getattr(row, name) for name in kind.__struct_fields__ if name not in counts}
    if values["last"] == values["first"]:
        values["last"] = None
    return kind(**values | counts)


def row_of(kind: type[_RowT], line: _RowLine, **context: str | int) -> _RowT:
    """Return a line as a row; `context` holds the fields that follow from where the line stands."""
    values = msgspec.structs.asdict(line)
    return msgspec.convert({**values, "last": line.last or line.first, **context}, kind)
