"""The JSON lines of a registry: one row a line, keys in one order, default values left out.

The head has the meetings, each followed by its sessions, and then the persons. Each document has a part of its own: its
line, followed by those of its passages in the order of the paper. So a passage needs no number that an insertion above
it would change, and says nothing that the document's line or the passage above it says. Head and parts one after the
other are a registry in one file. Checking lines belongs to `parsing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from ..rows import DocumentRow, MeetingRow, PassageRow, PersonRow, RegistryEntries, RowOutcome, SessionRow, Wording

REGISTRY_FORMAT = 3
"""Format 2 had all lines in one file, and in each passage the ids, times and headings in full. Format 1 had no persons
either, and each document had one meeting.
"""


class _RegistryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="row"):
    """The base of all lines but those of passages: a `row` key for the kind, and no unknown keys."""


class HeaderLine(_RegistryLine, tag="registry", frozen=True):
    """The first line: the format, and how many meetings, persons and documents there are."""

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


class PassageLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A passage of the document above it; ids are without the document's."""

    id: str
    number: str | None = None
    page: int | None = None
    headings: tuple[str, ...] | None = None
    """Left out where they are those of the passage above it."""
    hash: str
    text: str
    first: str | None = None
    """Left out where the document is as old."""
    last: str | None = None
    outcome: RowOutcome = "new"
    into: tuple[str, ...] = ()
    past: tuple[Wording, ...] = ()


class FullPassageLine(_RegistryLine, tag="passage", frozen=True):
    """A passage as formats 1 and 2 wrote it."""

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


EntryLine = MeetingRowLine | SessionRowLine | PersonRowLine | DocumentRowLine
AnyPassageLine = PassageLine | FullPassageLine
AnyLine = HeaderLine | EntryLine | AnyPassageLine
_EntryLineT = TypeVar("_EntryLineT", MeetingRowLine, SessionRowLine, PersonRowLine, DocumentRowLine)
_EntryT = TypeVar("_EntryT", MeetingRow, SessionRow, PersonRow, DocumentRow)

_encode = msgspec.json.Encoder().encode
_decode_tagged = msgspec.json.Decoder(HeaderLine | EntryLine | FullPassageLine).decode
_decode_passage = msgspec.json.Decoder(PassageLine).decode


def decode_line(line: bytes) -> AnyLine:
    """Return a line without its line feed. Raise what `msgspec` raises for one that is no row."""
    return _decode_tagged(line) if line.startswith(b'{"row":') else _decode_passage(line)


def _encoded(line: AnyLine) -> bytes:
    return _encode(line) + b"\n"


def registry_lines(entries: RegistryEntries, passages: Iterable[Sequence[PassageRow]]) -> Iterator[bytes]:
    """Yield the lines of a registry in one file, each with its line feed.

    `passages` are those of each document, in the order of `entries.documents`.
    """
    yield from head_lines(entries)
    for document, rows in zip(entries.documents, passages, strict=True):
        yield from part_lines(document, rows)


def head_lines(entries: RegistryEntries) -> Iterator[bytes]:
    """Yield the lines of the head, each with its line feed."""
    counts = len(entries.meetings), len(entries.documents), len(entries.persons)
    yield _encoded(HeaderLine(REGISTRY_FORMAT, entries.corpus, *counts))
    sessions_of: dict[str, list[SessionRow]] = defaultdict(list)
    for session in entries.sessions:
        sessions_of[session.meeting].append(session)
    for meeting in sorted(entries.meetings, key=lambda row: row.id):
        sessions = sorted(sessions_of[meeting.id], key=lambda row: row.id)
        yield _encoded(_line_of(MeetingRowLine, meeting, sessions=len(sessions)))
        yield from (_encoded(_line_of(SessionRowLine, row)) for row in sessions)
    yield from (_encoded(_line_of(PersonRowLine, row)) for row in sorted(entries.persons, key=lambda row: row.id))


