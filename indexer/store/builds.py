"""The folder of builds: which build is live, how another becomes live, and who may write.

`CURRENT` names the live build's folder; replacing that one small file is the only step that readers see.
What is in a build is the library's business.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from indexer.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, RapporteurError
from indexer.suggest.entry import SUGGESTIONS_FILE

from .library import BUILD_FILE, CATALOGUE_FILE, ENGINE_FOLDER, WORDS_FOLDER, Library

POINTER = "CURRENT"
LOCK_FILE = "build.lock"
HOLDER_FILE = "build.lock.json"

_BUILD_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
_log = logging.getLogger(__name__)


def new_build(index_dir: Path) -> Path:
    """Make the empty folder of a new build beside the live one."""
    now = datetime.now(timezone.utc)
    build = index_dir / f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    build.mkdir(parents=True)
    return build


def live_build(index_dir: Path) -> Path:
    """Give the folder of the live build; raise IndexMissing or IndexDamaged when there is none."""
    try:
        name = (index_dir / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(index_dir) from None
    except (OSError, ValueError) as error:
        raise IndexDamaged(index_dir, f"{POINTER} cannot be read") from error
    if not name or Path(name).name != name or not (index_dir / name).is_dir():
        raise IndexDamaged(index_dir, f"{POINTER} names the build “{name}”, which is not there")
    return index_dir / name


def publish(index_dir: Path, build: Path) -> None:
    """Make a finished build live, keep the one that was, and remove older and abandoned ones.

    A crash at any moment leaves the pointer on a whole build, the old or the new.
    """
    if build.parent.resolve() != index_dir.resolve() or not build.is_dir():
        raise ValueError(f"{build} is not a folder in {index_dir}")
    try:
        kept = {build.name, live_build(index_dir).name}
    except RapporteurError:
        kept = {build.name}
    for path in (*build.rglob("*"), build):
        _flush(path)
    pointer = index_dir / f"{POINTER}.tmp"
    pointer.write_text(build.name + "\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(index_dir / POINTER)
    _flush(index_dir)
    for folder in index_dir.iterdir():
        if folder.name not in kept and _is_build(folder):
            shutil.rmtree(folder, ignore_errors=True)  # one still open elsewhere goes the next time


def _is_build(path: Path) -> bool:
    """Tell whether a folder is a build, by its name or by what is in it: nothing else is ever removed."""
    if not path.is_dir() or path.is_symlink():
        return False
    if _BUILD_NAME.fullmatch(path.name):
        return True
    found = {file.name for file in path.iterdir()}
    return bool(found) and found <= {BUILD_FILE, CATALOGUE_FILE, ENGINE_FOLDER, WORDS_FOLDER, SUGGESTIONS_FILE}


def _flush(path: Path) -> None:
    """Force a file or the names in a folder to disk; a system that cannot flush a folder has no need to."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_library(index_dir: Path) -> Library:
    """Open the live build, again where the pointer moved meanwhile and the build was cleared away.

    What is wrong with a build is told of the index: its folder is the one that a user knows.
    """
    while True:
        build = live_build(index_dir)
        try:
            return Library(build)
        except (IndexDamaged, IndexOutdated) as error:
            if live_build(index_dir) != build:
                continue
            if isinstance(error, IndexOutdated):
                raise IndexOutdated(index_dir, error.found, error.wanted) from error
            raise IndexDamaged(index_dir, error.problem) from error


class BuildLock:
    """Held while building: one build at a time per folder; the system frees it when its process dies."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._lock = FileLock(index_dir / LOCK_FILE, timeout=0)

    def __enter__(self) -> BuildLock:
        self._index_dir.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout:
            raise IndexBusy(self._index_dir, self._holder()) from None
        since = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")
        holder = json.dumps({"pid": os.getpid(), "since": since})
        (self._index_dir / HOLDER_FILE).write_text(holder, encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        (self._index_dir / HOLDER_FILE).unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> str:
        try:
            facts = json.loads((self._index_dir / HOLDER_FILE).read_text(encoding="utf-8"))
            return f"process {facts['pid']}, since {facts['since']}"
        except (OSError, ValueError, LookupError, TypeError):
            return "a process that has just begun"


@dataclass
class OpenBuild:
    """An open build and how many have borrowed it."""

    build: Path
    library: Library
    borrowers: int = 0
    retired: bool = False


PointerStamp = tuple[int, int]


class Builds:
    """Lends the live build to the threads of a server and changes to a new one while they read.

    A new build that cannot be opened is logged once, and the old one goes on serving.
    """

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._counting = threading.Lock()
        self._opening = threading.Lock()
        self._volume: OpenBuild | None = None
        self._seen: PointerStamp | None = None

    @contextmanager
    def acquire(self) -> Iterator[Library]:
        """Lend the live build; raise what `open_library` raises only while there is none to go on with."""
        volume = self._borrow()
        try:
            yield volume.library
        finally:
            self._give_back(volume)

    def close(self) -> None:
        """Close the build once nobody has it borrowed."""
        with self._counting:
            volume, self._volume, self._seen = self._volume, None, None
        if volume:
            self._retire(volume)

    def _borrow(self) -> OpenBuild:
        while True:
            self._refresh()
            with self._counting:
                if self._volume:
                    self._volume.borrowers += 1
                    return self._volume

    def _give_back(self, volume: OpenBuild) -> None:
        with self._counting:
            volume.borrowers -= 1
            last = volume.retired and not volume.borrowers
        if last:
            volume.library.close()

    def _retire(self, volume: OpenBuild) -> None:
        with self._counting:
            volume.retired = True
            unused = not volume.borrowers
        if unused:
            volume.library.close()

    def _refresh(self) -> None:
        """Change to the build that the pointer names; while one thread does so the others read on."""
        signature = self._signature()
        if self._volume and signature == self._seen:
            return
        if not self._opening.acquire(blocking=self._volume is None):
            return
        try:
            if not self._volume or signature != self._seen:
                self._change(signature)
        finally:
            self._opening.release()

    def _change(self, signature: PointerStamp | None) -> None:
        try:
            build = live_build(self._index_dir)
            if self._volume and self._volume.build == build:
                self._seen = signature
                return
            library = open_library(self._index_dir)
        except RapporteurError as error:
            if not self._volume:
                raise
            _log.warning("The index changed but cannot be read; the one before it goes on serving. %s", error)
            self._seen = signature
            return
        with self._counting:
            before, self._volume = self._volume, OpenBuild(self._index_dir / library.stats.build, library)
            self._seen = signature
        if before:
            self._retire(before)

    def _signature(self) -> PointerStamp | None:
        try:
            facts = (self._index_dir / POINTER).stat()
        except OSError:
            return None
        return facts.st_ino, facts.st_mtime_ns
