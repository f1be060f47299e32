"""Matches equal items of two sequences by patience alignment, whatever the items are.

Items that stand once in both sequences are the anchors (Bram Cohen's patience diff); what lies between two anchors is
aligned by itself, so that repeated items are matched in their surroundings. Nearly linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

Pair = tuple[int, int]


class _Window(NamedTuple):
    """A part of both sequences: from `old_start` to before `old_end`, and from `new_start` to before `new_end`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def match_in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the positions of equal items, rising in both sequences."""
    pairs: list[Pair] = []
    windows = [_Window(0, len(old), 0, len(new))]
    while windows:
        low, high, left, right = windows.pop()
        while low < high and left < right and old[low] == new[left]:
            pairs.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and old[high - 1] == new[right - 1]:
            high, right = high - 1, right - 1
            pairs.append((high, right))
        if low == high or left == right:
            continue
        window = _Window(low, high, left, right)
        anchors = _anchors(old, new, window)
        if not anchors:
            pairs.extend(_greedy(old, new, window))
            continue
        for old_at, new_at in (*anchors, (high, right)):
            windows.append(_Window(low, old_at, left, new_at))
            low, left = old_at + 1, new_at + 1
        pairs.extend(anchors)
    return sorted(pairs)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], window: _Window) -> list[Pair]:
    """Pair the items that stand once in both parts of a window."""
    low, high, left, right = window
    old_counts, new_counts = Counter(old[low:high]), Counter(new[left:right])
    new_positions = {new[position]: position for position in range(left, right) if new_counts[new[position]] == 1}
    return longest_increasing(
        (position, new_positions[old[position]])
        for position in range(low, high)
        if old_counts[old[position]] == 1 and old[position] in new_positions
    )


def _greedy(old: Sequence[Hashable], new: Sequence[Hashable], window: _Window) -> list[Pair]:
    """Match each old item to the first equal new one after the last match."""
    low, high, left, right = window
    positions: dict[Hashable, deque[int]] = defaultdict(deque)
    for new_at in range(left, right):
        positions[new[new_at]].append(new_at)
    pairs: list[Pair] = []
    last_match = left - 1
    for old_at in range(low, high):
        queue = positions.get(old[old_at])
        while queue and queue[0] <= last_match:
            queue.popleft()
        if queue:
            last_match = queue.popleft()
            pairs.append((old_at, last_match))
    return pairs


def longest_increasing(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the longest increasing run of pairs in both positions; each position may occur once."""
    ordered = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for position, (_, new_at) in enumerate(ordered):
        length = bisect_left(tails, new_at)
        previous.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [new_at]
        ends[length : length + 1] = [position]
    run: list[Pair] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        run.append(ordered[position])
        position = previous[position]
    return run[::-1]


def match_elsewhere(old: Sequence[Hashable], new: Sequence[Hashable], matched: Iterable[Pair]) -> list[Pair]:
    """Return the positions of equal items that are not matched yet, wherever they stand, first with first."""
    taken_old, taken_new = set(), set()
    for old_at, new_at in matched:
        taken_old.add(old_at)
        taken_new.add(new_at)
    positions: dict[Hashable, deque[int]] = defaultdict(deque)
    for new_at, item in enumerate(new):
        if new_at not in taken_new:
            positions[item].append(new_at)
    return [
        (old_at, positions[item].popleft())
        for old_at, item in enumerate(old)
        if old_at not in taken_old and positions.get(item)
    ]


def group_by_gap(anchors: Sequence[Pair], old: Iterable[int], new: Iterable[int]) -> list[tuple[list[int], list[int]]]:
    """Group positions of both sequences, each rising, by the anchors that they lie between, without empty gaps."""
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, positions in enumerate((old, new)):
        gap = 0
        for position in positions:
            while gap < len(anchors) and anchors[gap][side] < position:
                gap += 1
            gaps[gap][side].append(position)
    return list(gaps.values())


def unique_positions(numbers: Mapping[int, str | None]) -> dict[str, int]:
    """Return the positions of the numbers that occur once."""
    counts = Counter(numbers.values())
    return {number: position for position, number in numbers.items() if number and counts[number] == 1}
