"""Parses the lines of a registry into rows and checks each one; an error gives the line and the remedy.

Files are only named here; `file` opens them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import msgspec

from .errors import RegistryConflicted, RegistryDamaged, RegistryInvalid, RegistryTooNew
from .lines import (
    REGISTRY_FORMAT,
    AnyLine,
    DocumentRowLine,
    HeaderLine,
    MeetingRowLine,
    PassageRowLine,
    PersonRowLine,
    SessionRowLine,
    meetings_of,
    row_of,
)
from .rows import ENDED_OUTCOMES, DocumentRow, MeetingRow, PassageRow, PersonRow, SessionRow, hash_text

_ID = re.compile(r"[^\s./?#]+(?:\.[0-9a-z]+)?")
_HASH = re.compile(r"[0-9a-f]{16}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MERGE_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


@dataclass(frozen=True)
class ParsedRegistry:
    """A registry without its passages, and where in the file those of each document are."""

    corpus: str
    meetings: tuple[MeetingRow, ...]
    sessions: tuple[SessionRow, ...]
    persons: tuple[PersonRow, ...]
    documents: tuple[DocumentRow, ...]
    passage_offsets: Mapping[str, tuple[int, int]]
    """For each document the byte that its passages begin at, and how many lines they take."""


def parse_registry(lines: Iterable[bytes], path: Path) -> ParsedRegistry:
    """Parse the lines of a registry and check each one. Raise RegistryError with the line of the first mistake.

    `path` is only named in messages. One document's passages are in memory at a time.
    """
    parser = _RegistryParser(path)
    for line in lines:
        parser.read(line)
    return parser.finish()


def parse_passage_rows(document: str, lines: Iterable[bytes]) -> list[PassageRow]:
    """Return the rows of one document from its lines, which were checked before."""
    decode = msgspec.json.Decoder(PassageRowLine).decode
    rows: list[PassageRow] = []
    ordinal = 0
    for line in lines:
        rows.append(row_of(PassageRow, decode(line), document=document, ordinal=ordinal))
        ordinal += rows[-1].living
    return rows


@dataclass
class _OpenEntry:
    """A meeting or document whose rows follow, the line that counts them, and how many are still to come."""

    id: str
    line: int
    remaining: int


class _RegistryParser:
    """Takes line after line; what a line may be depends on the ones before it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._decode: Callable[[bytes], AnyLine] = msgspec.json.Decoder(AnyLine).decode
        self._line = 0
        self._head: HeaderLine | None = None
        self._meetings: dict[str, MeetingRow] = {}
        self._sessions: dict[tuple[str, str], SessionRow] = {}
        self._persons: dict[str, PersonRow] = {}
        self._documents: dict[str, DocumentRow] = {}
        self._passage_ids: set[str] = set()
        """The passages of the document that is being read."""
        self._passage_offsets: dict[str, tuple[int, int]] = {}
        self._offset = 0
        self._open = _OpenEntry("", 0, 0)
        self._meetings_named: list[tuple[int, str]] = []
        """Line and id of each meeting that another row names."""
        self._persons_named: list[tuple[int, str]] = []
        """Line and id of each person that another one became."""
        self._passages_named: list[tuple[int, str]] = []
        """Line and id of each passage that another one of the document names."""

    def read(self, line: bytes) -> None:
        """Parse the next line. Raise RegistryDamaged or another RegistryError."""
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
        elif isinstance(row, PersonRowLine):
            self._close_entry()
            self._add_person(row)
        else:
            self._close_entry()
            self._add_entry(row)

    def _row(self, line: bytes) -> AnyLine:
        if line.startswith(_MERGE_MARKS):
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
        """Recognise a later format by its header, whatever else is in it."""
        try:
            head = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RegistryDamaged(self._path, 1, f"this is no head of a registry ({error})") from error
        if not isinstance(head, dict) or head.get("row") != "registry" or not isinstance(head.get("format"), int):
            raise RegistryDamaged(self._path, 1, "this is no head of a registry")
        if head["format"] > REGISTRY_FORMAT:
            raise RegistryTooNew(self._path, head["format"], REGISTRY_FORMAT)
        if head["format"] < 1:
            self._refuse(f"there is no format {head['format']}")

    def _add_entry(self, row: MeetingRowLine | DocumentRowLine) -> None:
        self._check_stamps(row.first, row.last, row.id)
        if isinstance(row, MeetingRowLine):
            if row.id in self._meetings:
                self._refuse(f"the meeting “{row.id}” stands here a second time")
            if self._documents or self._persons:
                self._refuse("a meeting after the first person or document")
            self._meetings_named.extend((self._line, name) for name in row.into)
            self._meetings[row.id] = row_of(MeetingRow, row)
            self._open = _OpenEntry(row.id, self._line, row.sessions)
        else:
            if row.id in self._documents:
                self._refuse(f"the document “{row.id}” stands here a second time")
            if "." in row.id:
                self._refuse(f"“{row.id}” is no id of a document")
            self._meetings_named.extend((self._line, name) for name in meetings_of(row))
            self._documents[row.id] = row_of(DocumentRow, row, meetings=meetings_of(row))
            self._open = _OpenEntry(row.id, self._line, row.passages)
            self._passage_offsets[row.id] = (self._offset, row.passages)
            self._passage_ids.clear()

    def _add_session(self, row: SessionRowLine) -> None:
        meeting = self._count_row()
        self._check_stamps(row.first, row.last, row.id)
        if self._documents or (meeting, row.id) in self._sessions:
            self._refuse(f"the session “{row.id}” stands in the wrong place, or a second time")
        if row.into:
            self._meetings_named.append((self._line, row.into.partition("/")[0]))
        self._sessions[meeting, row.id] = row_of(SessionRow, row, meeting=meeting)

    def _add_person(self, row: PersonRowLine) -> None:
        self._check_stamps(row.first, row.last, row.id)
        if self._documents or row.id in self._persons:
            self._refuse(f"the person “{row.id}” stands in the wrong place, or a second time")
        self._persons_named.extend((self._line, name) for name in row.into)
        self._persons[row.id] = row_of(PersonRow, row)
        self._open = _OpenEntry(row.id, self._line, 0)

    def _add_passage(self, row: PassageRowLine) -> None:
        document = self._count_row()
        self._check_stamps(row.first, row.last, row.id)
        if row.id in self._passage_ids:
            self._refuse(f"the passage “{row.id}” stands here a second time")
        if document not in self._documents or not row.id.startswith(f"{document}."):
            self._refuse(f"the passage “{row.id}” stands below another document, “{document}”")
        if not _HASH.fullmatch(row.hash) or not all(_HASH.fullmatch(wording.hash) for wording in row.past):
            self._refuse("a hash is 16 of the characters 0-9 and a-f")
        if (row.outcome == "merged") != bool(row.into):
            self._refuse("“into” belongs to the outcome “merged”, and to no other")
        if row.outcome in ENDED_OUTCOMES or row.past:
            if hash_text(row.text) != row.hash or any(hash_text(wording.text) != wording.hash for wording in row.past):
                self._refuse(f"a wording of “{row.id}” is not the one that its hash was made from")
            successors = (name for wording in row.past for name in wording.successors)
            self._passages_named.extend((self._line, name) for name in (*row.into, *successors))
        self._passage_ids.add(row.id)

    def _check_stamps(self, first: str, last: str | None, row_id: str) -> None:
        if not _STAMP.fullmatch(first) or (last is not None and not _STAMP.fullmatch(last)):
            self._refuse("“first” and “last” are times such as 2026-01-31T12:00:00Z")
        if not _ID.fullmatch(row_id):
            self._refuse(f"“{row_id}” is no id")

    def _count_row(self) -> str:
        """Return the meeting or document that the row belongs to, and count the row."""
        entry = self._open
        if not entry.remaining:
            self._refuse(f"line {entry.line} names fewer rows below it than there are")
        entry.remaining -= 1
        return entry.id

    def _close_entry(self) -> None:
        """Refuse a meeting or document with missing rows, or whose passages name ids that are not there."""
        entry = self._open
        if entry.remaining:
            problem = f"{entry.remaining} of the rows below “{entry.id}” are missing"
            raise RegistryDamaged(self._path, entry.line, problem)
        for line, name in self._passages_named:
            if name not in self._passage_ids:
                raise RegistryInvalid(self._path, line, f"“{entry.id}” has no passage “{name}”")
        self._passages_named.clear()

    def finish(self) -> ParsedRegistry:
        """Return what was parsed, after the last line. Raise RegistryDamaged or RegistryInvalid for missing rows."""
        self._close_entry()
        head = self._head
        if head is None:
            raise RegistryDamaged(self._path, 1, "the file is empty")
        for kind, stated, actual in (
            ("meetings", head.meetings, len(self._meetings)),
            ("persons", head.persons, len(self._persons)),
            ("documents", head.documents, len(self._documents)),
        ):
            if stated != actual:
                raise RegistryDamaged(self._path, 1, f"the registry has {stated} {kind}, but {actual} are in the file")
        for line, name in self._meetings_named:
            if name not in self._meetings:
                raise RegistryInvalid(self._path, line, f"there is no meeting “{name}”")
        for line, name in self._persons_named:
            if name not in self._persons:
                raise RegistryInvalid(self._path, line, f"there is no person “{name}”")
        return ParsedRegistry(
            head.corpus,
            tuple(self._meetings.values()),
            tuple(self._sessions.values()),
            tuple(self._persons.values()),
            tuple(self._documents.values()),
            self._passage_offsets,
        )

    def _refuse(self, problem: str) -> NoReturn:
        raise RegistryInvalid(self._path, self._line, problem)
