"""Writes a backup: all papers and the registry as they are at one moment, under the lock that builds take."""

from __future__ import annotations

import io
import os
import secrets
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

import msgspec

from indexer.corpus.listing import SETTINGS_FILE, LinkRules, SkippedSource, list_files
from indexer.corpus.settings import settings_bytes
from indexer.corpus.visible import visible
from indexer.disk.hashing import RunningSha256, file_sha256
from indexer.disk.sync import sync
from indexer.errors import CorpusNotFound
from indexer.object_store.address import ObjectFolder, PapersFolder
from indexer.registry import file as registry_file
from indexer.registry.file import PARTS_FOLDER, PAST_BUILDS_FILE, REDACTIONS_FILE, REGISTRY_FILE, RegistryLock
from indexer.registry.redacted.apply import read_redactions
from indexer.registry.storage.names import RegistryPaths
from indexer.registry.storage.stores import FolderStore
from indexer.registry.transfer import as_files

from .errors import BackupExists, BackupInPapers, BackupUnwritable, NoBackupFolder, PapersChanged
from .manifest import BACKUP_FORMAT, MANIFEST, PAPERS, REGISTRY, SENTENCES, BackedUpFile, BackupManifest

SUFFIX = ".tar.gz"
_SUFFIXES = (SUFFIX, ".tgz")
_PATIENCE = 30.0  # seconds to wait for a build to end
_COMPRESSION = 6  # of gzip
_STAYS = "is in an object store, which is to keep earlier versions of its objects"
_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class LeftOut:
    """A file, or a folder, among the papers that is in no backup."""

    name: str
    reason: str


@dataclass(frozen=True)
class MadeBackup:
    """A backup that was written."""

    path: Path
    files: int
    size: int
    """Bytes of the archive."""
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class FileToKeep:
    """A file to back up."""

    name: str
    """In the archive."""
    path: Path
    stamp: _Stamp


def create_backup(
    target: Path, folder: PapersFolder, registry: Path, index_dir: Path, *, follow_links: bool = False
) -> MadeBackup:
    """Write a backup of a folder of papers and of the folder of its registry; `target` is a file, or a folder for one.

    The folder of the index is left out where it lies among the papers. Links that lead out of the folder of the papers
    are followed if told. Papers in an object store stay there.

    Raise CorpusNotFound, or RegistryError, as the registry is checked before; BackupExists, BackupInPapers,
    BackupUnwritable, NoBackupFolder or PapersChanged; or ObjectStoreError.
    """
    if isinstance(folder, Path):
        if not folder.is_dir():
            raise CorpusNotFound(folder)
        if folder.resolve() in (target.resolve(), *target.resolve().parents):
            raise BackupInPapers(target, folder)
    with RegistryLock(registry, _PATIENCE), as_files(registry) as kept, _on_this_machine(folder) as papers:
        known = registry_file.read(registry)
        read_redactions(registry)  # so that no damaged file is backed up
        left_out = [LeftOut(str(folder), _STAYS)] if isinstance(folder, ObjectFolder) else []
        files = [*_papers(papers, index_dir, left_out, follow_links=follow_links), *_registry_files(kept)]
        created = datetime.now(UTC)
        path = _archive_path(target, known.corpus if known else "", created)
        manifest = BackupManifest(
            BACKUP_FORMAT,
            created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            version("rapporteur"),
            known.corpus if known else "",
            tuple(_hashed(file) for file in files),
            str(folder) if isinstance(folder, ObjectFolder) else "",
        )
        aside = path.with_name(f".{path.name}.{secrets.token_hex(3)}.part")
        try:
            _write(aside, manifest, files)
            again = [*_papers(papers, index_dir, [], follow_links=follow_links), *_registry_files(kept)]
            if changed := {file.name for file in files} ^ {file.name for file in again}:
                raise PapersChanged(min(changed))
            _put_in_place(aside, path)
        except OSError as error:
            raise BackupUnwritable(path, error.strerror or str(error)) from error
        finally:
            aside.unlink(missing_ok=True)
    return MadeBackup(path, len(files), path.stat().st_size, tuple(left_out))


@contextmanager
def _on_this_machine(folder: PapersFolder) -> Iterator[Path]:
    """Yield a folder with what of a folder of papers is backed up: of one in an object store, `corpus.toml` alone."""
    if isinstance(folder, Path):
        yield folder
        return
    settings = settings_bytes(folder)
    with tempfile.TemporaryDirectory(prefix="rapporteur-backup-") as name:
        if settings is not None:
            Path(name, SETTINGS_FILE).write_bytes(settings)
        yield Path(name)


