"""Places in the papers for the stretches of a quotation: the same words, or nearly the same.

It counts words only. What the difference means, and whether the place is the right one, others decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .align import best_fit
from .spans import QuotedSpan
from .word_index import SORT_DEPTH, UNKNOWN_WORD, Positions, WordIds, WordIndex

MAX_OCCURRENCES = 200_000  # places of one run that are looked at: more say only that the run is common
_VOTES = 4_000  # places of runs that vote, but for the rarest run
_RANKED = 200  # places of equal words that are given
_CLOSE = 8  # passages that are aligned word by word
_WINDOW = 3  # words of the runs that vote for a passage


PassageRank = Callable[[Positions], Positions]
"""Says of passages, by number, how far each is from where the words should be."""


class NumberedSpan(NamedTuple):
    """A stretch in numbers."""

    words: WordIds
    free: NDArray[np.bool_]
    gap: int | None


@dataclass(frozen=True)
class QuoteMatch:
    """Where all stretches stand, in order: the places of the words of each in the index, and words that differ."""

    positions: tuple[Positions, ...]
    cost: int

    @property
    def first(self) -> int:
        """The first place."""
        return next((int(places[0]) for places in self.positions if len(places)), 0)


class QuoteFinder:
    """Finds places for quotations in one index."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def number_spans(self, parts: Sequence[QuotedSpan]) -> tuple[NumberedSpan, ...]:
        """Give stretches in numbers."""
        return tuple(
            NumberedSpan(
                self._index.word_ids(word.text for word in part.words), np.array(part.free, dtype=bool), part.max_gap
            )
            for part in parts
        )

    def find_exact(self, needles: Sequence[NumberedSpan], rank: PassageRank) -> tuple[list[QuoteMatch], int]:
        """Find where all words stand as they are, best ranked first, and in how many passages they do.

        Of places in very many passages only the best ranked are given.
        """
        main = max(range(len(needles)), key=lambda one: int((~needles[one].free).sum()))
        starts = self._occurrences(needles[main])
        for number, needle in enumerate(needles):
            if number != main and not needle.free.all() and len(starts):
                near = self._index.passages_at(self._occurrences(needle))
                starts = starts[np.isin(self._index.passages_at(starts), np.concatenate([near - 1, near, near + 1]))]
        passages = self._index.passages_at(starts)
        best = np.lexsort((starts, rank(passages)))[:_RANKED]
        length = len(needles[main].words)
        found = [QuoteMatch((np.arange(start, start + length),), 0) for start in starts[best].tolist()]
        if len(needles) == 1:
            return found, len(np.unique(passages))
        around = [
            self._around(needles, main, match.positions[0], self._region(passage, 1))
            for match, passage in zip(found, passages[best].tolist(), strict=True)
        ]
        whole = [match for match in around if not match.cost]
        return whole, len({int(self._index.passages_at(match.positions[main][:1])[0]) for match in whole})

    def find_approximate(self, needles: Sequence[NumberedSpan], also: Iterable[int] = ()) -> list[QuoteMatch]:
        """Find the passages most like the quotation, and those named by number, each with its best place."""
        voted = self._voted(needles)
        found = []
        for passage in dict.fromkeys((*also, *voted)):
            found.append(self._best(needles, self._region(passage, 0)))
            if passage + 1 in voted:
                found.append(self._best(needles, self._region(passage, 1)))
        return found

    def _occurrences(self, needle: NumberedSpan) -> Positions:
        """Where a stretch stands as it is, but for its free words."""
        words, none = needle.words, np.zeros(0, dtype=np.int64)
        fixed = ~needle.free
        width = _widest(fixed)
        if not width or (words[fixed] == UNKNOWN_WORD).any():
            return none
        first, end = self._index.run_ranges(words, width)
        whole = np.lib.stride_tricks.sliding_window_view(fixed, width).all(axis=1)
        count = np.where(whole, end - first, np.iinfo(np.int64).max)
        rarest = int(count.argmin())
        starts = (
            self._index.positions(int(first[rarest]), min(int(end[rarest]), int(first[rarest]) + MAX_OCCURRENCES))
            - rarest
        )
        every = self._index.words
        starts = starts[(starts >= 0) & (starts + len(words) <= len(every))]
        for place, (word, is_fixed) in enumerate(zip(words.tolist(), fixed.tolist(), strict=True)):
            there = every[starts + place]
            starts = starts[there == word] if is_fixed else starts[there != UNKNOWN_WORD]
        return np.sort(starts)

    def _region(self, passage: int, more: int) -> Positions:
        """The places of a passage's words, and of those of the next ones of its document."""
        documents = self._index.documents
        last = min(passage + more, len(documents) - 1)
        spans = [self._index.span(one) for one in range(passage, last + 1) if documents[one] == documents[passage]]
        return np.concatenate([np.arange(start, end) for start, end in spans])

    def _best(self, needles: Sequence[NumberedSpan], region: Positions) -> QuoteMatch:
        """Where a region is most like the quotation: the longest stretch first, the others around it."""
        main = max(range(len(needles)), key=lambda one: len(needles[one].words))
        fit = best_fit(needles[main].words, needles[main].free, self._index.words[region])
        match = self._around(needles, main, region[fit.start : fit.end], region)
        return QuoteMatch(match.positions, match.cost + fit.cost)

    def _around(self, needles: Sequence[NumberedSpan], main: int, at: Positions, region: Positions) -> QuoteMatch:
        """Place the stretches before and after the one that is placed, in what its region leaves them."""
        placed: dict[int, Positions] = {main: at}
        cost = 0
        begin, end = (int(at[0]), int(at[-1]) + 1) if len(at) else (int(region[0]), int(region[0]))
        for number in range(main + 1, len(needles)):
            rest = region[region >= end]
            placed[number], more = self._fit(needles[number], rest[: _reach(needles[number], needles[number].gap)])
            cost += more
            end = int(placed[number][-1]) + 1 if len(placed[number]) else end
        for number in range(main - 1, -1, -1):
            rest = region[region < begin]
            reach = _reach(needles[number], needles[number + 1].gap)
            placed[number], more = self._fit(needles[number], rest[-reach:] if reach else rest)
            cost += more
            begin = int(placed[number][0]) if len(placed[number]) else begin
        return QuoteMatch(tuple(placed[number] for number in range(len(needles))), cost)

    def _fit(self, needle: NumberedSpan, region: Positions) -> tuple[Positions, int]:
        fit = best_fit(needle.words, needle.free, self._index.words[region])
        return region[fit.start : fit.end], fit.cost

    def _voted(self, needles: Sequence[NumberedSpan]) -> list[int]:
        """The passages that share most of the quotation's rarer runs of words, best first."""
        for width in (_WINDOW, 2, 1):
            runs = [run for needle in needles for run in self._rare(needle.words, width)]
            if runs:
                break
        else:
            return []
        places = [self._index.positions(first, end) for first, end in runs]
        run = np.repeat(np.arange(len(runs)), [len(some) for some in places])
        once = np.unique(run * len(self._index.ids) + self._index.passages_at(np.concatenate(places)))
        run, passage = np.divmod(once, len(self._index.ids))
        weight = 1 / (1 + np.log2([end - first for first, end in runs]))
        passages, number = np.unique(passage, return_inverse=True)
        votes = np.bincount(number, weights=weight[run])
        best: list[int] = passages[np.argsort(-votes, kind="stable")[:_CLOSE]].tolist()
        return best

    def _rare(self, words: WordIds, width: int) -> list[tuple[int, int]]:
        """The rarest runs of a stretch that stand anywhere, until they are in many places together."""
        first, end = self._index.run_ranges(words, min(width, len(words)))
        count = end - first
        chosen: list[tuple[int, int]] = []
        total = 0
        for number in np.argsort(count, kind="stable").tolist():
            if not count[number]:
                continue
            total += int(count[number])
            if total > _VOTES and chosen:
                break
            chosen.append((int(first[number]), min(int(end[number]), int(first[number]) + _VOTES)))
        return chosen[:64]


def _widest(fixed: NDArray[np.bool_]) -> int:
    """The length, at most DEPTH, of the longest run of fixed words."""
    longest = run = 0
    for is_fixed in fixed.tolist():
        run = run + 1 if is_fixed else 0
        longest = max(longest, run)
    return min(longest, SORT_DEPTH)


def _reach(needle: NumberedSpan, gap: int | None) -> int | None:
    """Words of the source among which a stretch next to another must be; None is any number."""
    return None if gap is None else len(needle.words) + gap
