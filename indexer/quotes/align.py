"""Find where a span of words fits best in a sequence of words, and how many words differ there.

Method: approximate string matching by dynamic programming (Sellers, 1980). Each word of the span is one row, computed
as a whole.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .word_index import UNKNOWN_WORD, WordIds


class BestFit(NamedTuple):
    """The part of a sequence that is most similar to a span, and how many words must be changed, added or left out."""

    start: int
    end: int
    cost: int


def best_fit(wanted: WordIds, free: NDArray[np.bool_], source: WordIds) -> BestFit:
    """Return the part of `source` with the lowest cost; of several with the same cost, the first.

    When the source has another word at the end, that counts as a changed word, not as one left out. A free word costs
    nothing wherever it differs. A word that no paper has equals no other word.
    """
    if not len(source):
        return BestFit(0, 0, int((~free).sum()))
    end, cost = _end_and_cost(wanted, free, source, anchored=False)
    backwards, _ = _end_and_cost(wanted[::-1], free[::-1], source[:end][::-1], anchored=True)
    return BestFit(end - backwards, end, cost)


def _end_and_cost(span: WordIds, free: NDArray[np.bool_], row: WordIds, anchored: bool) -> tuple[int, int]:
    """Return how many words of the source an alignment of the whole span uses, and its cost.

    When anchored, the alignment begins at the first word of the source.
    """
    steps = np.arange(len(row) + 1, dtype=np.int64)
    level = np.zeros(len(row) + 1, dtype=np.int64) if anchored else -steps  # costs minus the source words passed so far
    for word, is_free in zip(span.tolist(), free.tolist(), strict=True):
        left_out = level + (not is_free)
        agrees = True if is_free else row == word if word != UNKNOWN_WORD else False
        np.minimum(left_out[1:], level[:-1] - agrees, out=left_out[1:])
        level = np.minimum.accumulate(left_out)  # each added source word costs one
    costs = level + steps
    if anchored:  # of equal costs the longest, to include as many words as possible
        least = int(costs.min())
        return int(np.flatnonzero(costs == least)[-1]), least
    best = int(costs.argmin())
    while costs[best] and best < len(row) and costs[best + 1] == costs[best]:
        best += 1
    return best, int(costs[best])
