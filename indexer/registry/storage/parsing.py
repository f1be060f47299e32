"""Parses the lines of a registry into rows and checks each one; an error gives the file, the line and the remedy.

Files are only named here; `indexer.registry.file` opens them. Fewer rows than a count says are a file that was cut off.
More are none: where two branches add a row each, Git takes both rows, and the count that both have raised by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import msgspec

from ..errors import RegistryConflicted, RegistryDamaged, RegistryInvalid, RegistryTooNew
from ..rows import ENDED_OUTCOMES, DocumentRow, MeetingRow, PersonRow, SessionRow, hash_text
from .lines import (
    REGISTRY_FORMAT,
    AnyLine,
    AnyPassageLine,
    DocumentRowLine,
    FullPassageLine,
    HeaderLine,
    MeetingRowLine,
    PassageLine,
    PersonRowLine,
    SessionRowLine,
    decode_line,
    meetings_of,
    row_of,
)

_ID = re.compile(r"[^\s./?#]+(?:\.[0-9a-z]+)?")
_LAST_PART = re.compile(r"[0-9a-z]+")
_HASH = re.compile(r"[0-9a-f]{16}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MERGE_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
"""What the lines begin with that a merge leaves for people to settle."""


@dataclass(frozen=True)
class ParsedDocument:
    """A document, and what its passages are counted as; the passages themselves are read again when they are needed."""

    row: DocumentRow
    passages: int
    living: int
    wordings: tuple[tuple[str, int], ...]
    """Hash and length of each passage of a document that has ended; empty for a living one."""
    begin: int = 0
    """The byte of the file that its passages begin at."""


@dataclass(frozen=True)
class ParsedHead:
    """A head, and the documents that stand in it too where a registry is one file."""

    header: HeaderLine
    meetings: tuple[MeetingRow, ...]
    sessions: tuple[SessionRow, ...]
    persons: tuple[PersonRow, ...]
    documents: Mapping[str, ParsedDocument]


def parse_head(lines: Iterable[bytes], path: Path) -> ParsedHead:
    """Parse a head and check each line. Raise RegistryError with the line of the first mistake.

    `path` is only named in messages. One document's passages are in memory at a time.
    """
    reader = _LineReader(path, has_header=True)
    parser = _HeadParser(reader)
    for line in reader.rows(lines):
        parser.add(line)
    return parser.finish()


def parse_part(lines: Iterable[bytes], path: Path) -> ParsedDocument:
    """Parse the part of one document and check each line.

    Raise RegistryError with the line of the first mistake: RegistryDamaged for an empty file.
    """
    reader = _LineReader(path)
    checker: _DocumentChecker | None = None
    for line in reader.rows(lines):
        if isinstance(line, (PassageLine, FullPassageLine)) and checker:
            checker.add(line)
        elif isinstance(line, DocumentRowLine) and not checker:
            checker = _DocumentChecker(reader, line)
        else:
            reader.refuse("this file has one document, which comes first, and its passages")
    if not checker:
        raise RegistryDamaged(path, 1, "the file is empty")
    return checker.finish()


class _LineReader:
    """Decodes the lines of one file, and knows which one is at hand."""

    def __init__(self, path: Path, *, has_header: bool = False) -> None:
        self.path = path
        self._has_header = has_header
        self.number = 0
        self.offset = 0
        """The byte behind the line at hand."""

    def rows(self, lines: Iterable[bytes]) -> Iterator[AnyLine]:
        """Yield what the lines say. Raise RegistryDamaged or another RegistryError."""
        for line in lines:
            self.number += 1
            self.offset += len(line)
            if not line.endswith(b"\n"):
                raise RegistryDamaged(self.path, self.number, "the file ends in the middle of a line")
            yield self._row(line.rstrip(b"\n"))

    def _row(self, line: bytes) -> AnyLine:
        if line.startswith(MERGE_MARKS):
            raise RegistryConflicted(self.path, self.number)
        if self._has_header and self.number == 1:
            self._check_format(line)
        try:
            return decode_line(line)
        except msgspec.ValidationError as error:
            raise RegistryInvalid(self.path, self.number, re.sub("`([^`]*)`", r"“\1”", str(error))) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RegistryDamaged(self.path, self.number, f"this is not a row of a registry ({error})") from error

    def _check_format(self, line: bytes) -> None:
        """Recognise a later format by its header, whatever else is in it."""
        try:
            header = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RegistryDamaged(self.path, 1, f"this is not the head of a registry ({error})") from error
        if not isinstance(header, dict) or header.get("row") != "registry" or not isinstance(header.get("format"), int):
            raise RegistryDamaged(self.path, 1, "this is not the head of a registry")
        if header["format"] > REGISTRY_FORMAT:
            raise RegistryTooNew(self.path, header["format"], REGISTRY_FORMAT)
        if header["format"] < 1:
            self.refuse(f"there is no format {header['format']}")

    def check_stamps(self, first: str, last: str | None) -> None:
        """Refuse what is no time of a build."""
        if not _STAMP.fullmatch(first) or (last is not None and not _STAMP.fullmatch(last)):
            self.refuse("“first” and “last” are times such as 2026-01-31T12:00:00Z")

    def check_id(self, row_id: str) -> None:
        """Refuse what is no id."""
        if not _ID.fullmatch(row_id):
            self.refuse(f"“{row_id}” is not an ID")

    def refuse(self, problem: str) -> NoReturn:
        """Raise RegistryInvalid for the line at hand."""
        raise RegistryInvalid(self.path, self.number, problem)


class _DocumentChecker:
    """Checks the passages of one document, line after line."""

    def __init__(self, reader: _LineReader, line: DocumentRowLine) -> None:
        reader.check_stamps(line.first, line.last)
        reader.check_id(line.id)
        if "." in line.id:
            reader.refuse(f"“{line.id}” is not the ID of a document")
        self.row = row_of(DocumentRow, line, meetings=meetings_of(line))
        self._reader = reader
        self._line = reader.number
        self._begin = reader.offset
        self._stated = line.passages
        self._living = 0
        self._wordings: list[tuple[str, int]] = []
        self._ids: set[str] = set()
        self._named: list[tuple[int, str]] = []
        """Line and id of each passage that another one names."""

    def add(self, row: AnyPassageLine) -> None:
        """Check a passage. Raise RegistryInvalid."""
        name = self._name(row)
        if name in self._ids:
            self._reader.refuse(f"the passage “{row.id}” is here twice")
        self._ids.add(name)
        if row.first is not None or row.last is not None:
            self._reader.check_stamps(row.first or self.row.first, row.last)
        if not _HASH.fullmatch(row.hash) or not all(_HASH.fullmatch(wording.hash) for wording in row.past):
            self._reader.refuse("a hash is 16 of the characters 0-9 and a-f")
        if (row.outcome == "merged") != bool(row.into):
            self._reader.refuse("“into” belongs to the outcome “merged”, and to no other")
        has_ended = row.outcome in ENDED_OUTCOMES
        if has_ended or row.past:
            self._check_history(row)
        self._living += not has_ended
        if not self.row.living:
            self._wordings.append((row.hash, len(row.text)))

    def _name(self, row: AnyPassageLine) -> str:
        """Return what stands behind the document's id in that of a passage."""
        document, name = self.row.id, row.id
        if isinstance(row, FullPassageLine):
            self._reader.check_id(row.id)
            if not row.id.startswith(f"{document}."):
                self._reader.refuse(f"the passage “{row.id}” is below another document, “{document}”")
            name = row.id.removeprefix(f"{document}.")
        if not _LAST_PART.fullmatch(name):
            self._reader.refuse(f"“{row.id}” is not the ID of a passage of “{document}”")
        return name

    def _check_history(self, row: AnyPassageLine) -> None:
        """Check that former wordings are those that their hashes were made from, and note the passages they name."""
        if hash_text(row.text) != row.hash or any(hash_text(wording.text) != wording.hash for wording in row.past):
            self._reader.refuse(f"a wording of “{row.id}” is not the one that its hash was made from")
        prefix = f"{self.row.id}." if isinstance(row, FullPassageLine) else ""
        named = (*row.into, *(name for wording in row.past for name in wording.successors))
        self._named.extend((self._reader.number, name.removeprefix(prefix)) for name in named)

    def finish(self) -> ParsedDocument:
        """Return what was checked. Raise RegistryDamaged for missing rows, RegistryInvalid for ids that nobody has."""
        if (missing := self._stated - len(self._ids)) > 0:
            problem = f"{missing} of the rows below “{self.row.id}” are missing"
            raise RegistryDamaged(self._reader.path, self._line, problem)
        for line, name in self._named:
            if name not in self._ids:
                problem = f"“{self.row.id}” has no passage “{name}”"
                raise RegistryInvalid(self._reader.path, line, problem)
        return ParsedDocument(self.row, len(self._ids), self._living, tuple(self._wordings), self._begin)


