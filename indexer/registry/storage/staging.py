"""Changes of several files that count together: prepared beside, marked by one rename, then put in their places.

Before the mark is there, nothing counts; from then on everything does, and whoever opens the registry next finishes
what a crash has interrupted. Each step can be repeated. What the files say does not matter here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.disk.sync import sync, sync_all

from .derived_index import FileState
from .names import RegistryPaths

_IGNORED_BY_GIT = "*\n"
_MANIFEST = "manifest"


class StagedFile(msgspec.Struct, frozen=True):
    """A file that takes another one's place; None stands for no file."""

    name: str
    """Its place below the folder of the registry."""
    before: str | None
    """SHA-256 of the file that it replaces, as hex."""
    after: str | None
    """SHA-256 of the file itself, as hex."""


class _Manifest(msgspec.Struct, frozen=True):
    files: tuple[StagedFile, ...]


class Staging:
    """The files of the next registry, as far as they differ from the present one's."""

    def __init__(self, paths: RegistryPaths) -> None:
        """Begin with no files; what an earlier build has left is deleted. Raise OSError."""
        self._paths = paths
        self._files: list[StagedFile] = []
        paths.work.mkdir(exist_ok=True)
        ignore = paths.work / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORED_BY_GIT, encoding="utf-8")
        discard(paths)
        (paths.next / paths.parts.name).mkdir(parents=True)

    def write(self, path: Path, blocks: Iterable[bytes], before: str | None, after: str) -> FileState:
        """Write the next contents of a file; `before` and `after` are hashes. Raise OSError."""
        name = self._paths.relative(path)
        prepared = self._paths.next / name
        with prepared.open("wb") as file:
            file.writelines(blocks)
        self._files.append(StagedFile(name, before, after))
        return FileState.of(prepared.stat())

    def remove(self, path: Path) -> None:
        """Note that a file will be deleted. Raise OSError."""
        self._files.append(StagedFile(self._paths.relative(path), file_sha256(path), None))

    def finish(self, index: Iterable[bytes]) -> None:
        """Force all files to disk, and list them; `index` is that of the next parts. Raise OSError."""
        folder = self._paths.next
        sync_all(folder / file.name for file in self._files if file.after)
        with (folder / self._paths.index.name).open("wb") as derived:
            derived.writelines(index)
        # The head comes last: it counts the parts.
        files = sorted(self._files, key=lambda file: file.name == self._paths.head.name)
        encoded = msgspec.json.encode(_Manifest(tuple(files)))
        manifest = folder / _MANIFEST
        manifest.write_bytes(b"%b\n%b\n" % (encoded, sha256_hex([encoded]).encode()))
        sync_all((manifest, folder / self._paths.parts.name, folder, self._paths.work, self._paths.base))


def commit(paths: RegistryPaths) -> bool:
    """Make the prepared files count; return False where there are none. Raise OSError.

    Where that is raised, `is_marked` says whether they count nevertheless.
    """
    manifest = _read_manifest(paths.next / _MANIFEST)
    if not manifest or not manifest.files:
        if manifest:
            keep_index(paths)
        discard(paths)
        return False
    (paths.next / _MANIFEST).replace(paths.mark)
    sync(paths.work)
    _put_in_place(paths, manifest)
    return True


def is_marked(paths: RegistryPaths) -> bool:
    """Return whether there are prepared files that count, and are not all in their places."""
    return paths.mark.exists()


def recover(paths: RegistryPaths) -> None:
    """Finish what a crash has interrupted. Raise OSError.

    Where somebody has changed one of the files since, or the prepared ones are gone, nothing more is put in place.
    """
    if not is_marked(paths):
        return
    manifest = _read_manifest(paths.mark)
    if manifest and all(_can_be_put_in_place(paths, file) for file in manifest.files):
        _put_in_place(paths, manifest)
    else:
        _end(paths)


def discard(paths: RegistryPaths) -> None:
    """Delete prepared files that do not count. Raise OSError."""
    if not is_marked(paths):
        shutil.rmtree(paths.next, ignore_errors=True)
        if paths.next.exists():
            shutil.rmtree(paths.next)  # says why
    paths.superseded.unlink(missing_ok=True)


def _can_be_put_in_place(paths: RegistryPaths, file: StagedFile) -> bool:
    """Return whether a file is as it was before, with the next one at hand, or already as it was to be."""
    target = paths.base / file.name
    present = file_sha256(target) if target.exists() else None
    if present == file.after:
        return True
    prepared = paths.next / file.name
    return present == file.before and (
        file.after is None or (prepared.exists() and file_sha256(prepared) == file.after)
    )


def _put_in_place(paths: RegistryPaths, manifest: _Manifest) -> None:
    paths.parts.mkdir(exist_ok=True)
    for file in manifest.files:
        target, prepared = paths.base / file.name, paths.next / file.name
        if file.after is None:
            target.unlink(missing_ok=True)
        else:
            with suppress(FileNotFoundError):  # it is in its place already
                prepared.replace(target)
    sync_all((paths.parts, paths.base))
    keep_index(paths)
    _end(paths)


def keep_index(paths: RegistryPaths) -> None:
    """Put the derived index of the next registry in place."""
    index = paths.next / paths.index.name
    if index.exists():
        index.replace(paths.index)


def _end(paths: RegistryPaths) -> None:
    """Take the mark away, then what is left of the prepared files."""
    paths.mark.unlink(missing_ok=True)
    sync(paths.work)
    shutil.rmtree(paths.next, ignore_errors=True)


def _read_manifest(path: Path) -> _Manifest | None:
    """Return a manifest, None where it is missing or was not written to its end."""
    try:
        encoded, _, checksum = path.read_bytes().partition(b"\n")
        if checksum.rstrip(b"\n") != sha256_hex([encoded]).encode():
            return None
        return msgspec.json.decode(encoded, type=_Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
