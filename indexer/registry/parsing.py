"""The lines of a registry back to rows, every one checked: what cannot be true is refused with its line and the remedy.

Knows files only by name; opening them is the business of `file`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import msgspec

from .errors import RegistryConflicted, RegistryDamaged, RegistryInvalid, RegistryTooNew
from .lines import FORMAT, AnyLine, DocumentRowLine, HeaderLine, MeetingRowLine, PassageRowLine, SessionRowLine
from .rows import DocumentRow, MeetingRow, PassageRow, SessionRow, hash_text

_ID = re.compile(r"[^\s./?#]+(?:\.[0-9a-z]+)?")
_HASH = re.compile(r"[0-9a-f]{16}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


@dataclass(frozen=True)
class ParsedRegistry:
    """What a registry holds besides passages, and where in the file those of each document are."""

    corpus: str
    meetings: tuple[MeetingRow, ...]
    sessions: tuple[SessionRow, ...]
    documents: tuple[DocumentRow, ...]
    passage_offsets: Mapping[str, tuple[int, int]]
    """For each document the byte that its passages begin at, and how many lines they take."""


def parse_registry(lines: Iterable[bytes], path: Path) -> ParsedRegistry:
    """Read the lines of a registry and check every one; raises RegistryError, with the line, for what cannot be one.

    `path` is only named in messages. One document's passages are held at a time.
    """
    reader = _RegistryParser(path)
    for line in lines:
        reader.read(line)
    return reader.finish()


def parse_passage_rows(document: str, lines: Iterable[bytes]) -> list[PassageRow]:
    """The rows of one document from its lines, which were checked before."""
    decode = msgspec.json.Decoder(PassageRowLine).decode
    rows: list[PassageRow] = []
    place = 0
    for line in lines:
        rows.append(_row(decode(line), document, place))
        place += rows[-1].living
    return rows


def _row(line: PassageRowLine, document: str, place: int) -> PassageRow:
    return PassageRow(
        line.id,
        document,
        place,
        line.hash,
        line.text,
        line.first,
        line.last or line.first,
        line.page,
        line.headings,
        line.number,
        line.outcome,
        line.into,
        line.past,
    )


class _RegistryParser:
    """Takes line after line; what a line may be depends on the ones before it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._decode: Callable[[bytes], AnyLine] = msgspec.json.Decoder(AnyLine).decode
        self._line = 0
        self._head: HeaderLine | None = None
        self._meetings: dict[str, MeetingRow] = {}
        self._sessions: dict[tuple[str, str], SessionRow] = {}
        self._documents: dict[str, DocumentRow] = {}
        self._ids: set[str] = set()
        """The passages of the document that is being read."""
        self._places: dict[str, tuple[int, int]] = {}
        self._offset = 0
        self._open: tuple[str, int, int] = ("", 0, 0)
        """The meeting or document whose rows follow, the line that says how many, and how many are to come."""
        self._meetings_named: list[tuple[int, str]] = []
        self._named: list[tuple[int, str]] = []
        """Line and id of each passage that another one of the document names."""

    def read(self, line: bytes) -> None:
        """Take the next line."""
        self._line += 1
        self._offset += len(line)
        if not line.endswith(b"\n"):
            raise RegistryDamaged(self._path, self._line, "the file ends in the middle of a line")
        row = self._row(line.rstrip(b"\n"))
        if isinstance(row, PassageRowLine):
            self._add_passage(row)
        elif isinstance(row, HeaderLine):
            if self._line > 1:
                self._refuse("a second head")
            self._head = row
        elif isinstance(row, SessionRowLine):
            self._add_session(row)
        else:
            self._close()
            self._add_whole(row)

    def _row(self, line: bytes) -> AnyLine:
        if line.startswith(_MARKS):
            raise RegistryConflicted(self._path, self._line)
        if self._line == 1:
            self._check_format(line)
        try:
            return self._decode(line)
        except msgspec.ValidationError as error:
            raise RegistryInvalid(self._path, self._line, re.sub("`([^`]*)`", r"“\1”", str(error))) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RegistryDamaged(self._path, self._line, f"this is no row of a registry ({error})") from error

    def _check_format(self, line: bytes) -> None:
        """Tell a later format by its head, whatever else is in it."""
        try:
            head = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RegistryDamaged(self._path, 1, f"this is no head of a registry ({error})") from error
        if not isinstance(head, dict) or head.get("row") != "registry" or not isinstance(head.get("format"), int):
            raise RegistryDamaged(self._path, 1, "this is no head of a registry")
        if head["format"] > FORMAT:
            raise RegistryTooNew(self._path, head["format"], FORMAT)
        if head["format"] < 1:
            self._refuse(f"there is no format {head['format']}")

    def _add_whole(self, row: MeetingRowLine | DocumentRowLine) -> None:
        self._check_stamps(row.first, row.last, row.id)
        if isinstance(row, MeetingRowLine):
            if row.id in self._meetings:
                self._refuse(f"the meeting “{row.id}” stands here a second time")
            if self._documents:
                self._refuse("a meeting after the first document")
            self._meetings_named.extend((self._line, one) for one in row.into)
            self._meetings[row.id] = MeetingRow(
                row.id, row.title, row.first, row.last or row.first, row.outcome, row.into
            )
            self._open = (row.id, self._line, row.sessions)
        else:
            if row.id in self._documents:
                self._refuse(f"the document “{row.id}” stands here a second time")
            if "." in row.id:
                self._refuse(f"“{row.id}” is no id of a document")
            self._meetings_named.append((self._line, row.meeting))
            self._documents[row.id] = DocumentRow(
                row.id, row.source, row.digest, row.title, row.meeting, row.first, row.last or row.first, row.outcome
            )
            self._open = (row.id, self._line, row.passages)
            self._places[row.id] = (self._offset, row.passages)
            self._ids.clear()

    def _add_session(self, row: SessionRowLine) -> None:
        meeting = self._next()
        self._check_stamps(row.first, row.last, row.id)
        if self._documents or (meeting, row.id) in self._sessions:
            self._refuse(f"the session “{row.id}” stands in the wrong place, or a second time")
        self._sessions[meeting, row.id] = SessionRow(
            meeting, row.id, row.title, row.first, row.last or row.first, row.number, row.outcome
        )

    def _add_passage(self, row: PassageRowLine) -> None:
        document = self._next()
        self._check_stamps(row.first, row.last, row.id)
        if row.id in self._ids:
            self._refuse(f"the passage “{row.id}” stands here a second time")
        if document not in self._documents or not row.id.startswith(f"{document}."):
            self._refuse(f"the passage “{row.id}” stands below another document, “{document}”")
        if not _HASH.fullmatch(row.hash) or not all(_HASH.fullmatch(one.hash) for one in row.past):
            self._refuse("a hash is 16 of the characters 0-9 and a-f")
        if (row.outcome == "merged") != bool(row.into):
            self._refuse("“into” belongs to the outcome “merged”, and to no other")
        found = _row(row, document, 0)
        if not found.living or row.past:
            if hash_text(row.text) != row.hash or any(hash_text(one.text) != one.hash for one in row.past):
                self._refuse(f"a wording of “{row.id}” is not the one that its hash was made from")
            self._named.extend((self._line, one) for one in (*row.into, *found.successors))
        self._ids.add(row.id)

    def _check_stamps(self, first: str, last: str | None, row_id: str) -> None:
        if not _STAMP.fullmatch(first) or (last is not None and not _STAMP.fullmatch(last)):
            self._refuse("“first” and “last” are times such as 2026-01-31T12:00:00Z")
        if not _ID.fullmatch(row_id):
            self._refuse(f"“{row_id}” is no id")

    def _next(self) -> str:
        """The meeting or document that the row belongs to, one row fewer being to come."""
        name, line, left = self._open
        if not left:
            self._refuse(f"line {line} names fewer rows below it than there are")
        self._open = (name, line, left - 1)
        return name

    def _close(self) -> None:
        """Refuse a meeting or document of which rows are missing, or whose passages name some that are not there."""
        name, line, left = self._open
        if left:
            raise RegistryDamaged(self._path, line, f"{left} of the rows below “{name}” are missing")
        for at, wanted in self._named:
            if wanted not in self._ids:
                raise RegistryInvalid(self._path, at, f"“{name}” has no passage “{wanted}”")
        self._named.clear()

    def finish(self) -> ParsedRegistry:
        """What was read, when the last line is."""
        self._close()
        head = self._head
        if head is None:
            raise RegistryDamaged(self._path, 1, "the file is empty")
        for what, said, found in (
            ("meetings", head.meetings, len(self._meetings)),
            ("documents", head.documents, len(self._documents)),
        ):
            if said != found:
                raise RegistryDamaged(self._path, 1, f"the registry has {said} {what}, but {found} are in the file")
        for line, name in self._meetings_named:
            if name not in self._meetings:
                raise RegistryInvalid(self._path, line, f"there is no meeting “{name}”")
        return ParsedRegistry(
            head.corpus,
            tuple(self._meetings.values()),
            tuple(self._sessions.values()),
            tuple(self._documents.values()),
            self._places,
        )

    def _refuse(self, problem: str) -> NoReturn:
        raise RegistryInvalid(self._path, self._line, problem)
