"""Why something could not be written, in words for the person who can do something about it, and what helps."""

from __future__ import annotations

import errno
import sqlite3
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


class WriteTrouble(NamedTuple):
    """Why something could not be written, and the remedy, which begins a sentence."""

    problem: str
    remedy: str


def is_of_disk(error: sqlite3.Error) -> bool:
    """Return whether SQLite could not write or reach a file, rather than found one damaged."""
    return _sqlite_kind(error) in _OF_SQLITE


def write_trouble(error: OSError | sqlite3.Error) -> WriteTrouble:
    """Return why something could not be written into a folder, which is to be named before."""
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
