"""Reads posting lists from a Whoosh index: in which passages a form stands, and where. No tree is known here."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from whoosh.reading import IndexReader, TermNotFound

from .blocks import PostingsBlock, read_block
from .writer import POSITION_TYPECODE

PackedPositions = dict[int, bytes]
"""Number of a passage -> the positions of a word in it, as the index keeps them."""

Value = TypeVar("Value", bytes, int)

POSITION_SIZE = array(POSITION_TYPECODE).itemsize


def unpack_positions(kept: bytes) -> array[int]:
    """Give positions as numbers."""
    return array(POSITION_TYPECODE, kept)


class PostingLists:
    """The posting lists of one index; safe to use from many threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.passages = reader.doc_count()
        self._lock = threading.Lock()  # Whoosh moves one shared file position when it reads postings

    def doc_frequency(self, field: str, forms: Iterable[str]) -> int:
        """Count the passages whose field has a form, for each form."""
        with self._lock:
            return sum(self._reader.doc_frequency(field, form) for form in forms)

    def positions(self, field: str, forms: Iterable[str], among: Sequence[int] | None = None) -> PackedPositions:
        """Give the positions of any of the forms in each passage, or in those `among` some; not in order."""
        joined: PackedPositions = {}
        for form in forms:
            found: PackedPositions = {}
            for block in self._blocks(field, form, among):
                found.update(zip(block.numbers, block.values(), strict=True))
            joined = _joined(joined, found) if joined else found
        return joined

    def position_bytes(self, field: str, forms: Iterable[str]) -> dict[int, int]:
        """Measure the positions of all of the forms in each passage, in bytes."""
        joined: dict[int, int] = {}
        for form in forms:
            found: dict[int, int] = {}
            for block in self._blocks(field, form, None):
                found.update(zip(block.numbers, block.sizes, strict=True))
            joined = _joined(joined, found) if joined else found
        return joined

    def _blocks(self, field: str, form: str, among: Sequence[int] | None) -> list[PostingsBlock]:
        """Read a posting list, block by block: the steps that Whoosh offers cost calls for each passage."""
        with self._lock:
            try:
                matcher: Any = self._reader.postings(field, form)
            except TermNotFound:
                return []
            found: list[PostingsBlock] = []
            at = 0
            while matcher.is_active() and (among is None or at < len(among)):
                before = at
                if among is not None:  # a block tells the last passage in it before it is unpacked
                    at = bisect_right(among, matcher.block_max_id(), lo=at)
                if among is None or at > before:
                    found.append(read_block(matcher))
                matcher._next_block()  # private; Whoosh's version is pinned
            return found


def _joined(one: dict[int, Value], other: dict[int, Value]) -> dict[int, Value]:
    """Join what two forms have in each passage."""
    for number in other.keys() & one.keys():
        other[number] += one[number]
    one.update(other)
    return one
