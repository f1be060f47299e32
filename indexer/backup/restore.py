"""Restores a backup: everything in it is verified first, then written beside the target, then put in its place."""

from __future__ import annotations

import errno
import gzip
import io
import os
import secrets
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec

from indexer.disk.blocks import BLOCK
from indexer.disk.hashing import RunningSha256
from indexer.disk.sync import sync_all
from indexer.redactions.records import Redactions, load_redactions
from indexer.registry import file as registry_file
from indexer.registry.file import RegistryLock
from indexer.registry.redacted.apply import apply_redactions, read_redactions

from .errors import (
    BackupDamaged,
    BackupMissing,
    BackupTooNew,
    BackupUnsafe,
    BackupUnwritable,
    NoBackup,
    NoRoom,
    TargetInUse,
    TargetIsFile,
    TargetMounted,
)
from .manifest import (
    BACKUP_FORMAT,
    MANIFEST,
    MAX_MANIFEST,
    SENTENCES,
    BackedUpFile,
    BackupManifest,
    place_of,
    problem_with,
)

_BROKEN = (tarfile.TarError, EOFError, zlib.error, OSError)


@dataclass(frozen=True)
class RestoredBackup:
    """A backup that was restored."""

    folder: Path
    manifest: BackupManifest
    redacted: int
    """Redactions that hold in it, those made after the backup with them."""
    moved_aside: Path | None = None
    """Where what was in the folder before is now."""


def restore_backup(
    archive: Path, folder: Path, *, redactions: Path | None = None, replace: bool = False
) -> RestoredBackup:
    """Restore papers and registry into a folder that is empty or not there; `replace` moves what is there aside.

    `redactions` is a file of redactions that were made after the backup; those of what is replaced are applied too.
    Raise BackupMissing, TargetInUse, TargetIsFile, TargetMounted, BackupUnwritable or what `verify_backup` raises;
    RedactionsDamaged; or RegistryError for a registry that cannot be right.
    """
    if not archive.exists():
        raise BackupMissing(archive)
    later = load_redactions(redactions) if redactions else Redactions()
    if folder.exists() and not folder.is_dir():
        raise TargetIsFile(folder)
    is_used = folder.exists() and any(folder.iterdir())
    if is_used and not replace:
        raise TargetInUse(folder)
    manifest = verify_backup(archive)
    with ExitStack() as stack:
        if is_used:
            stack.enter_context(RegistryLock(folder))
            later = later.merged_with(read_redactions(folder))
        target = folder.resolve()
        # A folder that is there and empty may be mounted: then it cannot be renamed, nor anything moved into it.
        home = target if target.exists() and not is_used else target.parent
        beside = home / f".{target.name}.{secrets.token_hex(3)}.restoring"
        try:
            _check_room(target, manifest)
            _unpack(archive, manifest, beside)
            known = _redact(beside, later)
            aside = _put_in_place(beside, target, is_used=is_used)
        except OSError as error:
            if error.errno in {errno.EBUSY, errno.EXDEV}:
                raise TargetMounted(folder) from error
            raise BackupUnwritable(folder, error.strerror or str(error)) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return RestoredBackup(folder, manifest, len(known.rows) + len(known.names), aside)


def verify_backup(archive: Path) -> BackupManifest:
    """Read the whole archive and compare everything with its list; nothing is written.

    Raise NoBackup, BackupTooNew, BackupUnsafe or BackupDamaged.
    """
    verified: set[str] = set()
    manifest: BackupManifest | None = None
    try:
        with _opened(archive) as members:
            manifest = _manifest(archive, members)
            files = {file.name: file for file in manifest.files}
            for member, content in members:
                _check(archive, member, files, verified)
                if _copy(content, files[member.name].size) != files[member.name].sha256:
                    raise BackupDamaged(archive, f"“{member.name}” is not what was backed up", [member.name])
                verified.add(member.name)
    except _BROKEN as error:
        if manifest is None:
            raise NoBackup(archive, str(error) or type(error).__name__) from error
        missing = [file.name for file in manifest.files if file.name not in verified]
        raise BackupDamaged(archive, f"it ends or breaks off: {error}", missing) from error
    if missing := [file.name for file in manifest.files if file.name not in verified]:
        raise BackupDamaged(archive, "files are missing", missing)
    return manifest


_Members = Iterator[tuple[tarfile.TarInfo, IO[bytes]]]


@contextmanager
def _opened(archive: Path) -> Iterator[_Members]:
    """Open an archive as a stream of its members with their contents; those that are no files have none."""
    with gzip.open(archive) as unpacked, tarfile.open(fileobj=unpacked, mode="r|", errorlevel=1) as opened:
        yield ((member, _content(opened, member)) for member in opened)
        while unpacked.read(BLOCK):  # to the end, where gzip has a checksum of what the list does not name, too
            pass


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    return (archive.extractfile(member) if member.isreg() else None) or io.BytesIO()


