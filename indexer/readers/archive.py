"""ZIP files as folders of papers: their members, each within limits, and why others are passed over.

Nothing is written to disk and no archive within an archive is opened. What a member says is for the reader of its
format.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from indexer.errors import SourceUnreadable

from .limits import Limits

_RATIO = 200  # text packs to a twentieth at best; what unpacks two hundredfold was made to do harm
_SMALL = 1_000_000  # bytes: below that no ratio does harm
_ENCRYPTED = 0x1  # the flag of a member with a password
_UTF8 = 0x800  # the flag of a name in UTF-8
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_DAMAGED = "is damaged or cut off: get the whole file again"


@dataclass(frozen=True)
class ZipMember:
    """A file in a ZIP, or the reason why it cannot be read."""

    name: str
    """Its path within the ZIP, with forward slashes."""
    size: int
    """Its size when unpacked, in bytes."""
    skip_reason: str = ""
    """Why it is passed over and what to do; "" where it can be read."""
    archive: Path | None = None
    info: ZipInfo | None = field(default=None, repr=False, compare=False)
    open_zip: ZipFile | None = field(default=None, repr=False, compare=False)
    """The ZIP while its members are being gone through: it need not be opened for each of them."""

    def read(self) -> bytes:
        """The bytes of the member. Raises SourceUnreadable."""
        if self.skip_reason or self.archive is None or self.info is None:
            raise SourceUnreadable(self.skip_reason or "cannot be read")
        if self.open_zip is not None and self.open_zip.fp is not None:
            return _unpacked(self.open_zip, self.info)
        with closing(_opened(self.archive)) as opened:
            return _unpacked(opened, self.info)


def zip_members(path: Path, limits: Limits) -> Iterator[ZipMember]:
    """The files in a ZIP in the order of their names, folders left out; a bad one carries the reason in `skipped`.

    Raises SourceUnreadable where the ZIP as a whole cannot be read.
    """
    with closing(_opened(path)) as opened:
        infos = [info for info in opened.infolist() if not info.is_dir()]
        if not infos:
            raise SourceUnreadable("is a ZIP with no files in it: remove it, or put the papers into it")
        papers = sorted((_name(info), info.header_offset, info) for info in infos if not _is_left(info.filename))
        yield from _each(path, opened, papers, limits)


def _each(
    path: Path, opened: ZipFile, papers: Sequence[tuple[str, int, ZipInfo]], limits: Limits
) -> Iterator[ZipMember]:
    seen: set[str] = set()
    unpacked = 0
    for count, (name, _, info) in enumerate(papers, start=1):
        if count > limits.members:
            reason = f"and all after it are left out: the ZIP has more than {limits.members} files; split it"
            yield ZipMember(name, info.file_size, reason)
            return
        reason = _reason(info, limits)
        if not reason and name in seen:
            reason = "has the same name as another file in the ZIP: rename one of them"
        if not reason and unpacked + info.file_size > limits.unpacked_bytes:
            reason = f"is left out: the ZIP unpacks to more than {_megabytes(limits.unpacked_bytes)}; split it"
        seen.add(name)
        unpacked += 0 if reason else info.file_size
        yield ZipMember(name, info.file_size, reason, path, info, opened)


def _unpacked(opened: ZipFile, info: ZipInfo) -> bytes:
    """The bytes of a member; never more than the size that was checked, since zipfile stops there."""
    try:
        return opened.read(info)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise SourceUnreadable(_DAMAGED) from error
    except (RuntimeError, NotImplementedError) as error:  # a password, or a packing unknown to Python
        raise SourceUnreadable("cannot be unpacked: pack it again as an ordinary ZIP") from error


def _name(info: ZipInfo) -> str:
    """The name of a member; programs that do not say that theirs are UTF-8 often write them so all the same."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _opened(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except (BadZipFile, LargeZipFile, ValueError, NotImplementedError) as error:
        if not path.stat().st_size:
            raise SourceUnreadable("is empty: remove it, or replace it with the papers it should hold") from error
        raise SourceUnreadable(_DAMAGED) from error
    except OSError as error:
        raise SourceUnreadable(f"cannot be opened ({error.strerror}): check its permissions") from error


def _is_left(name: str) -> bool:
    """Whether an operating system put the file there for itself."""
    return name.startswith(_LEFT_BY_SYSTEMS) or name.rsplit("/", 1)[-1] in _LEFT_BY_SYSTEMS


def _reason(info: ZipInfo, limits: Limits) -> str:
    parts = info.filename.replace("\\", "/").split("/")
    is_bomb = info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1)
    found = (
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
    return next((reason for holds, reason in found if holds), "")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
