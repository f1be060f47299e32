"""A folder as sources, in a stable order. It hashes the files; what they say is read elsewhere.

A folder of this machine is read here, and one of an object store in `stored`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.disk.regular import NotRegularFile, open_regular
from indexer.errors import CorpusNotFound, SourceUnreadable
from indexer.model import Source
from indexer.object_store.address import ObjectFolder, PapersFolder
from indexer.readers.archive import read_member
from indexer.readers.limits import LIMITS, Limits

from .digests import ContentDigest, KnownDigests, now
from .listing import NO_LINKS, LinkRules, ListedFile, SkippedSource, closed_reason, list_files
from .members import members_of
from .stored import hashed_objects, is_zip, list_objects, read_stored
from .visible import visible

__all__ = ["Corpus", "LinkRules", "SkippedSource", "read_bytes", "scan"]

_EMPTY_DIGEST = sha256_hex([])  # empty files are reported as empty, not as copies of each other
_SAME_NAME = "has the name of another file, once control characters are written out: rename one of them"
_CHANGED_KIND = "was replaced while the folder was indexed: index it again"


@dataclass(frozen=True)
class Corpus:
    """The sources of a folder, and the files that were skipped."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedSource, ...]
    copies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The names of the skipped files that have the same content as a source, by its name."""


def scan(
    folder: PapersFolder,
    limits: Limits = LIMITS,
    known: KnownDigests | None = None,
    links: LinkRules = NO_LINKS,
    on_object: Callable[[int, int], None] | None = None,
) -> Corpus:
    """List the files below a folder by name, also those in ZIP files; copies and closed files are skipped.

    Files that `known` has the digests of are not read; it learns those of the others. `on_object` is called with how
    many objects of an object store are done, and how many there are. Raise CorpusNotFound when the folder is missing or
    is a file, CorpusClosed when it cannot be listed, and ObjectStoreError.
    """
    sources: dict[str, Source] = {}
    skipped: list[SkippedSource] = []
    first_with: dict[str, str] = {}
    copies: dict[str, list[str]] = {}
    if isinstance(folder, ObjectFolder):
        listed = _listed_objects(folder, limits, known, skipped, on_object)
    else:
        listed = _listed_files(folder, limits, known, links, skipped)
    for source in listed:
        if isinstance(source, SkippedSource):
            skipped.append(source)
        elif source.name in sources:
            skipped.append(SkippedSource(source.name, _SAME_NAME))
        elif source.digest in first_with and source.digest != _EMPTY_DIGEST:
            original = first_with[source.digest]
            copies.setdefault(original, []).append(source.name)
            skipped.append(SkippedSource(source.name, f"has the same content as {original}: remove one of them"))
        else:
            first_with[source.digest] = source.name
            sources[source.name] = source
    return Corpus(tuple(sources.values()), tuple(skipped), copies)


def read_bytes(source: Source, limits: Limits) -> bytes:
    """Return the bytes of a source.

    Raise SourceUnreadable when it is too large, gone or closed, and ObjectStoreError.
    """
    if source.stored is not None:
        return read_stored(source.stored, source.member, limits)
    try:
        if source.member is not None:
            return read_member(source.path, source.member, limits)
        with open_regular(source.path) as file:
            size = file.seek(0, 2)
            file.seek(0)
            data = file.read() if size <= limits.bytes else None
    except NotRegularFile as error:
        raise SourceUnreadable(_CHANGED_KIND, cause="passing") from error
    except OSError as error:
        raise SourceUnreadable(_gone_reason(error) or closed_reason(error), cause="passing") from error
    if data is None:
        raise SourceUnreadable(
            f"is {size / 1e6:.0f} MB, over the limit of {limits.bytes / 1e6:.0f} MB: split it, or raise --max-size",
            cause="limit",
        )
    return data


def _gone_reason(error: OSError) -> str:
    return "was removed while the folder was indexed: index it again" if error.errno == errno.ENOENT else ""


def _listed_objects(
    folder: ObjectFolder,
    limits: Limits,
    known: KnownDigests | None,
    skipped: list[SkippedSource],
    on_object: Callable[[int, int], None] | None,
) -> Iterator[Source | SkippedSource]:
    """Yield the objects of a folder in an object store, with the members of ZIP files."""
    files = list_objects(folder, skipped)
    for done, (file, contents) in enumerate(hashed_objects(files, limits, known), start=1):
        if on_object:
            on_object(done, len(files))
        yield from (contents,) if isinstance(contents, SkippedSource) else _sources(file, contents)


def _listed_files(
    folder: Path, limits: Limits, known: KnownDigests | None, links: LinkRules, skipped: list[SkippedSource]
) -> Iterator[Source | SkippedSource]:
    """Yield the files of a folder, with the members of ZIP files."""
    if not folder.is_dir():
        raise CorpusNotFound(folder)
    for file in list_files(folder, links, skipped):
        yield from _list_sources(file, limits, known)


def _list_sources(file: ListedFile, limits: Limits, known: KnownDigests | None) -> Iterator[Source | SkippedSource]:
    """Yield a file, or the members of a ZIP file; nothing for a file that was removed meanwhile."""
    try:
        contents = _digests(Path(file.path), file, limits, known)
    except SourceUnreadable as error:
        yield SkippedSource(file.name, str(error), is_owed=error.cause == "passing")
    except NotRegularFile:
        yield SkippedSource(file.name, _CHANGED_KIND, is_owed=True)
    except FileNotFoundError:
        return
    except OSError as error:
        yield SkippedSource(file.name, closed_reason(error), is_owed=True)
    else:
        yield from _sources(file, contents)


def _sources(file: ListedFile, contents: Iterable[ContentDigest]) -> Iterator[Source | SkippedSource]:
    """Yield what a file holds: itself, or the members of a ZIP file."""
    for content in contents:
        name = file.name if content.member is None else f"{file.name}/{visible(content.member)}"
        if content.skip_reason:
            yield SkippedSource(name, content.skip_reason)
        else:
            yield Source(Path(file.path), name, content.digest, content.member, stored=file.stored)


def _digests(path: Path, file: ListedFile, limits: Limits, known: KnownDigests | None) -> tuple[ContentDigest, ...]:
    """Return the digest of a file, or those of the members of a ZIP file. Raise OSError when it cannot be read."""
    contents = known.find(file.name, file.stamp) if known else None
    if contents is None:
        begun = now()
        is_packed = is_zip(path.name)
        contents = tuple(members_of(path, limits)) if is_packed else (ContentDigest(file_sha256(path)),)
        if known:
            known.record(file.name, file.stamp, contents, begun)
    return contents
