"""Numbers that put documents in an order, so that few of them change where the order changes little."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

GAP = 1 << 20
"""Between the numbers of documents in a new order; room for those that come between them later."""


def places_in_order(order: Sequence[str], before: Mapping[str, int]) -> dict[str, int]:
    """Return a number for each document, ascending in an order; as many as possible keep the number that they had.

    Where there is no room between two numbers, all get new ones.
    """
    kept = _longest_ascending([(key, before[key]) for key in order if key in before])
    places: dict[str, int] = {}
    waiting: list[str] = []
    low = 0
    for key in order:
        if key not in kept:
            waiting.append(key)
            continue
        if not _spread(waiting, low, kept[key], places):
            return _anew(order)
        waiting, low = [], kept[key]
        places[key] = low
    return places if _spread(waiting, low, low + GAP * (len(waiting) + 1), places) else _anew(order)


def _anew(order: Sequence[str]) -> dict[str, int]:
    return {key: GAP * number for number, key in enumerate(order, start=1)}


def _spread(keys: Sequence[str], low: int, high: int, places: dict[str, int]) -> bool:
    """Give keys numbers between two others, and return whether there was room."""
    step = (high - low) // (len(keys) + 1)
    places.update({key: low + step * number for number, key in enumerate(keys, start=1)})
    return step > 0 or not keys


def _longest_ascending(numbered: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return a longest part, in order, of which the numbers ascend."""
    ends: list[int] = []  # the smallest last number of a part of each length
    at_end: list[int] = []  # where that stands
    previous: list[int] = []
    for at, (_, number) in enumerate(numbered):
        length = bisect_left(ends, number)
        previous.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        at_end[length : length + 1] = [at]
    chosen: dict[str, int] = {}
    at = at_end[-1] if at_end else -1
    while at >= 0:
        key, number = numbered[at]
        chosen[key] = number
        at = previous[at]
    return chosen
