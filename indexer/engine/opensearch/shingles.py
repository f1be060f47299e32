"""Hashes of four folded words in a row, by which passages that share words with a quotation are found.

A hash has 24 bits, as four letters. The fewer there are, the less room they take: those of six letters take two fifths
more where nearly every one is of one passage. Ten million passages of sixty words have each of the 17 million hashes
36 times, nearly always of other words. So one that is shared says little and two say much: of 1,000 passages that a
quotation of 30 words finds by chance hardly one has two. Whoever wants certainty compares the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.disk.hashing import short_keyed_hashes
from indexer.engine.passage_words.reader import Run
from indexer.text.paper_words import PaperWords

WIDTH = 4
"""The words of a shingle."""
_LETTERS = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", np.uint8)
_LENGTH = 4
_FACTOR = 0x9E3779B97F4A7C15
_FACTORS = np.array([pow(_FACTOR, place, 1 << 64) for place in range(WIDTH)], np.uint64)
_SHIFTS = np.array([64 - 6 * (place + 1) for place in range(_LENGTH)], np.uint64)
_BLANK = ord(" ")
_KEY = b"shingles"

Hashes = NDArray[np.uint64]


def shingles_of_texts(words: PaperWords) -> Iterator[str]:
    """Yield for each text its distinct shingles, with blanks between; a text of fewer words has none."""
    hashes = _hashes_of(words.terms)[words.term_numbers]
    runs = _combined(hashes)
    start = 0
    for length in words.text_lengths.tolist():
        own = np.unique(runs[start : start + max(length - WIDTH + 1, 0)])
        yield _written(own)
        start += length


def shingles_of_run(run: Run) -> list[str]:
    """Return the shingles of words in a row, in their order."""
    return _written(_combined(_hashes_of(run))).split()


def _hashes_of(words: Sequence[str]) -> Hashes:
    """Return a hash of each word, the same on every machine."""
    digests = short_keyed_hashes(_KEY, (word.encode("utf-8", "replace") for word in words))
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def _combined(hashes: Hashes) -> Hashes:
    """Return the hash of each run of `WIDTH` words."""
    if len(hashes) < WIDTH:
        return np.zeros(0, np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(hashes, WIDTH)
    sums: Hashes = (runs * _FACTORS).sum(axis=1, dtype=np.uint64)
    sums ^= sums >> np.uint64(29)
    return sums * np.uint64(_FACTOR)


def _written(runs: Hashes) -> str:
    """Return hashes in letters, with blanks between."""
    letters = np.full((len(runs), _LENGTH + 1), _BLANK, np.uint8)
    letters[:, :_LENGTH] = _LETTERS[((runs[:, None] >> _SHIFTS) & np.uint64(63)).astype(np.intp)]
    return letters.tobytes().decode("ascii").rstrip()
