"""Papers in an object store: listed by their keys, hashed while they are fetched, and read.

No key ever becomes the path of a file: what is fetched lies in files without a name, or with a number for one. Which
objects are papers is decided as it is for files.
"""

from __future__ import annotations

import atexit
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import IO, TypeVar

from indexer.errors import SourceUnreadable
from indexer.object_store.address import ObjectFolder, StoredObject
from indexer.object_store.client import bucket
from indexer.object_store.errors import ObjectTooLarge, ObjectUnreadable
from indexer.readers import START, unreadable_reason
from indexer.readers.archive import read_member
from indexer.readers.limits import Limits
from indexer.registry.storage.names import PARTS_FOLDER

from .digests import ContentDigest, FileStamp, KnownDigests, now
from .listing import OWN_FILES, ListedFile, SkippedSource, is_passed_over
from .members import members_of
from .visible import visible

_LITTLE = 1_000_000
"""Bytes up to which an object is fetched whole, whatever it is."""
_AT_A_TIME = 16
"""Objects that are fetched at a time to be hashed."""
_UNFIT = "has a key with “.” or “..” between slashes, which many programs change: rename the object"
_ARCHIVED = "is in an archive of the object store: restore it there, then index again"
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def list_objects(folder: ObjectFolder, skipped: list[SkippedSource]) -> list[ListedFile]:
    """Return the objects below a folder of a store by name; those that cannot be read are added to `skipped`.

    Raise ObjectStoreError.
    """
    files = []
    for found in bucket(folder.bucket).objects(folder.prefix):
        name = found.key.removeprefix(folder.prefix)
        parts = name.split("/")
        is_own = name in OWN_FILES or parts[0] == PARTS_FOLDER
        if not parts[-1] or is_own or any(part not in {".", ".."} and is_passed_over(part) for part in parts):
            continue  # also what consoles write to show an empty folder: a key that ends with a slash
        if not {".", ".."}.isdisjoint(parts):
            skipped.append(SkippedSource(visible(name), _UNFIT))
        elif found.is_archived:
            skipped.append(SkippedSource(visible(name), _ARCHIVED, is_owed=True))
        else:
            stamp = FileStamp(found.size, found.modified, 0, 0, found.tag)
            stored = StoredObject(folder.bucket, found.key, found.size)
            files.append(ListedFile(found.key, visible(name), stamp, stored))
    return sorted(files, key=lambda file: file.name)


def hashed_objects(
    files: Iterable[ListedFile], limits: Limits, known: KnownDigests | None
) -> Iterator[tuple[ListedFile, tuple[ContentDigest, ...] | SkippedSource]]:
    """Return objects with their digests, or with why they are skipped; those that `known` knows are not fetched.

    ZIP files are fetched one at a time, as they have to lie on the disk. Raise ObjectStoreError.
    """

    def digests(file: ListedFile) -> tuple[ContentDigest, ...] | SkippedSource:
        try:
            return _digests(file, limits, known)
        except ObjectUnreadable as error:
            return SkippedSource(file.name, _reason(error, limits), is_owed=not isinstance(error, ObjectTooLarge))
        except SourceUnreadable as error:
            return SkippedSource(file.name, str(error), is_owed=error.cause == "passing")

    return in_order(digests, files, _AT_A_TIME, lambda file: not is_zip(file.name))


def in_order(
    work: Callable[[_Item], _Result], items: Iterable[_Item], at_a_time: int, is_for_threads: Callable[[_Item], bool]
) -> Iterator[tuple[_Item, _Result]]:
    """Yield items with what becomes of them, in their order; several are worked on at a time, and few wait."""
    waiting: deque[tuple[_Item, Future[_Result] | None]] = deque()
    pool = ThreadPoolExecutor(at_a_time, "fetch")
    try:
        for item in items:
            waiting.append((item, pool.submit(work, item) if is_for_threads(item) else None))
            while len(waiting) > 2 * at_a_time or (waiting and waiting[0][1] is None):
                first, future = waiting.popleft()
                yield first, future.result() if future else work(first)
        for first, future in waiting:
            yield first, future.result() if future else work(first)
    finally:
        pool.shutdown(cancel_futures=True)


def is_zip(name: str) -> bool:
    """Return whether a file is one whose members are papers, by its name."""
    return name.lower().endswith(".zip")


