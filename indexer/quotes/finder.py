"""Find the positions in the papers where the spans of a quotation occur, exactly or approximately.

Approximate places are found by dynamic programming (Sellers, 1980): each word of a span is one row, computed as a
whole. Only words are counted here. What a difference means is decided in `wording`, and whether the place is right in
`verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.token_field import SORT_DEPTH

from .spans import QuotedSpan
from .word_index import UNKNOWN_WORD, Positions, WordIds, WordIndex

MAX_OCCURRENCES = 200_000  # positions of one run that are tried; more only show that the run is common
_MAX_VOTING_POSITIONS = 4_000  # positions that vote, not counting those of the rarest run
_MAX_EXACT_MATCHES = 200  # exact matches that are returned
_MAX_CANDIDATES = 8  # passages that are aligned word by word
_VOTING_RUN_WORDS = 3  # words of a run that votes for a passage


PassageRank = Callable[[Positions], Positions]
"""Returns the distance of passages (by number) from where the words should be."""


class NumberedSpan(NamedTuple):
    """A quoted span as word ids."""

    words: WordIds
    free: NDArray[np.bool_]
    max_gap: int | None


@dataclass(frozen=True)
class QuoteMatch:
    """Where all spans occur, in order: the positions of the words of each in the index, and how many words differ."""

    positions: tuple[Positions, ...]
    cost: int

    @property
    def first(self) -> int:
        """The first position."""
        return next((int(span_positions[0]) for span_positions in self.positions if len(span_positions)), 0)


class QuoteFinder:
    """Finds positions of quotations in one word index."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def number_spans(self, parts: Sequence[QuotedSpan]) -> tuple[NumberedSpan, ...]:
        """Return spans as word ids."""
        return tuple(
            NumberedSpan(
                self._index.word_ids(word.text for word in part.words), np.array(part.free, dtype=bool), part.max_gap
            )
            for part in parts
        )

    def find_exact(self, spans: Sequence[NumberedSpan], rank: PassageRank) -> tuple[list[QuoteMatch], int]:
        """Find where all words occur exactly, best ranked first, and in how many passages they do.

        Of very many matches only the best ranked are returned.
        """
        main = max(range(len(spans)), key=lambda span_number: int((~spans[span_number].free).sum()))
        starts = self._occurrences(spans[main])
        for number, span in enumerate(spans):
            if number != main and not span.free.all() and len(starts):
                near = self._index.passages_at(self._occurrences(span))
                starts = starts[np.isin(self._index.passages_at(starts), np.concatenate([near - 1, near, near + 1]))]
        passages = self._index.passages_at(starts)
        best = np.lexsort((starts, rank(passages)))[:_MAX_EXACT_MATCHES]
        length = len(spans[main].words)
        matches = [QuoteMatch((np.arange(start, start + length),), 0) for start in starts[best].tolist()]
        if len(spans) == 1:
            total = self._index.total_of(spans[main].words)
            return matches, total.passages if total else len(np.unique(passages))
        aligned = [
            self._extend_match(spans, main, match.positions[0], self._region(passage, 1))
            for match, passage in zip(matches, passages[best].tolist(), strict=True)
        ]
        complete = [match for match in aligned if not match.cost]
        return complete, len({int(self._index.passages_at(match.positions[main][:1])[0]) for match in complete})

    def find_all(self, span: NumberedSpan) -> Positions:
        """Return where a span of few words begins, each time within one passage, MAX_OCCURRENCES times at most."""
        starts = self._occurrences(span)
        ends = starts + len(span.words) - 1
        within: Positions = starts[self._index.passages_at(starts) == self._index.passages_at(ends)]
        return within

    def find_near(self, spans: Sequence[NumberedSpan], words_between: int) -> list[tuple[int, ...]]:
        """Return where spans follow each other in one passage: the position at which each begins.

        Between two of them are at most `words_between` words, or as many as the second allows. Of places that share a
        span, the one with the fewest words between is returned.
        """
        chains = self.find_all(spans[0])[:, np.newaxis]
        for before, span in pairwise(spans):
            found = self.find_all(span)
            ends = chains[:, -1] + len(before.words)
            if not len(found) or not len(ends):
                return []
            number = np.minimum(np.searchsorted(found, ends), len(found) - 1)
            following = found[number]
            gaps = following - ends
            near = (gaps >= 0) & (gaps <= (words_between if span.max_gap is None else span.max_gap))
            near &= self._index.passages_at(following) == self._index.passages_at(chains[:, -1])
            chains = np.column_stack([chains[near], following[near]])
            is_last = np.append(chains[1:, -1] != chains[:-1, -1], True)[: len(chains)]
            chains = chains[is_last]
        return [tuple(chain) for chain in chains.tolist()]

    def find_approximate(self, spans: Sequence[NumberedSpan], also_passages: Iterable[int] = ()) -> list[QuoteMatch]:
        """Return the best match in each of the most similar passages, and in those of `also_passages` (by number)."""
        candidates = self._candidate_passages(spans)
        matches = []
        for passage in dict.fromkeys((*also_passages, *candidates)):
            matches.append(self._best_match(spans, self._region(passage, 0)))
            if passage + 1 in candidates:
                matches.append(self._best_match(spans, self._region(passage, 1)))
        return matches

    def _occurrences(self, span: NumberedSpan) -> Positions:
        """Return the positions where a span occurs exactly, but for its free words."""
        words, nowhere = span.words, np.zeros(0, dtype=np.int64)
        fixed = ~span.free
        width = _longest_fixed_run(fixed)
        if not width or (words[fixed] == UNKNOWN_WORD).any():
            return nowhere
        found = self._index.find_runs(words, width)
        is_all_fixed = np.lib.stride_tricks.sliding_window_view(fixed, width).all(axis=1)
        rarest = int(np.where(is_all_fixed, found.counts, np.iinfo(np.int64).max).argmin())
        starts = found.positions(rarest, MAX_OCCURRENCES) - rarest
        starts = starts[(starts >= 0) & (starts + len(words) <= self._index.size)]
        for offset, (word, is_fixed) in enumerate(zip(words.tolist(), fixed.tolist(), strict=True)):
            source_words = self._index.words_at(starts + offset)
            starts = starts[source_words == word] if is_fixed else starts[source_words != UNKNOWN_WORD]
        return np.sort(starts)

    def _region(self, passage: int, following: int) -> Positions:
        """Return the positions of the words of a passage and of up to `following` next passages of its document."""
        documents = self._index.documents
        last = min(passage + following, len(documents) - 1)
        spans = [
            self._index.span(number) for number in range(passage, last + 1) if documents[number] == documents[passage]
        ]
        return np.concatenate([np.arange(start, end) for start, end in spans])

    def _best_match(self, spans: Sequence[NumberedSpan], region: Positions) -> QuoteMatch:
        """Align a quotation with a region: the longest span first, then the others around it."""
        main = max(range(len(spans)), key=lambda span_number: len(spans[span_number].words))
        fit = best_fit(spans[main].words, spans[main].free, self._index.words_at(region))
        match = self._extend_match(spans, main, region[fit.start : fit.end], region)
        return QuoteMatch(match.positions, match.cost + fit.cost)

    def _extend_match(
        self, spans: Sequence[NumberedSpan], main: int, positions: Positions, region: Positions
    ) -> QuoteMatch:
        """Align the spans before and after an aligned one, within the rest of its region."""
        placed: dict[int, Positions] = {main: positions}
        cost = 0
        begin, end = (int(positions[0]), int(positions[-1]) + 1) if len(positions) else (int(region[0]), int(region[0]))
        for number in range(main + 1, len(spans)):
            remaining = region[region >= end]
            placed[number], added_cost = self._align(
                spans[number], remaining[: _search_width(spans[number], spans[number].max_gap)]
            )
            cost += added_cost
            end = int(placed[number][-1]) + 1 if len(placed[number]) else end
        for number in range(main - 1, -1, -1):
            remaining = region[region < begin]
            width = _search_width(spans[number], spans[number + 1].max_gap)
            placed[number], added_cost = self._align(
                spans[number], remaining[-width:] if width else remaining, from_end=True
            )
            cost += added_cost
            begin = int(placed[number][0]) if len(placed[number]) else begin
        return QuoteMatch(tuple(placed[number] for number in range(len(spans))), cost)

    def _align(self, span: NumberedSpan, region: Positions, from_end: bool = False) -> tuple[Positions, int]:
        """Return where a span fits best in a region, and how many words differ; of several places the first or last."""
        step = -1 if from_end else 1
        fit = best_fit(span.words[::step], span.free[::step], self._index.words_at(region)[::step])
        return region[::step][fit.start : fit.end][::step], fit.cost

    def _candidate_passages(self, spans: Sequence[NumberedSpan]) -> list[int]:
        """Return the passages that share most of the quotation's rarer runs of words, best first."""
        for width in (_VOTING_RUN_WORDS, 2, 1):
            runs = [run for span in spans for run in self._rarest_runs(span.words, width)]
            if runs:
                break
        else:
            return []
        positions = [run_positions for _, run_positions in runs]
        run = np.repeat(np.arange(len(runs)), [len(run_positions) for run_positions in positions])
        run_in_passage = np.unique(run * len(self._index.ids) + self._index.passages_at(np.concatenate(positions)))
        run, passage = np.divmod(run_in_passage, len(self._index.ids))
        weight = 1 / (1 + np.log2([count for count, _ in runs]))
        passages, number = np.unique(passage, return_inverse=True)
        votes = np.bincount(number, weights=weight[run])
        best: list[int] = passages[np.argsort(-votes, kind="stable")[:_MAX_CANDIDATES]].tolist()
        return best

    def _rarest_runs(self, words: WordIds, width: int) -> list[tuple[int, Positions]]:
        """Return the rarest runs of a span that occur at all, until their occurrences reach the limit.

        Each comes with the number of its occurrences, and with their positions, of which too many are not all returned.
        """
        found = self._index.find_runs(words, min(width, len(words)))
        chosen: list[int] = []
        total = 0
        for number in np.argsort(found.counts, kind="stable").tolist():
            if not found.counts[number]:
                continue
            total += int(found.counts[number])
            if total > _MAX_VOTING_POSITIONS and chosen:
                break
            chosen.append(number)
        return [(int(found.counts[number]), found.positions(number, _MAX_VOTING_POSITIONS)) for number in chosen[:64]]


