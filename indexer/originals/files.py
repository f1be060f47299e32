"""Opens the file of a document, if it still has the bytes that were read.

It is found by what the build recorded, never by anything that a reader sent, and its hash is compared. So no link and
no path leads to another file, and no passage is shown in a text that it was not read from.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from indexer.corpus.digests import RACY, FileStamp
from indexer.corpus.stored import path_of
from indexer.disk.blocks import blocks_of
from indexer.disk.hashing import RunningSha256, sha256_hex
from indexer.disk.regular import open_regular
from indexer.errors import RapporteurError, SourceUnreadable
from indexer.object_store.address import ObjectFolder, PapersFolder
from indexer.object_store.errors import ObjectStoreError, ObjectUnreadable
from indexer.readers.archive import zip_members
from indexer.readers.limits import LIMITS
from indexer.store.original_files import OriginalFile

from .formats import OriginalFormat, format_of
from .stored import StoredOriginals

_MOST_BYTES = 2**31
"""Bytes of a member of a ZIP; the limit with which it was read may have been raised."""
_CHECKED = 10_000
"""Files of which it is known that they have the bytes that were read."""
_HEAD = 1024


class OriginalUnavailable(RapporteurError):
    """The file of a document cannot be shown."""


class OriginalMissing(OriginalUnavailable):
    """The file is not where it was, or cannot be opened."""


class OriginalAway(OriginalUnavailable):
    """The object store that has the file does not give it at the moment."""


class OriginalChanged(OriginalUnavailable):
    """The file has other bytes than those that were read."""


@dataclass(frozen=True)
class OpenOriginal:
    """A file of a document, open at its beginning."""

    file: IO[bytes]
    size: int
    form: OriginalFormat


class Originals:
    """The files of one folder of papers, as far as they are still what was read; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checked: dict[tuple[str, FileStamp], str] = {}
        self._stored = StoredOriginals()

    def forget(self) -> None:
        """Keep nothing that was fetched from an object store."""
        self._stored.forget()

    @contextmanager
    def open(self, folder: PapersFolder, original: OriginalFile) -> Iterator[OpenOriginal]:
        """Open the file of a document and close it at last. Raise OriginalUnavailable."""
        opened = self.opened(folder, original)
        with opened.file:
            yield opened

    def opened(self, folder: PapersFolder, original: OriginalFile) -> OpenOriginal:
        """Open the file of a document, which the caller closes.

        Raise OriginalMissing, OriginalChanged, or OriginalAway where it is in an object store.
        """
        if isinstance(folder, ObjectFolder):
            return self._of(self._fetched(folder, original), original)
        path = folder / original.path
        try:
            if original.member is not None:
                return self._of(_unpacked(path, original.member, original.digest), original)
            file = open_regular(path)
        except OSError as error:
            raise OriginalMissing(f"The file cannot be opened: {error.strerror or error}") from error
        try:
            self._check(file, path, original.digest)
        except BaseException:
            file.close()
            raise
        return self._of(file, original)

    def _fetched(self, folder: ObjectFolder, original: OriginalFile) -> IO[bytes]:
        """Return the object of a document, or the member of the ZIP that it is, as a file."""
        try:
            file, digest = self._stored.opened(folder, original.path)
        except ObjectUnreadable as error:
            raise OriginalMissing(f"The object {error}.") from error
        except (ObjectStoreError, OSError) as error:
            raise OriginalAway(str(error)) from error
        if original.member is not None:
            with file:
                return _unpacked(path_of(file), original.member, original.digest)
        if digest != original.digest:
            file.close()
            raise OriginalChanged("The file has changed since it was read.")
        return file

    def _of(self, file: IO[bytes], original: OriginalFile) -> OpenOriginal:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(_HEAD)
        file.seek(0)
        return OpenOriginal(file, size, format_of(original.member or original.path, head))

    def _check(self, file: IO[bytes], path: Path, digest: str) -> None:
        """Compare the bytes of a file, unless it is the one that they were last compared in."""
        stamp = FileStamp.of(os.fstat(file.fileno()))
        key = str(path), stamp
        with self._lock:
            known = self._checked.get(key)
        if known is None:
            begun = time.time_ns()
            known = sha256_hex(blocks_of(file))
            if FileStamp.of(os.fstat(file.fileno())) != stamp:
                raise OriginalChanged("The file is being written.")
            if max(stamp.modified, stamp.changed) < begun - RACY:
                with self._lock:
                    if len(self._checked) >= _CHECKED:
                        self._checked.clear()
                    self._checked[key] = known
        if known != digest:
            raise OriginalChanged("The file has changed since it was read.")


def _unpacked(path: Path, member: str, digest: str) -> IO[bytes]:
    """Return a member of a ZIP in a file without a name. Raise OSError, OriginalMissing or OriginalChanged."""
    try:
        for found in zip_members(path, replace(LIMITS, bytes=_MOST_BYTES)):
            if found.name == member and found.open_zip and found.info and not found.skip_reason:
                file = tempfile.TemporaryFile(prefix="rapporteur-original-")  # noqa: SIM115  # it is returned
                hashed = RunningSha256()
                with found.open_zip.open(found.info) as stream:
                    for block in blocks_of(stream):
                        hashed.add(block)
                        file.write(block)
                if hashed.hex != digest:
                    file.close()
                    raise OriginalChanged("The file has changed since it was read.")
                return file
    except SourceUnreadable as error:
        kind = OriginalMissing if error.cause == "passing" else OriginalChanged
        raise kind(f"The ZIP that held the file {error}") from error
    except (BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise OriginalChanged("The ZIP that held the file has changed since it was read.") from error
    raise OriginalMissing("The file is no longer in its ZIP.")
