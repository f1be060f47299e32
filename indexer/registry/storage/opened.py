"""A registry in its files: every line checked, once; the passages of a document are read when they are asked for.

Parts that were checked by an earlier build are not opened. Writing belongs to `next_registry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from indexer.disk.hashing import sha256_hex

from ..errors import RegistryDamaged, RegistryInvalid, RegistryUnreadable
from ..rows import DocumentRow, PassageRow, countable_wordings
from .derived_index import FileState, KnownFiles, PartRecord, index_bytes
from .lines import REGISTRY_FORMAT, passage_rows
from .names import RegistryPaths, part_name
from .parsing import ParsedHead, parse_head, parse_part
from .stores import store_of

_NAMED = 3  # missing files that a message names
_CHANGED_BY_NOBODY = (
    "the file is not what was checked before, although its size and time are, as after a fault of the disk; delete it, "
    "so that Git sees that it has changed"
)


class Registry:
    """A registry; it implements `RegistryReader`."""

    def __init__(
        self,
        paths: RegistryPaths,
        head: ParsedHead,
        head_sha256: str,
        parts: Mapping[str, PartRecord],
        changed: frozenset[str] = frozenset(),
    ) -> None:
        """Take what was checked; `parts` are by document id, and `changed` those that may not be in place yet."""
        self.paths = paths
        self.head_sha256 = head_sha256
        """Of the bytes of the head, as hex."""
        self.parts = parts
        """The checked parts, by document id."""
        self.changed = changed
        """The ids of the documents whose parts were written anew."""
        self.header = head.header
        self.corpus = head.header.corpus
        self.meetings = head.meetings
        self.sessions = head.sessions
        self.persons = head.persons
        rows = [document.row for document in head.documents.values()]
        self.documents = tuple(rows or (parts[name].row for name in sorted(parts)))
        self._in_head = head.documents

    def drop_living(self) -> None:
        """Free the rows of living meetings, sessions, persons and documents; their passages can still be read."""
        self.meetings = tuple(row for row in self.meetings if not row.living)
        self.sessions = tuple(row for row in self.sessions if not row.living)
        self.persons = tuple(row for row in self.persons if not row.living)
        self.documents = tuple(row for row in self.documents if not row.living)

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """Return the rows of a document in the order of the paper, ended ones where they stood."""
        if document_id in self._in_head:
            document = self._in_head[document_id]
            with self.paths.head.open("rb") as file:
                file.seek(document.begin)
                return passage_rows(document.row, islice(file, document.passages))
        if document_id not in self.parts:
            return ()
        lines = self.part_bytes(document_id).splitlines(keepends=True)
        return passage_rows(self.parts[document_id].row, lines[1:])

    def part_bytes(self, document_id: str) -> bytes:
        """Return the bytes of a document's part. Raise RegistryDamaged where they are not those that were checked."""
        path = self.paths.part(document_id)
        content = store_of(self.paths).part(path.name, is_next=document_id in self.changed)
        if sha256_hex([content]) != self.parts[document_id].sha256:
            raise RegistryDamaged(path, 1, _CHANGED_BY_NOBODY)
        return content

    def check_parts(self) -> None:
        """Read every part. Raise RegistryDamaged where one is not what was checked, or RegistryUnreadable."""
        for document_id in self.parts:
            try:
                self.part_bytes(document_id)
            except OSError as error:
                raise RegistryUnreadable(self.paths.part(document_id), error.strerror or str(error)) from error

    def living_count(self, document_id: str) -> int:
        """Return the number of living passages of a document."""
        known = self._in_head.get(document_id) or self.parts.get(document_id)
        return known.living if known else 0

    def wordings(self, document: DocumentRow) -> Iterable[tuple[str, int]]:
        """Yield hash and length of each passage that counts when a document is known by its content."""
        if document.living:
            return countable_wordings(document, self.in_document(document.id))
        if document.id in self._in_head:
            return self._in_head[document.id].wordings
        return self.parts[document.id].wordings() if document.id in self.parts else ()


