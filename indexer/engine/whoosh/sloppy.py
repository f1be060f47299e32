"""Where all words of a sloppy phrase stand together in a stream of words, in any order; one field of one segment.

The rule is that of `engine/positions.sloppy_spans`, which tells it for one text: at each position of one of the words,
the shortest span that ends there and has all words, each as often as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.columns.token_field import TokenField
from indexer.engine.rows import EMPTY, Row, counted

from .phrases import texts_with_all, word_places


def sloppy_counts(field: TokenField, needed: Mapping[int, int], slop: int, budget: Budget) -> Row:
    """Return for each text how many spans have each term as often as it is needed, and at most `slop` other words."""
    among = texts_with_all(field, [[[[term] for term in needed]]])
    if not among.any():
        return EMPTY
    longest = sum(needed.values()) + slop
    places = {term: word_places(field, [term], budget, among) for term in needed}
    # The places of different texts lie so far apart that no span is short enough to have words of two.
    shifted = {term: found.positions + found.texts * longest for term, found in places.items()}
    if not budget.spend(len(needed) * sum(map(len, shifted.values()))):
        return EMPTY
    ends = np.concatenate([*shifted.values()])
    texts = np.concatenate([found.texts for found in places.values()])
    firsts, complete = ends.copy(), np.ones(len(ends), np.bool_)
    for term, times in needed.items():
        latest = np.searchsorted(shifted[term], ends, "right") - times
        complete &= latest >= 0
        if len(shifted[term]):
            np.minimum(firsts, shifted[term].take(np.maximum(latest, 0)), out=firsts)
    return counted(np.sort(texts.compress(complete & (ends + 1 - firsts <= longest))))
