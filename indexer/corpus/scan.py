"""A folder as sources, in a stable order. It hashes the files; what they say is read elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.errors import CorpusNotFound, SourceUnreadable
from indexer.model import Source
from indexer.readers.archive import ZipMember, read_member, zip_members
from indexer.readers.limits import LIMITS, Limits
from indexer.registry.file import REGISTRY_FILE

from .settings import SETTINGS_FILE

_EMPTY_DIGEST = sha256_hex([])  # empty files are reported as empty, not as copies of each other


@dataclass(frozen=True)
class SkippedSource:
    """A file that is not in the index, with the reason and the remedy."""

    source: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """The sources of a folder, and the files that were skipped."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedSource, ...]


def scan(folder: Path, limits: Limits = LIMITS) -> Corpus:
    """List the files below a folder by name, also those in ZIP files; copies and closed files are skipped.

    Raise CorpusNotFound when the folder is missing or is a file.
    """
    if not folder.is_dir():
        raise CorpusNotFound(folder)
    sources: list[Source] = []
    skipped: list[SkippedSource] = []
    first_with: dict[str, str] = {}
    for path in _list_files(folder, skipped):
        for source in _list_sources(path, path.relative_to(folder).as_posix(), limits):
            if isinstance(source, SkippedSource):
                skipped.append(source)
            elif source.digest in first_with and source.digest != _EMPTY_DIGEST:
                original = first_with[source.digest]
                skipped.append(SkippedSource(source.name, f"has the same content as {original}: one of them is enough"))
            else:
                first_with[source.digest] = source.name
                sources.append(source)
    return Corpus(tuple(sources), tuple(skipped))


def read_bytes(source: Source, limits: Limits) -> bytes:
    """Return the bytes of a source. Raise SourceUnreadable when it is too large, gone or closed."""
    try:
        size = source.path.stat().st_size
        if size > limits.bytes and source.member is None:
            raise SourceUnreadable(
                f"is {size / 1e6:.0f} MB, over the limit of {limits.bytes / 1e6:.0f} MB: split it, or raise --max-size"
            )
        if source.member is None:
            return source.path.read_bytes()
        return read_member(source.path, source.member, limits)
    except OSError as error:
        raise SourceUnreadable(f"cannot be opened ({error.strerror}): check its permissions") from error


def _list_sources(path: Path, name: str, limits: Limits) -> Iterator[Source | SkippedSource]:
    """Yield a file, or the members of a ZIP file."""
    try:
        name.encode()
    except UnicodeEncodeError:  # on Linux a name can be any bytes, but not in the files of a build
        shown = os.fsencode(name).decode(errors="backslashreplace")
        yield SkippedSource(shown, "has a name that is not UTF-8: rename the file")
        return
    try:
        if path.suffix.lower() != ".zip":
            yield Source(path, name, file_sha256(path))
            return
        for member in zip_members(path, limits):
            member_name = f"{name}/{member.name}"
            if member.skip_reason:
                yield SkippedSource(member_name, member.skip_reason)
            else:
                yield from _member_source(path, member_name, member)
    except SourceUnreadable as error:
        yield SkippedSource(name, str(error))
    except OSError as error:
        is_dangling = path.is_symlink() and not path.exists()
        reason = "is a link to nothing: remove it, or put the paper in its place"
        yield SkippedSource(name, reason if is_dangling else _closed_reason(error))


def _member_source(path: Path, name: str, member: ZipMember) -> Iterator[Source | SkippedSource]:
    try:
        yield Source(path, name, sha256_hex([member.read()]), member.name)
    except SourceUnreadable as error:
        yield SkippedSource(name, str(error))


def _closed_reason(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}): give the right to read it, or take it out of the folder"


def _list_files(folder: Path, skipped: list[SkippedSource]) -> list[Path]:
    """Return the files below a folder by name; folders that cannot be opened are added to `skipped`."""

    def skip_folder(error: OSError) -> None:
        skipped.append(SkippedSource(f"{Path(error.filename).relative_to(folder).as_posix()}/", _closed_reason(error)))

    paths_found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=skip_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(parent, name) for name in names if not name.startswith(".")]
        paths_found += [path for path in paths if path.is_file() or path.is_symlink()]
    own_files = {folder / SETTINGS_FILE, folder / REGISTRY_FILE}
    return sorted(
        (path for path in paths_found if path not in own_files), key=lambda path: path.relative_to(folder).as_posix()
    )