def _longest_fixed_run(fixed: NDArray[np.bool_]) -> int:
    """Return the length of the longest run of fixed words, at most SORT_DEPTH."""
    longest = run = 0
    for is_fixed in fixed.tolist():
        run = run + 1 if is_fixed else 0
        longest = max(longest, run)
    return min(longest, SORT_DEPTH)


def _search_width(span: NumberedSpan, max_gap: int | None) -> int | None:
    """Return how many words of the source a span next to another may be within; None is any number."""
    return None if max_gap is None else len(span.words) + max_gap


class BestFit(NamedTuple):
    """The part of a sequence that is most similar to a span, and how many words must be changed, added or left out."""

    start: int
    end: int
    cost: int


def best_fit(wanted: WordIds, free: NDArray[np.bool_], source: WordIds) -> BestFit:
    """Return the part of `source` with the lowest cost; of several with the same cost, the first.

    When the source has another word at the end, that counts as a changed word, not as one left out. A free word costs
    nothing wherever it differs. A word that no paper has equals no other word.
    """
    if not len(source):
        return BestFit(0, 0, int((~free).sum()))
    end, cost = _end_and_cost(wanted, free, source, anchored=False)
    backwards, _ = _end_and_cost(wanted[::-1], free[::-1], source[:end][::-1], anchored=True)
    return BestFit(end - backwards, end, cost)


def _end_and_cost(span: WordIds, free: NDArray[np.bool_], row: WordIds, anchored: bool) -> tuple[int, int]:
    """Return how many words of the source an alignment of the whole span uses, and its cost.

    When anchored, the alignment begins at the first word of the source.
    """
    steps = np.arange(len(row) + 1, dtype=np.int64)
    level = np.zeros(len(row) + 1, dtype=np.int64) if anchored else -steps  # costs minus the source words passed so far
    for word, is_free in zip(span.tolist(), free.tolist(), strict=True):
        left_out = level + (not is_free)
        agrees = True if is_free else row == word if word != UNKNOWN_WORD else False
        np.minimum(left_out[1:], level[:-1] - agrees, out=left_out[1:])
        level = np.minimum.accumulate(left_out)  # each added source word costs one
    costs = level + steps
    if anchored:  # of equal costs the longest, to include as many words as possible
        least = int(costs.min())
        return int(np.flatnonzero(costs == least)[-1]), least
    best = int(costs.argmin())
    while costs[best] and best < len(row) and costs[best + 1] == costs[best]:
        best += 1
    return best, int(costs[best])
