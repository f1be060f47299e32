"""Which words and phrases stand near one another in a stream of words; one field of one segment.

The rules are those of `engine/positions`, which tells them for one text; here all texts are looked at together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.columns.token_field import TokenField
from indexer.engine.rows import EMPTY, Mask, Numbers, Row, counted

from .phrases import TermRow, row_places, texts_with_all


class _Spans(NamedTuple):
    """Spans in a stream of words: first position, the one after the last, and text, by first position."""

    firsts: Numbers
    ends: Numbers
    texts: Numbers

    def where(self, kept: Mask) -> _Spans:
        """Return those of the spans that a mask keeps."""
        return _Spans(self.firsts.compress(kept), self.ends.compress(kept), self.texts.compress(kept))


def near_counts(field: TokenField, parts: Sequence[Sequence[TermRow]], distances: Sequence[int], budget: Budget) -> Row:
    """Return for each text how many spans of the last part a chain from the first part reaches.

    Each part is any of several rows of adjacent words.
    """
    among = texts_with_all(field, parts)
    if not among.any():
        return EMPTY
    spans: dict[str, _Spans] = {}  # by the words: a word can stand in the chain many times
    apart = max(distances) + 1  # between two texts, so that no chain crosses from one to the next
    reached = None
    for rows, distance in zip(parts, (0, *distances), strict=True):
        if (key := repr(rows)) not in spans:
            spans[key] = _spans(field, rows, budget, among)
        reached = spans[key] if reached is None else _near_any(spans[key], reached, distance, apart)
        if not len(reached.firsts) or not budget.spend(len(reached.firsts) + len(spans[key].firsts)):
            return EMPTY
    return EMPTY if reached is None else counted(reached.texts)


def _spans(field: TokenField, rows: Sequence[TermRow], budget: Budget, among: Mask) -> _Spans:
    """Return each span of any of the rows once."""
    found = []
    for row in rows:
        places = row_places(field, row, budget, among)
        found.append(_Spans(places.positions, places.positions + len(row), places.texts))
    if len(found) == 1:
        return found[0]
    joined = _Spans(*map(np.concatenate, zip(*found, strict=True)))
    if not budget.spend(len(joined.firsts)):
        return joined.where(np.zeros(len(joined.firsts), np.bool_))
    same_length = len({len(row) for row in rows}) == 1  # then merging what is sorted is enough
    order = joined.firsts.argsort(kind="stable") if same_length else np.lexsort((joined.ends, joined.firsts))
    firsts, ends = joined.firsts.take(order), joined.ends.take(order)
    first_of_equals = np.ones(len(order), np.bool_)
    first_of_equals[1:] = (firsts[1:] != firsts[:-1]) | (ends[1:] != ends[:-1])
    return _Spans(firsts, ends, joined.texts.take(order)).where(first_of_equals)


def _near_any(spans: _Spans, anchors: _Spans, distance: int, apart: int) -> _Spans:
    """Return the spans that are near any anchor of their text, before or behind it."""
    shift, anchor_shift = spans.texts * apart, anchors.texts * apart
    firsts, ends = anchors.firsts + anchor_shift, np.sort(anchors.ends + anchor_shift, kind="stable")
    before, behind = spans.firsts + shift, spans.ends + shift
    return spans.where(_any_between(ends, before - distance, before) | _any_between(firsts, behind, behind + distance))


def _any_between(ordered: Numbers, low: Numbers, high: Numbers) -> Mask:
    """Return for each pair of bounds whether a sorted array has a number from one to the other, both included."""
    places = np.searchsorted(ordered, low)
    inside = places < len(ordered)
    places[~inside] = 0
    inside &= ordered.take(places) <= high
    return inside
