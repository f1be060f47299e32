"""The digests of files as they were last computed, so that unchanged files are not read again to be hashed.

Whether a file is unchanged is told by its size, its times and its inode, as git does; the truth stays the bytes. Of an
object in an object store it is told by its tag, which other bytes do not have.
Which files there are is the job of `scan`.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec

from indexer.disk.checksums import with_checksum, without_checksum
from indexer.object_store.address import PapersFolder, full_address
from indexer.readers.limits import Limits

DIGESTS_FILE = "digests.msgpack"
# Nanoseconds: a file that was changed so shortly before it was hashed may change again under the same times. File
# systems keep times to 2 s at the coarsest (FAT).
RACY = 2_000_000_000


class FileStamp(msgspec.Struct, frozen=True, array_like=True):
    """What tells that a file is the same as before without reading it."""

    size: int
    modified: int
    """Nanoseconds since 1970, as for `changed`."""
    changed: int
    inode: int
    tag: str = ""
    """What an object store calls the bytes of an object."""

    @classmethod
    def of(cls, facts: os.stat_result) -> FileStamp:
        """Return the stamp of a file from what the system says of it."""
        return cls(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


class ContentDigest(msgspec.Struct, frozen=True, array_like=True):
    """The digest of a file or of a member of a ZIP, or the reason why it is skipped."""

    digest: str
    """SHA-256 as hex; empty for a member that is skipped."""
    member: str | None = None
    skip_reason: str = ""


class _KnownFile(msgspec.Struct, frozen=True, array_like=True):
    stamp: FileStamp
    contents: tuple[ContentDigest, ...]


class _DigestsFile(msgspec.Struct, frozen=True, array_like=True):
    context: str
    files: dict[str, _KnownFile]


class KnownDigests:
    """The digests of one folder's files; `path` is where they are kept, and may be deleted at any time."""

    def __init__(self, path: Path, context: str, *, forget: bool = False) -> None:
        """Load what is known under the same context, such as the folder and the limits; nothing if told to forget."""
        self._path = path
        self._context = context
        self._known = {} if forget else _load(path, context)
        self._next: dict[str, _KnownFile] = {}
        self._is_changed = False

    def find(self, name: str, stamp: FileStamp) -> tuple[ContentDigest, ...] | None:
        """Return the digests of a file that is as it was when they were computed, else None."""
        known = self._known.get(name)
        if known is None or known.stamp != stamp:
            return None
        self._next[name] = known
        return known.contents

    def record(self, name: str, stamp: FileStamp, contents: tuple[ContentDigest, ...], begun: int) -> None:
        """Record the digests of a file; `begun` is the time in nanoseconds before it was opened to be hashed.

        Those of a file that had only just been changed are not kept: it may have changed again while it was read.
        """
        if stamp.tag or max(stamp.modified, stamp.changed) < begun - RACY:
            self._next[name] = _KnownFile(stamp, contents)
            self._is_changed = True

    def save_so_far(self) -> None:
        """Write what is known by now, where the listing may come to no end; nothing is forgotten. Raise OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._write(self._known | self._next)

    def save(self) -> None:
        """Write the digests of the files that were found or recorded; those of other files are forgotten."""
        if not self._is_changed and self._next.keys() == self._known.keys():
            return
        self._write(self._next)

    def _write(self, files: dict[str, _KnownFile]) -> None:
        data = msgspec.msgpack.encode(_DigestsFile(self._context, files))
        aside = self._path.with_name(f"{self._path.name}.tmp")
        aside.write_bytes(with_checksum(data))
        aside.replace(self._path)


def digests_of(folder: PapersFolder, index_dir: Path, limits: Limits, *, forget: bool = False) -> KnownDigests:
    """Return what is known of the files of a folder beside its index; nothing if told to forget."""
    return KnownDigests(index_dir / DIGESTS_FILE, f"{full_address(folder)} {limits}", forget=forget)


def now() -> int:
    """Return the time in nanoseconds since 1970."""
    return time.time_ns()


def _load(path: Path, context: str) -> dict[str, _KnownFile]:
    try:
        data = without_checksum(path.read_bytes())
        if data is None:
            return {}
        stored = msgspec.msgpack.decode(data, type=_DigestsFile)
    except (OSError, msgspec.DecodeError):
        return {}  # what is not known is computed
    return stored.files if stored.context == context else {}
