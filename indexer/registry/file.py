"""The one file of the registry, `registry.jsonl` beside the papers: written whole or not at all.

A crash at any moment leaves the file as it was or as it was to be. What its lines mean is not looked at here, and
no more than one document's passages are in memory.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import RegistryBusy, RegistryUnreadable, RegistryUnwritable
from .lines import to_lines
from .parsing import parse_passage_rows, parse_registry
from .rows import PassageRow, RegistryEntries

REGISTRY_FILE = "registry.jsonl"
_ASIDE = ".registry.jsonl.tmp"  # hidden, so that no scan of the folder takes it, or the lock, for a paper
_LOCK = ".registry.jsonl.lock"
_HOLDER = ".registry.jsonl.holder"


class RegistryFile:
    """A registry in its file, every line checked: passages are read as they are asked for; a `Register`."""

    def __init__(self, path: Path) -> None:
        """Check a file; raises RegistryError."""
        self._path = path
        try:
            with path.open("rb") as lines:
                parsed = parse_registry(lines, path)
        except OSError as error:
            raise RegistryUnreadable(path, error.strerror or str(error)) from error
        self.corpus = parsed.corpus
        self.meetings = parsed.meetings
        self.sessions = parsed.sessions
        self.documents = parsed.documents
        self._places = parsed.passage_offsets

    def drop_living(self) -> None:
        """Let go of the meetings, sessions and documents that stand; their passages can be asked for as before."""
        self.meetings = tuple(one for one in self.meetings if not one.living)
        self.sessions = tuple(one for one in self.sessions if not one.living)
        self.documents = tuple(one for one in self.documents if not one.living)

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """The rows of a document in the order of the paper, those that are gone where they stood."""
        if document_id not in self._places:
            return ()
        begin, count = self._places[document_id]
        with self._path.open("rb") as file:
            file.seek(begin)
            return parse_passage_rows(document_id, islice(file, count))


def read(folder: Path) -> RegistryFile | None:
    """The registry of a corpus folder, None where there is none yet; raises RegistryError."""
    path = folder / REGISTRY_FILE
    if path.is_symlink() and not path.exists():
        raise RegistryUnreadable(path, "it is a link to nothing")
    return RegistryFile(path) if path.exists() else None


def prepare(folder: Path, heads: RegistryEntries, passages: Iterable[Sequence[PassageRow]]) -> RegistryFile:
    """Write the next registry beside the one there is; `passages` are those of each document, in their order.

    It counts only once `commit` has put it in place. Raises RegistryUnwritable.
    """
    aside = _aside(folder)
    try:
        with aside.open("wb") as file:
            for line in to_lines(heads, passages):
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RegistryUnwritable(folder / REGISTRY_FILE, error.strerror or str(error)) from error
    return RegistryFile(aside)


def commit(folder: Path) -> bool:
    """Put the prepared registry in place of the one before; False, and nothing touched, when it is the same.

    Raises RegistryUnwritable; the file is then as it was.
    """
    path, aside = folder / REGISTRY_FILE, _aside(folder)
    try:
        if path.is_file() and filecmp.cmp(path, aside, shallow=False):
            aside.unlink()
            return False
        aside.replace(path.resolve())
        _flush_names(aside.parent)
    except OSError as error:
        raise RegistryUnwritable(path, error.strerror or str(error)) from error
    return True


def discard(folder: Path) -> None:
    """Give up a prepared registry, if there is one."""
    _aside(folder).unlink(missing_ok=True)


def _aside(folder: Path) -> Path:
    """Where the next registry is written: beside the file itself, also where that is a link to another folder."""
    return (folder / REGISTRY_FILE).resolve().with_name(_ASIDE)


def file_hash(folder: Path) -> str:
    """SHA-256 of the registry's bytes as hex, empty where there is none or it cannot be opened."""
    try:
        with (folder / REGISTRY_FILE).open("rb") as file:
            whole = hashlib.sha256()
            while block := file.read(1 << 20):
                whole.update(block)
        return whole.hexdigest()
    except OSError:
        return ""


def _flush_names(folder: Path) -> None:
    """Force the names in a folder to disk; Windows cannot and has no need to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class RegistryLock:
    """Held from reading a registry to writing it: one build at a time; the system frees it when its process dies."""

    def __init__(self, folder: Path, patience: float = 0) -> None:
        """Wait at most `patience` seconds for another build."""
        self._folder = folder
        self._lock = FileLock(folder / _LOCK, timeout=patience)

    def __enter__(self) -> RegistryLock:
        path = self._folder / REGISTRY_FILE
        try:
            self._lock.acquire()
            since = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")
            holder = json.dumps({"pid": os.getpid(), "since": since})
            (self._folder / _HOLDER).write_text(holder, encoding="utf-8")
        except Timeout:
            raise RegistryBusy(path, self._holder()) from None
        except OSError as error:
            self._lock.release()
            raise RegistryUnwritable(path, error.strerror or str(error)) from error
        return self

    def __exit__(self, *_: object) -> None:
        (self._folder / _HOLDER).unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> str:
        try:
            facts = json.loads((self._folder / _HOLDER).read_text(encoding="utf-8"))
            return f"process {facts['pid']}, since {facts['since']}"
        except (OSError, ValueError, LookupError, TypeError):
            return "a process that has just begun"