def open_registry(paths: RegistryPaths) -> Registry:
    """Read and check a registry. Raise RegistryError, or OSError for files that cannot be opened."""
    content = paths.head.read_bytes()
    checksum = sha256_hex([content])
    known = KnownFiles(paths.index)
    head = known.head(checksum) or parse_head(content.splitlines(keepends=True), paths.head)
    parts = _checked_parts(paths, known)
    _check_together(paths, head, parts, known)
    if not head.documents and not known.are(parts.values(), checksum):
        _keep_index(paths, index_bytes(parts.values(), head, checksum))
    return Registry(paths, head, checksum, parts)


def _checked_parts(paths: RegistryPaths, known: KnownFiles) -> dict[str, PartRecord]:
    """Return the parts by document id, those checked that are not known. Raise RegistryError."""
    records = (
        known.unchanged(name, state) or _check_part(paths, name, state, known)
        for name, state in store_of(paths).part_states()
    )
    return {record.document[0]: record for record in records}


def _check_part(paths: RegistryPaths, name: str, state: FileState, known: KnownFiles) -> PartRecord:
    path = paths.parts / name
    content = store_of(paths).part(name)
    checksum = sha256_hex([content])
    return known.same_bytes(name, state, checksum) or part_record(path, content, checksum, state)


def part_record(path: Path, content: bytes, sha256: str, state: FileState) -> PartRecord:
    """Check the bytes of a part; `path` is that of the part when it is in place.

    Raise RegistryError: RegistryInvalid where the file has the name of another document's.
    """
    parsed = parse_part(content.splitlines(keepends=True), path)
    if part_name(parsed.row.id) != path.name:
        raise RegistryInvalid(path, 1, f"the document “{parsed.row.id}” belongs into {part_name(parsed.row.id)}")
    return PartRecord.of(path.name, state, sha256, parsed)


def _keep_index(paths: RegistryPaths, blocks: Iterable[bytes]) -> None:
    """Write the derived index, if that is possible; it only saves time."""
    with suppress(OSError):
        paths.work.mkdir(exist_ok=True)
        written = paths.index.with_suffix(".tmp")
        with written.open("wb") as file:
            file.writelines(blocks)
        written.replace(paths.index)


def _check_together(paths: RegistryPaths, head: ParsedHead, parts: Mapping[str, PartRecord], known: KnownFiles) -> None:
    """Refuse a head and parts that do not belong together. Raise RegistryDamaged or RegistryInvalid."""
    folder = paths.parts.name
    if head.documents and parts:
        problem = f"this file has the documents (format {head.header.format}), but so does {folder}"
        raise RegistryInvalid(paths.head, 1, problem)
    stated, documents = head.header.documents, head.documents or parts
    if stated > len(documents):  # see `parsing` for more than are stated
        place = "in the file" if head.documents or head.header.format < REGISTRY_FORMAT else f"in {folder}"
        problem = f"the registry has {stated} documents, but {len(documents)} are {place}{_lost(parts, known)}"
        raise RegistryDamaged(paths.head, 1, problem, f"{paths.head.name} {folder}")
    meetings = {row.id for row in head.meetings}
    for record in parts.values():
        for meeting in record.document[4]:
            if meeting not in meetings:
                raise RegistryInvalid(paths.parts / record.name, 1, f"there is no meeting “{meeting}”")


def _lost(parts: Mapping[str, PartRecord], known: KnownFiles) -> str:
    """Return in words which parts there were once, as far as that is known."""
    there = {record.name for record in parts.values()}
    lost = sorted(name for name in known if name not in there)
    more = ", …" if len(lost) > _NAMED else ""
    return f"; {', '.join(lost[:_NAMED])}{more} {'was' if len(lost) == 1 else 'were'} there" if lost else ""
