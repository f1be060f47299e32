"""Brings a registry from its files into a database and back: the lines are the same, byte for byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.disk.hashing import sha256_hex

from . import file
from .errors import RegistryBusy, RegistryMissing, RegistryNotEmpty, RegistryUnreadable, RegistryUnwritable
from .storage import staging
from .storage.database import NEXT_HEAD, RegistryDatabase, database_at
from .storage.database_place import MIRROR_FOLDER, mark, registry_url
from .storage.mirror import RegistryMirror
from .storage.names import PAST_BUILDS_FILE, REDACTIONS_FILE, REGISTRY_FILE, SENTENCES_FILE, RegistryPaths
from .storage.opened import Registry, open_registry
from .storage.staging import Staging
from .storage.stores import FolderStore

_PATIENCE = 60.0  # seconds in which a build that is running may end
_BESIDE = (REDACTIONS_FILE, SENTENCES_FILE)


def import_registry(folder: Path, *, replace: bool = False) -> int:
    """Bring the registry that is in the files of a folder into the database that is set; return its documents.

    From then on the folder says that its registry is there, and its files are no more than an export. Raise
    RegistryMissing where there are none, RegistryNotEmpty where the database has another registry, unless `replace` is
    set, RegistryUnreadable, or another RegistryError.
    """
    paths = RegistryPaths.of_files(folder)
    database = database_at(registry_url())
    try:
        with file.RegistryLock(folder), _locked(database, paths.head):
            staging.recover(paths)
            if not paths.head.exists():
                raise RegistryMissing(paths.head)
            registry = open_registry(paths)
            registry.check_parts()
            if database.generation() and not replace:
                raise RegistryNotEmpty(database.place)
            _send(paths, registry, database, folder)
            mark(folder)
    except OSError as error:
        raise RegistryUnreadable(Path(error.filename or paths.head), error.strerror or str(error)) from error
    return len(registry.documents)


@contextmanager
def _locked(database: RegistryDatabase, path: Path) -> Iterator[None]:
    """Hold the lock of a registry in a database. Raise RegistryBusy."""
    if not database.lock():
        raise RegistryBusy(path, f"from another machine, in the database at {database.place}")
    try:
        yield
    finally:
        database.unlock()


def _send(paths: RegistryPaths, registry: Registry, database: RegistryDatabase, folder: Path) -> None:
    """Write all files of a registry into a database in one transaction. Raise OSError or RegistryError."""
    database.discard()
    present, kept = database.part_hashes(), set()
    for record in registry.parts.values():
        kept.add(record.name)
        if present.get(record.name) != record.sha256:
            database.prepare(record.name, (paths.parts / record.name).read_bytes(), record.sha256)
    for name in present.keys() - kept:
        database.prepare(name, None, None)
    database.prepare(NEXT_HEAD, paths.head.read_bytes(), registry.head_sha256)
    database.finish_preparing()
    beside = {name: folder / name if name == SENTENCES_FILE else paths.base / name for name in _BESIDE}
    files = {name: path.read_bytes() for name, path in beside.items() if path.exists()}
    past = paths.past_builds.read_bytes() if paths.past_builds.exists() else b""
    database.commit(REGISTRY_FILE, database.generation(), files, past)
    RegistryMirror(folder.resolve() / MIRROR_FOLDER, database).refresh(whole=True)


def export_registry(folder: Path, target: Path) -> int:
    """Write the registry of a folder, which is in a database, into a folder as files; return its documents.

    Files that are the same already are not written, and those of papers that the registry does not have are deleted.
    A crash leaves them as they were, or completes them. Raise RegistryMissing where there is none, or another
    RegistryError.
    """
    with file.RegistryLock(folder, _PATIENCE):
        source = RegistryPaths.within(folder)
        if not source.database or not source.head.exists():
            raise RegistryMissing(source.head)
        _write_files(source, source.database, folder, target)
        return len(source.database.part_hashes())


@contextmanager
def as_files(folder: Path) -> Iterator[Path]:
    """Yield a folder with the files of a registry: its own, or one for as long as the registry of a database is needed.

    Whoever asks holds the lock of the registry. Raise RegistryError.
    """
    source = RegistryPaths.within(folder)
    if not source.database or not source.head.exists():
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="rapporteur-registry-") as exported:
        _write_files(source, source.database, folder, Path(exported))
        yield Path(exported)


def _write_files(source: RegistryPaths, database: RegistryDatabase, folder: Path, target: Path) -> None:
    """Write the registry of a folder, which is in a database, into another folder. Raise RegistryUnwritable."""
    paths = RegistryPaths.of_files(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        staging.recover(paths)
        _write_changed(paths, source, database)
        staging.commit(paths)
        for name in (*_BESIDE, PAST_BUILDS_FILE):
            _copy(folder / name if name == SENTENCES_FILE else source.base / name, target / name)
    except OSError as error:
        raise RegistryUnwritable(paths.head, error.strerror or str(error)) from error


def _write_changed(paths: RegistryPaths, source: RegistryPaths, database: RegistryDatabase) -> None:
    """Prepare what differs from the files of a registry. Raise OSError or RegistryError."""
    prepared, present = Staging(paths), dict(FolderStore(paths).part_hashes())
    for name, sha256 in sorted(database.part_hashes().items()):
        before = present.pop(name, None)
        if before != sha256:
            prepared.write(paths.parts / name, [database.part(name)], before, sha256)
    for name in present:
        prepared.remove(paths.parts / name)
    head = source.head.read_bytes()
    before = sha256_hex([paths.head.read_bytes()]) if paths.head.exists() else None
    if before != sha256_hex([head]):
        prepared.write(paths.head, [head], before, sha256_hex([head]))
    prepared.finish(())  # nothing is derived here: who opens the files next finds out what they say


def _copy(source: Path, target: Path) -> None:
    """Have a file be as another one, whole or not at all. Raise OSError."""
    if source == target:
        return
    if not source.exists():
        target.unlink(missing_ok=True)
        return
    content = source.read_bytes()
    if not target.exists() or target.read_bytes() != content:
        aside = target.with_name(f".{target.name}.tmp")  # hidden, so that no scan takes it for a paper
        aside.write_bytes(content)
        aside.replace(target)
