"""Which passages of a document, as read now, are which of the registry: the heart of the permanent link.

Surest evidence first: equal words in order, equal words elsewhere, former wordings, passages that had gone; then
parts that were cut or joined; then the source's own number, the likeness of wordings, and their neighbours. A
passage is re-pointed only where no other passage of the paper is about as like it: an id that ends in review is
a nuisance, one that ends on other words is a false citation.
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
MIN_SIMILARITY = 0.8
MIN_SIMILARITY_WITH_EVIDENCE = 0.6  # under the source's own number, or between the same neighbours
SHORT_TEXT = 30  # characters: texts so short are alike by chance, so they must be very alike and in the same place
MIN_MARGIN = 0.03  # by which a passage must be more like the old one than any other is; or half as far from it
REVIEW_SIMILARITY = 0.5  # what a reviewer is shown as a possible new place
MIN_CONTAINED = 60  # characters that must stand in the other passage
MIN_CONTAINED_SHARE = 0.4  # of the longer passage that the shorter one must be
MAX_CONTAINED_SHARE = 0.9  # of the longer one that it must not be: passages nearly as long are judged by likeness
MIN_LEAD = 0.15  # by which a rewritten passage must be more like the old one than any other passage is
LONG_TEXT = 100  # characters: texts so long on different things have similarities below 0.42
_NEARER = 2  # times as far from its row as a near-twin a misread passage may be
_CROWDED = 4  # free passages between two neighbours, up to which all are compared with each other


def align(old: Sequence[PassageRow], gone: Sequence[PassageRow], new: Sequence[NewPassage]) -> Alignment:
    """Align the living rows of one document, and those that had gone, with its passages as read now."""
    state = AlignmentState(old, new)
    state.match_equal(gone)
    if state.has_free():
        work = _SimilarityMatcher(state)
        work.cut_and_joined()
        work.by_number()
        work.by_likeness()
        work.by_telling_words()
        work.by_neighbours()
        work.by_lead()
        work.by_containment()
        work.doubt()
    return state.alignment


class _SimilarityMatcher:
    """Judges what is still free by how alike it is."""

    def __init__(self, state: AlignmentState) -> None:
        """Compare what is free with what shares its rare words, and with what stands in the same place."""
        self._state = state
        self._texts = {at: normalise(state.old[at].text) for at in state.free_old}
        index = CandidateIndex((to, one.normalised) for to, one in enumerate(state.new))
        self._scores = {at: {to: score for score, to in index.most_similar(text)} for at, text in self._texts.items()}
        """Old row to the new passages, free or not, that are most like it."""
        self._askers: dict[int, list[int]] = defaultdict(list)
        """New passage to the old rows that were compared with it."""
        for at in self._scores:
            for to in self._scores[at]:
                self._askers[to].append(at)
        for at, places in self._same_place().items():
            for to in places:
                self._score(at, to)
        self._rivals = {to: index.most_similar(state.new[to].normalised, but=to) for to in state.free_new}
        """Free new passage to the other new ones most like it."""
        every = [normalise(row.text) for row in state.old]
        known = CandidateIndex(enumerate(every))
        self._twins = {
            at: [every[one] for found, one in known.most_similar(text, but=at) if found >= MIN_SIMILARITY]
            for at, text in self._texts.items()
        }
        """Free old row to the wordings of others that are nearly its own."""

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        """Free old rows with the free new passages between the same neighbours, both in order."""
        anchors = longest_increasing((at, to) for to, at in self._state.alignment.kept.items())
        return group_by_gap(anchors, sorted(self._state.free_old), sorted(self._state.free_new))

    def _same_place(self) -> dict[int, list[int]]:
        """Free old rows and the free new passages between the same neighbours, the nearest in a crowd."""
        found = {}
        for mine, others in self._gaps():
            for rank, at in enumerate(mine):
                middle = rank * len(others) // len(mine)
                near = others[max(middle - _CROWDED // 2, 0) : middle + _CROWDED // 2 + 1]
                found[at] = others if len(others) <= _CROWDED else near
        return found

    def cut_and_joined(self) -> None:
        """Match rows cut into several passages, and passages joined from several rows, the likest first."""
        found: list[tuple[float, int, int, tuple[int, ...]]] = []
        texts = {to: self._state.new[to].normalised for to in self._state.free_new}
        for at, scores in self._scores.items():
            score, run = most_similar_run(self._texts[at], texts, scores)
            found.append((-score, 0, at, run))
        for to, text in texts.items():
            asked = [at for at in self._askers[to] if at in self._texts]
            out = [at for at in asked if near_duplicate_is_contained(self._texts[at], self._twins[at], text)]
            score, run = most_similar_run(text, self._texts, asked)
            if out:
                score, run = max((score, run), most_similar_run_without(text, self._texts, asked, out))
            found.append((-score, 1, to, run))
        for _, joined, whole, run in sorted(one for one in found if one[3]):
            if joined:
                self._join(run, whole)
            else:
                self._cut(whole, run)

    def _cut(self, at: int, run: tuple[int, ...]) -> None:
        if at not in self._state.free_old or not self._state.free_new.keys() >= set(run):
            return
        longest = max(run, key=lambda to: (len(self._state.new[to].normalised), -to))
        self._state.keep(at, longest, "split")
        for to in run:
            if to != longest:
                self._state.add_split_part(at, to)

    def _join(self, run: tuple[int, ...], to: int) -> None:
        if to not in self._state.free_new or not self._state.free_old.keys() >= set(run):
            return
        longest = max(run, key=lambda at: (len(self._texts[at]), -at))
        self._state.keep(longest, to, "edited")
        for at in run:
            if at != longest:
                self._state.merge(at, to)

    def by_number(self) -> None:
        """Match what has the same number, where the number stands once in the paper, then and now."""
        places = unique_positions({at: row.number for at, row in enumerate(self._state.old)})
        others = unique_positions({to: one.number for to, one in enumerate(self._state.new)})
        pairs = [(places[number], others[number]) for number in places if number in others]
        state = self._state
        self._best(
            ((at, to) for at, to in pairs if at in state.free_old and to in state.free_new),
            MIN_SIMILARITY_WITH_EVIDENCE,
        )

    def by_likeness(self) -> None:
        """Match the likest wordings anywhere in the paper."""
        self._best(self._free_pairs(), MIN_SIMILARITY)

    def _free_pairs(self) -> list[tuple[int, int]]:
        """Free old rows with the free new passages that they were compared with."""
        return [(at, to) for at in self._state.free_old for to in self._free(at)]

    def _free(self, at: int) -> list[int]:
        """The free new passages that an old row was compared with."""
        return [to for to in self._scores[at] if to in self._state.free_new]

    def by_telling_words(self) -> None:
        """Match near-twins that were misread: by the words in which they differ, then also by their place."""
        state = self._state
        for placed in (False, True):
            ranked = {
                pair
                for mine, others in self._gaps()
                if len(mine) == len(others)
                for pair in zip(mine, others, strict=True)
            }
            alike = {
                at: {to for to in self._free(at) if self._scores[at][to] >= MIN_SIMILARITY} for at in state.free_old
            }
            found = {to: state.new[to].normalised for to in state.free_new}
            for at, to in distinguish(self._texts, found, alike, ranked if placed else set()):
                if self._is_nearest(at, to):
                    state.keep(at, to, "edited")

    def _is_nearest(self, at: int, to: int) -> bool:
        """Tell whether no free passage is much more like a row, and it has the row's words where others differ."""
        text, found = self._texts[at], self._state.new[to].normalised
        others = (*self._twins[at], *(self._texts[one] for one in self._askers[to] if one != at))
        away = (1 - self._scores[at][to]) / _NEARER
        nearest = all(away <= 1 - self._scores[at][one] for one in self._free(at) if one != to)
        return nearest and all(is_nearer(text, other, found) for other in others)

    def by_neighbours(self) -> None:
        """Match what stands between the same two neighbours, as long as that makes new neighbours."""
        before = -1
        while before != len(self._state.alignment.kept):
            before = len(self._state.alignment.kept)
            pairs = self._free_pairs()
            self._best([pair for pair in pairs if self._state.has_same_neighbours(*pair)], MIN_SIMILARITY_WITH_EVIDENCE)

    def by_lead(self) -> None:
        """Match long rewritten passages that nothing else in the paper is nearly as like."""
        state = self._state
        long = [
            (at, to)
            for at, to in self._free_pairs()
            if min(len(self._texts[at]), len(state.new[to].normalised)) >= LONG_TEXT
        ]
        self._best(long, MIN_SIMILARITY_WITH_EVIDENCE, MIN_LEAD)

    def _best(self, pairs: Iterable[tuple[int, int]], enough: float, lead: float = MIN_MARGIN) -> None:
        """Match the pairs that are alike enough and clearly nothing else, the likest first."""
        scored = ((-self._score(at, to), abs(at - to), at, to) for at, to in pairs)
        for score, _, at, to in sorted(one for one in scored if -one[0] >= enough):
            if at in self._state.free_old and to in self._state.free_new and self._clear(at, to, -score, lead):
                self._state.keep(at, to, "edited")

    def _score(self, at: int, to: int) -> float:
        if to not in self._scores[at]:
            self._scores[at][to] = similarity(self._texts[at], self._state.new[to].normalised)
            self._askers[to].append(at)
        return self._scores[at][to]

    def _clear(self, at: int, to: int, score: float, lead: float) -> bool:
        """Tell whether no other passage of the paper is about as like one of the two as they are like each other."""
        same_place = self._state.has_same_neighbours(at, to)
        short = min(len(self._texts[at]), len(self._state.new[to].normalised)) < SHORT_TEXT
        if short and not (same_place and score >= MIN_SIMILARITY):
            return False
        # Between the same neighbours, what equal words have put elsewhere is no rival.
        counts = self._state.free_new if same_place else range(len(self._state.new))
        others = [found for place, found in self._scores[at].items() if place != to and place in counts]
        others += [found for found, place in self._rivals[to] if place != to and place in counts]
        others += [self._scores[one][to] for one in self._askers[to] if one != at and one in self._state.free_old]
        rival = max(others, default=0.0)
        return score >= rival + (0.0 if same_place else min(lead, (1 - rival) / 2))

    def by_containment(self) -> None:
        """Match what stands in the other: a passage that lost or gained up to three fifths, to a neighbour or not."""
        state = self._state
        found = []
        for at, to in self._free_pairs():
            part, whole = sorted((self._texts[at], state.new[to].normalised), key=len)
            long = max(MIN_CONTAINED, MIN_CONTAINED_SHARE * len(whole)) <= len(part) < MAX_CONTAINED_SHARE * len(whole)
            if long and is_contained(part, whole) and self._only(part, at, to):
                found.append((-len(part), at, to))
        for _, at, to in sorted(found):
            free = (at in state.free_old, to in state.free_new)
            if all(free):
                state.keep(at, to, "edited")
            elif free[0] and len(self._texts[at]) <= len(state.new[to].normalised):
                state.merge(at, to)
            elif free[1] and state.parts_of[at] and len(state.new[to].normalised) <= len(self._texts[at]):
                state.add_split_part(at, to)

    def _only(self, part: str, at: int, to: int) -> bool:
        """Tell whether the part stands in no other passage than these two: a phrase of the house is no evidence."""
        others = {place for place in self._scores[at] if place != to} | {place for _, place in self._rivals[to]}
        texts = [self._state.new[place].normalised for place in others]
        texts += [self._texts[one] for one in self._askers[to] if one != at and one in self._state.free_old]
        if any(is_contained(part, text) for text in texts if len(text) >= len(part)):
            return False
        whole = self._state.new[to].normalised
        return part is not self._texts[at] or not near_duplicate_is_contained(part, self._twins[at], whole)

    def doubt(self) -> None:
        """Note for each row that is left what it may have become."""
        for at in self._state.free_old:
            found = [(score, -to) for to, score in self._scores[at].items() if to in self._state.free_new]
            score, to = max(found, default=(0.0, 0))
            if score >= REVIEW_SIMILARITY:
                self._state.alignment.review_candidates[at] = ReviewCandidate(-to, score)
