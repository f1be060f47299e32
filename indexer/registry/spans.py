"""Finds passages that were split or merged: runs of neighbouring texts that together say what one text says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from .similarity import distance, similarity

MIN_RUN_SIMILARITY = 0.8  # similarity of the joined run to the text
_MIN_PART_SCORE = 80.0  # rapidfuzz score of the best place in the text; unrelated parts get up to about 65
# Share of a part's length by which it must bring the run nearer to the text, so that chance letters add no part. Not
# measured by itself: `benchmarks/links` measures splits and mergers with it.
_MIN_GAIN = 0.5
_RUN_LENGTH = 4
# Share of a part's runs of four characters: at 5% noise 0.8 of them stand in the whole, of other texts up to 0.4.
_MIN_SHARED_RUNS = 0.5
_SHORT_PART = 12  # characters: a shorter part must stand in the text letter by letter


def most_similar_run(whole: str, free: Mapping[int, str], starts: Iterable[int]) -> tuple[float, tuple[int, ...]]:
    """Return the run of two or more neighbouring free texts most similar to the whole, with its similarity, or (0, ()).

    Grows from each start to both sides, as long as a neighbour is contained in the whole and makes the run more
    similar.
    """
    best_run: tuple[float, tuple[int, ...]] = (0.0, ())
    for start in starts:
        if start not in free or not is_contained(free[start], whole):
            continue
        run = _grow_run(whole, free, start)
        if len(run) > 1:
            score = similarity(whole, _join(free, run))
            if score >= MIN_RUN_SIMILARITY and score > best_run[0]:
                best_run = (score, run)
    return best_run


def most_similar_run_without(
    whole: str, free: Mapping[int, str], starts: Iterable[int], left_out: Iterable[int]
) -> tuple[float, tuple[int, ...]]:
    """Return what `most_similar_run` would without some texts: those on both sides of them are neighbours."""
    removed = sorted(left_out)
    shifted = {place: place - bisect_left(removed, place) for place in free if place not in removed}
    back = {shifted_place: place for place, shifted_place in shifted.items()}
    texts = {shifted_place: free[place] for shifted_place, place in back.items()}
    score, run = most_similar_run(whole, texts, [shifted[place] for place in starts if place in shifted])
    return score, tuple(back[shifted_place] for shifted_place in run)


def _grow_run(whole: str, free: Mapping[int, str], start: int) -> tuple[int, ...]:
    run: tuple[int, ...] = (start,)
    current = distance(whole, free[start])
    while True:
        steps = []
        for place, longer in ((run[0] - 1, (run[0] - 1, *run)), (run[-1] + 1, (*run, run[-1] + 1))):
            neighbour = free.get(place)
            if neighbour and is_contained(neighbour, whole):
                remaining = distance(whole, _join(free, longer))
                if current - remaining >= _MIN_GAIN * len(neighbour):
                    steps.append((remaining, longer))
        if not steps:
            return run
        current, run = min(steps)


def _join(free: Mapping[int, str], run: Iterable[int]) -> str:
    return " ".join(free[place] for place in run)


def is_contained(part: str, whole: str) -> bool:
    """Return whether a part is contained in the whole, allowing for a few wrong letters."""
    if len(part) < _SHORT_PART or len(part) > len(whole):
        return bool(part) and part in whole
    runs = _runs(part)
    if len(runs & _runs(whole)) < _MIN_SHARED_RUNS * len(runs):
        return False  # this quick check spares most of the slow comparisons
    return fuzz.partial_ratio(part, whole, score_cutoff=_MIN_PART_SCORE) > 0


def best_matching_span(part: str, whole: str) -> str:
    """Return the words of the whole that are most similar to a part."""
    alignment = fuzz.partial_ratio_alignment(part, whole)
    return whole[alignment.dest_start : alignment.dest_end] if alignment else ""


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[str]:
    return frozenset(text[start : start + _RUN_LENGTH] for start in range(len(text) - _RUN_LENGTH + 1))
