"""Writes what of the next registry differs from the present one, beside it; `staging` makes it count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from indexer.disk.hashing import sha256_hex

from ..rows import DocumentRow, PassageRow, RegistryEntries
from .derived_index import FileState, PartRecord, index_bytes
from .lines import REGISTRY_FORMAT, HeaderLine, document_line, head_lines, part_lines
from .names import RegistryPaths
from .opened import Registry, part_record
from .parsing import ParsedHead, parse_head
from .stores import store_of

_NOT_WRITTEN = FileState(0, 0, 0)


def prepare_next(
    paths: RegistryPaths,
    old: Registry | None,
    entries: RegistryEntries,
    passages: Iterable[tuple[str, Sequence[PassageRow]]],
) -> Registry:
    """Write the files that differ, and return the next registry; `old` is None where a new one is begun.

    `passages` are the rows of the documents that may have changed, by id; all others stay as they are. What was written
    is checked as if it were read. Raise OSError, or RegistryError for rows that cannot be right.
    """
    writer = _NextFiles(paths, old)
    documents = {row.id: row for row in entries.documents}
    for document_id, rows in passages:
        writer.write(documents[document_id], rows)
    for row in entries.documents:
        if row.id not in writer.records:
            writer.keep(row)
    head, checksum = writer.write_head(entries)
    writer.remove_others()
    writer.staging.finish(index_bytes((writer.records[name] for name in sorted(writer.records)), head, checksum))
    return Registry(paths, head, checksum, writer.records, frozenset(writer.changed))


def _is_head_of(old: Registry, entries: RegistryEntries) -> bool:
    """Return whether the head of a registry says what it would be written from."""
    counts = len(entries.meetings), len(entries.documents), len(entries.persons)
    return (
        old.header == HeaderLine(REGISTRY_FORMAT, entries.corpus, *counts)
        and len(old.parts) == len(old.documents)
        and tuple(old.meetings) == tuple(entries.meetings)
        and tuple(old.sessions) == tuple(entries.sessions)
        and tuple(old.persons) == tuple(entries.persons)
    )


class _NextFiles:
    """The files of the next registry, those written that differ from the present ones."""

    def __init__(self, paths: RegistryPaths, old: Registry | None) -> None:
        self._store = store_of(paths)
        self.staging = self._store.begin()
        self.records: dict[str, PartRecord] = {}
        """By document id."""
        self.changed: set[str] = set()
        """Ids of the documents whose parts differ."""
        self._paths = paths
        self._old = old
        self._present = old.parts if old else {}

    def write(self, document: DocumentRow, rows: Sequence[PassageRow]) -> None:
        """Add a document with these passages."""
        self._add(document, b"".join(part_lines(document, rows)))

    def keep(self, document: DocumentRow) -> None:
        """Add a document with the passages that it has."""
        present = self._present.get(document.id)
        if not self._old or not present:
            self.write(document, self._old.in_document(document.id) if self._old else ())
        elif present.row == document:
            self.records[document.id] = present
        else:
            _, line_feed, passages = self._old.part_bytes(document.id).partition(b"\n")
            self._add(document, document_line(document, present.passages) + (passages if line_feed else b""))

    def _add(self, document: DocumentRow, content: bytes) -> None:
        checksum = sha256_hex([content])
        present = self._present.get(document.id)
        if present and present.sha256 == checksum:
            self.records[document.id] = present
            return
        path = self._paths.part(document.id)
        record = part_record(path, content, checksum, _NOT_WRITTEN)
        before = present.sha256 if present else _file_hash(path)
        state = self.staging.write(path, [content], before, checksum)
        self.records[document.id] = record.in_file(state)
        self.changed.add(document.id)

    def write_head(self, entries: RegistryEntries) -> tuple[ParsedHead, str]:
        """Add the head; return what it says, and the hash of its bytes."""
        old = self._old
        if old and _is_head_of(old, entries):
            return ParsedHead(old.header, old.meetings, old.sessions, old.persons, {}), old.head_sha256
        content = b"".join(head_lines(entries))
        checksum = sha256_hex([content])
        head = parse_head(content.splitlines(keepends=True), self._paths.head)
        before = old.head_sha256 if old else _file_hash(self._paths.head)
        if checksum != before:
            self.staging.write(self._paths.head, [content], before, checksum)
        return head, checksum

    def remove_others(self) -> None:
        """Delete the parts of no document: those of a registry that is begun anew."""
        names = {record.name for record in self.records.values()}
        for name, _ in self._store.part_states():
            if name not in names:
                self.staging.remove(self._paths.parts / name)


def _file_hash(path: Path) -> str | None:
    """Return the SHA-256 of a file as hex, None where there is none."""
    return sha256_hex([path.read_bytes()]) if path.exists() else None
