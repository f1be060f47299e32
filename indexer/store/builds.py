"""The folder of builds: which build is live, how another one becomes live, and who may write.

`CURRENT` names the folder of the live build; replacing that small file is the only step that readers see. The contents
of a build are the job of `store/library`.
"""

from __future__ import annotations

import gc
import logging
import re
import secrets
import shutil
import sqlite3
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer.corpus.digests import DIGESTS_FILE
from indexer.disk.sync import sync, sync_all
from indexer.engine.engines import Engines
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, RapporteurError
from indexer.registry.storage.names import PAST_BUILDS_FILE, REDACTIONS_FILE
from indexer.suggest.entry import SUGGESTIONS_FILE

from .build_facts import BUILD_FILE
from .catalogues import CATALOGUE_NAMES, clear_catalogues
from .library import ENGINE_FOLDER, POINTER, Library
from .outside.elsewhere import delete_build, tidied, withdraw_elsewhere
from .seal import SEAL_FILE, STAMPS_FILE, is_touched, write_stamps
from .stats import Stats

KEPT_FOLDER = "kept"
"""What a build keeps of itself for the next one."""

WORKSPACE = ".working"
"""The folder for the temporary files of a build and of its reading processes."""
_TEMPORARY_FILES = (f"{POINTER}.tmp", f"{DIGESTS_FILE}.tmp")
"""Files of the index folder that take another one's place once they are written."""
_CHECK_SECONDS = 60.0
"""Seconds for which it is known whether the files of an open build are damaged."""
_OLD_WORDS = "words"  # a folder of builds of older versions
_BUILD_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
_NAMES_IN_BUILDS = frozenset(
    {
        BUILD_FILE,
        *CATALOGUE_NAMES,
        ENGINE_FOLDER,
        _OLD_WORDS,
        SUGGESTIONS_FILE,
        PAST_BUILDS_FILE,
        REDACTIONS_FILE,
        KEPT_FOLDER,
        SEAL_FILE,
        STAMPS_FILE,
    }
)
DAMAGE_SIGNS = (
    *(LookupError, ValueError, ArithmeticError, TypeError, AttributeError, AssertionError, MemoryError, EOFError),
    *(OSError, struct.error, zlib.error, sqlite3.Error),
)
"""What reading a damaged file may end with: a number in it leads out of the file, say. So may a fault of ours."""
_log = logging.getLogger(__name__)


def new_build(index_dir: Path) -> Path:
    """Create the empty folder of a new build beside the live one."""
    now = datetime.now(UTC)
    build = index_dir / f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    build.mkdir(parents=True)
    return build