def _manifest(archive: Path, members: _Members) -> BackupManifest:
    """Return the list of files that an archive begins with. Raise NoBackup, BackupTooNew or BackupUnsafe."""
    member, content = next(members, (None, None))
    if member is None or content is None or member.name != MANIFEST or not member.isreg() or member.size > MAX_MANIFEST:
        raise NoBackup(archive, f"its first file is not {MANIFEST}")
    encoded = content.read()
    try:
        found = msgspec.json.decode(encoded)
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > BACKUP_FORMAT:
            raise BackupTooNew(archive, found["format"], BACKUP_FORMAT)
        manifest = msgspec.convert(found, BackupManifest)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise NoBackup(archive, f"{MANIFEST} cannot be read: {error}") from error
    names = [file.name for file in manifest.files]
    places = {place_of(name) for name in names}
    for name in names:
        if problem := problem_with(name):
            raise BackupUnsafe(archive, name, problem)
        if any(parent.as_posix() in places for parent in Path(place_of(name)).parents):
            raise BackupUnsafe(archive, name, "is below a file")
    if len(places) != len(names):
        raise BackupUnsafe(archive, max(names, key=names.count), "is in its list twice")
    return manifest


def _check(archive: Path, member: tarfile.TarInfo, files: dict[str, BackedUpFile], verified: set[str]) -> None:
    """Refuse a member that is not in the list, or no plain file. Raise BackupUnsafe or BackupDamaged."""
    if not member.isreg():
        raise BackupUnsafe(archive, member.name, "is a link, a device or a folder")
    if member.name not in files:
        raise BackupUnsafe(archive, member.name, "is not in its list")
    if member.name in verified:
        raise BackupUnsafe(archive, member.name, "is there twice")
    if member.size != files[member.name].size:
        raise BackupDamaged(archive, f"“{member.name}” has another size", [member.name])


def _copy(content: IO[bytes], size: int, write: Callable[[bytes], object] = len) -> str:
    """Read a member to its end, hand its bytes on, and return their SHA-256 as hex."""
    sha256 = RunningSha256()
    left = size
    while left and (block := content.read(min(BLOCK, left))):
        sha256.add(block)
        write(block)
        left -= len(block)
    return sha256.hex


def _check_room(target: Path, manifest: BackupManifest) -> None:
    parent = next(path for path in (target, *target.parents) if path.exists())
    needed, free = sum(file.size for file in manifest.files), shutil.disk_usage(parent).free
    if needed > free:
        raise NoRoom(parent, needed, free)


def _unpack(archive: Path, manifest: BackupManifest, beside: Path) -> None:
    """Write the files of a verified archive into a new folder, verifying them again. Raise BackupDamaged or OSError."""
    beside.mkdir(parents=True)
    files = {file.name: file for file in manifest.files}
    paths: list[Path] = []
    with _opened(archive) as members:
        for member, content in members:
            if member.name == MANIFEST:
                continue
            path = beside / place_of(member.name)
            if member.name not in files or not member.isreg():
                raise BackupDamaged(archive, "it changed while it was restored", [member.name])
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                sha256 = _copy(content, files[member.name].size, file.write)
            if sha256 != files[member.name].sha256:
                raise BackupDamaged(archive, "it changed while it was restored", [member.name])
            os.utime(path, (member.mtime, member.mtime))
            paths.append(path)
    sync_all([*paths, *{path.parent for path in paths}])


def _redact(folder: Path, later: Redactions) -> Redactions:
    """Check the restored registry, and take out of it what is redacted. Raise RegistryError or RedactionsDamaged."""
    registry_file.read(folder)
    before = read_redactions(folder)
    known = before.merged_with(later)
    if not known:
        return known
    if known.digest != before.digest:  # what was learned then may hold some of the words
        (folder / SENTENCES).unlink(missing_ok=True)
    return apply_redactions(folder, known, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _put_in_place(beside: Path, target: Path, *, is_used: bool) -> Path | None:
    """Give the restored folder its name; return where what had it is now. Raise OSError.

    Where the restored folder is in the target, its files are moved up.
    """
    if beside.parent == target:
        _move_up(beside, target)
        return None
    aside = None
    if is_used:
        aside = target.with_name(f"{target.name}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        target.rename(aside)
    try:
        beside.rename(target)
    except OSError:
        if aside:
            aside.rename(target)
        raise
    sync_all([target.parent])
    return aside


def _move_up(beside: Path, target: Path) -> None:
    """Move what is in a folder into the folder that it is in; all of it or nothing. Raise OSError."""
    moved: list[Path] = []
    try:
        for path in sorted(beside.iterdir()):
            path.rename(target / path.name)
            moved.append(target / path.name)
        sync_all([target])
    except OSError:
        for path in moved:
            path.rename(beside / path.name)
        raise
