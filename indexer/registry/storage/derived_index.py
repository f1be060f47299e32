"""The derived index: what the head says and what each part holds, so that a build opens only those that it needs.

It can be deleted at any time. The head counts as known by its bytes, which are always read. A part counts as known
while its file is the very one that was checked: size, time and inode are as they were, and the time is before that of
the index, as Git does it ("racy Git"); otherwise its bytes decide.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from indexer.disk.hashing import sha256_hex

from ..rows import DocumentRow, MeetingRow, PersonRow, RowOutcome, SessionRow
from .lines import HeaderLine
from .parsing import ParsedDocument, ParsedHead

_INDEX_FORMAT = 1
_DIGEST_LENGTH = 64
_WORDING = struct.Struct("<8sI")  # hash of a wording, and its length in characters


class FileState(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What tells whether a file is the one that was checked."""

    size: int
    modified: int
    """Nanoseconds since 1970."""
    inode: int

    @classmethod
    def of(cls, stat: os.stat_result) -> FileState:
        """Return the state of a file."""
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ino)


class PartRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A part that was checked."""

    name: str
    """Its file's name in the folder of the parts."""
    state: FileState
    sha256: str
    """Of its bytes, as hex."""
    document: tuple[str, str, str, str, tuple[str, ...], str, str, RowOutcome]
    """The fields of a `DocumentRow`."""
    passages: int
    living: int
    packed_wordings: bytes
    """Hash and length of each passage of a document that has ended."""

    @classmethod
    def of(cls, name: str, state: FileState, sha256: str, parsed: ParsedDocument) -> PartRecord:
        """Return the record of a part that was parsed."""
        row = parsed.row
        return cls(
            name=name,
            state=state,
            sha256=sha256,
            document=(
                row.id,
                row.source,
                row.digest,
                row.title,
                row.meetings,
                row.first,
                row.last,
                row.outcome,
            ),
            passages=parsed.passages,
            living=parsed.living,
            packed_wordings=b"".join(_WORDING.pack(bytes.fromhex(text), size) for text, size in parsed.wordings),
        )

    def in_file(self, state: FileState) -> PartRecord:
        """Return the record of the same bytes in another file."""
        return msgspec.structs.replace(self, state=state)

    @property
    def row(self) -> DocumentRow:
        """The row of the document."""
        return DocumentRow(*self.document)

    def wordings(self) -> Iterator[tuple[str, int]]:
        """Yield hash and length of each passage of a document that has ended."""
        return ((text.hex(), size) for text, size in _WORDING.iter_unpack(self.packed_wordings))


class _KnownHead(msgspec.Struct, frozen=True, array_like=True):
    header: HeaderLine
    meetings: tuple[MeetingRow, ...]
    sessions: tuple[SessionRow, ...]
    persons: tuple[PersonRow, ...]


class _Index(msgspec.Struct, frozen=True, array_like=True):
    format: int
    parts: tuple[PartRecord, ...]
    head_sha256: str
    head: msgspec.Raw
    """A `_KnownHead`, decoded when it is asked for: the hash of a registry needs none of it."""


_decode = msgspec.msgpack.Decoder(_Index).decode


class KnownFiles:
    """The files that were checked before; iteration yields the names of the parts."""

    def __init__(self, path: Path) -> None:
        """Read an index; one that is missing, damaged or of another version knows no part."""
        self._parts: Mapping[str, PartRecord] = {}
        self._head_sha256 = ""
        self._head = msgspec.Raw()
        self._written = 0
        try:
            with path.open("rb") as file:
                self._written = os.fstat(file.fileno()).st_mtime_ns
                stored = file.read()
            body = stored[:-_DIGEST_LENGTH]
            if sha256_hex([body]).encode() == stored[-_DIGEST_LENGTH:]:
                index = _decode(body)
                if index.format == _INDEX_FORMAT:
                    self._parts = {part.name: part for part in index.parts}
                    self._head_sha256, self._head = index.head_sha256, index.head
        except (OSError, msgspec.DecodeError):
            pass  # it only saves time

    def are(self, parts: Collection[PartRecord], head_sha256: str) -> bool:
        """Return whether these are the known files, and each part is the very one that was checked."""
        return (
            head_sha256 == self._head_sha256
            and len(parts) == len(self._parts)
            and all(self.unchanged(part.name, part.state) for part in parts)
        )

    def head(self, sha256: str) -> ParsedHead | None:
        """Return what a head of these bytes says, None where it was not checked."""
        if sha256 != self._head_sha256:
            return None
        head = msgspec.msgpack.decode(self._head, type=_KnownHead)
        return ParsedHead(head.header, head.meetings, head.sessions, head.persons, {})

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def unchanged(self, name: str, state: FileState) -> PartRecord | None:
        """Return the record of a part whose file is the very one that was checked, else None."""
        record = self._parts.get(name)
        return record if record and record.state == state and state.modified < self._written else None

    def same_bytes(self, name: str, state: FileState, sha256: str) -> PartRecord | None:
        """Return the record of a part whose bytes are those that were checked, for its file as it is now."""
        record = self._parts.get(name)
        return record.in_file(state) if record and record.sha256 == sha256 else None


def index_bytes(parts: Iterable[PartRecord], head: ParsedHead, head_sha256: str) -> Sequence[bytes]:
    """Return an index as the blocks of its file; a head that holds documents too is none of its business."""
    known = msgspec.msgpack.encode(_KnownHead(head.header, head.meetings, head.sessions, head.persons))
    body = msgspec.msgpack.encode(_Index(_INDEX_FORMAT, tuple(parts), head_sha256, msgspec.Raw(known)))
    return body, sha256_hex([body]).encode()
