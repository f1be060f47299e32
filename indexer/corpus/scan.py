"""A folder as sources, in a stable order. What is in the files is not looked at here, but for their hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import CorpusNotFound, SourceUnreadable
from indexer.model import Source
from indexer.readers.archive import ZipMember, zip_members
from indexer.readers.limits import LIMITS, Limits
from indexer.registry.file import REGISTRY_FILE

from .settings import SETTINGS_FILE

_EMPTY = hashlib.sha256(b"").hexdigest()  # empty files are told as empty, not as copies of each other


@dataclass(frozen=True)
class SkippedSource:
    """A file that is not in the index, and why, with what to do about it."""

    source: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """What a folder holds."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedSource, ...]


def scan(folder: Path, limits: Limits = LIMITS) -> Corpus:
    """The files below a folder by name, those in ZIPs too; copies, and files that cannot be opened, are skipped.

    Raises CorpusNotFound.
    """
    if not folder.is_dir():
        raise CorpusNotFound(folder)
    sources: list[Source] = []
    skipped: list[SkippedSource] = []
    first_with: dict[str, str] = {}
    for path in _files(folder, skipped):
        for one in _sources(path, path.relative_to(folder).as_posix(), limits):
            if isinstance(one, SkippedSource):
                skipped.append(one)
            elif one.digest in first_with and one.digest != _EMPTY:
                same = first_with[one.digest]
                skipped.append(SkippedSource(one.name, f"has the same content as {same}: one of them is enough"))
            else:
                first_with[one.digest] = one.name
                sources.append(one)
    return Corpus(tuple(sources), tuple(skipped))


def read_bytes(source: Source, limits: Limits) -> bytes:
    """The bytes of a source; raises SourceUnreadable."""
    try:
        size = source.path.stat().st_size
        if size > limits.bytes and source.member is None:
            raise SourceUnreadable(
                f"is {size / 1e6:.0f} MB, over the limit of {limits.bytes / 1e6:.0f} MB: split it, or raise --max-size"
            )
        if source.member is None:
            return source.path.read_bytes()
        member = next((one for one in zip_members(source.path, limits) if one.name == source.member), None)
        if member is None:
            raise SourceUnreadable("is no longer in its ZIP: index the folder again")
        return member.read()
    except OSError as error:
        raise SourceUnreadable(f"cannot be opened ({error.strerror}): check its permissions") from error


def _sources(path: Path, name: str, limits: Limits) -> Iterator[Source | SkippedSource]:
    """A file, or the files in it if it is a ZIP."""
    try:
        if path.suffix.lower() != ".zip":
            yield Source(path, name, _digest(path))
            return
        for member in zip_members(path, limits):
            whole = f"{name}/{member.name}"
            if member.skip_reason:
                yield SkippedSource(whole, member.skip_reason)
            else:
                yield from _member(path, whole, member)
    except SourceUnreadable as error:
        yield SkippedSource(name, str(error))
    except OSError as error:
        lost = path.is_symlink() and not path.exists()
        what = "is a link to nothing: remove it, or put the paper in its place"
        yield SkippedSource(name, what if lost else _closed(error))


def _member(path: Path, name: str, member: ZipMember) -> Iterator[Source | SkippedSource]:
    try:
        yield Source(path, name, hashlib.sha256(member.read()).hexdigest(), member.name)
    except SourceUnreadable as error:
        yield SkippedSource(name, str(error))


def _closed(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}): give the right to read it, or take it out of the folder"


def _files(folder: Path, closed: list[SkippedSource]) -> list[Path]:
    """The files below a folder in the order of their names; folders that cannot be opened are noted in `closed`."""

    def note(error: OSError) -> None:
        closed.append(SkippedSource(f"{Path(error.filename).relative_to(folder).as_posix()}/", _closed(error)))

    found: list[Path] = []
    for above, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(above, name) for name in names if not name.startswith(".")]
        found += [path for path in paths if path.is_file() or path.is_symlink()]
    ours = {folder / SETTINGS_FILE, folder / REGISTRY_FILE}
    return sorted((path for path in found if path not in ours), key=lambda path: path.relative_to(folder).as_posix())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        whole = hashlib.sha256()
        while block := file.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()
