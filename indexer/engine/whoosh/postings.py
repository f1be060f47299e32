"""Reads posting lists from a Whoosh index: in which passages a term occurs, and where. Query trees are unknown here."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from whoosh.reading import IndexReader, TermNotFound

from .blocks import PostingsBlock, read_block
from .writer import POSITION_TYPECODE

PackedPositions = dict[int, bytes]
"""Passage number -> positions of a term in it, as the index stores them."""

OnlyIn = Mapping[str, Container[str]]
"""For some terms, the analysis languages of the passages in which they count."""
EVERYWHERE: OnlyIn = MappingProxyType({})

Value = TypeVar("Value", bytes, int)

POSITION_SIZE = array(POSITION_TYPECODE).itemsize


def unpack_positions(packed: bytes) -> array[int]:
    """Return stored positions as numbers."""
    return array(POSITION_TYPECODE, packed)


class PostingLists:
    """The posting lists of one index; safe to use from many threads."""

    def __init__(self, reader: IndexReader, languages: Callable[[], Sequence[str]] = tuple) -> None:
        """Take Whoosh's reader, and what returns the analysis language of each passage, when first needed."""
        self._reader = reader
        self._languages = languages
        self.passages = reader.doc_count()
        self._lock = threading.Lock()  # Whoosh moves one shared file position when it reads postings

    def doc_frequency(self, field: str, forms: Iterable[str]) -> int:
        """Return the sum of the document frequencies of terms in a field."""
        with self._lock:
            return sum(self._reader.doc_frequency(field, form) for form in forms)

    def positions(
        self, field: str, forms: Iterable[str], among: Sequence[int] | None = None, only_in: OnlyIn = EVERYWHERE
    ) -> PackedPositions:
        """Return the positions of any of the terms per passage, or per passage in `among`; they are not sorted."""
        merged: PackedPositions = {}
        for form in forms:
            term_positions: PackedPositions = {}
            for block in self._blocks(field, form, among):
                term_positions.update(zip(block.numbers, block.values(), strict=True))
            if form in only_in:
                term_positions = self._in_languages(term_positions, only_in[form])
            merged = _merged(merged, term_positions) if merged else term_positions
        return merged

    def position_bytes(self, field: str, forms: Iterable[str], only_in: OnlyIn = EVERYWHERE) -> dict[int, int]:
        """Return the size in bytes of the positions of all the terms, per passage."""
        merged: dict[int, int] = {}
        for form in forms:
            term_sizes: dict[int, int] = {}
            for block in self._blocks(field, form, None):
                term_sizes.update(zip(block.numbers, block.sizes, strict=True))
            if form in only_in:
                term_sizes = self._in_languages(term_sizes, only_in[form])
            merged = _merged(merged, term_sizes) if merged else term_sizes
        return merged

    def _in_languages(self, found: dict[int, Value], languages: Container[str]) -> dict[int, Value]:
        """Return what was found in passages of these languages."""
        of_passages = self._languages()
        return {number: value for number, value in found.items() if of_passages[number] in languages}

    def _blocks(self, field: str, form: str, among: Sequence[int] | None) -> list[PostingsBlock]:
        """Read a posting list block by block; the iteration that Whoosh offers makes several calls for each passage."""
        with self._lock:
            try:
                matcher: Any = self._reader.postings(field, form)
            except TermNotFound:
                return []
            blocks: list[PostingsBlock] = []
            index = 0
            while matcher.is_active() and (among is None or index < len(among)):
                before = index
                if among is not None:  # the last passage of a block is known before it is unpacked
                    index = bisect_right(among, matcher.block_max_id(), lo=index)
                if among is None or index > before:
                    blocks.append(read_block(matcher))
                matcher._next_block()  # private; Whoosh's version is pinned
            return blocks


def _merged(left: dict[int, Value], right: dict[int, Value]) -> dict[int, Value]:
    """Merge what two terms have in each passage."""
    for number in right.keys() & left.keys():
        right[number] += left[number]
    left.update(right)
    return left
