"""The one file of the registry, `registry.jsonl` beside the papers: written completely or not at all.

A crash at any moment leaves the file as it was or as it was to be. What its lines mean is decided in `parsing`; no more
than one document's passages are in memory.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from indexer.disk.hashing import file_sha256
from indexer.disk.lock import LockHeld, ProcessLock
from indexer.disk.sync import sync

from .errors import RegistryBusy, RegistryUnreadable, RegistryUnwritable
from .lines import to_lines
from .parsing import parse_passage_rows, parse_registry
from .rows import PassageRow, RegistryEntries

REGISTRY_FILE = "registry.jsonl"
_PREPARED_FILE = ".registry.jsonl.tmp"  # hidden, so that no scan of the folder takes it, or the lock, for a paper
_LOCK_FILE = ".registry.jsonl.lock"
_HOLDER_FILE = ".registry.jsonl.holder"


class RegistryFile:
    """A registry in its file, every line checked; passages are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Read and check a file. Raise RegistryError."""
        self._path = path
        try:
            with path.open("rb") as lines:
                parsed = parse_registry(lines, path)
        except OSError as error:
            raise RegistryUnreadable(path, error.strerror or str(error)) from error
        self.corpus = parsed.corpus
        self.meetings = parsed.meetings
        self.sessions = parsed.sessions
        self.persons = parsed.persons
        self.documents = parsed.documents
        self._passage_offsets = parsed.passage_offsets

    def drop_living(self) -> None:
        """Free the rows of living meetings, sessions, persons and documents; their passages can still be read."""
        self.meetings = tuple(row for row in self.meetings if not row.living)
        self.sessions = tuple(row for row in self.sessions if not row.living)
        self.persons = tuple(row for row in self.persons if not row.living)
        self.documents = tuple(row for row in self.documents if not row.living)

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """Return the rows of a document in the order of the paper, ended ones where they stood."""
        if document_id not in self._passage_offsets:
            return ()
        begin, count = self._passage_offsets[document_id]
        with self._path.open("rb") as file:
            file.seek(begin)
            return parse_passage_rows(document_id, islice(file, count))


def read(folder: Path) -> RegistryFile | None:
    """Return the registry of a corpus folder, None where there is none yet.

    Raise RegistryUnreadable when it is a link to nothing, and RegistryError when its lines are wrong.
    """
    path = folder / REGISTRY_FILE
    if path.is_symlink() and not path.exists():
        raise RegistryUnreadable(path, "it is a link to nothing")
    return RegistryFile(path) if path.exists() else None


def prepare(folder: Path, entries: RegistryEntries, passages: Iterable[Sequence[PassageRow]]) -> RegistryFile:
    """Write the next registry beside the present one; `passages` are those of each document, in the order of documents.

    It takes effect when `commit` puts it in place. Raise RegistryUnwritable.
    """
    prepared = _prepared_path(folder)
    try:
        with prepared.open("wb") as file:
            for line in to_lines(entries, passages):
                file.write(line)
        sync(prepared)
    except OSError as error:
        raise RegistryUnwritable(folder / REGISTRY_FILE, error.strerror or str(error)) from error
    return RegistryFile(prepared)


def commit(folder: Path) -> bool:
    """Put the prepared registry in place of the present one; return False, and change nothing, when they are equal.

    Raise RegistryUnwritable; the file is then as it was.
    """
    path, prepared = folder / REGISTRY_FILE, _prepared_path(folder)
    try:
        if path.is_file() and filecmp.cmp(path, prepared, shallow=False):
            prepared.unlink()
            return False
        prepared.replace(path.resolve())
        sync(prepared.parent)
    except OSError as error:
        raise RegistryUnwritable(path, error.strerror or str(error)) from error
    return True


def discard(folder: Path) -> None:
    """Delete a prepared registry, if there is one."""
    _prepared_path(folder).unlink(missing_ok=True)


def _prepared_path(folder: Path) -> Path:
    """Return the path of the next registry: beside the file itself, also where that is a link to another folder."""
    return (folder / REGISTRY_FILE).resolve().with_name(_PREPARED_FILE)


def file_hash(folder: Path) -> str:
    """Return the SHA-256 of the registry's bytes as hex, empty where there is none or it cannot be opened."""
    try:
        return file_sha256(folder / REGISTRY_FILE)
    except OSError:
        return ""


class RegistryLock:
    """The lock held from reading a registry to writing it; the system frees it when its process dies."""

    def __init__(self, folder: Path, patience: float = 0) -> None:
        """Wait at most `patience` seconds for another build."""
        self._path = folder / REGISTRY_FILE
        self._lock = ProcessLock(folder / _LOCK_FILE, folder / _HOLDER_FILE, patience)

    def __enter__(self) -> RegistryLock:
        try:
            self._lock.acquire()
        except LockHeld as error:
            raise RegistryBusy(self._path, error.holder) from None
        except OSError as error:
            raise RegistryUnwritable(self._path, error.strerror or str(error)) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()
