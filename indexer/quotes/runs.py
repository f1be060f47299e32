"""Split a quotation into the longest runs of words that the papers have: the parts it was stitched together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .finder import MAX_OCCURRENCES, NumberedSpan
from .word_index import UNKNOWN_WORD, Positions, WordIds, WordIndex

_MIN_RUN_WORDS = 5  # shorter runs are common phrases
_MAX_SLIP_WORDS = 3  # words that may differ between two runs from one place, which are then joined
FARTHEST_JOINED = 2 * _MAX_SLIP_WORDS
"""Most words of the source between two runs that are joined."""
_MIN_STITCHED_SHARE = 0.8  # share of the words in the runs of a stitched quotation
_MIN_MEAN_RUN_WORDS = 7.5  # mean words of a run; shorter ones are common phrases
_MAX_STITCHED_SIMILARITY = 0.85  # share of the words in one place from which on the rest is an alteration


class MatchingRun(NamedTuple):
    """A run of a quotation's words that the papers have in a row; `start` and `end` count over all spans."""

    start: int
    end: int
    position: int


class RunSplitter:
    """Splits quotations by the runs of one word index."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def split(self, spans: Sequence[NumberedSpan]) -> list[MatchingRun]:
        """Split the words from left to right into the longest runs that the papers have, each with a position.

        Two runs from one place, parted only by a slip, become one. When a run has several positions, one in the passage
        of the run before is preferred.
        """
        runs: list[MatchingRun] = []
        offset = 0
        for span in spans:
            for run in self._runs(span.words, runs[-1] if runs else None):
                shifted = MatchingRun(run.start + offset, run.end + offset, run.position)
                if runs and _continues(runs[-1], shifted):
                    runs[-1] = MatchingRun(runs[-1].start, shifted.end, runs[-1].position)
                else:
                    runs.append(shifted)
            offset += len(span.words)
        return runs

    def _runs(self, words: WordIds, before: MatchingRun | None) -> Iterator[MatchingRun]:
        found = self._index.find_runs(words, _MIN_RUN_WORDS)
        start = 0
        while start < len(found.counts):
            if not found.counts[start]:
                start += 1
                continue
            positions, length = self._longest(words, start, found.positions(start, MAX_OCCURRENCES))
            position = self._nearest(positions, before)
            before = MatchingRun(start, start + length, position)
            yield before
            start += length

    def _longest(self, words: WordIds, start: int, positions: Positions) -> tuple[Positions, int]:
        """Return the positions where the run from one word on is longest, and its length."""
        length = _MIN_RUN_WORDS
        while start + length < len(words) and words[start + length] != UNKNOWN_WORD:
            longer = positions[self._index.words_at(positions + length) == words[start + length]]
            if not len(longer):
                break
            positions, length = longer, length + 1
        return positions, length

    def _nearest(self, positions: Positions, before: MatchingRun | None) -> int:
        if before is None:
            return int(positions.min())
        passage = self._index.passages_at(np.array([before.position]))[0]
        document = self._index.documents[passage]
        passages = self._index.passages_at(positions)
        distance = np.where(self._index.documents[passages] == document, abs(passages - passage), len(self._index.ids))
        return int(positions[np.lexsort((positions, distance))[0]])


def _continues(before: MatchingRun, after: MatchingRun) -> bool:
    """Whether a run continues where the run before it ends, but for a slip."""
    gap = after.start - before.end
    source_gap = after.position - (before.position + before.end - before.start)
    return 0 <= source_gap <= _MAX_SLIP_WORDS + gap and gap <= _MAX_SLIP_WORDS


def is_stitched(runs: Sequence[MatchingRun], numbered_spans: Sequence[NumberedSpan], similarity: float) -> bool:
    """Return whether a few long runs from different places hold nearly all of a quotation.

    Together they must hold more of it than any one place does. In a quotation without an omission, when nearly all
    words are in one place, the rest is an alteration.
    """
    if len(runs) < 2:
        return False
    word_count = sum(len(numbered_span.words) for numbered_span in numbered_spans)
    covered = sum(run.end - run.start for run in runs)
    covers_enough = covered >= _MIN_STITCHED_SHARE * word_count and covered >= _MIN_MEAN_RUN_WORDS * len(runs)
    max_similarity = _MAX_STITCHED_SIMILARITY if len(numbered_spans) == 1 else 1.0
    return covers_enough and similarity < min(max_similarity, covered / word_count)
