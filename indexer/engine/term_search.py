"""Finds the terms that fit a wildcard or are spelt much alike among all terms of an index, without a look at each.

A wildcard is looked for in the joined terms: in those with its beginning, or around its longest run of letters. Of
fuzzy words, those are compared that have about as many letters, and about the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.query.matching import ANY_LETTERS, ONE_LETTER, Slot, form_predicate, literal_prefix

from .columns.strings import Strings
from .rows import NO_NUMBERS, Numbers

_END = "\n"


class _Letters(NamedTuple):
    """The letters of all terms."""

    lengths: NDArray[np.int64]
    """The number of letters of each term."""
    sets: NDArray[np.uint64]
    """The letters of each term as bits; different letters may share one."""


_BITS = np.left_shift(np.uint64(1), np.arange(256, dtype=np.uint64) & np.uint64(63))
"""The bit of a letter by its byte in UTF-8; all letters of several bytes share one, and the end of a term has none."""
_BITS[0x80:] = np.uint64(1)
_BITS[ord(_END)] = np.uint64(0)


class TermSearch:
    """Searches the letters of the terms of one index; safe to use from many threads."""

    def __init__(self, terms: Strings) -> None:
        self._terms = terms

    def matching(self, slot: Slot) -> Numbers:
        """Return the numbers of the terms that match a wildcard or a fuzzy word, ascending."""
        return self._fuzzy(slot) if slot.kind == "fuzzy" else self._pattern(slot)

    def _pattern(self, slot: Slot) -> Numbers:
        prefix = literal_prefix(slot)
        inside = self._terms.with_prefix(prefix) if prefix else range(len(self._terms))
        if slot.text == prefix + ANY_LETTERS or not inside:
            return np.arange(inside.start, inside.stop)
        runs = re.split(f"[{ANY_LETTERS}{ONE_LETTER}]", slot.text)
        if runs[-1]:
            runs[-1] += _END  # the end of a term, unless it ends in any letters
        longest = max(runs, key=len).encode()
        if len(longest) < 2:
            return self._fitting(slot, inside)
        places = np.fromiter(_places(self._terms.joined(inside), longest), self._terms.starts.dtype)
        places += self._terms.starts[inside.start]
        candidates = np.unique(self._terms.starts.searchsorted(places, "right") - 1)
        return self._fitting(slot, candidates.tolist())

    def _fuzzy(self, slot: Slot) -> Numbers:
        letters = self._letters
        typed = int(np.bitwise_or.reduce(_BITS.take(_bytes_of(slot.text.encode()))))
        close = np.abs(letters.lengths - len(slot.text)) <= slot.max_edits
        for left, right in ((letters.sets, ~np.uint64(typed)), (~letters.sets, np.uint64(typed))):
            close &= np.bitwise_count(left & right) <= slot.max_edits  # an edit adds one letter and takes one at most
        return self._fitting(slot, np.flatnonzero(close).tolist())

    def _fitting(self, slot: Slot, numbers: range | list[int]) -> Numbers:
        """Return those of some terms that match a slot."""
        fits = form_predicate(slot)
        if isinstance(numbers, range):
            terms = self._terms.joined(numbers).decode().split(_END)[:-1]
        else:
            terms = [self._terms[number] for number in numbers]
        return np.array([number for number, term in zip(numbers, terms, strict=True) if fits(term)], np.int64)

    @cached_property
    def _letters(self) -> _Letters:
        joined = _bytes_of(self._terms.joined(range(len(self._terms))))
        starts = self._terms.starts[:-1].astype(np.int64)
        if not len(starts):
            return _Letters(NO_NUMBERS, np.zeros(0, np.uint64))
        begin_letters = (joined & 0xC0) != 0x80  # the others continue a letter of several bytes
        lengths = np.add.reduceat(begin_letters, starts, dtype=np.int64) - 1
        return _Letters(lengths, np.bitwise_or.reduceat(_BITS.take(joined), starts))


def _bytes_of(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text, np.uint8)


def _places(joined: bytes, run: bytes) -> Iterator[int]:
    """Yield where a run of letters begins in a text; of overlapping ones the first will do."""
    place = joined.find(run)
    while place >= 0:
        yield place
        place = joined.find(run, place + len(run))
