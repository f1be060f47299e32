"""Split a quotation into the longest runs of words that the papers have: the parts it was stitched together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .finder import MAX_OCCURRENCES, NumberedSpan
from .word_index import UNKNOWN_WORD, Positions, WordIds, WordIndex

_PIECE = 5  # words: shorter runs are anybody's
_SLIP = 3  # words that may differ between two pieces from one place, which are then one piece


class MatchingRun(NamedTuple):
    """A run of a quotation's words that the papers have in a row; `start` and `end` count over all spans."""

    start: int
    end: int
    position: int


class RunSplitter:
    """Splits quotations by the runs of one word index."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def split(self, needles: Sequence[NumberedSpan]) -> list[MatchingRun]:
        """Split the words from left to right into the longest runs that the papers have, each with a position.

        Two runs from one place, parted only by a slip, become one. When a run has several positions, one in the passage
        of
        the run before is preferred.
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
        """Return the positions where the run from one word on is longest, and its length."""
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
    """Whether a run continues where the run before it ends, but for a slip."""
    ours = after.start - before.end
    theirs = after.position - (before.position + before.end - before.start)
    return 0 <= theirs <= _SLIP + ours and ours <= _SLIP
