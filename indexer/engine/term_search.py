"""Finds the terms that fit a wildcard or are spelt much alike among all terms of an index, without a look at each.

A wildcard is looked for in the joined terms: in those with its beginning, or around its longest run of letters. Of
fuzzy words, those are compared that have about as many letters, and about the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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

    joined: str
    starts: NDArray[np.int64]
    """Where each term begins in the joined ones, and the length of these."""
    lengths: NDArray[np.int64]
    sets: NDArray[np.uint64]
    """The letters of each term as bits; different letters may share one."""


class TermSearch:
    """Searches the letters of the terms of one index; safe to use from many threads."""

    def __init__(self, terms: Strings) -> None:
        self._terms = terms

    def matching(self, slot: Slot) -> Numbers:
        """Return the numbers of the terms that match a wildcard or a fuzzy word, ascending."""
        return self._fuzzy(slot) if slot.kind == "fuzzy" else self._pattern(slot)

    def _pattern(self, slot: Slot) -> Numbers:
        prefix = literal_prefix(slot)
        if not prefix:
            return self._around(slot, self._letters.joined, self._letters.starts, 0)
        inside = self._terms.with_prefix(prefix)
        if slot.text == prefix + ANY_LETTERS or not inside:
            return np.arange(inside.start, inside.stop)
        joined = self._terms.joined(inside)
        return self._around(slot, joined, _starts(_codes(joined)), inside.start)

    def _around(self, slot: Slot, joined: str, starts: NDArray[np.int64], first: int) -> Numbers:
        """Return the numbers of the terms among the joined ones that fit a wildcard; the first has a given number."""
        runs = re.split(f"[{ANY_LETTERS}{ONE_LETTER}]", slot.text)
        runs[-1] += _END  # the end of a term, unless it ends in any letters
        if slot.text.endswith((ANY_LETTERS, ONE_LETTER)):
            runs.pop()
        longest = max(runs, key=len, default="")
        fits = form_predicate(slot)
        if len(longest) < 2:
            numbers = _fitting(joined, starts, range(len(starts) - 1), fits)
        else:
            places = np.fromiter(_places(joined, longest), np.int64)
            candidates = np.unique(np.searchsorted(starts, places, "right") - 1)
            numbers = _fitting(joined, starts, candidates.tolist(), fits)
        return numbers + first

    def _fuzzy(self, slot: Slot) -> Numbers:
        letters = self._letters
        [typed] = _letter_sets(_codes(slot.text), np.zeros(1, np.int64)).tolist()
        close = np.abs(letters.lengths - len(slot.text)) <= slot.max_edits
        for left, right in ((letters.sets, ~np.uint64(typed)), (~letters.sets, np.uint64(typed))):
            close &= np.bitwise_count(left & right) <= slot.max_edits  # an edit adds one letter and takes one at most
        return _fitting(letters.joined, letters.starts, np.flatnonzero(close).tolist(), form_predicate(slot))

    @cached_property
    def _letters(self) -> _Letters:
        joined = self._terms.joined(range(len(self._terms)))
        codes = _codes(joined)
        starts = _starts(codes)
        sets = _letter_sets(codes, starts[:-1], ignored=ord(_END)) if len(codes) else np.zeros(0, np.uint64)
        return _Letters(joined, starts, np.diff(starts) - 1, sets)


def _codes(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _starts(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return where each of some joined terms begins, and the length of all."""
    return np.concatenate((NO_NUMBERS, [0], np.flatnonzero(codes == ord(_END)) + 1))


def _letter_sets(
    codes: NDArray[np.uint32], starts: NDArray[np.int64], ignored: int | None = None
) -> NDArray[np.uint64]:
    """Return the set of letters of each of some joined terms, as bits."""
    bits = np.left_shift(np.uint64(1), (codes & np.uint32(63)).astype(np.uint64))
    if ignored is not None:
        bits[codes == ignored] = 0
    return np.bitwise_or.reduceat(bits, starts)


def _places(joined: str, run: str) -> Iterator[int]:
    """Yield where a run of letters begins in a text; of overlapping ones the first will do."""
    place = joined.find(run)
    while place >= 0:
        yield place
        place = joined.find(run, place + len(run))


def _fitting(
    joined: str, starts: NDArray[np.int64], numbers: list[int] | range, fits: Callable[[str], bool]
) -> Numbers:
    """Return those of some joined terms, by number, that pass a test."""
    places = starts.tolist() if isinstance(numbers, range) else starts
    kept = [number for number in numbers if fits(joined[places[number] : places[number + 1] - 1])]
    return np.array(kept, np.int64)
