"""Why something could not be written, in words for the person who can do something about it, and what helps."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM})
_NO_FOLDER = frozenset({errno.EEXIST, errno.ENOTDIR})
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
"""What the system said when SQLite said this; the lowest byte of its codes is the kind."""
_HIDING_KINDS = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says too where there is no room for the index of its log, say, or for another file."""
_LEAST_ROOM = 1 << 20
"""Bytes that a disk takes that is not full; some were freed when SQLite gave up."""


class WriteTrouble(NamedTuple):
    """Why something could not be written, and the remedy, which begins a sentence."""

    problem: str
    remedy: str


def is_of_disk(error: sqlite3.Error) -> bool:
    """Return whether SQLite could not write or reach a file, rather than found one damaged."""
    return _sqlite_kind(error) in _OF_SQLITE


def full_disk(error: BaseException, folder: Path) -> OSError | None:
    """Return an error that says that the disk of a folder is full where SQLite has hidden that, else None.

    Ask at once: what is cleared away after an error makes room.
    """
    if isinstance(error, sqlite3.Error) and _sqlite_kind(error) in _HIDING_KINDS and _has_no_room(folder):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return None


@contextmanager
def telling_full_disk(folder: Path) -> Iterator[None]:
    """Raise OSError for a full disk in place of an error by which SQLite has hidden it."""
    try:
        yield
    except sqlite3.Error as error:
        if full := full_disk(error, folder):
            raise full from error
        raise


def write_trouble(error: OSError | sqlite3.Error, folder: Path) -> WriteTrouble:
    """Return why something could not be written into a folder, which is to be named before."""
    error = full_disk(error, folder) or error
    code = _OF_SQLITE.get(_sqlite_kind(error), 0) if isinstance(error, sqlite3.Error) else error.errno
    limit = _file_size_limit()
    if code == errno.EFBIG or (code == errno.EIO and limit):
        return WriteTrouble(f"no file may be larger than {limit / 1000:g} kB", "Raise that limit (ulimit -f)")
    if code in _NO_ROOM:
        return WriteTrouble("the disk is full", "Make room there, or name another folder")
    if code == errno.EROFS:
        return WriteTrouble("it is read-only", "Name a folder on another disk")
    if code in _NO_RIGHT:
        return WriteTrouble("permission denied", "Give the right to write there, or name another folder")
    if code in _NO_FOLDER:
        return WriteTrouble("a file is in the way", "Name another folder")
    problem = getattr(error, "strerror", None) or str(error)
    return WriteTrouble(problem, "See whether that disk is in order, or name a folder on another one")


def _has_no_room(folder: Path) -> bool:
    """Return whether a folder takes no file of some size; its free space does not tell of quotas, or of inodes."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_LEAST_ROOM))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.errno in _NO_ROOM
    return False


def _sqlite_kind(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _file_size_limit() -> int:
    """Return the bytes that a file may have in this process, 0 where there is no limit."""
    try:
        import resource  # noqa: PLC0415  # only Unix has it
    except ImportError:
        return 0
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    return 0 if limit == resource.RLIM_INFINITY else limit
