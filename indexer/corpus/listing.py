"""The files below a folder, without those that are no papers, and what is found there that is no file.

Nothing is opened here: a pipe or a device might never end. It imports little, so that a command learns soon whether
there is something to read. Hashing files and looking into ZIPs is the job of `scan`.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from indexer.errors import CorpusClosed
from indexer.object_store.address import StoredObject
from indexer.registry.storage.names import (
    DATABASE_MARK_FILE,
    PARTS_FOLDER,
    PAST_BUILDS_FILE,
    REDACTIONS_FILE,
    REGISTRY_FILE,
    SENTENCES_FILE,
)

from .digests import FileStamp, KnownDigests
from .visible import visible

SETTINGS_FILE = "corpus.toml"
OWN_FILES = frozenset(
    {SETTINGS_FILE, REGISTRY_FILE, REDACTIONS_FILE, PAST_BUILDS_FILE, SENTENCES_FILE, DATABASE_MARK_FILE}
)
"""Files beside the papers that are no papers."""
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_OFFICE_LOCK = "~$"  # how Office begins the name of a file that says who has a document open
_POINTER, _BUILD_FILE = "CURRENT", "build.json"  # by which the folder of an index is known
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})

_LINK_TO_NOTHING = "is a link to nothing: remove it, or put the paper in its place"
_LINK_OUT = "is a link that leads out of the folder: put the {kind} itself there, or say --follow-links"
_NOT_UTF8 = "has a name that is not UTF-8: rename the {kind}"


@dataclass(frozen=True)
class SkippedSource:
    """A file that is not in the index, with the reason and the remedy."""

    source: str
    reason: str
    is_owed: bool = False
    """Whether the file as it is may yet be read, so that it is tried again each time."""


class ListedFile(NamedTuple):
    """A file, or a link to one."""

    path: str
    name: str
    """Its path below the folder, with forward slashes and control characters written out."""
    stamp: FileStamp
    stored: StoredObject | None = None
    """The object that it is, where it is no file; `path` is then its key."""


@dataclass(frozen=True)
class LinkRules:
    """Where links may lead, and which folder below is the index itself, so that it holds no papers."""

    follow: bool = False
    """Whether links out of the folder are followed."""
    index_dir: Path | None = None


NO_LINKS = LinkRules()


def list_files(folder: Path, rules: LinkRules, skipped: list[SkippedSource]) -> list[ListedFile]:
    """Return the files below a folder by name; what cannot be listed, or is no file, is added to `skipped`.

    Raise CorpusClosed when the folder itself cannot be listed.
    """
    walk = _Walk(folder, rules, skipped)
    files = list(walk.files())
    return sorted(files, key=lambda file: file.name)


def has_new_files(folder: Path, known: KnownDigests, rules: LinkRules = NO_LINKS) -> bool:
    """Return whether there is a file whose digest is not known, such as one that was changed or added."""
    try:
        files = list_files(folder, rules, [])
    except CorpusClosed:  # which is told when it is scanned
        return False
    return any(known.find(file.name, file.stamp) is None for file in files)


class _Folder(NamedTuple):
    path: str
    start: str
    """What the names in it begin with."""


class _Walk:
    """One walk through a folder. It goes into each folder once, however many links lead there."""

    def __init__(self, folder: Path, rules: LinkRules, skipped: list[SkippedSource]) -> None:
        self._folder = folder
        self._root = os.path.realpath(folder)
        self._rules = rules
        self._skipped = skipped
        self._entered: set[tuple[int, int]] = set()
        self._waiting = [_Folder(os.fspath(folder), "")]
        self._linked: list[_Folder] = []
        """Folders that links lead to: after the others, so that a paper has its own name rather than that of a link."""

    def files(self) -> Iterator[ListedFile]:
        """Yield the files in no set order. Raise CorpusClosed when the folder itself cannot be listed."""
        while self._waiting or self._linked:
            folder = self._waiting.pop() if self._waiting else self._linked.pop()
            try:
                if not self._enter(folder):
                    continue
                with os.scandir(folder.path) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                self._skip_folder(folder, error)
                continue
            for entry in listed:
                yield from self._entry(entry, folder.start)

    def _enter(self, folder: _Folder) -> bool:
        """Return whether a folder is to be listed: it is for the first time, and it is not that of an index."""
        facts = os.stat(folder.path)  # noqa: PTH116  # thousands of path objects take longer than the calls
        key = facts.st_dev, facts.st_ino
        if key in self._entered or (folder.start and self._is_index(folder.path)):
            return False
        self._entered.add(key)
        return True

    def _is_index(self, path: str) -> bool:
        index_dir = self._rules.index_dir
        if index_dir and index_dir.exists() and Path(path).samefile(index_dir):
            return True
        try:
            live = Path(path, _POINTER).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return False
        return bool(live) and Path(live).name == live and Path(path, live, _BUILD_FILE).is_file()

    def _skip_folder(self, folder: _Folder, error: OSError) -> None:
        if not folder.start:
            raise CorpusClosed(self._folder, error.strerror or str(error)) from error
        if error.errno not in _GONE:  # a folder that was removed meanwhile is no matter
            self._skip(folder.start, closed_reason(error), is_owed=True)

    def _skip(self, name: str, reason: str, *, is_owed: bool = False) -> None:
        self._skipped.append(SkippedSource(name, reason, is_owed))

    def _entry(self, entry: os.DirEntry[str], start: str) -> Iterator[ListedFile]:
        """Yield an entry of a folder where it is a file; a folder waits to be listed."""
        name = start + entry.name
        if is_passed_over(entry.name) or name in OWN_FILES or name == PARTS_FOLDER:
            return
        shown = start + visible(entry.name)
        try:
            is_link = entry.is_symlink()
            facts = entry.stat()
        except OSError as error:
            self._skip_unknown(entry, shown, error)
            return
        kind = "folder" if stat.S_ISDIR(facts.st_mode) else "file"
        is_outside = is_link and not self._is_inside(entry.path)
        if not _is_text(entry.name):  # on Linux a name can be any bytes, but not in the files of a build
            self._skip(shown + "/" * (kind == "folder"), _NOT_UTF8.format(kind=kind))
        elif is_outside and not self._rules.follow:
            self._skip(shown, _LINK_OUT.format(kind=kind))
        elif kind == "folder":
            if not is_link:
                self._waiting.append(_Folder(entry.path, f"{shown}/"))
            elif is_outside:  # what a link within the folder leads to is listed where it lies
                self._linked.append(_Folder(entry.path, f"{shown}/"))
        elif is_link and not is_outside and self._lists(entry.path):
            return  # it is listed where it lies, under its own name
        elif stat.S_ISREG(facts.st_mode):
            yield ListedFile(entry.path, shown, FileStamp.of(facts))
        else:
            special = next((word for is_kind, word in _KINDS if is_kind(facts.st_mode)), "no file")
            self._skip(shown, f"is {special}, not a paper: remove it from the folder")

    def _skip_unknown(self, entry: os.DirEntry[str], name: str, error: OSError) -> None:
        """Skip an entry that the system says nothing of: a link to nothing or in a circle, or one that is closed."""
        if entry.is_symlink() and (error.errno in _GONE or error.errno == errno.ELOOP):
            self._skip(name, _LINK_TO_NOTHING)
        elif error.errno not in _GONE:  # a file that was removed meanwhile is no matter
            self._skip(name, closed_reason(error), is_owed=True)

    def _lists(self, path: str) -> bool:
        """Return whether what a link within the folder leads to is listed as the same kind of file, and not hidden."""
        target = Path(os.path.realpath(path))
        is_hidden = any(map(is_passed_over, target.relative_to(self._root).parts))
        return target.suffix.casefold() == Path(path).suffix.casefold() and not is_hidden

    def _is_inside(self, path: str) -> bool:
        """Return whether a link leads to something below the folder."""
        target = os.path.realpath(path)
        return target == self._root or target.startswith(self._root.rstrip(os.sep) + os.sep)


def closed_reason(error: OSError) -> str:
    """Return why a file or a folder is skipped that cannot be opened, with the remedy."""
    if error.errno == errno.ENAMETOOLONG:
        return "is nested too deep to open: move it up, or shorten the names of the folders above it"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"cannot be opened ({error.strerror}): allow reading it, or remove it from the folder"
    return f"cannot be opened ({error.strerror}): try again, or remove it from the folder"


def is_passed_over(name: str) -> bool:
    """Return whether an entry is hidden, such as the locks `.~lock.x.odt#`, or what programs leave there."""
    return name.startswith((".", _OFFICE_LOCK)) or name.casefold() in _SYSTEM_FILES


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
