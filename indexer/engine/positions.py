"""Which positions of terms form a phrase, a sloppy phrase or a NEAR match; independent of any engine.

A position is the number of a word in its text. A span is the first position and the one after the last. The engine
and the highlighter share these rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

WordSpan = tuple[int, int]


def phrase_spans(rows: Sequence[Iterable[int]]) -> list[WordSpan]:
    """Return the spans in which a position of each row follows one of the row before."""
    found = phrase_starts(rows) if len(rows) > 1 else (place for row in rows for place in row)
    return [(start, start + len(rows)) for start in sorted(found)]


def phrase_starts(rows: Sequence[Iterable[int]]) -> set[int]:
    """Return the first positions of the spans that `phrase_spans` returns."""
    found = set(rows[0]) if rows else set()
    for offset, row in enumerate(rows[1:], start=1):
        found.intersection_update([place - offset for place in row])
        if not found:
            break
    return found


def sloppy_spans(words: Sequence[str], places: Mapping[str, Sequence[int]], others: int) -> list[WordSpan]:
    """Return the shortest spans that contain all words in any order, with at most `slop` other words between them.

    A word that occurs twice in `words` must occur twice in the span. `positions` has the positions of each word.
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
    """Return of each group the spans that belong to a chain in which each span is near one of the next group.

    Near means: not overlapping, in either order, with at most `distances[i]` words between groups i and i + 1.
    """
    kept = _reached(groups, others)
    for at in reversed(range(len(others))):
        kept[at] = _beside(kept[at], kept[at + 1], others[at])
    return kept


def count_near(groups: Sequence[Sequence[WordSpan]], others: Sequence[int]) -> int:
    """Count the spans of the last group that `near_spans` keeps."""
    return len(_reached(groups, others)[-1])


def _reached(groups: Sequence[Sequence[WordSpan]], others: Sequence[int]) -> list[list[WordSpan]]:
    """Return of each group the spans that a chain from the first group reaches."""
    kept = [list(groups[0])]
    for group, distance in zip(groups[1:], others, strict=True):
        kept.append(_beside(group, kept[-1], distance))
    return kept


def _beside(group: Sequence[WordSpan], anchors: Sequence[WordSpan], distance: int) -> list[WordSpan]:
    """Return the spans of a group that are near any anchor."""
    firsts = sorted(start for start, _ in anchors)
    ends = sorted(end for _, end in anchors)
    return [one for one in group if _any(ends, one[0] - distance, one[0]) or _any(firsts, one[1], one[1] + distance)]


def _any(ordered: Sequence[int], low: int, high: int) -> bool:
    """Return whether a sorted row has a number from low to high, both included."""
    at = bisect_left(ordered, low)
    return at < len(ordered) and ordered[at] <= high