def _archive_path(target: Path, corpus: str, created: datetime) -> Path:
    """Return the path of the archive. Raise BackupExists, or NoBackupFolder where neither file nor folder is named."""
    path = target
    if not target.exists() and not target.name.endswith(_SUFFIXES):
        raise NoBackupFolder(target)
    if target.is_dir():
        path = target / f"rapporteur-{corpus or 'papers'}-{created:%Y%m%dT%H%M%SZ}{SUFFIX}"
    if path.exists() or path.is_symlink():
        raise BackupExists(path)
    return path


def _papers(folder: Path, index_dir: Path, left_out: list[LeftOut], *, follow_links: bool) -> Iterator[FileToKeep]:
    """Yield `corpus.toml` and the files among the papers, the same as a build lists. Raise CorpusClosed."""
    skipped: list[SkippedSource] = []
    listed = list_files(folder, LinkRules(follow_links, index_dir), skipped)
    left_out.extend(LeftOut(file.source, file.reason) for file in skipped)
    settings = folder / SETTINGS_FILE
    for path in (*([settings] if settings.is_file() else []), *(Path(file.path) for file in listed)):
        if os.access(path, os.R_OK):
            yield FileToKeep(f"{PAPERS}{path.relative_to(folder).as_posix()}", path, _stamp(path))
        else:
            left_out.append(LeftOut(visible(path.relative_to(folder).as_posix()), "may not be read"))


def _registry_files(folder: Path) -> Iterator[FileToKeep]:
    paths = RegistryPaths.of_files(folder)
    beside = {
        REGISTRY_FILE: paths.head,
        REDACTIONS_FILE: paths.redactions,
        PAST_BUILDS_FILE: paths.past_builds,
        SENTENCES: folder / SENTENCES,
    }
    parts = {f"{PARTS_FOLDER}/{name}": paths.parts / name for name, _ in FolderStore(paths).part_states()}
    for name, path in (*beside.items(), *parts.items()):
        if path.is_file():
            yield FileToKeep(f"{REGISTRY}{name}", path, _stamp(path))


def _stamp(path: Path) -> _Stamp:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _hashed(file: FileToKeep) -> BackedUpFile:
    """Return a file with its hash. Raise PapersChanged."""
    try:
        return BackedUpFile(file.name, file.stamp[0], file_sha256(file.path))
    except OSError:
        raise PapersChanged(file.name) from None


def _write(path: Path, manifest: BackupManifest, files: list[FileToKeep]) -> None:
    """Write the archive, and force it to disk. Raise PapersChanged where a file is not what was hashed."""
    with path.open("xb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", format=tarfile.PAX_FORMAT, compresslevel=_COMPRESSION) as archive:
            encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
            archive.addfile(_member(MANIFEST, len(encoded), 0.0), io.BytesIO(encoded))
            for file, known in zip(files, manifest.files, strict=True):
                _add(archive, file, known)
        raw.flush()
    sync(path)


def _add(archive: tarfile.TarFile, file: FileToKeep, known: BackedUpFile) -> None:
    try:
        with file.path.open("rb") as opened:
            reader = _HashedReader(opened)
            archive.addfile(_member(file.name, known.size, file.stamp[1] / 1e9), reader)
            if opened.read(1) or reader.sha256 != known.sha256 or _stamp(file.path) != file.stamp:
                raise PapersChanged(file.name)
    except (tarfile.TarError, FileNotFoundError):
        raise PapersChanged(file.name) from None
    except OSError as error:
        if str(error).startswith("unexpected end of data"):  # what `tarfile` says of a file that became shorter
            raise PapersChanged(file.name) from None
        raise


class _HashedReader(io.RawIOBase):
    """A file that hashes what is read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sha256 = RunningSha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        block = self._file.read(size)
        self._sha256.add(block)
        return block

    @property
    def sha256(self) -> str:
        """Of what was read, as hex."""
        return self._sha256.hex


def _member(name: str, size: int, modified: float) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, modified, 0o644
    return member


def _put_in_place(aside: Path, path: Path) -> None:
    """Give the archive its name, unless something has it. Raise BackupExists."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise BackupExists(path) from None
    except OSError:  # a file system without links
        if path.exists():
            raise BackupExists(path) from None
        aside.rename(path)
    with suppress(OSError):
        sync(path.parent)
