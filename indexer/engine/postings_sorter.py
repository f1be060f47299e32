"""Gathers which words stand in which passages, in bounded memory: what is too much waits on disk, in sorted runs.

Method: single-pass in-memory indexing (Heinz and Zobel, Efficient single-pass index construction for text databases,
2003). The postings of one word lie together as bytes, not as one object each, which takes a tenth of the memory.
What a posting's value means is the business of who adds it.
"""

from __future__ import annotations

import heapq
import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

Posting = tuple[str, bytes, int, float, bytes]
"""Field, word in UTF-8, number of the passage, weight, value."""
PostingRecord = tuple[str, bytes, int, BinaryIO]
"""Field, word, and how many bytes of postings a stream has next."""

_RECORD = struct.Struct("<HHI")  # lengths of field, word and postings
_HEAD = struct.Struct("<IfI")  # number, weight, and length of the value
_WORD = 200  # bytes that a word takes beside its postings
_MOST_RUNS = 64  # runs on disk before they are made one: each is an open file when they are merged
_BUFFER = 1 << 16


class PostingsSorter:
    """Takes postings by ascending number and gives them back by field and word."""

    def __init__(self, folder: Path, limit: int) -> None:
        """Hold up to about `limit` bytes in memory; runs are files in the folder, until `cleanup`."""
        self._folder = folder
        self._limit = limit
        self._size = 0
        self._fields: dict[str, dict[bytes, bytearray]] = {}
        self._runs: list[Path] = []
        self._made = 0

    def add(self, posting: Posting) -> None:
        """Take one posting."""
        if self._size > self._limit:
            self._spill()
        field, word, number, weight, value = posting
        words = self._fields.get(field)
        if words is None:
            words = self._fields[field] = {}
        kept = words.get(word)
        if kept is None:
            kept = words[word] = bytearray()
            self._size += _WORD
        size = len(value)
        kept += _HEAD.pack(number, weight, size) + value
        self._size += _HEAD.size + size

    def iter_postings(self) -> Iterator[Posting]:
        """All postings by field, word and number; they can be asked for once."""
        for field, word, length, stream in self._records():
            left = length
            while left:
                number, weight, size = _HEAD.unpack(stream.read(_HEAD.size))
                yield field, word, number, weight, stream.read(size)
                left -= _HEAD.size + size

    def cleanup(self) -> None:
        """Remove what is on disk, and let go of what is in memory."""
        self._fields.clear()
        for run in self._runs:
            run.unlink(missing_ok=True)
        self._runs.clear()

    def _records(self) -> Iterator[PostingRecord]:
        if not self._runs:
            return self._gathered()
        self._spill()
        return _merged(self._runs)

    def _gathered(self) -> Iterator[PostingRecord]:
        """The records in memory, in order."""
        for field, words in sorted(self._fields.items()):
            for word in sorted(words):
                postings = words[word]
                yield field, word, len(postings), BytesIO(postings)

    def _spill(self) -> None:
        """Put what is in memory on disk, and make one run of many."""
        self._write(self._gathered())
        self._fields.clear()
        self._size = 0
        if len(self._runs) > _MOST_RUNS:
            runs, self._runs = self._runs, []
            self._write(_merged(runs))
            for run in runs:
                run.unlink()

    def _write(self, records: Iterable[PostingRecord]) -> None:
        run = self._folder / f"postings-{self._made}.run"
        self._made += 1
        self._runs.append(run)
        with run.open("wb", _BUFFER) as file:
            for field, word, length, stream in records:
                name, left = field.encode(), length
                file.write(_RECORD.pack(len(name), len(word), left) + name + word)
                while left:
                    left -= file.write(stream.read(min(left, _BUFFER)))


def _merged(runs: Iterable[Path]) -> Iterator[PostingRecord]:
    """The records of several runs in order; those of one word in the order of the runs.

    A record's bytes are read from its stream before the next record is asked for.
    """
    return heapq.merge(*map(_read, runs), key=lambda record: record[:2])


def _read(run: Path) -> Iterator[PostingRecord]:
    with run.open("rb", _BUFFER) as file:
        while head := file.read(_RECORD.size):
            name, word, left = _RECORD.unpack(head)
            yield file.read(name).decode(), file.read(word), left, file
