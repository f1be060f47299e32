"""Read ZIP files as folders of papers: list their members within limits, and say why some are skipped.

Nothing is written to disk, and no archive within an archive is opened. Reading a member's text is the work of the
reader of its format.
"""

from __future__ import annotations

import atexit
import stat
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from indexer.errors import SourceUnreadable

from .limits import Limits

_MAX_RATIO = 200  # text packs to a twentieth at best; a member that unpacks two hundredfold is a bomb
_HARMLESS_BYTES = 1_000_000  # bytes: below this size no ratio is dangerous
_ENCRYPTED = 0x1  # the flag of a member with a password
_UTF8 = 0x800  # the flag of a name in UTF-8
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_SYSTEM_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_DAMAGED = "is damaged or cut off: get the whole file again"


@dataclass(frozen=True)
class ZipMember:
    """A file in a ZIP, or the reason why it cannot be read."""

    name: str
    """Its path within the ZIP, with forward slashes."""
    size: int
    """Its size when unpacked, in bytes."""
    skip_reason: str = ""
    """Why it is skipped and what to do; "" when it can be read."""
    archive: Path | None = None
    info: ZipInfo | None = field(default=None, repr=False, compare=False)
    open_zip: ZipFile | None = field(default=None, repr=False, compare=False)
    """The open ZIP while its members are listed, so that it is not opened again for each of them."""

    def read(self) -> bytes:
        """Return the bytes of the member.

        Raise SourceUnreadable when it is skipped or damaged.
        """
        if self.skip_reason or self.archive is None or self.info is None:
            raise SourceUnreadable(self.skip_reason or "cannot be read")
        if self.open_zip is not None and self.open_zip.fp is not None:
            return _unpack(self.open_zip, self.info)
        with closing(_open(self.archive)) as opened:
            return _unpack(opened, self.info)


def zip_members(path: Path, limits: Limits) -> Iterator[ZipMember]:
    """Yield the files in a ZIP in order of name; one that cannot be read has a `skip_reason`. Folders are left out.

    Raise SourceUnreadable when the ZIP as a whole cannot be read.
    """
    with closing(_open(path)) as archive:
        yield from _members(path, archive, limits)


@dataclass(frozen=True)
class _ListedZip:
    """A ZIP that stays open after one of its members was read, with the others by name."""

    stamp: tuple[Path, int, int, int, Limits]
    members: Mapping[str, ZipMember]
    archive: ZipFile


_last_read: list[_ListedZip] = []


def read_member(path: Path, name: str, limits: Limits) -> bytes:
    """Return the bytes of a file in a ZIP, which is listed once for all of its files that are read in a row.

    Raise SourceUnreadable when the ZIP or this file in it cannot be read.
    """
    status = path.stat()
    stamp = (path, status.st_ino, status.st_size, status.st_mtime_ns, limits)
    if not _last_read or _last_read[0].stamp != stamp:
        _close_last()
        archive = _open(path)
        try:
            members = {member.name: member for member in reversed(list(_members(path, archive, limits)))}
        except BaseException:
            archive.close()
            raise
        _last_read.append(_ListedZip(stamp, members, archive))
    member = _last_read[0].members.get(name)
    if member is None:
        raise SourceUnreadable("is no longer in its ZIP: index the folder again", cause="passing")
    return member.read()


@atexit.register
def _close_last() -> None:
    """Close the ZIP that was read from last."""
    while _last_read:
        _last_read.pop().archive.close()


def _members(path: Path, archive: ZipFile, limits: Limits) -> Iterator[ZipMember]:
    """Yield the files in an open ZIP in order of name. Raise SourceUnreadable when there are none."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if not infos:
        raise SourceUnreadable("is a ZIP with no files in it: remove it, or put the papers into it")
    papers = sorted((_name(info), info.header_offset, info) for info in infos if not _is_system_file(info.filename))
    yield from _checked_members(path, archive, papers, limits)


def _checked_members(
    path: Path, archive: ZipFile, papers: Sequence[tuple[str, int, ZipInfo]], limits: Limits
) -> Iterator[ZipMember]:
    """Yield each member within the limits on number and unpacked size."""
    names: set[str] = set()
    unpacked = 0
    for count, (name, _, info) in enumerate(papers, start=1):
        if count > limits.members:
            reason = f"and all after it are left out: the ZIP has more than {limits.members} files; split it"
            yield ZipMember(name, info.file_size, reason)
            return
        reason = _skip_reason(info, limits)
        if not reason and name in names:
            reason = "has the same name as another file in the ZIP: rename one of them"
        if not reason and unpacked + info.file_size > limits.unpacked_bytes:
            reason = f"is left out: the ZIP unpacks to more than {_megabytes(limits.unpacked_bytes)}; split it"
        names.add(name)
        unpacked += 0 if reason else info.file_size
        yield ZipMember(name, info.file_size, reason, path, info, archive)


def _unpack(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return the bytes of a member; zipfile never reads more than the size that was checked."""
    try:
        return archive.read(info)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise SourceUnreadable(_DAMAGED) from error
    except (RuntimeError, NotImplementedError) as error:  # a password, or a compression that Python does not have
        raise SourceUnreadable("cannot be unpacked: pack it again as an ordinary ZIP") from error


def _name(info: ZipInfo) -> str:
    """Return the name of a member; programs that do not declare UTF-8 often write it all the same."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _open(path: Path) -> ZipFile:
    """Open a ZIP.

    Raise SourceUnreadable when it is empty, damaged or may not be opened.
    """
    try:
        return ZipFile(path)
    except (BadZipFile, LargeZipFile, ValueError, NotImplementedError) as error:
        if not path.stat().st_size:
            raise SourceUnreadable("is empty: remove it, or replace it with the papers it should hold") from error
        raise SourceUnreadable(_DAMAGED) from error
    except OSError as error:
        reason = f"cannot be opened ({error.strerror}): check its permissions"
        raise SourceUnreadable(reason, cause="passing") from error


def _is_system_file(name: str) -> bool:
    """Return whether an operating system left the file there for its own use."""
    return name.startswith(_SYSTEM_FILES) or name.rsplit("/", 1)[-1] in _SYSTEM_FILES


def _skip_reason(info: ZipInfo, limits: Limits) -> str:
    """Return why a member is skipped and what to do about it, or an empty string."""
    parts = info.filename.replace("\\", "/").split("/")
    is_bomb = info.file_size > _HARMLESS_BYTES and info.file_size > _MAX_RATIO * max(info.compress_size, 1)
    checks = (
        (not parts[0] or ":" in parts[0] or ".." in parts, "has a path that leads out of the ZIP: pack it again"),
        (stat.S_ISLNK(info.external_attr >> 16), "is a link to another file: put the file itself into the ZIP"),
        (bool(info.flag_bits & _ENCRYPTED), "is encrypted: pack it again without a password"),
        (info.filename.casefold().endswith(_ARCHIVES), "is an archive within a ZIP: unpack it and put its papers here"),
        (is_bomb, "unpacks to more than two hundred times its size, as no paper does: pack it again"),
        (
            info.file_size > limits.bytes,
            f"is over the limit of {_megabytes(limits.bytes)}: split it, or raise --max-size",
        ),
    )
    return next((reason for applies, reason in checks if applies), "")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
