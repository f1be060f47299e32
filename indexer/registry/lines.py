"""A registry as lines of JSON: one row a line, keys in one order, what goes without saying left out.

Meetings come first, each followed by its sessions; then documents, each followed by its passages in the order of
the paper, so that a passage needs no number that a new one above it would change. How they are read
back is the business of `parsing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from .rows import DocumentRow, Outcome, PassageRow, RegistryEntries, SessionRow, Wording

FORMAT = 1


class _RegistryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="row"):
    """What all kinds of lines have in common: a word for the kind, and no keys but the known ones."""


class HeaderLine(_RegistryLine, tag="registry", frozen=True):
    """The first line: the format, and how many meetings and documents follow."""

    format: int
    corpus: str
    meetings: int
    documents: int


class MeetingRowLine(_RegistryLine, tag="meeting", frozen=True):
    """A meeting; `sessions` is how many lines of sessions follow."""

    id: str
    title: str
    sessions: int
    first: str
    last: str | None = None
    outcome: Outcome = "new"
    into: tuple[str, ...] = ()


class SessionRowLine(_RegistryLine, tag="session", frozen=True):
    """A session of the meeting above it."""

    id: str
    title: str
    first: str
    number: int | None = None
    last: str | None = None
    outcome: Outcome = "new"


class DocumentRowLine(_RegistryLine, tag="document", frozen=True):
    """A document; `passages` is how many lines of passages follow."""

    id: str
    source: str
    title: str
    meeting: str
    digest: str
    passages: int
    first: str
    last: str | None = None
    outcome: Outcome = "new"


class PassageRowLine(_RegistryLine, tag="passage", frozen=True):
    """A passage of the document above it."""

    id: str
    hash: str
    text: str
    first: str
    last: str | None = None
    outcome: Outcome = "new"
    into: tuple[str, ...] = ()
    past: tuple[Wording, ...] = ()
    number: str | None = None
    page: int | None = None
    headings: tuple[str, ...] = ()


AnyLine = HeaderLine | MeetingRowLine | SessionRowLine | DocumentRowLine | PassageRowLine


def to_lines(heads: RegistryEntries, passages: Iterable[Sequence[PassageRow]]) -> Iterator[bytes]:
    """The lines of a registry, each with its line feed; `passages` are those of each document, in their order."""
    encode = msgspec.json.Encoder().encode

    def line(row: AnyLine) -> bytes:
        return encode(row) + b"\n"

    yield line(HeaderLine(FORMAT, heads.corpus, len(heads.meetings), len(heads.documents)))
    sessions: dict[str, list[SessionRow]] = defaultdict(list)
    for session in heads.sessions:
        sessions[session.meeting].append(session)
    for meeting in sorted(heads.meetings, key=lambda row: row.id):
        mine = sorted(sessions[meeting.id], key=lambda row: row.id)
        last = _later(meeting.first, meeting.last)
        yield line(
            MeetingRowLine(meeting.id, meeting.title, len(mine), meeting.first, last, meeting.outcome, meeting.into)
        )
        for one in mine:
            yield line(
                SessionRowLine(one.id, one.title, one.first, one.number, _later(one.first, one.last), one.outcome)
            )
    for document, rows in zip(heads.documents, passages, strict=True):
        yield line(_document(document, len(rows)))
        yield from (line(_passage(row)) for row in rows)


def _document(row: DocumentRow, passages: int) -> DocumentRowLine:
    last = _later(row.first, row.last)
    return DocumentRowLine(
        row.id, row.source, row.title, row.meeting, row.digest, passages, row.first, last, row.outcome
    )


def _passage(row: PassageRow) -> PassageRowLine:
    return PassageRowLine(
        row.id,
        row.hash,
        row.text,
        row.first,
        _later(row.first, row.last),
        row.outcome,
        row.into,
        row.past,
        row.number,
        row.page,
        row.headings,
    )


def _later(first: str, last: str) -> str | None:
    return None if last == first else last
