"""Passages that were cut apart or joined: runs of neighbours that together say what one text says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from .similarity import distance, similarity

MIN_RUN_SIMILARITY = 0.8  # similarity of the joined run with the text
_PART = 80.0  # what rapidfuzz gives the best place of a part in the text; unrelated ones get up to about 65
_GAIN = 0.5  # share of a part's length by which it must bring the run nearer to the text
_RUN = 4
_SHARED = 0.5  # of a part's runs of four characters: at 5% noise 0.8 of them stand in the whole, of others up to 0.4
_TINY = 12  # characters: a part so short must stand in the text letter by letter


def most_similar_run(whole: str, free: Mapping[int, str], starts: Iterable[int]) -> tuple[float, tuple[int, ...]]:
    """The run of two or more neighbouring free texts that is most like the whole, with its similarity, or (0, ()).

    Climbs from each start to both sides as long as a neighbour stands in the whole and brings the run nearer to it.
    """
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for start in starts:
        if start not in free or not is_contained(free[start], whole):
            continue
        run = _grown(whole, free, start)
        if len(run) > 1:
            found = similarity(whole, _joined(free, run))
            if found >= MIN_RUN_SIMILARITY and found > best[0]:
                best = (found, run)
    return best


def most_similar_run_without(
    whole: str, free: Mapping[int, str], starts: Iterable[int], out: Iterable[int]
) -> tuple[float, tuple[int, ...]]:
    """The same as `run_like`, as if some texts were not there: those on both sides of them are neighbours."""
    gone = sorted(out)
    shifted = {at: at - bisect_left(gone, at) for at in free if at not in gone}
    back = {to: at for at, to in shifted.items()}
    texts = {to: free[at] for to, at in back.items()}
    score, run = most_similar_run(whole, texts, [shifted[at] for at in starts if at in shifted])
    return score, tuple(back[to] for to in run)


def _grown(whole: str, free: Mapping[int, str], start: int) -> tuple[int, ...]:
    run: tuple[int, ...] = (start,)
    away = distance(whole, free[start])
    while True:
        steps = []
        for place, longer in ((run[0] - 1, (run[0] - 1, *run)), (run[-1] + 1, (*run, run[-1] + 1))):
            part = free.get(place)
            if part and is_contained(part, whole):
                left = distance(whole, _joined(free, longer))
                if away - left >= _GAIN * len(part):
                    steps.append((left, longer))
        if not steps:
            return run
        away, run = min(steps)


def _joined(free: Mapping[int, str], run: Iterable[int]) -> str:
    return " ".join(free[place] for place in run)


def is_contained(part: str, whole: str) -> bool:
    """Tell whether a part stands in the whole, slips of a few letters aside."""
    if len(part) < _TINY or len(part) > len(whole):
        return bool(part) and part in whole
    runs = _runs(part)
    if len(runs & _runs(whole)) < _SHARED * len(runs):
        return False  # a quick look that spares most of the slow ones
    return fuzz.partial_ratio(part, whole, score_cutoff=_PART) > 0


def best_matching_span(part: str, whole: str) -> str:
    """Give the words of the whole that a part is most like."""
    best = fuzz.partial_ratio_alignment(part, whole)
    return whole[best.dest_start : best.dest_end] if best else ""


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))