def live_build(index_dir: Path) -> Path:
    """Return the folder of the live build; raise IndexMissing or IndexDamaged when there is none."""
    try:
        name = (index_dir / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(index_dir) from None
    except (OSError, ValueError) as error:
        raise IndexDamaged(index_dir, f"{POINTER} cannot be read") from error
    if not name or Path(name).name != name or not (index_dir / name).is_dir():
        raise IndexDamaged(index_dir, f"{POINTER} names the build “{name}”, which is not there")
    return index_dir / name


def publish(index_dir: Path, build: Path, *, keep_previous: bool = True, owns_engine: bool = True) -> str:
    """Make a finished build live, keep the previous one if told to, and delete older and abandoned ones.

    Return what could not be deleted elsewhere, as a sentence; empty where nothing is left. Whoever has the build from
    another machine does not own what its engine has elsewhere.

    A crash at any moment leaves the pointer on a whole build, the old or the new. Raise ValueError when the build is
    not a folder in the index folder.
    """
    if build.parent.resolve() != index_dir.resolve() or not build.is_dir():
        raise ValueError(f"{build} is not a folder in {index_dir}")
    try:
        kept_names = {build.name, live_build(index_dir).name} if keep_previous else {build.name}
    except RapporteurError:
        kept_names = {build.name}
    # A file that an earlier build shares was forced to disk with that one.
    sync_all(path for path in (*build.rglob("*"), build) if path.is_dir() or path.stat().st_nlink == 1)
    pointer = index_dir / f"{POINTER}.tmp"
    pointer.write_text(build.name + "\n", encoding="utf-8")
    sync(pointer)
    pointer.replace(index_dir / POINTER)
    sync(index_dir)
    kept, left = [index_dir / name for name in kept_names], ""
    for folder in index_dir.iterdir():
        if folder.name not in kept_names and _is_build(folder):
            left = delete_build(folder, kept, owns_engine=owns_engine) or left
    return (tidied(build, keep_previous=keep_previous) if owns_engine else "") or left


def clear_abandoned(index_dir: Path) -> None:
    """Delete what killed builds have left: half-written builds, temporary files, and those of reading processes.

    Whoever holds the build lock may call it. The live build stays, and the one that was live before it: the newest
    finished one that is older.
    """
    try:
        live = live_build(index_dir).name
    except RapporteurError:
        live = ""
    folders = [folder for folder in index_dir.iterdir() if _is_build(folder)]
    finished = [folder.name for folder in folders if (folder / SEAL_FILE).exists() and folder.name != live]
    before = max((name for name in finished if not live or name < live), default="")
    for folder in folders:
        if folder.name not in {live, before}:
            delete_build(folder, [index_dir / name for name in (live, before) if name])
    shutil.rmtree(index_dir / WORKSPACE, ignore_errors=True)
    for name in _TEMPORARY_FILES:
        (index_dir / name).unlink(missing_ok=True)


def discard_build(index_dir: Path, build: Path) -> None:
    """Delete a build that was not published, and what its engine has elsewhere."""
    delete_build(build, [folder for folder in index_dir.iterdir() if _is_build(folder) and folder != build])


def finished_builds(index_dir: Path) -> tuple[Path, ...]:
    """Return the folders of all whole builds, the newest first, whichever of them is live; none without an index."""
    folders = index_dir.iterdir() if index_dir.is_dir() else ()
    finished = [folder for folder in folders if _is_build(folder) and (folder / SEAL_FILE).exists()]
    return tuple(sorted(finished, key=lambda folder: folder.name, reverse=True))


def withdraw_all(index_dir: Path) -> None:
    """Delete all builds, the live one too: nothing of them may be read any more."""
    (index_dir / POINTER).unlink(missing_ok=True)
    for folder in filter(_is_build, list(index_dir.iterdir())):
        withdraw_elsewhere(folder)
        shutil.rmtree(folder)
    clear_catalogues(index_dir)


def _is_build(path: Path) -> bool:
    """Return whether a folder is a build, by its name or by its contents; nothing else is ever deleted."""
    if not path.is_dir() or path.is_symlink():
        return False
    if _BUILD_NAME.fullmatch(path.name):
        return True
    names = {file.name for file in path.iterdir()}
    return bool(names) and names <= _NAMES_IN_BUILDS


def open_library(index_dir: Path, engines: Engines | None = None) -> Library:
    """Open the live build by its engine; retry when the pointer moved meanwhile and the build was deleted.

    Raise IndexMissing, IndexDamaged or IndexOutdated, which name the index folder that the user knows, not the build.
    """
    while True:
        build = live_build(index_dir)
        try:
            return Library(build, engines or Engines())
        except (IndexDamaged, IndexOutdated) as error:
            if live_build(index_dir) != build:
                continue
            if isinstance(error, IndexOutdated):
                raise IndexOutdated(index_dir, error.found_format, error.expected_format) from error
            raise IndexDamaged(index_dir, error.problem) from error


@contextmanager
def opened_library(index_dir: Path) -> Iterator[Library]:
    """Open the live build, and close it in the end.

    Raise what `open_library` raises; and IndexDamaged in place of an error that a damaged file may have led to, where
    there is one.
    """
    library = open_library(index_dir)
    try:
        yield library
    except DAMAGE_SIGNS as error:
        if damage := library.damage():
            raise IndexDamaged(index_dir, damage) from error
        raise
    finally:
        library.close()


def check_touched(index_dir: Path, *, elsewhere: bool = False) -> None:
    """Compare the live build with its checksums, if somebody has touched a file of it.

    With `elsewhere` what it has outside of its folder is looked at too. Raise what `open_library` raises, IndexDamaged
    where a file is not what was written, and EngineUnavailable.
    """
    build = live_build(index_dir)
    with opened_library(index_dir) as library:
        if elsewhere:
            library.check_elsewhere()
        if not is_touched(build):
            return
        if damage := library.damage():
            raise IndexDamaged(index_dir, damage)
    with suppress(OSError):  # without them all is read again the next time
        write_stamps(build)


def check_index(index_dir: Path) -> Stats:
    """Read every file of the live build, and return what it contains.

    Raise what `open_library` raises, and IndexDamaged where a file is not what was written.
    """
    library = open_library(index_dir)
    try:
        library.check()
        return library.stats
    except IndexDamaged as error:
        raise IndexDamaged(index_dir, error.problem) from error
    finally:
        library.close()


@dataclass
class OpenBuild:
    """An open build and the number of its users."""

    build: Path
    library: Library
    users: int = 0
    retired: bool = False


def _close(open_build: OpenBuild) -> None:
    """Close a build that nobody uses any more, and release its files.

    Objects of a library refer to each other, and each mapped file is open until they are gone: 250 files for each build
    that was live.
    """
    open_build.library.close()
    del open_build.library
    gc.collect()


PointerStamp = tuple[int, int]


class Builds:
    """Hands the live build to the threads of a server and switches to a new one while they read.

    A new build that cannot be opened is logged once, and the old one stays in use; `problem` tells of it.
    """

    def __init__(self, index_dir: Path, engines: Engines | None = None) -> None:
        """Open nothing yet; `engines` are those that builds can name."""
        self._index_dir = index_dir
        self._engines = engines or Engines()
        self._count_lock = threading.Lock()
        self._open_lock = threading.Lock()
        self._open_build: OpenBuild | None = None
        self._seen: PointerStamp | None = None
        self.problem = ""
        """Which build could not be opened, or is damaged, and what to do; empty where the live one is in order."""
        self._check_lock = threading.Lock()
        self._check_again = 0.0
        self._damage: IndexDamaged | None = None

    @contextmanager
    def acquire(self) -> Iterator[Library]:
        """Yield the live build; raise what `open_library` raises only while no build is open."""
        open_build = self._acquire_build()
        try:
            yield open_build.library
        finally:
            self._release(open_build)

    def damage(self) -> IndexDamaged | None:
        """Compare the files of the open build with their checksums, and return what is wrong; None where nothing is.

        It reads the whole build, so the answer is kept for a minute.
        """
        with self._check_lock:
            now = time.monotonic()
            if now >= self._check_again:
                with self.acquire() as library:
                    problem = library.damage()
                before, self._damage = self._damage, IndexDamaged(self._index_dir, problem) if problem else None
                if self._damage or before:
                    self.problem = str(self._damage or "")
                self._check_again = now + _CHECK_SECONDS
            return self._damage

    def close(self) -> None:
        """Close the build once nobody uses it."""
        with self._count_lock:
            open_build, self._open_build, self._seen = self._open_build, None, None
        if open_build:
            self._retire(open_build)

    def _acquire_build(self) -> OpenBuild:
        while True:
            self._refresh()
            with self._count_lock:
                if self._open_build:
                    self._open_build.users += 1
                    return self._open_build

    def _release(self, open_build: OpenBuild) -> None:
        with self._count_lock:
            open_build.users -= 1
            is_last = open_build.retired and not open_build.users
        if is_last:
            _close(open_build)

    def _retire(self, open_build: OpenBuild) -> None:
        with self._count_lock:
            open_build.retired = True
            unused = not open_build.users
        if unused:
            _close(open_build)

    def _refresh(self) -> None:
        """Switch to the build that the pointer names; while one thread does so the others keep reading."""
        stamp = self._pointer_stamp()
        if self._open_build and stamp == self._seen:
            return
        if not self._open_lock.acquire(blocking=self._open_build is None):
            return
        try:
            if not self._open_build or stamp != self._seen:
                self._change(stamp)
        finally:
            self._open_lock.release()

    def _change(self, stamp: PointerStamp | None) -> None:
        try:
            build = live_build(self._index_dir)
            if self._open_build and self._open_build.build == build:
                self._seen, self.problem = stamp, ""
                return
            library = open_library(self._index_dir, self._engines)
        except RapporteurError as error:
            self.problem = self._problem_text(error)
            if not self._open_build:
                raise
            _log.warning("The index changed but cannot be read; the one before it goes on serving. %s", error)
            self._seen = stamp
            return
        with self._count_lock:
            self._check_again = 0.0
            previous, self._open_build = self._open_build, OpenBuild(self._index_dir / library.stats.build, library)
            self._seen, self.problem = stamp, ""
        if previous:
            self._retire(previous)

    def _problem_text(self, error: RapporteurError) -> str:
        """Return the message of an error, with the build that the pointer names."""
        try:
            named = (self._index_dir / POINTER).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            named = ""
        return f"The build {named} cannot be opened. {error}" if _BUILD_NAME.fullmatch(named) else str(error)

    def _pointer_stamp(self) -> PointerStamp | None:
        try:
            facts = (self._index_dir / POINTER).stat()
        except OSError:
            return None
        return facts.st_ino, facts.st_mtime_ns
