"""Align the passages of a document, as read now, with the rows of the registry: the core of the permanent link.

The surest evidence comes first: equal words in order, equal words elsewhere, former wordings, passages that had gone;
then parts that were split or merged; then the source's own number, the similarity of wordings, and their neighbours. A
row is matched only where no other passage of the paper is about as similar: an id that a person has to review is a
nuisance, one that leads to other words is a false citation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from indexer.meetings.ids import normalise

from .incoming import NewPassage
from .near_duplicates import distinguish, is_nearer, near_duplicate_is_contained
from .rows import PassageRow
from .sequence import group_by_gap, longest_increasing, unique_positions
from .similarity import CandidateIndex, similarity
from .spans import is_contained, most_similar_run, most_similar_run_without
from .state import Alignment, AlignmentState, ReviewCandidate

# The thresholds are what `python -m benchmarks.links` measured; benchmarks/links/RESULTS.md has its table.
MIN_ALIGNED_SIMILARITY = 0.8
MIN_SIMILARITY_WITH_EVIDENCE = 0.6  # under the source's own number, or between the same neighbours
SHORT_TEXT = 30  # characters: texts so short are similar by chance, so they must be very similar and in the same place
MIN_MARGIN = 0.03  # similarity by which a passage must lead any other; or half the distance of that one
REVIEW_SIMILARITY = 0.5  # similarity from which a reviewer is shown a passage as a possible new place
MIN_CONTAINED = 60  # characters that must be contained in the other passage
MIN_CONTAINED_SHARE = 0.4  # of the longer passage that the shorter one must be
MAX_CONTAINED_SHARE = 0.9  # of the longer one that it must stay below: passages nearly as long are judged by similarity
MIN_LEAD = 0.15  # similarity by which a rewritten passage must lead any other passage
LONG_TEXT = 100  # characters: texts so long on different things have similarities below 0.42
_MAX_FARTHER = 2  # times as far from its row as any other free passage a misread one may be
_CROWD = 4  # free passages between two neighbours, up to which all are compared with each other


def align(old: Sequence[PassageRow], ended: Sequence[PassageRow], new: Sequence[NewPassage]) -> Alignment:
    """Align the living rows of one document, and the ended ones, with its passages as read now."""
    state = AlignmentState(old, _as_recorded(old, new))
    state.match_equal(ended)
    if state.has_free():
        matcher = _SimilarityMatcher(state)
        matcher.match_splits_and_merges()
        matcher.match_by_number()
        matcher.match_by_similarity()
        matcher.match_by_differing_words()
        matcher.match_by_neighbours()
        matcher.match_by_lead()
        matcher.match_by_containment()
        matcher.note_candidates()
    return state.alignment


def _as_recorded(old: Sequence[PassageRow], new: Sequence[NewPassage]) -> Sequence[NewPassage]:
    """Return the passages as the build before gave them: with the heads of tables, where the rows of old have them."""
    if not any(passage.earlier_text for passage in new):
        return new
    recorded = {row.hash for row in old}
    rows = [passage for passage in new if passage.earlier_text]
    as_now = sum(row.hash in recorded for row in rows)
    as_before = sum(row.earlier.hash in recorded for row in rows)
    return [passage.earlier for passage in new] if as_before > as_now else new


class _SimilarityMatcher:
    """Matches by similarity what equal words have left over."""

    def __init__(self, state: AlignmentState) -> None:
        """Score each free row against the passages that share its rare words or stand in the same place."""
        self._state = state
        self._texts = {old_at: normalise(state.old[old_at].text) for old_at in state.free_old}
        passages = CandidateIndex((new_at, passage.normalised) for new_at, passage in enumerate(state.new))
        self._scores = {
            old_at: {new_at: score for score, new_at in passages.most_similar(text)}
            for old_at, text in self._texts.items()
        }
        """For each free old row, the similarity of the new passages, free or not, that it was compared with."""
        self._compared_rows: dict[int, list[int]] = defaultdict(list)
        """For each new passage, the old rows that were compared with it."""
        for old_at, scores in self._scores.items():
            for new_at in scores:
                self._compared_rows[new_at].append(old_at)
        for old_at, new_positions in self._passages_in_place().items():
            for new_at in new_positions:
                self._score(old_at, new_at)
        self._rivals = {
            new_at: passages.most_similar(state.new[new_at].normalised, exclude=new_at) for new_at in state.free_new
        }
        """For each free new passage, the other new ones most similar to it."""
        texts = [normalise(row.text) for row in state.old]
        rows = CandidateIndex(enumerate(texts))
        self._near_duplicates = {
            old_at: [
                texts[other_at]
                for score, other_at in rows.most_similar(text, exclude=old_at)
                if score >= MIN_ALIGNED_SIMILARITY
            ]
            for old_at, text in self._texts.items()
        }
        """For each free old row, the wordings of other rows that are nearly its own."""

    def _free_by_gap(self) -> list[tuple[list[int], list[int]]]:
        """Return free old rows with the free new passages between the same neighbours, both in order."""
        anchors = longest_increasing((old_at, new_at) for new_at, old_at in self._state.alignment.kept.items())
        return group_by_gap(anchors, sorted(self._state.free_old), sorted(self._state.free_new))

    def _passages_in_place(self) -> dict[int, list[int]]:
        """Map free old rows to the free new passages between the same neighbours; of many, to the nearest."""
        passages_in_place = {}
        for rows, passages in self._free_by_gap():
            for rank, old_at in enumerate(rows):
                middle = rank * len(passages) // len(rows)
                nearest = passages[max(middle - _CROWD // 2, 0) : middle + _CROWD // 2 + 1]
                passages_in_place[old_at] = passages if len(passages) <= _CROWD else nearest
        return passages_in_place

    def match_splits_and_merges(self) -> None:
        """Match rows split into several passages, and passages merged from several rows, the most similar first."""
        runs: list[tuple[float, bool, int, tuple[int, ...]]] = []
        texts = {new_at: self._state.new[new_at].normalised for new_at in self._state.free_new}
        for old_at, scores in self._scores.items():
            score, run = most_similar_run(self._texts[old_at], texts, scores)
            runs.append((-score, False, old_at, run))
        for new_at, text in texts.items():
            rows = [old_at for old_at in self._compared_rows[new_at] if old_at in self._texts]
            left_out = [
                old_at
                for old_at in rows
                if near_duplicate_is_contained(self._texts[old_at], self._near_duplicates[old_at], text)
            ]
            score, run = most_similar_run(text, self._texts, rows)
            if left_out:
                score, run = max((score, run), most_similar_run_without(text, self._texts, rows, left_out))
            runs.append((-score, True, new_at, run))
        for _, is_merge, whole_at, run in sorted(scored_run for scored_run in runs if scored_run[3]):
            if is_merge:
                self._merge(run, whole_at)
            else:
                self._split(whole_at, run)

    def _split(self, old_at: int, parts: tuple[int, ...]) -> None:
        if old_at not in self._state.free_old or not self._state.free_new.keys() >= set(parts):
            return
        longest_part = max(parts, key=lambda new_at: (len(self._state.new[new_at].normalised), -new_at))
        self._state.keep(old_at, longest_part, "split")
        for new_at in parts:
            if new_at != longest_part:
                self._state.add_split_part(old_at, new_at)

    def _merge(self, parts: tuple[int, ...], new_at: int) -> None:
        if new_at not in self._state.free_new or not self._state.free_old.keys() >= set(parts):
            return
        longest_part = max(parts, key=lambda old_at: (len(self._texts[old_at]), -old_at))
        self._state.keep(longest_part, new_at, "edited")
        for old_at in parts:
            if old_at != longest_part:
                self._state.merge(old_at, new_at)

    def match_by_number(self) -> None:
        """Match by the source's own number, where it occurs once in the paper, then and now."""
        state = self._state
        rows = unique_positions({old_at: row.number for old_at, row in enumerate(state.old)})
        passages = unique_positions({new_at: passage.number for new_at, passage in enumerate(state.new)})
        pairs = [(rows[number], passages[number]) for number in rows if number in passages]
        free = [(old_at, new_at) for old_at, new_at in pairs if old_at in state.free_old and new_at in state.free_new]
        self._match_best(free, MIN_SIMILARITY_WITH_EVIDENCE)

    def match_by_similarity(self) -> None:
        """Match the most similar wordings anywhere in the paper."""
        self._match_best(self._free_pairs(), MIN_ALIGNED_SIMILARITY)

    def _free_pairs(self) -> list[tuple[int, int]]:
        """Return free old rows with the free new passages that they were compared with."""
        return [(old_at, new_at) for old_at in self._state.free_old for new_at in self._free_passages(old_at)]

    def _free_passages(self, old_at: int) -> list[int]:
        """Return the free new passages that an old row was compared with."""
        return [new_at for new_at in self._scores[old_at] if new_at in self._state.free_new]

    def match_by_differing_words(self) -> None:
        """Match misread near-duplicates by the words in which they differ, then also by their place."""
        state = self._state
        for placed in (False, True):
            ranked = {
                pair
                for rows, passages in self._free_by_gap()
                if len(rows) == len(passages)
                for pair in zip(rows, passages, strict=True)
            }
            similar = {
                old_at: {
                    new_at
                    for new_at in self._free_passages(old_at)
                    if self._scores[old_at][new_at] >= MIN_ALIGNED_SIMILARITY
                }
                for old_at in state.free_old
            }
            new_texts = {new_at: state.new[new_at].normalised for new_at in state.free_new}
            for old_at, new_at in distinguish(self._texts, new_texts, similar, ranked if placed else set()):
                if self._is_nearest(old_at, new_at):
                    state.keep(old_at, new_at, "edited")

    def _is_nearest(self, old_at: int, new_at: int) -> bool:
        """Return whether no free passage is much more similar to the row, and this one alone has the row's words.

        The words that count are those in which the row differs from its near-duplicates.
        """
        text, new_text = self._texts[old_at], self._state.new[new_at].normalised
        others = (self._texts[other_at] for other_at in self._compared_rows[new_at] if other_at != old_at)
        other_texts = (*self._near_duplicates[old_at], *others)
        least_distance = (1 - self._scores[old_at][new_at]) / _MAX_FARTHER
        distances = (1 - self._scores[old_at][free_at] for free_at in self._free_passages(old_at) if free_at != new_at)
        if any(distance < least_distance for distance in distances):
            return False
        return all(is_nearer(text, other_text, new_text) for other_text in other_texts)

    def match_by_neighbours(self) -> None:
        """Match what stands between the same two neighbours, repeatedly, as each match makes new neighbours."""
        matched = -1
        while matched != len(self._state.alignment.kept):
            matched = len(self._state.alignment.kept)
            pairs = self._free_pairs()
            self._match_best(
                [pair for pair in pairs if self._state.has_same_neighbours(*pair)], MIN_SIMILARITY_WITH_EVIDENCE
            )

    def match_by_lead(self) -> None:
        """Match long rewritten passages that nothing else in the paper is nearly as similar to."""
        state = self._state
        long_pairs = [
            (old_at, new_at)
            for old_at, new_at in self._free_pairs()
            if min(len(self._texts[old_at]), len(state.new[new_at].normalised)) >= LONG_TEXT
        ]
        self._match_best(long_pairs, MIN_SIMILARITY_WITH_EVIDENCE, MIN_LEAD)

    def _match_best(self, pairs: Iterable[tuple[int, int]], min_score: float, margin: float = MIN_MARGIN) -> None:
        """Match the pairs that are similar enough and unambiguous, the most similar first."""
        scored = ((-self._score(old_at, new_at), abs(old_at - new_at), old_at, new_at) for old_at, new_at in pairs)
        for score, _, old_at, new_at in sorted(scored_pair for scored_pair in scored if -scored_pair[0] >= min_score):
            if (
                old_at in self._state.free_old
                and new_at in self._state.free_new
                and self._is_unambiguous(old_at, new_at, -score, margin)
            ):
                self._state.keep(old_at, new_at, "edited")

    def _score(self, old_at: int, new_at: int) -> float:
        if new_at not in self._scores[old_at]:
            self._scores[old_at][new_at] = similarity(self._texts[old_at], self._state.new[new_at].normalised)
            self._compared_rows[new_at].append(old_at)
        return self._scores[old_at][new_at]

    def _is_unambiguous(self, old_at: int, new_at: int, score: float, margin: float) -> bool:
        """Return whether no other passage of the paper is about as similar to one of the two as they are."""
        same_place = self._state.has_same_neighbours(old_at, new_at)
        shortest = min(len(self._texts[old_at]), len(self._state.new[new_at].normalised))
        if shortest < SHORT_TEXT and not (same_place and score >= MIN_ALIGNED_SIMILARITY):
            return False
        # Between the same neighbours, what equal words have put elsewhere is no rival.
        counting = self._state.free_new if same_place else range(len(self._state.new))
        rows = (row_at for row_at in self._compared_rows[new_at] if row_at != old_at and row_at in self._state.free_old)
        rival_scores = [
            *(rival for position, rival in self._scores[old_at].items() if position != new_at and position in counting),
            *(rival for rival, position in self._rivals[new_at] if position != new_at and position in counting),
            *(self._scores[row_at][new_at] for row_at in rows),
        ]
        rival = max(rival_scores, default=0.0)
        return score >= rival + (0.0 if same_place else min(margin, (1 - rival) / 2))

    def match_by_containment(self) -> None:
        """Match what is contained in the other: a passage that lost or gained up to three fifths of its text."""
        state = self._state
        contained = []
        for old_at, new_at in self._free_pairs():
            part, whole = sorted((self._texts[old_at], state.new[new_at].normalised), key=len)
            long_enough = (
                max(MIN_CONTAINED, MIN_CONTAINED_SHARE * len(whole)) <= len(part) < MAX_CONTAINED_SHARE * len(whole)
            )
            if long_enough and is_contained(part, whole) and self._is_contained_nowhere_else(part, old_at, new_at):
                contained.append((-len(part), old_at, new_at))
        for _, old_at, new_at in sorted(contained):
            free = (old_at in state.free_old, new_at in state.free_new)
            if all(free):
                state.keep(old_at, new_at, "edited")
            elif free[0] and len(self._texts[old_at]) <= len(state.new[new_at].normalised):
                state.merge(old_at, new_at)
            elif free[1] and state.parts_of[old_at] and len(state.new[new_at].normalised) <= len(self._texts[old_at]):
                state.add_split_part(old_at, new_at)

    def _is_contained_nowhere_else(self, part: str, old_at: int, new_at: int) -> bool:
        """Return whether the part is contained in no passage but these two: a stock phrase is no evidence."""
        compared = {position for position in self._scores[old_at] if position != new_at}
        compared |= {position for _, position in self._rivals[new_at]}
        rows = (row_at for row_at in self._compared_rows[new_at] if row_at != old_at and row_at in self._state.free_old)
        texts = [
            *(self._state.new[position].normalised for position in compared),
            *(self._texts[row_at] for row_at in rows),
        ]
        if any(is_contained(part, text) for text in texts if len(text) >= len(part)):
            return False
        if part is not self._texts[old_at]:
            return True
        return not near_duplicate_is_contained(part, self._near_duplicates[old_at], self._state.new[new_at].normalised)

    def note_candidates(self) -> None:
        """Note for each row that is left the passage that it may have become."""
        for old_at in self._state.free_old:
            candidates = [
                (score, -new_at) for new_at, score in self._scores[old_at].items() if new_at in self._state.free_new
            ]
            score, new_at = max(candidates, default=(0.0, 0))
            if score >= REVIEW_SIMILARITY:
                self._state.alignment.review_candidates[old_at] = ReviewCandidate(-new_at, score)
