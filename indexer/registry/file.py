"""The registry of a folder: `registry.jsonl`, and a part for each document in `registry.documents`.

It is read, and written completely or not at all: a crash at any moment leaves it as it was or as it was to be. How the
files look and how they are changed together is the job of `storage`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.disk.lock import LockHeld, ProcessLock

from .errors import RegistryBusy, RegistryError, RegistryIncomplete, RegistryUnreadable, RegistryUnwritable
from .rows import PassageRow, RegistryEntries
from .storage import staging
from .storage.database import RegistryDatabase
from .storage.mirror import RegistryMirror
from .storage.names import PARTS_FOLDER, PAST_BUILDS_FILE, REDACTIONS_FILE, REGISTRY_FILE, RegistryPaths
from .storage.next_registry import prepare_next
from .storage.opened import Registry, open_registry
from .storage.stores import store_of

__all__ = [
    "PARTS_FOLDER",
    "PAST_BUILDS_FILE",
    "REDACTIONS_FILE",
    "REGISTRY_FILE",
    "Registry",
    "RegistryLock",
    "clear_abandoned",
    "commit",
    "digests",
    "discard",
    "file_hash",
    "has_parts",
    "hash_of",
    "is_there",
    "look_at",
    "parts",
    "prepare",
    "put_beside",
    "read",
]

_LOCK_FILE = ".registry.jsonl.lock"  # hidden, so that no scan of the folder takes it for a paper
_HOLDER_FILE = ".registry.jsonl.holder"


def read(folder: Path) -> Registry | None:
    """Return the registry of a corpus folder, None where there is none yet; finish what a crash has interrupted.

    Raise RegistryUnreadable when a file cannot be opened, RegistryUnwritable when it cannot be finished, and
    RegistryError when its lines are wrong.
    """
    path = folder / REGISTRY_FILE
    paths = RegistryPaths.within(folder)
    if not paths.database and path.is_symlink() and not path.exists():
        raise RegistryUnreadable(path, "it is a link to nothing")
    try:
        store_of(paths).recover()
    except OSError as error:
        raise RegistryUnwritable(path, error.strerror or str(error)) from error
    if not paths.head.exists():
        return None
    try:
        return open_registry(paths)
    except OSError as error:
        raise RegistryUnreadable(_known_file(paths, error), error.strerror or str(error)) from error


def look_at(folder: Path) -> Registry | None:
    """Return a registry as it lies in a folder that may only be read, None where there is none that can be opened.

    Raise RegistryError when its lines are wrong.
    """
    try:
        return open_registry(RegistryPaths.within(folder))
    except OSError:
        return None


def _known_file(paths: RegistryPaths, error: OSError) -> Path:
    """Return the file that an error is about, as its owner knows it: hidden files are no part of a registry."""
    path = Path(error.filename or paths.head)
    return paths.head if any(part.startswith(".") for part in path.parts[-2:]) else path


def is_there(folder: Path) -> bool:
    """Return whether a folder has a registry, or says that it is in a database that has one. Raise RegistryError."""
    return RegistryPaths.within(folder).head.is_file()


def digests(folder: Path) -> frozenset[str]:
    """Return the digests of the papers that a registry knows; none where there is none that can be read."""
    try:
        return frozenset(row.digest for row in open_registry(RegistryPaths.within(folder)).documents)
    except (OSError, RegistryError):
        return frozenset()


def parts(folder: Path) -> list[str]:
    """Return the names of the parts of documents in their folder."""
    return [name for name, _ in store_of(RegistryPaths.within(folder)).part_states()]


def has_parts(folder: Path) -> bool:
    """Return whether there are parts of documents, as there are beside a head that was lost."""
    return bool(parts(folder))


def prepare(
    folder: Path,
    entries: RegistryEntries,
    passages: Iterable[tuple[str, Sequence[PassageRow]]],
    old: Registry | None = None,
) -> Registry:
    """Write what differs in the next registry beside the present one, which is `old`, and return the next one.

    `passages` are the rows of the documents that may have changed, by document id; the others stay as they are in
    `old`. It takes effect when `commit` puts it in place. Raise RegistryUnwritable.
    """
    paths = RegistryPaths.within(folder)
    try:
        store_of(paths).recover()
        return prepare_next(paths, old, entries, passages)
    except OSError as error:
        raise RegistryUnwritable(folder / REGISTRY_FILE, error.strerror or str(error)) from error


def commit(folder: Path) -> bool:
    """Put the prepared registry in place of the present one; return False, and change nothing, when they are equal.

    Raise RegistryUnwritable, and the registry is as it was; or RegistryIncomplete, and the next build completes it.
    """
    paths = RegistryPaths.within(folder)
    try:
        return store_of(paths).commit()
    except OSError as error:
        kind = RegistryIncomplete if staging.is_marked(paths) else RegistryUnwritable
        raise kind(folder / REGISTRY_FILE, error.strerror or str(error)) from error


def put_beside(folder: Path, *, forget_former: bool = False) -> None:
    """Make the redactions and the record of past builds count as they lie beside the registry.

    `forget_former` has nothing kept of what the registry said before. Raise RegistryUnwritable.
    """
    store = store_of(RegistryPaths.within(folder))
    try:
        store.put_beside()
        if forget_former:
            store.forget_former()
    except OSError as error:
        raise RegistryUnwritable(folder / REGISTRY_FILE, error.strerror or str(error)) from error


def discard(folder: Path) -> None:
    """Delete a prepared registry, if there is one that does not count."""
    store_of(RegistryPaths.within(folder)).discard()


def clear_abandoned(folder: Path) -> None:
    """Delete what a killed build has left beside a registry that needs no change, as far as that may be written to."""
    paths = RegistryPaths.within(folder)
    if any(path.exists() for path in (folder / _LOCK_FILE, folder / _HOLDER_FILE, paths.next, paths.superseded)):
        with suppress(RegistryError, OSError), RegistryLock(folder):
            discard(folder)


def file_hash(folder: Path) -> str:
    """Return a SHA-256 over all files of the registry as hex, empty where there is none or it cannot be opened.

    Parts that an earlier build has checked, and that nobody has touched since, are not read.
    """
    paths = RegistryPaths.within(folder)
    try:
        hashes = [(paths.head.name, file_sha256(paths.head)), *store_of(paths).part_hashes()]
    except OSError:
        return ""
    return _hash_of_files(hashes)


def hash_of(registry: Registry | None) -> str:
    """Return what `file_hash` returns while the files of a registry are in their places, without looking at them."""
    if registry is None:
        return ""
    parts = sorted((record.name, record.sha256) for record in registry.parts.values())
    return _hash_of_files([(registry.paths.head.name, registry.head_sha256), *parts])


def _hash_of_files(hashes: Iterable[tuple[str, str]]) -> str:
    return sha256_hex(f"{name} {checksum}\n".encode() for name, checksum in hashes)


class RegistryLock:
    """The lock held from reading a registry to writing it; the system frees it when its process dies.

    A folder that is not there is made, and taken away again where no registry was put into it.
    """

    def __init__(self, folder: Path, patience: float = 0) -> None:
        """Wait at most `patience` seconds for another build."""
        self._folder = folder
        self._path = folder / REGISTRY_FILE
        self._lock = ProcessLock(folder / _LOCK_FILE, folder / _HOLDER_FILE, patience)
        self._made: list[Path] = []
        self._database: RegistryDatabase | None = None

    def __enter__(self) -> RegistryLock:
        self._made = [path for path in (self._folder, *self._folder.parents) if not path.exists()]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            self._lock_database()
        except LockHeld as error:
            raise RegistryBusy(self._path, error.holder) from None
        except OSError as error:
            self._take_away()
            raise RegistryUnwritable(self._path, error.strerror or str(error)) from error
        return self

    def _lock_database(self) -> None:
        """Keep builds of other machines out, and drop what a killed one has left. Raise RegistryError."""
        try:
            paths = RegistryPaths.within(self._folder)
            if paths.database:
                if not paths.database.lock():
                    raise RegistryBusy(self._path, f"from another machine, in the database at {paths.database.place}")
                RegistryMirror(paths.base, paths.database).refresh(whole=True)
                self._database = paths.database
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, *_: object) -> None:
        if self._database:
            self._database.unlock()
        self._lock.release()
        self._take_away()

    def _take_away(self) -> None:
        """Delete the folders that were made for nothing, the innermost first; one that holds anything stays."""
        if not self._made:
            return
        with suppress(OSError, RegistryError):
            paths = RegistryPaths.within(self._folder)
            if not (paths.head.exists() or staging.is_marked(paths)):
                shutil.rmtree(paths.base if paths.database else paths.work, ignore_errors=True)
            for path in self._made:
                path.rmdir()