def part_lines(document: DocumentRow, rows: Sequence[PassageRow]) -> Iterator[bytes]:
    """Yield the lines of a document's part, each with its line feed."""
    yield document_line(document, len(rows))
    headings: tuple[str, ...] = ()
    for row in rows:
        yield _encoded(_passage_line(row, document, headings))
        headings = row.headings


def document_line(document: DocumentRow, passages: int) -> bytes:
    """Return a document's line, with its line feed; `passages` is the number of those that follow."""
    ids = document.meetings
    named = ids if len(ids) > 1 else ids[0] if ids else None
    return _encoded(_line_of(DocumentRowLine, document, passages=passages, meeting=named))


def _line_of(
    kind: type[_EntryLineT],
    row: MeetingRow | SessionRow | PersonRow | DocumentRow,
    **others: int | str | tuple[str, ...] | None,
) -> _EntryLineT:
    """Return a row as a line: its fields under their names, without `last` where it equals `first`, and some others."""
    values = {name: getattr(row, name) for name in kind.__struct_fields__ if name not in others}
    if values["last"] == values["first"]:
        values["last"] = None
    return kind(**values | others)


def _passage_line(row: PassageRow, document: DocumentRow, headings: tuple[str, ...]) -> PassageLine:
    """Return a passage as a line; `headings` are those of the passage above it."""
    prefix = f"{document.id}."
    past = row.past
    if any(wording.successors for wording in past):
        past = tuple(wording._replace(successors=_without(prefix, wording.successors)) for wording in past)
    return PassageLine(
        id=row.id.removeprefix(prefix),
        number=row.number,
        page=row.page,
        headings=None if row.headings == headings else row.headings,
        hash=row.hash,
        text=row.text,
        first=None if row.first == document.first else row.first,
        last=None if row.last == row.first else row.last,
        outcome=row.outcome,
        into=_without(prefix, row.into),
        past=past,
    )


def _without(prefix: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(passage_id.removeprefix(prefix) for passage_id in ids)


def meetings_of(line: DocumentRowLine) -> tuple[str, ...]:
    """Return the ids of a document's meetings."""
    return (line.meeting,) if isinstance(line.meeting, str) else line.meeting or ()


def row_of(kind: type[_EntryT], line: EntryLine, **context: str | int | tuple[str, ...]) -> _EntryT:
    """Return a line as a row; `context` holds the fields that follow from where the line stands."""
    values = msgspec.structs.asdict(line)
    return msgspec.convert({**values, "last": line.last or line.first, **context}, kind)


def passage_rows(document: DocumentRow, lines: Iterable[bytes]) -> list[PassageRow]:
    """Return the rows of a document from the lines of its passages, which were checked before."""
    prefix = f"{document.id}."
    rows: list[PassageRow] = []
    ordinal = 0
    headings: tuple[str, ...] = ()
    for encoded in lines:
        line = decode_line(encoded)
        if isinstance(line, PassageLine):
            headings = headings if line.headings is None else line.headings
            rows.append(_row_of_passage(line, document, ordinal, headings, prefix))
        elif isinstance(line, FullPassageLine):
            rows.append(_row_of_passage(line, document, ordinal, line.headings, ""))
        ordinal += rows[-1].living
    return rows


def _row_of_passage(
    line: AnyPassageLine, document: DocumentRow, ordinal: int, headings: tuple[str, ...], prefix: str
) -> PassageRow:
    first = line.first or document.first
    return PassageRow(
        id=prefix + line.id,
        document=document.id,
        ordinal=ordinal,
        hash=line.hash,
        text=line.text,
        first=first,
        last=line.last or first,
        page=line.page,
        headings=headings,
        number=line.number,
        outcome=line.outcome,
        into=tuple(prefix + name for name in line.into) if line.into else (),
        past=tuple(_with_prefix(prefix, wording) for wording in line.past) if line.past else (),
    )


def _with_prefix(prefix: str, wording: Wording) -> Wording:
    return wording._replace(successors=tuple(prefix + name for name in wording.successors))
