"""Which items of two sequences are the same ones: patience alignment, with no look at what the items say.

Items that stand once in both sequences are the anchors (Bram Cohen's patience diff); what lies between two anchors
is aligned by itself, so that repeated items are matched in their surroundings. Nearly linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence

Pair = tuple[int, int]


def match_in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Places of equal items, rising in both sequences."""
    found: list[Pair] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        low, high, left, right = todo.pop()
        while low < high and left < right and old[low] == new[left]:
            found.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and old[high - 1] == new[right - 1]:
            high, right = high - 1, right - 1
            found.append((high, right))
        if low == high or left == right:
            continue
        anchors = _anchors(old, new, (low, high, left, right))
        if not anchors:
            found.extend(_greedy(old, new, (low, high, left, right)))
            continue
        for at, to in (*anchors, (high, right)):
            todo.append((low, at, left, to))
            low, left = at + 1, to + 1
        found.extend(anchors)
    return sorted(found)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], window: tuple[int, int, int, int]) -> list[Pair]:
    low, high, left, right = window
    counts, others = Counter(old[low:high]), Counter(new[left:right])
    places = {new[to]: to for to in range(left, right) if others[new[to]] == 1}
    return longest_increasing(
        (at, places[old[at]]) for at in range(low, high) if counts[old[at]] == 1 and old[at] in places
    )


def _greedy(old: Sequence[Hashable], new: Sequence[Hashable], window: tuple[int, int, int, int]) -> list[Pair]:
    """Match each old item to the first equal new one behind the last match."""
    low, high, left, right = window
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for to in range(left, right):
        places[new[to]].append(to)
    found: list[Pair] = []
    behind = left - 1
    for at in range(low, high):
        queue = places.get(old[at])
        while queue and queue[0] <= behind:
            queue.popleft()
        if queue:
            behind = queue.popleft()
            found.append((at, behind))
    return found


def longest_increasing(pairs: Iterable[Pair]) -> list[Pair]:
    """The longest run of pairs that rises in both places; each place may occur once."""
    ordered = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, to) in enumerate(ordered):
        at = bisect_left(tails, to)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [to]
        ends[at : at + 1] = [place]
    found: list[Pair] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(ordered[place])
        place = before[place]
    return found[::-1]


def match_elsewhere(old: Sequence[Hashable], new: Sequence[Hashable], matched: Iterable[Pair]) -> list[Pair]:
    """Places of equal items that are not matched yet, wherever they stand, first with first."""
    taken_old, taken_new = set(), set()
    for at, to in matched:
        taken_old.add(at)
        taken_new.add(to)
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for to, item in enumerate(new):
        if to not in taken_new:
            places[item].append(to)
    return [(at, places[item].popleft()) for at, item in enumerate(old) if at not in taken_old and places.get(item)]


def group_by_gap(anchors: Sequence[Pair], old: Iterable[int], new: Iterable[int]) -> list[tuple[list[int], list[int]]]:
    """Places of both sequences, each rising, by the two anchors that they lie between; gaps with none are left out."""
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, places in enumerate((old, new)):
        gap = 0
        for place in places:
            while gap < len(anchors) and anchors[gap][side] < place:
                gap += 1
            gaps[gap][side].append(place)
    return list(gaps.values())


def unique_positions(numbers: Mapping[int, str | None]) -> dict[str, int]:
    """Give the places of the numbers that stand once."""
    counts = Counter(numbers.values())
    return {number: place for place, number in numbers.items() if number and counts[number] == 1}
