"""Where the parts of a registry are, and how changes of it count together: in files, or in a database.

What the lines say does not matter here. Both kinds have the same lines, byte for byte.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from indexer.disk.hashing import file_sha256

from . import staging
from .database import NEXT_HEAD, RegistryDatabase
from .database_place import mark
from .derived_index import FileState, KnownFiles
from .mirror import RegistryMirror
from .names import PART_SUFFIX, REGISTRY_FILE, RegistryPaths


class NextFiles(Protocol):
    """What of the next registry differs from the present one, until it counts."""

    def write(self, path: Path, blocks: Iterable[bytes], before: str | None, after: str) -> FileState:
        """Write the next contents of a file; `before` and `after` are hashes."""

    def remove(self, path: Path) -> None:
        """Note that a file will be deleted."""

    def finish(self, index: Iterable[bytes]) -> None:
        """Make sure of all that was written; `index` is what is derived from the next parts."""


class RegistryStore(Protocol):
    """What a build asks of the place of a registry. All methods raise OSError, or RegistryError."""

    def part_states(self) -> Iterator[tuple[str, FileState]]:
        """Yield the names of the parts, and what tells whether they are those that were checked, by name."""

    def part_hashes(self) -> Iterator[tuple[str, str]]:
        """Yield the names of the parts and the SHA-256 of their bytes, by name."""

    def part(self, name: str, *, is_next: bool = False) -> bytes:
        """Return the bytes of a part, or of the one that is prepared to take its place."""

    def begin(self) -> NextFiles:
        """Return what takes the files of the next registry; what an earlier build has prepared is forgotten."""

    def commit(self) -> bool:
        """Make the prepared files count; return False where there are none."""

    def put_beside(self) -> None:
        """Make what lies beside the head and the parts count: redactions, statistics and past builds."""

    def forget_former(self) -> None:
        """Have nothing kept of what the lines said before."""

    def discard(self) -> None:
        """Forget prepared files that do not count."""

    def recover(self) -> None:
        """Finish what a crash has interrupted."""


class FolderStore:
    """A registry in files."""

    def __init__(self, paths: RegistryPaths) -> None:
        self._paths = paths

    def part_states(self) -> Iterator[tuple[str, FileState]]:
        """Yield the names of the parts and the states of their files, by name."""
        try:
            with os.scandir(self._paths.parts) as entries:
                files = sorted(
                    (entry for entry in entries if entry.name.endswith(PART_SUFFIX) and not entry.name.startswith(".")),
                    key=lambda entry: entry.name,
                )
        except FileNotFoundError:
            return
        for entry in files:
            yield entry.name, FileState.of(entry.stat())

    def part_hashes(self) -> Iterator[tuple[str, str]]:
        """Yield the names of the parts and the SHA-256 of their bytes, by name; those that are known are not opened."""
        known = KnownFiles(self._paths.index)
        for name, state in self.part_states():
            record = known.unchanged(name, state)
            yield name, record.sha256 if record else file_sha256(self._paths.parts / name)

    def part(self, name: str, *, is_next: bool = False) -> bytes:
        """Return the bytes of a part, or of the one that is prepared to take its place."""
        path = self._paths.parts / name
        if is_next:
            try:
                return (self._paths.next / self._paths.relative(path)).read_bytes()
            except FileNotFoundError:  # it is in its place by now
                pass
        return path.read_bytes()

    def begin(self) -> staging.Staging:
        """Return the folder of the next files."""
        return staging.Staging(self._paths)

    def commit(self) -> bool:
        """Put the prepared files in place."""
        return staging.commit(self._paths)

    def put_beside(self) -> None:
        """Do nothing: the files are in their places."""

    def forget_former(self) -> None:
        """Do nothing: what a file said before is gone with it."""

    def discard(self) -> None:
        """Delete prepared files that do not count."""
        staging.discard(self._paths)

    def recover(self) -> None:
        """Finish what a crash has interrupted."""
        staging.recover(self._paths)


class DatabaseStore:
    """A registry in a database, with the hidden folder of what is read as a whole."""

    def __init__(self, paths: RegistryPaths, database: RegistryDatabase) -> None:
        self._paths = paths
        self._database = database
        self._mirror = RegistryMirror(paths.base, database)

    def part_states(self) -> Iterator[tuple[str, FileState]]:
        """Yield the names of the parts, with what is made of their hashes, by name."""
        yield from sorted(self._database.part_states().items())

    def part_hashes(self) -> Iterator[tuple[str, str]]:
        """Yield the names of the parts and the SHA-256 of their bytes, by name."""
        yield from sorted(self._database.part_hashes().items())

    def part(self, name: str, *, is_next: bool = False) -> bytes:
        """Return the bytes of a part, or of the one that is prepared to take its place."""
        return self._database.part(name, is_next=is_next)

    def begin(self) -> DatabaseStaging:
        """Return the table of the next files."""
        return DatabaseStaging(self._paths, self._database)

    def commit(self) -> bool:
        """Make all that is prepared, and what lies beside it, count in one transaction."""
        mirror = self._mirror
        was_changed = self._database.commit(REGISTRY_FILE, mirror.generation, mirror.files(), mirror.past())
        staging.keep_index(self._paths)
        mirror.refresh(whole=True)
        mark(self._paths.base.parent)
        return was_changed

    def put_beside(self) -> None:
        """Write redactions, statistics and past builds."""
        self._database.put_beside(self._mirror.generation, self._mirror.files(), self._mirror.past())
        self._mirror.refresh(whole=True)

    def forget_former(self) -> None:
        """Have the server overwrite what its tables said before."""
        self._database.forget_former()

    def discard(self) -> None:
        """Forget what was prepared."""
        self._database.discard()

    def recover(self) -> None:
        """Do nothing: a transaction that was interrupted does not count."""


class DatabaseStaging:
    """The files of the next registry, in a table of the database until they count."""

    def __init__(self, paths: RegistryPaths, database: RegistryDatabase) -> None:
        """Begin with no files; what an earlier build has left is deleted."""
        self._paths = paths
        self._database = database
        database.discard()

    def write(self, path: Path, blocks: Iterable[bytes], before: str | None, after: str) -> FileState:  # noqa: ARG002
        """Prepare the next contents of a file, which has the hash `after`."""
        return self._database.prepare(self._name(path), b"".join(blocks), after)

    def remove(self, path: Path) -> None:
        """Note that a file will be deleted."""
        self._database.prepare(self._name(path), None, None)

    def finish(self, index: Iterable[bytes]) -> None:
        """Send what is not sent yet, and write what is derived of it into the hidden folder. Raise OSError."""
        self._database.finish_preparing()
        self._paths.next.mkdir(parents=True, exist_ok=True)
        (self._paths.next / self._paths.index.name).write_bytes(b"".join(index))

    def _name(self, path: Path) -> str:
        return NEXT_HEAD if path == self._paths.head else path.name


def store_of(paths: RegistryPaths) -> RegistryStore:
    """Return the place of the registry at some paths."""
    return DatabaseStore(paths, paths.database) if paths.database else FolderStore(paths)
