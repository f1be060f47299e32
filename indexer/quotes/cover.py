"""A quotation cut into the longest runs of words that stand somewhere: what it was stitched together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .finder import MAX_OCCURRENCES, NumberedSpan
from .word_index import UNKNOWN_WORD, Positions, WordIds, WordIndex

_PIECE = 5  # words: shorter runs are anybody's
_SLIP = 3  # words that may differ between two pieces from one place, which are then one piece


class MatchingRun(NamedTuple):
    """A run of a quotation's words, counted over all stretches, that stands somewhere as it is."""

    start: int
    end: int
    position: int


class RunSplitter:
    """Cuts quotations by one index."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def split(self, needles: Sequence[NumberedSpan]) -> list[MatchingRun]:
        """Cut the words into the longest runs that stand somewhere, from left to right, with the place of each.

        Runs of one place that a slip parts are one; of several places, one in the passage of the run before is taken.
        """
        found: list[MatchingRun] = []
        offset = 0
        for needle in needles:
            for piece in self._runs(needle.words, found[-1] if found else None):
                shifted = MatchingRun(piece.start + offset, piece.end + offset, piece.position)
                if found and _continues(found[-1], shifted):
                    found[-1] = MatchingRun(found[-1].start, shifted.end, found[-1].position)
                else:
                    found.append(shifted)
            offset += len(needle.words)
        return found

    def _runs(self, words: WordIds, before: MatchingRun | None) -> Iterator[MatchingRun]:
        first, end = self._index.run_ranges(words, _PIECE)
        place = 0
        while place < len(first):
            if end[place] <= first[place]:
                place += 1
                continue
            at, length = self._longest(words, place, int(first[place]), int(end[place]))
            chosen = self._nearest(at, before)
            before = MatchingRun(place, place + length, chosen)
            yield before
            place += length

    def _longest(self, words: WordIds, place: int, first: int, end: int) -> tuple[Positions, int]:
        """How far the run from one word on goes on anywhere, and where."""
        at, length = self._index.positions(first, min(end, first + MAX_OCCURRENCES)), _PIECE
        every = self._index.words
        while place + length < len(words) and words[place + length] != UNKNOWN_WORD:
            longer = at[every[at + length] == words[place + length]]
            if not len(longer):
                break
            at, length = longer, length + 1
        return at, length

    def _nearest(self, at: Positions, before: MatchingRun | None) -> int:
        if before is None:
            return int(at.min())
        passage = self._index.passages_at(np.array([before.position]))[0]
        paper = self._index.documents[passage]
        passages = self._index.passages_at(at)
        distance = np.where(self._index.documents[passages] == paper, abs(passages - passage), len(self._index.ids))
        return int(at[np.lexsort((at, distance))[0]])


def _continues(before: MatchingRun, after: MatchingRun) -> bool:
    """Whether a piece goes on where the one before it ends, but for a slip."""
    ours = after.start - before.end
    theirs = after.position - (before.position + before.end - before.start)
    return 0 <= theirs <= _SLIP + ours and ours <= _SLIP
