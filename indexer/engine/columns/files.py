"""Arrays and lists of strings as files that are mapped into memory, and the one manifest that has all their checksums.

A file holds plain little-endian numbers and nothing else; the end of its name is NumPy's code of their type, so that
`np.memmap(path, path.suffix[1:])` reads it. What the numbers mean is for others to say.
"""

from __future__ import annotations

import json
import mmap
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from indexer.disk.blocks import BLOCK
from indexer.disk.checksums import FileFacts, file_facts
from indexer.errors import IndexDamaged, IndexOutdated

from .arrays import AnyArray, ArrayReader, ArrayWriter, ReadNumbers

MANIFEST_FILE = "manifest.json"
COLUMNS_FORMAT = 1
SMALL_FILE = 1 << 16
"""Bytes up to which a file is read and checked when the index is opened. Larger ones are mapped, each of which keeps a
descriptor open, and checked by `Manifest.wrong_files`."""
_TYPES = {"u1", "u2", "u4", "u8", "i4", "i8", "f8"}
_WAITING = 1 << 18  # numbers that wait in memory before they are put aside on disk
_SPOOLED = np.dtype("<u4")


class ColumnFiles(ArrayWriter):
    """Writes the files of one folder, and knows the size and the checksum of each."""

    def __init__(self, root: Path, below: str = "") -> None:
        """Write to the folder `below` in `root`; the names of the files begin there."""
        self._root = root
        self._below = f"{below}/" if below else ""
        self.facts: dict[str, FileFacts] = {}
        self.folder = root / below
        self.folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def stream(self, name: str, dtype: np.dtype[Any] | str) -> Iterator[ColumnStream]:
        """Open a file whose numbers come in parts; raise ValueError for a type of numbers that is not stored."""
        kind = np.dtype(dtype).newbyteorder("<")
        code = f"{kind.kind}{kind.itemsize}"
        if code not in _TYPES:
            raise ValueError(f"numbers of the type {code} are not stored")
        stream = ColumnStream(self.folder / f"{name}.{code}", kind)
        try:
            yield stream
        finally:
            stream.close()
        self.facts[f"{self._below}{name}.{code}"] = FileFacts(stream.size, stream.crc32)

    def register(self, name: str) -> None:
        """Take a file into the manifest that others wrote into the folder; raise OSError where there is none."""
        facts = file_facts(self.folder / name)
        if facts is None:
            raise OSError(f"{self.folder / name} cannot be read")
        self.facts[f"{self._below}{name}"] = facts

    def spool(self, name: str) -> SpoolFile:
        """Return a file for numbers that will be read again and are no part of the index."""
        return SpoolFile(self.folder / f"{name}.part")

    def read_back(self, name: str) -> ReadNumbers:
        """Return what reads a file of uint32 that was written."""
        path = self.folder / f"{name}.u4"
        return lambda start, count: _read_numbers(path, start, count)


