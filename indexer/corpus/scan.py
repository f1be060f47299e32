"""A folder as sources, in a stable order. It hashes the files; what they say is read elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.errors import CorpusNotFound, SourceUnreadable
from indexer.model import Source
from indexer.readers.archive import read_member, zip_members
from indexer.readers.limits import LIMITS, Limits

from .digests import ContentDigest, KnownDigests, now
from .listing import ListedFile, list_files

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


def scan(folder: Path, limits: Limits = LIMITS, known: KnownDigests | None = None) -> Corpus:
    """List the files below a folder by name, also those in ZIP files; copies and closed files are skipped.

    Files that `known` has the digests of are not read; it learns those of the others. Raise CorpusNotFound when the
    folder is missing or is a file.
    """
    if not folder.is_dir():
        raise CorpusNotFound(folder)
    sources: list[Source] = []
    skipped: list[SkippedSource] = []
    first_with: dict[str, str] = {}
    files, closed = list_files(folder)
    skipped.extend(SkippedSource(of_folder.name, _closed_reason(of_folder.error)) for of_folder in closed)
    for file in files:
        for source in _list_sources(file, limits, known):
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


def _list_sources(file: ListedFile, limits: Limits, known: KnownDigests | None) -> Iterator[Source | SkippedSource]:
    """Yield a file, or the members of a ZIP file."""
    try:
        file.name.encode()
    except UnicodeEncodeError:  # on Linux a name can be any bytes, but not in the files of a build
        shown = os.fsencode(file.name).decode(errors="backslashreplace")
        yield SkippedSource(shown, "has a name that is not UTF-8: rename the file")
        return
    path = Path(file.path)
    try:
        contents = _digests(path, file, limits, known)
    except SourceUnreadable as error:
        yield SkippedSource(file.name, str(error))
    except OSError as error:
        is_dangling = path.is_symlink() and not path.exists()
        reason = "is a link to nothing: remove it, or put the paper in its place"
        yield SkippedSource(file.name, reason if is_dangling else _closed_reason(error))
    else:
        for content in contents:
            name = file.name if content.member is None else f"{file.name}/{content.member}"
            if content.skip_reason:
                yield SkippedSource(name, content.skip_reason)
            else:
                yield Source(path, name, content.digest, content.member)


def _digests(path: Path, file: ListedFile, limits: Limits, known: KnownDigests | None) -> tuple[ContentDigest, ...]:
    """Return the digest of a file, or those of the members of a ZIP file."""
    contents = known.find(file.name, file.stamp) if known and file.stamp else None
    if contents is None:
        begun = now()
        is_zip = path.suffix.lower() == ".zip"
        contents = tuple(_members(path, limits)) if is_zip else (ContentDigest(file_sha256(path)),)
        if known and file.stamp:
            known.record(file.name, file.stamp, contents, begun)
    return contents


def _members(path: Path, limits: Limits) -> Iterator[ContentDigest]:
    for member in zip_members(path, limits):
        try:
            digest, reason = "" if member.skip_reason else sha256_hex([member.read()]), member.skip_reason
        except SourceUnreadable as error:
            digest, reason = "", str(error)
        yield ContentDigest(digest, member.name, reason)


def _closed_reason(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}): give the right to read it, or take it out of the folder"