def _digests(file: ListedFile, limits: Limits, known: KnownDigests | None) -> tuple[ContentDigest, ...]:
    """Return the digest of an object, or those of the members of a ZIP. Raise what reading them does."""
    assert file.stored is not None  # noqa: S101  # nosec B101  # it was listed in a store
    contents = known.find(file.name, file.stamp) if known else None
    if contents is not None and not _can_be_read_by_now(file.name, contents):
        return contents
    begun = now()
    contents, tag = _fetched(file.name, file.stored, limits)
    # What was written since it was listed is listed with another tag the next time, and fetched again then.
    if known and tag == file.stamp.tag:
        known.record(file.name, file.stamp, contents, begun)
    return contents


def _can_be_read_by_now(name: str, contents: tuple[ContentDigest, ...]) -> bool:
    """Return whether an object was of no type that an earlier version could read, and this one knows its name."""
    return any(each.member is None and each.skip_reason for each in contents) and not unreadable_reason(name, b"")


def _fetched(name: str, stored: StoredObject, limits: Limits) -> tuple[tuple[ContentDigest, ...], str]:
    """Return the digests of what was fetched, and its tag. Large films and pictures are not: their beginning tells."""
    place = bucket(stored.bucket)
    if stored.size > _LITTLE and not is_zip(name) and unreadable_reason(name, b""):
        start, tag = place.start(stored.key, START)
        if reason := unreadable_reason(name, start):
            return (ContentDigest("", None, reason),), tag
    most = most_bytes(name, limits)
    if stored.size > most:
        raise ObjectTooLarge(stored.size)
    if not is_zip(name):
        fetched = place.fetch(stored.key, most)
        return (ContentDigest(fetched.sha256),), fetched.tag
    with tempfile.TemporaryFile(prefix="rapporteur-zip-") as spooled:
        fetched = place.fetch(stored.key, most, spooled)
        return tuple(members_of(path_of(spooled), limits)), fetched.tag


def read_stored(stored: StoredObject, member: str | None, limits: Limits) -> bytes:
    """Return the bytes of an object, or of a file in a ZIP that it is. Raise ObjectStoreError or SourceUnreadable."""
    try:
        if member is not None:
            return read_member(path_of(_last_zip(stored, limits)), member, limits)
        into = BytesIO()
        bucket(stored.bucket).fetch(stored.key, limits.bytes, into)
        return into.getvalue()
    except ObjectUnreadable as error:
        raise unreadable(error, limits) from error


_zips: list[tuple[StoredObject, IO[bytes]]] = []
"""The ZIP that was fetched last: files in it are asked for one after the other."""


def _last_zip(stored: StoredObject, limits: Limits) -> IO[bytes]:
    if not _zips or _zips[0][0] != stored:
        _close_last()
        spooled = tempfile.TemporaryFile(prefix="rapporteur-zip-")  # noqa: SIM115  # it stays open
        try:
            bucket(stored.bucket).fetch(stored.key, limits.unpacked_bytes, spooled)
        except BaseException:
            spooled.close()
            raise
        _zips.append((stored, spooled))
    return _zips[0][1]


@atexit.register
def _close_last() -> None:
    """Close the ZIP that was fetched last."""
    while _zips:
        _zips.pop()[1].close()


def path_of(file: IO[bytes]) -> Path:
    """Return a path that leads to an open file of this process, which needs no name."""
    file.flush()
    return Path(f"/proc/self/fd/{file.fileno()}")


def most_bytes(name: str, limits: Limits) -> int:
    """Return how large an object may be: a ZIP holds many papers, each of them within the limit."""
    return limits.unpacked_bytes if is_zip(name) else limits.bytes


def unreadable(error: ObjectUnreadable, limits: Limits) -> SourceUnreadable:
    """Return why an object cannot be read as is said of a file."""
    return SourceUnreadable(_reason(error, limits), cause="limit" if isinstance(error, ObjectTooLarge) else "passing")


def _reason(error: ObjectUnreadable, limits: Limits) -> str:
    if isinstance(error, ObjectTooLarge):
        return f"{error}, over the limit of {limits.bytes / 1e6:.0f} MB: split it, or raise --max-size"
    return str(error)
