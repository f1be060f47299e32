"""The words of a corpus in memory, to find those within a few edits of another word.

An edit changes at most two of the letters that a word has, so most words are passed over by their letters alone. What
is meant by a slip is for `slips` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_ALPHABET = 26
_OTHERS = 32 - _ALPHABET  # bits of all other letters, of which several share one
_BITS = np.unpackbits(np.arange(1 << 16, dtype=np.uint16).view(np.uint8)).reshape(-1, 16).sum(axis=1, dtype=np.uint8)


class NearWord(NamedTuple):
    """A word near another: the distance between them, and how many passages have it."""

    word: str
    distance: int
    passages: int


class NearWords:
    """Words with their counts, by length; some twenty bytes each."""

    def __init__(self, rows: Sequence[tuple[str, int]]) -> None:
        """Take words, ordered by length and then by their letters, with their counts."""
        words = [word for word, _ in rows]
        self._text = "".join(words)
        self._lengths = np.fromiter(map(len, words), np.int64, len(words))
        self._starts = np.concatenate(([0], np.cumsum(self._lengths)))
        self._letters = _letter_sets(self._text, self._starts[:-1])
        self._counts = np.array([count for _, count in rows], dtype=np.int64)

    def near(self, word: str, max_edits: int, min_count: int, limit: int) -> list[NearWord]:
        """Return at most `limit` words within `max_edits` of a word, nearest first.

        The measure is the optimal string alignment distance.
        """
        first, end = np.searchsorted(self._lengths, (len(word) - max_edits, len(word) + max_edits + 1))
        other = self._letters[first:end] ^ _letter_sets(word, np.zeros(1, np.int64))
        is_like = _BITS[other & 0xFFFF] + _BITS[other >> np.uint32(16)] <= 2 * max_edits
        places = np.flatnonzero(is_like & (self._counts[first:end] >= min_count)) + first
        bounds = zip(self._starts[places].tolist(), self._starts[places + 1].tolist(), strict=True)
        words = [self._text[start:end] for start, end in bounds]
        found = extract(word, words, scorer=OSA.distance, score_cutoff=max_edits, limit=limit)
        return [NearWord(near, int(distance), int(self._counts[places[index]])) for near, distance, index in found]


def _letter_sets(text: str, starts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the set of letters of each word as bits; the words stand one after the other in a text."""
    if not len(starts):
        return np.zeros(0, np.uint32)
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4") - np.uint32(ord("a"))
    places = np.where(codes < _ALPHABET, codes, _ALPHABET + codes % _OTHERS)
    return np.bitwise_or.reduceat(np.left_shift(np.uint32(1), places, dtype=np.uint32), starts)