class ColumnStream:
    """A file of numbers that is being written."""

    def __init__(self, path: Path, dtype: np.dtype[Any]) -> None:
        self._file = path.open("wb", BLOCK)
        self._dtype = dtype
        self._waiting = bytearray()
        self.size = 0
        self.crc32 = 0

    def append(self, values: AnyArray) -> None:
        """Add numbers."""
        self._flush()
        self._put(np.ascontiguousarray(values, dtype=self._dtype).data.cast("B") if values.size else b"")

    def append_bytes(self, data: bytes) -> None:
        """Add numbers that are bytes already."""
        self._waiting += data
        if len(self._waiting) > BLOCK:
            self._flush()

    def close(self) -> None:
        """Write what waits, and close the file."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._waiting:
            self._put(self._waiting)
            self._waiting = bytearray()

    def _put(self, data: bytes | bytearray | memoryview) -> None:
        self._file.write(data)
        self.crc32 = zlib.crc32(data, self.crc32)
        self.size += len(data)


class SpoolFile:
    """A file of numbers that grows and is read again; it is deleted when it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._waiting: list[NDArray[np.uint32]] = []
        self._waiting_size = 0
        self.length = 0

    def extend(self, numbers: NDArray[np.uint32]) -> None:
        """Add numbers."""
        self._waiting.append(numbers)
        self._waiting_size += len(numbers)
        self.length += len(numbers)
        if self._waiting_size > _WAITING:
            self._flush()

    def read(self, start: int, count: int) -> NDArray[np.uint32]:
        """Return so many numbers from a place on; fewer at the end."""
        self._flush()
        return _read_numbers(self._path, start, count)

    def close(self) -> None:
        """Delete the file."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _flush(self) -> None:
        if self._waiting:
            np.concatenate(self._waiting).astype(_SPOOLED, copy=False).tofile(self._file)
            self._waiting, self._waiting_size = [], 0
        self._file.flush()


def _read_numbers(path: Path, start: int, count: int) -> NDArray[np.uint32]:
    """Read numbers, which are not mapped: a map would end up in memory whole."""
    return np.fromfile(path, _SPOOLED, count, offset=start * _SPOOLED.itemsize)


class MappedFiles(ArrayReader):
    """The files of one folder, mapped or read when it is opened, so that others may delete them."""

    def __init__(self, root: Path, facts: Mapping[str, FileFacts], below: str = "") -> None:
        """Map the files of the folder `below` in `root`; raise IndexDamaged when one is missing or of another size."""
        start = f"{below}/" if below else ""
        self.folder = root / below
        self._arrays: dict[str, AnyArray] = {}
        for path, expected in facts.items():
            name = path.removeprefix(start)
            if path.startswith(start) and "/" not in name:
                stem, _, code = name.rpartition(".")
                if code in _TYPES:
                    self._arrays[stem] = _mapped(root, path, expected, np.dtype(code).newbyteorder("<"))

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def names(self) -> Sequence[str]:
        """Return the names of the arrays."""
        return tuple(self._arrays)

    def array(self, name: str) -> AnyArray:
        """Return a mapped array, which cannot be written to; raise IndexDamaged when there is none of this name."""
        try:
            return self._arrays[name]
        except KeyError:
            raise IndexDamaged(self.folder, f"it has no file {name}") from None


def _mapped(root: Path, path: str, expected: FileFacts, dtype: np.dtype[Any]) -> AnyArray:
    try:
        with (root / path).open("rb") as file:
            size = file.seek(0, 2)
            if size != expected.size or size % dtype.itemsize:
                raise IndexDamaged(root.parent, f"{root.name}/{path} has {size:,} bytes instead of {expected.size:,}")
            if size <= SMALL_FILE:
                file.seek(0)
                data: bytes | mmap.mmap = file.read()
            else:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise IndexDamaged(root.parent, f"{root.name}/{path} cannot be read") from error
    if size <= SMALL_FILE and zlib.crc32(data) != expected.crc32:
        raise IndexDamaged(root.parent, f"{root.name}/{path} is not what was written")
    return np.frombuffer(data, dtype=dtype)


class Manifest(msgspec.Struct, frozen=True):
    """What an index consists of: its segments in order, its facts, and every file with its size and checksum."""

    segments: tuple[str, ...]
    facts: dict[str, Any]
    """Small facts of the whole index, by name."""
    files: dict[str, FileFacts]
    format: int = COLUMNS_FORMAT

    def write(self, root: Path) -> None:
        """Write the manifest; with it the index is complete."""
        encoded = msgspec.json.format(msgspec.json.encode(self), indent=1)
        sealed = b'{"crc32":%d,"manifest":\n%b}' % (zlib.crc32(encoded), encoded)
        (root / MANIFEST_FILE).write_bytes(sealed)

    @staticmethod
    def read(root: Path) -> Manifest:
        """Read the manifest of an index.

        Raise IndexOutdated when another version wrote it, and IndexDamaged when it is missing or changed.
        """
        try:
            sealed = (root / MANIFEST_FILE).read_bytes()
            head, _, rest = sealed.partition(b'"manifest":\n')
            content = json.loads(rest[:-1])
        except (OSError, ValueError) as error:
            raise IndexDamaged(root.parent, f"{root.name}/{MANIFEST_FILE} cannot be read") from error
        found = content.get("format") if isinstance(content, dict) else None
        if found != COLUMNS_FORMAT:
            raise IndexOutdated(root.parent, found, COLUMNS_FORMAT)
        if head != b'{"crc32":%d,' % zlib.crc32(rest[:-1]):
            raise IndexDamaged(root.parent, f"{root.name}/{MANIFEST_FILE} is not what was written")
        try:
            return msgspec.convert(content, Manifest)
        except msgspec.ValidationError as error:
            raise IndexDamaged(root.parent, f"{root.name}/{MANIFEST_FILE} is not what was written") from error

    def wrong_files(self, root: Path, above: int = 0) -> Iterator[str]:
        """Yield the files of more than `above` bytes that are missing or not what was written."""
        for name, expected in self.files.items():
            if expected.size > above and file_facts(root / name) != expected:
                yield name
