"""Originals in an object store: fetched into files without a name, of which those asked for last are kept.

A viewer asks for a PDF in many parts, and each part would fetch all of it. Every time the store is asked whether the
object is still what was fetched. Comparing its hash with what was read is the job of `files`.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from indexer.object_store.address import ObjectFolder
from indexer.object_store.client import bucket

_KEPT_BYTES = 256_000_000
_KEPT_FILES = 64
_MOST_BYTES = 2**31
"""Bytes of one object; the limit with which it was read may have been raised."""


@dataclass(frozen=True)
class FetchedOriginal:
    """An object as it was fetched."""

    file: IO[bytes]
    tag: str
    sha256: str
    size: int

    @property
    def path(self) -> Path:
        """A path to it within this process, as long as its file is open."""
        return Path(f"/proc/self/fd/{self.file.fileno()}")


class StoredOriginals:
    """The objects that one process has fetched; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], FetchedOriginal] = OrderedDict()
        self._fetching: dict[tuple[str, str], tuple[threading.Lock, int]] = {}
        weakref.finalize(self, _close_all, self._kept)

    def opened(self, folder: ObjectFolder, name: str) -> tuple[IO[bytes], str]:
        """Return an object as a file of the caller's own, at its beginning, and its SHA-256 as hex.

        Raise ObjectStoreError or ObjectUnreadable, and OSError where there is no room for it.
        """
        key = folder.bucket, folder.key(name)
        place = bucket(folder.bucket)
        with self._alone(key):
            tag = place.tag(key[1])
            with self._lock:
                kept = self._kept.get(key)
                if kept and tag and kept.tag == tag:
                    self._kept.move_to_end(key)
                    return kept.path.open("rb"), kept.sha256
            file = tempfile.TemporaryFile(prefix="rapporteur-original-")  # noqa: SIM115  # it is kept, or closed below
            try:
                fetched = place.fetch(key[1], _MOST_BYTES, file)
                file.flush()
                found = FetchedOriginal(file, fetched.tag, fetched.sha256, fetched.size)
                own = found.path.open("rb")
            except BaseException:
                file.close()
                raise
            self._keep(key, found)
            return own, fetched.sha256

    def forget(self) -> None:
        """Keep nothing of what was fetched."""
        with self._lock:
            _close_all(self._kept)

    @contextmanager
    def _alone(self, key: tuple[str, str]) -> Iterator[None]:
        """Have one thread at a time fetch an object: the others find it kept."""
        with self._lock:
            turn, waiting = self._fetching.get(key, (threading.Lock(), 0))
            self._fetching[key] = turn, waiting + 1
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, waiting = self._fetching.pop(key)
                if waiting > 1:
                    self._fetching[key] = turn, waiting - 1

    def _keep(self, key: tuple[str, str], found: FetchedOriginal) -> None:
        with self._lock:
            if before := self._kept.pop(key, None):
                before.file.close()
            self._kept[key] = found
            while sum(kept.size for kept in self._kept.values()) > _KEPT_BYTES or len(self._kept) > _KEPT_FILES:
                self._kept.popitem(last=False)[1].file.close()


def _close_all(kept: OrderedDict[tuple[str, str], FetchedOriginal]) -> None:
    while kept:
        kept.popitem()[1].file.close()
