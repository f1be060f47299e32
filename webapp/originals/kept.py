"""What was drawn of originals, kept on disk for as long as the build that it was drawn for is live.

So no picture outlives a redaction: that makes another build, and what was drawn for the one before is deleted.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path

import msgspec

from indexer.originals.messages import NotShown, ShowingAnswer

FOLDER_PREFIX = "rapporteur-pages-"
_FAILURE_SECONDS = 600.0
"""Time that it is remembered that a file cannot be shown: another time the machine may have more to give."""
_LEFT_SECONDS = 7 * 86_400.0
"""Time after which a folder that nobody has written to is one that a killed server has left."""
_SUFFIX = ".msgpack"


class KeptAnswers:
    """Answers by a key, up to a size; shared by the processes that are forked from the one that made it."""

    def __init__(self, most_bytes: int) -> None:
        self.folder = Path(tempfile.gettempdir()) / f"{FOLDER_PREFIX}{secrets.token_hex(16)}"
        """Nobody can guess its name, and so have made it before."""
        self._most_bytes = most_bytes
        self._build = ""
        weakref.finalize(self, _remove, self.folder, os.getpid())

    def find(self, build: str, key: str) -> ShowingAnswer | None:
        """Return an answer; None where there is none, or it is a failure of long ago."""
        path = self._path(build, key)
        try:
            answer: ShowingAnswer = msgspec.msgpack.decode(path.read_bytes(), type=ShowingAnswer)
            if isinstance(answer, NotShown) and time.time() - path.stat().st_mtime > _FAILURE_SECONDS:
                return None
            if not isinstance(answer, NotShown):
                os.utime(path)  # what is looked at stays longest
        except (OSError, msgspec.DecodeError):
            return None
        return answer

    def keep(self, build: str, key: str, answer: ShowingAnswer) -> None:
        """Keep an answer, and delete those that nobody has looked at for longest; a full disk is no matter."""
        path = self._path(build, key)
        aside = path.with_name(f".{secrets.token_hex(8)}")
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                aside.write_bytes(msgspec.msgpack.encode(answer))
                aside.replace(path)
            finally:
                aside.unlink(missing_ok=True)
            self._delete_oldest(path.parent)

    def make_folder(self) -> None:
        """Make the folder where it is not there yet, and delete those that killed servers have left."""
        try:
            self.folder.mkdir(mode=0o700)
        except FileExistsError:
            return
        for other in self.folder.parent.glob(f"{FOLDER_PREFIX}*"):
            with suppress(OSError):
                facts = other.lstat()
                newest = max([facts.st_mtime, *(entry.stat().st_mtime for entry in os.scandir(other))])
                if facts.st_uid == os.getuid() and time.time() - newest > _LEFT_SECONDS:
                    shutil.rmtree(other, ignore_errors=True)

    def only_of(self, build: str) -> bool:
        """Delete everything that is not of a build; return whether that is another one than before."""
        if build == self._build:
            return False
        self._build = build
        with suppress(OSError):
            for entry in list(os.scandir(self.folder)):
                if entry.is_dir() and entry.name != build:
                    shutil.rmtree(entry.path, ignore_errors=True)
        return True

    def _path(self, build: str, key: str) -> Path:
        return self.folder / build / f"{key}{_SUFFIX}"

    def _delete_oldest(self, folder: Path) -> None:
        entries = [(entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(folder)]
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self._most_bytes:
                return
            Path(path).unlink(missing_ok=True)
            total -= size


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:  # not when a process ends that was forked from it
        shutil.rmtree(folder, ignore_errors=True)
