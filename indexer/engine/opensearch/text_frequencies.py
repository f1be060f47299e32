"""How many passages have each term in their text: what says whether the words of a query are rare enough to be close.

The vocabulary counts passages that have a term in their text or around it, which is another number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.columns import Columns, numbers_in
from indexer.engine.columns.strings import ABSENT, Strings
from indexer.engine.columns.writer import alive_in


def count_text_frequencies(columns: Columns) -> NDArray[np.uint32]:
    """Return for each term of the vocabulary, in its order, how many living passages have it in their text."""
    totals = np.zeros(len(columns.vocabulary.terms) + 1, np.int64)
    for segment in columns.segments:
        rows = segment.text.rows
        if columns.alive is None:
            counts = np.diff(rows.starts)
        else:
            living = np.concatenate(([0], np.cumsum(alive_in(columns, segment).take(rows.values))))
            counts = np.diff(living.take(rows.starts))
        totals[numbers_in(columns.vocabulary.terms, segment.terms)] += counts
    return totals[1:].astype(np.uint32)


def count_occurrences(columns: Columns) -> NDArray[np.uint64]:
    """Return for each term of the vocabulary, in its order, how often it stands in the texts of living passages."""
    totals = np.zeros(len(columns.vocabulary.terms) + 1, np.int64)
    for segment in columns.segments:
        field = segment.text
        counts = np.diff(field.order_starts)
        if columns.alive is not None:
            ended = np.flatnonzero(~alive_in(columns, segment))
            for passage in ended.tolist():
                terms, times = np.unique(field.words_of(passage), return_counts=True)
                counts[terms] -= times
        totals[numbers_in(columns.vocabulary.terms, segment.terms)] += counts
    return totals[1:].astype(np.uint64)


class TextFrequencies:
    """The counts, looked up by terms: `text_frequencies` of stated statistics."""

    def __init__(self, terms: Strings, counts: NDArray[Any]) -> None:
        """Take the terms of a vocabulary, and what was counted of them."""
        self._terms = terms
        self.counts = counts
        """What was counted of each term, in their order."""

    def __call__(self, forms: Sequence[str]) -> int:
        """Return the sum of the counts of some terms."""
        places = (self._terms.find(form) for form in forms)
        return sum(int(self.counts[place]) for place in places if place != ABSENT)
