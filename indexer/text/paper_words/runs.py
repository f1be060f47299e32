"""Finds runs of letters that were seen before, by their code points and without a string for each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

CodePoints = NDArray[np.unsignedinteger[Any]]
Offsets = NDArray[np.int64]
Keys = NDArray[np.uint64]

KEY_LETTERS = 8
"""Letters that one key holds, each of a byte."""
LONGEST_RUN = 2 * KEY_LETTERS
"""Letters of a run that is found by its keys: nearly all words are shorter."""
_MASKS = np.array([(1 << 8 * letters) - 1 for letters in range(KEY_LETTERS + 1)], dtype=np.uint64)
"""By the number of letters, the bits of a key that they take."""
_LATIN = 0xFF
_SLOT_BITS = 10, 18
"""Of the number of slots of a table, at least and at most: several times the words of the longest papers."""
_CHARACTERS_PER_SLOT = 8
_SPREADER, _TAIL_SPREADER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
"""Spread keys over the slots: 2^64 over the golden ratio (Knuth, The Art of Computer Programming 3, 6.4), and another
odd number, so that words with the same letters in either key part."""


class RunTable:
    """The numbers of runs that were seen: each is in one slot of a table, where another one may take its place.

    Looking a run up takes a tenth of the time of making a string and looking that up.
    """

    def __init__(self, characters: int) -> None:
        """Make a table for texts with about so many characters."""
        least, most = _SLOT_BITS
        bits = min(max((characters // _CHARACTERS_PER_SLOT).bit_length(), least), most)
        self._shift = np.uint64(64 - bits)
        self._slots = np.zeros(1 << bits, dtype=np.int64)
        self._heads, self._tails = np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.uint64)
        """The keys of each number; 0 where it is no number of a run, which matches none."""

    def numbers(
        self, codes: CodePoints, starts: Offsets, ends: Offsets, number: Callable[[Offsets], NDArray[np.integer]]
    ) -> Offsets:
        """Return the number of each run; `number` tells those of some of the runs, equal ones where runs are equal.

        Runs must not be empty, nor hold code point 0. Long ones and those with letters beyond Latin-1 are always asked.
        """
        lengths = ends - starts
        heads, tails = _keys(codes, starts, lengths)
        slots = ((heads ^ tails * _TAIL_SPREADER) * _SPREADER >> self._shift).astype(np.int64)
        numbers = self._slots[slots]
        found = self._is(numbers, heads, tails)
        is_other = (lengths > LONGEST_RUN) | _has_wide_letters(codes, starts, ends)
        others = np.flatnonzero(is_other)
        numbers[others] = number(others)
        left = np.flatnonzero(~(found | is_other))
        while len(left):  # of runs that share a slot, one is known in each round
            own_slots = slots[left]
            self._slots[own_slots] = left
            examples = left[self._slots[own_slots] == left]
            self._slots[slots[examples]] = self._learnt(number(examples), heads[examples], tails[examples])
            numbers[left] = self._slots[own_slots]
            left = left[~self._is(numbers[left], heads[left], tails[left])]
        return numbers

    def _is(self, numbers: Offsets, heads: Keys, tails: Keys) -> NDArray[np.bool_]:
        """Return whether each number is that of the run with these keys."""
        same: NDArray[np.bool_] = (self._heads[numbers] == heads) & (self._tails[numbers] == tails)
        return same

    def _learnt(self, numbers: NDArray[np.integer], heads: Keys, tails: Keys) -> Offsets:
        """Keep the keys of some numbers, and return the numbers."""
        missing = int(numbers.max(initial=0)) + 1 - len(self._heads)
        if missing > 0:
            more = np.zeros(missing + len(self._heads), dtype=np.uint64)  # twice as many, so that few are moved often
            self._heads, self._tails = np.concatenate((self._heads, more)), np.concatenate((self._tails, more))
        self._heads[numbers], self._tails[numbers] = heads, tails
        return numbers.astype(np.int64)


def _keys(codes: CodePoints, starts: Offsets, lengths: Offsets) -> tuple[Keys, Keys]:
    """Return the first eight letters of each run as one number, and the next eight."""
    letters = codes.astype(np.uint8).tobytes() + bytes(LONGEST_RUN)
    keys = np.ndarray(len(codes) + KEY_LETTERS, "<u8", letters, strides=(1,))
    heads = keys[starts] & _MASKS[np.minimum(lengths, KEY_LETTERS)]
    tails = np.zeros(len(starts), dtype=np.uint64)
    longer = np.flatnonzero(lengths > KEY_LETTERS)
    tails[longer] = keys[starts[longer] + KEY_LETTERS] & _MASKS[np.minimum(lengths[longer] - KEY_LETTERS, KEY_LETTERS)]
    return heads, tails


def _has_wide_letters(codes: CodePoints, starts: Offsets, ends: Offsets) -> NDArray[np.bool_]:
    """Return for each run whether it has letters of more than one byte."""
    wide = np.zeros(len(starts), np.bool_)
    beyond = np.flatnonzero(codes > _LATIN)
    runs = np.searchsorted(starts, beyond, side="right") - 1
    beyond, runs = beyond[runs >= 0], runs[runs >= 0]
    wide[runs[beyond < ends[runs]]] = True
    return wide