@dataclass
class _OpenMeeting:
    """A meeting whose sessions follow, the line that counts them, and how many are still to come."""

    id: str = ""
    line: int = 0
    remaining: int = 0


@dataclass
class _HeadParser:
    """Takes row after row of a head; what a row may be depends on the ones before it."""

    reader: _LineReader
    header: HeaderLine | None = None
    meetings: dict[str, MeetingRow] = field(default_factory=dict)
    sessions: dict[tuple[str, str], SessionRow] = field(default_factory=dict)
    persons: dict[str, PersonRow] = field(default_factory=dict)
    documents: dict[str, ParsedDocument] = field(default_factory=dict)
    meetings_named: list[tuple[int, str]] = field(default_factory=list)
    """Line and id of each meeting that another row names."""
    persons_named: list[tuple[int, str]] = field(default_factory=list)
    """Line and id of each person that another one became."""
    _meeting: _OpenMeeting = field(default_factory=_OpenMeeting)
    _document: _DocumentChecker | None = None

    def add(self, line: AnyLine) -> None:
        """Check a row and add it. Raise RegistryError."""
        if isinstance(line, HeaderLine) and self.header:
            self.reader.refuse("a second head")
        if isinstance(line, (PassageLine, FullPassageLine)):
            if not self._document:
                self.reader.refuse("a passage must be below its document")
            self._document.add(line)
        elif isinstance(line, HeaderLine):
            self.header = line
        elif isinstance(line, SessionRowLine):
            self._add_session(line)
        else:
            self._add_entry(line)

    def _add_entry(self, line: MeetingRowLine | PersonRowLine | DocumentRowLine) -> None:
        self._close()
        if isinstance(line, DocumentRowLine):
            if line.id in self.documents:
                self.reader.refuse(f"the document “{line.id}” is here twice")
            self._document = _DocumentChecker(self.reader, line)
            self.meetings_named.extend((self.reader.number, name) for name in self._document.row.meetings)
            return
        self.reader.check_stamps(line.first, line.last)
        self.reader.check_id(line.id)
        if isinstance(line, PersonRowLine):
            if self.documents or line.id in self.persons:
                self.reader.refuse(f"the person “{line.id}” is in the wrong place, or here twice")
            self.persons_named.extend((self.reader.number, name) for name in line.into)
            self.persons[line.id] = row_of(PersonRow, line)
        else:
            if line.id in self.meetings:
                self.reader.refuse(f"the meeting “{line.id}” is here twice")
            if self.documents or self.persons:
                self.reader.refuse("a meeting after the first person or document")
            self.meetings_named.extend((self.reader.number, name) for name in line.into)
            self.meetings[line.id] = row_of(MeetingRow, line)
            self._meeting = _OpenMeeting(line.id, self.reader.number, line.sessions)

    def _add_session(self, line: SessionRowLine) -> None:
        meeting = self._meeting
        if not meeting.id:
            self.reader.refuse(f"the session “{line.id}” is in the wrong place")
        meeting.remaining -= 1
        self.reader.check_stamps(line.first, line.last)
        self.reader.check_id(line.id)
        if (meeting.id, line.id) in self.sessions:
            self.reader.refuse(f"the session “{line.id}” is in the wrong place, or here twice")
        if line.into:
            self.meetings_named.append((self.reader.number, line.into.partition("/")[0]))
        self.sessions[meeting.id, line.id] = row_of(SessionRow, line, meeting=meeting.id)

    def _close(self) -> None:
        """Refuse a meeting or document with missing rows."""
        if self._meeting.remaining > 0:
            problem = f"{self._meeting.remaining} of the rows below “{self._meeting.id}” are missing"
            raise RegistryDamaged(self.reader.path, self._meeting.line, problem)
        self._meeting = _OpenMeeting()
        if self._document:
            document = self._document.finish()
            self.documents[document.row.id] = document
            self._document = None

    def finish(self) -> ParsedHead:
        """Return what was parsed, after the last line. Raise RegistryDamaged or RegistryInvalid for missing rows."""
        self._close()
        path = self.reader.path
        if self.header is None:
            raise RegistryDamaged(path, 1, "the file is empty")
        for kind, stated, actual in (
            ("meetings", self.header.meetings, len(self.meetings)),
            ("persons", self.header.persons, len(self.persons)),
        ):
            if stated > actual:
                raise RegistryDamaged(path, 1, f"the registry has {stated} {kind}, but {actual} are in the file")
        for line, name in self.meetings_named:
            if name not in self.meetings:
                raise RegistryInvalid(path, line, f"there is no meeting “{name}”")
        for line, name in self.persons_named:
            if name not in self.persons:
                raise RegistryInvalid(path, line, f"there is no person “{name}”")
        return ParsedHead(
            self.header,
            tuple(self.meetings.values()),
            tuple(self.sessions.values()),
            tuple(self.persons.values()),
            self.documents,
        )
