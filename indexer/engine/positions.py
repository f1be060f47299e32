"""Where words stand in a row of words, and which of those places fit together. No engine is asked.

A place is the number of a word in its row; a stretch is its first place and the one behind its last. The engine
and the highlighter share these rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

WordSpan = tuple[int, int]


def phrase_spans(rows: Sequence[Iterable[int]]) -> list[WordSpan]:
    """Give the stretches in which a place of each row follows one of the row before it."""
    found = phrase_starts(rows) if len(rows) > 1 else (place for row in rows for place in row)
    return [(start, start + len(rows)) for start in sorted(found)]


def phrase_starts(rows: Sequence[Iterable[int]]) -> set[int]:
    """Give the first places of the stretches that `side_by_side` gives."""
    found = set(rows[0]) if rows else set()
    for offset, row in enumerate(rows[1:], start=1):
        found.intersection_update([place - offset for place in row])
        if not found:
            break
    return found


def sloppy_spans(words: Sequence[str], places: Mapping[str, Sequence[int]], others: int) -> list[WordSpan]:
    """Give the shortest stretches that hold all words in any order, with at most so many others between them.

    A word that is asked for twice must stand there twice. `places` has the places of each word.
    """
    needed = Counter(words)
    standing = sorted((place, word) for word in needed for place in places[word])
    missing = len(words)
    have: Counter[str] = Counter()
    inside: deque[tuple[int, str]] = deque()
    found: list[WordSpan] = []
    for place, word in standing:
        have[word] += 1
        missing -= have[word] <= needed[word]
        inside.append((place, word))
        while have[inside[0][1]] > needed[inside[0][1]]:
            have[inside.popleft()[1]] -= 1
        if not missing and place + 1 - inside[0][0] <= len(words) + others:
            found.append((inside[0][0], place + 1))
    return found


def near_spans(groups: Sequence[Sequence[WordSpan]], others: Sequence[int]) -> list[list[WordSpan]]:
    """Keep of each group the stretches that are part of a chain in which each is near the one of the next group.

    Near is: not overlapping, in either order, with at most `others[i]` words between groups i and i + 1.
    """
    kept = _reached(groups, others)
    for at in reversed(range(len(others))):
        kept[at] = _beside(kept[at], kept[at + 1], others[at])
    return kept


def count_near(groups: Sequence[Sequence[WordSpan]], others: Sequence[int]) -> int:
    """Count the stretches of the last group that `near` keeps."""
    return len(_reached(groups, others)[-1])


def _reached(groups: Sequence[Sequence[WordSpan]], others: Sequence[int]) -> list[list[WordSpan]]:
    """Keep of each group the stretches to which a chain leads from the first group."""
    kept = [list(groups[0])]
    for group, distance in zip(groups[1:], others, strict=True):
        kept.append(_beside(group, kept[-1], distance))
    return kept


def _beside(group: Sequence[WordSpan], anchors: Sequence[WordSpan], distance: int) -> list[WordSpan]:
    """Keep the stretches of a group that are near any anchor."""
    firsts = sorted(start for start, _ in anchors)
    ends = sorted(end for _, end in anchors)
    return [one for one in group if _any(ends, one[0] - distance, one[0]) or _any(firsts, one[1], one[1] + distance)]


def _any(ordered: Sequence[int], low: int, high: int) -> bool:
    """Tell whether an ordered row has a number from low to high."""
    at = bisect_left(ordered, low)
    return at < len(ordered) and ordered[at] <= high
