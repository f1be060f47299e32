"""The places of papers among all papers: numbers with room between them, so that one more paper moves no other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

STEP = 1 << 40
"""The room after each paper where papers come one after the other, for four million of them."""
LAST = (1 << 62) - 1
"""The largest number; the smallest is 0."""


def places_of(order: Sequence[str], known: Mapping[str, int]) -> dict[str, int]:
    """Return a place for each of some papers, ascending in their order; as many as can keep the place that they had.

    Where there is no room left between two that keep theirs, all get new ones.
    """
    kept = _longest_rising([(known[paper], at) for at, paper in enumerate(order) if paper in known])
    places = dict.fromkeys(order, 0)
    bounds = [(-1, -1), *((at, place) for place, at in kept), (len(order), LAST + 1)]
    for (left, low), (right, high) in pairwise(bounds):
        between = right - left - 1
        step = (high - low) // (between + 1)
        if between and not step:
            return _spread(order)
        for number in range(1, between + 1):
            places[order[left + number]] = low + number * step
        if right < len(order):
            places[order[right]] = high
    return places


def _spread(order: Sequence[str]) -> dict[str, int]:
    step = LAST // (len(order) + 1)
    return {paper: number * step for number, paper in enumerate(order, start=1)}


def _longest_rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence whose places rise, by patience sorting (Fredman, 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (place, _) in enumerate(places):
        pile = bisect_left(tails, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(place)
            ends.append(number)
        else:
            tails[pile], ends[pile] = place, number
    chosen: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(places[at])
        at = before[at]
    return chosen[::-1]
