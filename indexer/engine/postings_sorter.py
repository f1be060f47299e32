"""Sorts postings in bounded memory: what does not fit is written to disk as sorted runs, which are merged at the end.

Method: single-pass in-memory indexing (Heinz and Zobel, Efficient single-pass index construction for text databases,
2003). The postings of one term are packed as bytes and not as one object each, which takes a tenth of the memory. The
meaning of a posting's value is known only to the code that adds it.
"""

from __future__ import annotations

import heapq
import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

Posting = tuple[str, bytes, int, float, bytes]
"""Field, term in UTF-8, passage number, weight, value: a plain tuple, because a build makes one for every word."""
PostingRecord = tuple[str, bytes, int, BinaryIO]
"""Field, term, and the number of bytes of postings that follow in the stream."""

_RECORD = struct.Struct("<HHI")  # lengths of field, word and postings
_HEAD = struct.Struct("<IfI")  # number, weight, and length of the value
_TERM_SIZE = 200  # bytes that a term takes besides its postings
_MAX_RUNS = 64  # runs on disk before they are merged: each is an open file while they are read
_BUFFER = 1 << 16


class PostingsSorter:
    """Collector of postings in ascending passage order that returns them by field and term."""

    def __init__(self, folder: Path, limit: int) -> None:
        """Hold up to about `limit` bytes in memory; write runs as files to the folder, which `cleanup` deletes."""
        self._folder = folder
        self._limit = limit
        self._size = 0
        self._fields: dict[str, dict[bytes, bytearray]] = {}
        self._runs: list[Path] = []
        self._runs_written = 0

    def add(self, posting: Posting) -> None:
        """Add one posting."""
        if self._size > self._limit:
            self._spill()
        field, word, number, weight, value = posting
        words = self._fields.get(field)
        if words is None:
            words = self._fields[field] = {}
        packed = words.get(word)
        if packed is None:
            packed = words[word] = bytearray()
            self._size += _TERM_SIZE
        size = len(value)
        packed += _HEAD.pack(number, weight, size) + value
        self._size += _HEAD.size + size

    def iter_postings(self) -> Iterator[Posting]:
        """Yield all postings by field, term and passage number; this works only once."""
        for field, word, length, stream in self._records():
            left = length
            while left:
                number, weight, size = _HEAD.unpack(stream.read(_HEAD.size))
                yield field, word, number, weight, stream.read(size)
                left -= _HEAD.size + size

    def cleanup(self) -> None:
        """Delete the runs on disk and free the memory."""
        self._fields.clear()
        for run in self._runs:
            run.unlink(missing_ok=True)
        self._runs.clear()

    def _records(self) -> Iterator[PostingRecord]:
        if not self._runs:
            return self._records_in_memory()
        self._spill()
        return _merged(self._runs)

    def _records_in_memory(self) -> Iterator[PostingRecord]:
        """Yield the records in memory, in order."""
        for field, words in sorted(self._fields.items()):
            for word in sorted(words):
                postings = words[word]
                yield field, word, len(postings), BytesIO(postings)

    def _spill(self) -> None:
        """Write what is in memory to disk, and merge the runs when there are many."""
        self._write(self._records_in_memory())
        self._fields.clear()
        self._size = 0
        if len(self._runs) > _MAX_RUNS:
            runs, self._runs = self._runs, []
            self._write(_merged(runs))
            for run in runs:
                run.unlink()

    def _write(self, records: Iterable[PostingRecord]) -> None:
        run = self._folder / f"postings-{self._runs_written}.run"
        self._runs_written += 1
        self._runs.append(run)
        with run.open("wb", _BUFFER) as file:
            for field, word, length, stream in records:
                name, left = field.encode(), length
                file.write(_RECORD.pack(len(name), len(word), left) + name + word)
                while left:
                    left -= file.write(stream.read(min(left, _BUFFER)))


def _merged(runs: Iterable[Path]) -> Iterator[PostingRecord]:
    """Yield the records of several runs in order; those of one term in the order of the runs.

    The bytes of a record must be read from its stream before the next record is asked for.
    """
    return heapq.merge(*map(_read, runs), key=lambda record: record[:2])


def _read(run: Path) -> Iterator[PostingRecord]:
    with run.open("rb", _BUFFER) as file:
        while head := file.read(_RECORD.size):
            name, word, left = _RECORD.unpack(head)
            yield file.read(name).decode(), file.read(word), left, file
