"""Where a stretch of words stands best in a row of words, and how many words differ there.

Method: approximate matching by dynamic programming (Sellers, 1980), one row a word, each row at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .word_index import UNKNOWN_WORD, WordIds


class BestFit(NamedTuple):
    """The part of a row that is most like a stretch, and how many words must be changed, added or left out."""

    start: int
    end: int
    cost: int


def best_fit(wanted: WordIds, free: NDArray[np.bool_], source: WordIds) -> BestFit:
    """Give the part of the row that costs least, the first of several that cost the same.

    Where the row has another word at the end, that counts as the word changed, not left out.
    A word marked free costs nothing wherever it differs; a word that no paper has is like no other.
    """
    if not len(source):
        return BestFit(0, 0, int((~free).sum()))
    end, cost = _last(wanted, free, source, anchored=False)
    backwards, _ = _last(wanted[::-1], free[::-1], source[:end][::-1], anchored=True)
    return BestFit(end - backwards, end, cost)


def _last(stretch: WordIds, free: NDArray[np.bool_], row: WordIds, anchored: bool) -> tuple[int, int]:
    """How many words of the row are taken when the whole stretch is, at what cost; from its beginning if anchored."""
    steps = np.arange(len(row) + 1, dtype=np.int64)
    level = np.zeros(len(row) + 1, dtype=np.int64) if anchored else -steps  # costs less the words of the row passed by
    for word, is_free in zip(stretch.tolist(), free.tolist(), strict=True):
        left_out = level + (not is_free)
        agrees = True if is_free else row == word if word != UNKNOWN_WORD else False
        np.minimum(left_out[1:], level[:-1] - agrees, out=left_out[1:])
        level = np.minimum.accumulate(left_out)  # adding words of the row costs one each, as going on does
    costs = level + steps
    if anchored:  # of equal costs the longest, so that as many words as can be stand in the part
        least = int(costs.min())
        return int(np.flatnonzero(costs == least)[-1]), least
    best = int(costs.argmin())
    while costs[best] and best < len(row) and costs[best + 1] == costs[best]:
        best += 1
    return best, int(costs[best])
