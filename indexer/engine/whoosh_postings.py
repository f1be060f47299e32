"""Reads posting lists from a Whoosh index: in which passages a form stands, and where. No tree is known here."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from whoosh.reading import IndexReader, TermNotFound

from .whoosh_writer import POSITION

Postings = dict[int, bytes]
"""Number of a passage -> the positions of a word in it, as the index keeps them."""

POSITION_SIZE = array(POSITION).itemsize


def unpacked(kept: bytes) -> array[int]:
    """Give positions as numbers."""
    return array(POSITION, kept)


class PostingLists:
    """The posting lists of one index; safe to use from many threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.passages = reader.doc_count()
        self._lock = threading.Lock()  # Whoosh moves one shared file position when it reads postings

    def frequency(self, field: str, forms: Iterable[str]) -> int:
        """Count the passages whose field has a form, for each form."""
        with self._lock:
            return sum(self._reader.doc_frequency(field, form) for form in forms)

    def places(self, field: str, forms: Iterable[str], among: Sequence[int] | None = None) -> Postings:
        """Give the positions of any of the forms in each passage, or in those `among` some; not in order."""
        joined: Postings = {}
        for form in forms:
            with self._lock:
                found = self._postings(field, form, among)
            for number in found.keys() & joined.keys():
                found[number] += joined[number]
            joined.update(found)
        return joined

    def _postings(self, field: str, form: str, among: Sequence[int] | None) -> Postings:
        """Read a posting list, block by block: the steps that Whoosh offers cost calls for each passage."""
        try:
            matcher: Any = self._reader.postings(field, form)  # its blocks are private; Whoosh's version is pinned
        except TermNotFound:
            return {}
        found: Postings = {}
        read = 0
        while matcher.is_active() and (among is None or read < len(among)):
            before = read
            if among is not None:  # a block tells the last passage in it before it is unpacked
                read = bisect_right(among, matcher.block_max_id(), lo=read)
            if among is None or read > before:
                found[matcher.id()] = matcher.value()  # asking for the first unpacks the block
                found.update(zip(matcher._ids, matcher._values, strict=True))
            matcher._next_block()
        return found
