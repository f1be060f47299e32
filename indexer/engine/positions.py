"""Which positions of terms form a phrase, a sloppy phrase or a NEAR match; independent of any engine.

A position is the number of a word in its text. A span is the first position and the one after the last. The engine and
the highlighter share these rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

WordSpan = tuple[int, int]


def phrase_spans(rows: Sequence[Iterable[int]]) -> list[WordSpan]:
    """Return the spans in which a position of each row follows one of the row before."""
    first_positions = phrase_starts(rows) if len(rows) > 1 else (position for row in rows for position in row)
    return [(start, start + len(rows)) for start in sorted(first_positions)]


def phrase_starts(rows: Sequence[Iterable[int]]) -> set[int]:
    """Return the first positions of the spans that `phrase_spans` returns."""
    candidates = set(rows[0]) if rows else set()
    for offset, row in enumerate(rows[1:], start=1):
        candidates.intersection_update([position - offset for position in row])
        if not candidates:
            break
    return candidates


def sloppy_spans(words: Sequence[str], positions: Mapping[str, Sequence[int]], slop: int) -> list[WordSpan]:
    """Return the shortest spans that contain all words in any order, with at most `slop` other words between them.

    A word that occurs twice in `words` must occur twice in the span. `positions` has the positions of each word.
    """
    needed = Counter(words)
    occurrences = sorted((position, word) for word in needed for position in positions[word])
    missing = len(words)
    counts: Counter[str] = Counter()
    window: deque[tuple[int, str]] = deque()
    spans: list[WordSpan] = []
    for position, word in occurrences:
        counts[word] += 1
        missing -= counts[word] <= needed[word]
        window.append((position, word))
        while counts[window[0][1]] > needed[window[0][1]]:
            counts[window.popleft()[1]] -= 1
        if not missing and position + 1 - window[0][0] <= len(words) + slop:
            spans.append((window[0][0], position + 1))
    return spans


def near_spans(groups: Sequence[Sequence[WordSpan]], distances: Sequence[int]) -> list[list[WordSpan]]:
    """Return for each group the spans that belong to a chain in which each span is near one of the next group.

    Near means: not overlapping, in either order, with at most `distances[i]` words between groups i and i + 1.
    """
    chained = _reached(groups, distances)
    for index in reversed(range(len(distances))):
        chained[index] = _near_any(chained[index], chained[index + 1], distances[index])
    return chained


def count_near(groups: Sequence[Sequence[WordSpan]], distances: Sequence[int]) -> int:
    """Count the spans of the last group that `near_spans` keeps."""
    return len(_reached(groups, distances)[-1])


def _reached(groups: Sequence[Sequence[WordSpan]], distances: Sequence[int]) -> list[list[WordSpan]]:
    """Return for each group the spans that a chain from the first group reaches."""
    reached = [list(groups[0])]
    for group, distance in zip(groups[1:], distances, strict=True):
        reached.append(_near_any(group, reached[-1], distance))
    return reached


def _near_any(group: Sequence[WordSpan], anchors: Sequence[WordSpan], distance: int) -> list[WordSpan]:
    """Return the spans of a group that are near any anchor."""
    firsts = sorted(start for start, _ in anchors)
    ends = sorted(end for _, end in anchors)
    return [
        span
        for span in group
        if _any_between(ends, span[0] - distance, span[0]) or _any_between(firsts, span[1], span[1] + distance)
    ]


def _any_between(numbers: Sequence[int], low: int, high: int) -> bool:
    """Return whether a sorted row has a number from `low` to `high`, both included."""
    index = bisect_left(numbers, low)
    return index < len(numbers) and numbers[index] <= high
