"""What a match is worth: BM25F of term nodes, and the factors that rank whole queries.

BM25F after Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (2004): the frequencies
of the fields are weighted and added up before they saturate. How trees are answered is in `engine/whoosh/executor`.
"""

from __future__ import annotations

from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.found import Found
from indexer.engine.inputs import CollectionStatistics, PassageFacts
from indexer.engine.rows import EMPTY, Mask, Numbers, Row, Values, best, merged
from indexer.query.tree import And, MinShouldMatch, TermNode, complete_first

from .accents import ACCENT_MISMATCH_WEIGHT, AccentMatcher
from .capitals import OTHER_CASE_WEIGHT, CapitalsMatcher, lowered
from .lists import IndexField, TermLists
from .positions import PositionMatcher
from .proximity import RESCORE_WINDOW, ProximityCounter
from .term_matches import TermMatches


class FieldWeight(NamedTuple):
    """A field that words are searched in, with its BM25F parameters."""

    name: IndexField
    weight: float
    length_norm: float
    """BM25's b, from 0, where the length of a field does not matter, to 1."""


FIELD_WEIGHTS = (FieldWeight("text", 1.0, 0.75), FieldWeight("context", 0.3, 0.5))
"""The b of the text is the common value. Context weights of 0.15, 0.45, 0.6 and 0.8 ranked the needs of the shipped
papers a little worse. The source of this and of the constants below is `benchmarks/relevance/NOTES.md`, where they
do not say otherwise."""
_FIELD_NAMES = tuple(field.name for field in FIELD_WEIGHTS)
BM25_K1 = 1.2
"""BM25's k1: how soon further occurrences stop counting. The common value; 0.9 to 2.5 were not better in the mean."""
EXPANSION_WEIGHT = 0.5
"""Weight of a match that only an expansion found; it never ranks above a match of a typed term.

It bounds what a word that nobody typed can count. Not measured: the collections are asked without expansion."""

OTHER_FORM_WEIGHT = 0.6
"""Weight of a form that was not typed: `nimble` for a typed `nimbleness`. Of 0.8 and 0.6 the latter ranks the needs
of the shipped papers better (MRR 0.948 and 0.953) and long questions a little worse."""
PEOPLE_BOOST = 2.0
"""Factor for the score of a list of people where the query asks who: more than the prior of such a list takes away.

Not measured: the collections have no lists of people."""
MIN_LENGTH_SHARE = 0.5
"""The shortest length a passage is scored with, as a share of the average: a very short one gains nothing more."""
COMPLETE_BOOST = 1.5
"""Factor for the score of a passage with all words of a query of which most are enough. It raised nDCG@10 from 0.517 to
0.519, and the MRR of the needs of the shipped papers from 0.935 to 0.948; 1.25 less, 2 no more."""
PROXIMITY_BOOST = 0.2
"""Weight of two close words, relative to the more frequent one alone. It raised nDCG@10 from 0.514 to 0.519."""


class Scorer:
    """Scores the matches of one index; safe to use from many threads."""

    def __init__(
        self,
        lists: TermLists,
        facts: PassageFacts,
        statistics: CollectionStatistics,
        positions: PositionMatcher,
        accents: AccentMatcher,
        capitals: CapitalsMatcher,
        proximity: ProximityCounter,
    ) -> None:
        self._lists = lists
        self._facts = facts
        self._positions = positions
        self._accents = accents
        self._capitals = capitals
        self._proximity = proximity
        self.statistics = statistics
        self._count = statistics.passages
        self._shares = tuple(map(self._shares_of, FIELD_WEIGHTS))
        """For each field, what one occurrence adds to BM25F's frequency in each passage: less in a long field."""
        self._are_equal = bool((facts.priors == 1.0).all())
        """Whether the scores of all passages have one factor, 1."""

    def idf(self, doc_frequency: int) -> float:
        """Return BM25's inverse document frequency: how much a word tells that so many passages have."""
        others = max(self._count - doc_frequency, 0)
        return log(1 + (others + 0.5) / (doc_frequency + 0.5))

    def _max_score(self, doc_frequency: int) -> float:
        """Return the highest score of a word with this document frequency."""
        return self.idf(doc_frequency) * (BM25_K1 + 1)

    def matches(self, node: TermNode, budget: Budget) -> TermMatches:
        """Return where a term node matches in at least one field."""
        found = self._positions.counts(_FIELD_NAMES, node, budget, OTHER_FORM_WEIGHT)
        rows = [(row, shares) for row, shares in zip(found, self._shares, strict=True) if len(row.passages)]
        if len(rows) == 1:
            [(row, shares)] = rows
            return TermMatches(node, row.passages, row.values, shares)
        if not rows:
            return TermMatches(node, *EMPTY, None)
        weighted = [Row(row.passages, shares.take(row.passages) * row.values) for row, shares in rows]
        return TermMatches(node, *merged(weighted, self._lists.size), None)

    def scores(
        self, matches: TermMatches, budget: Budget, places: Numbers | None = None, passages: Numbers | None = None
    ) -> Values:
        """Return the scores of all matches of a term node, or of those at some places, whose passages may be given."""
        if places is None or matches.scores is not None or self._capitals.is_name(matches.node):
            scores = matches.scores
            if scores is None:
                scores = self._scores(matches, matches.passages, matches.values, budget)
                scores.flags.writeable = False  # other searches share it
                if not budget.cut:
                    matches.scores = scores
            return scores if places is None else scores.take(places)
        passages = matches.passages.take(places) if passages is None else passages
        return self._scores(matches, passages, matches.values.take(places), budget)

    def _scores(self, matches: TermMatches, passages: Numbers, values: Values, budget: Budget) -> Values:
        node = matches.node
        frequencies = values if matches.shares is None else matches.shares.take(passages) * values
        doc_frequency = self.statistics.frequency(node, len(matches.passages))
        scores = self._saturated(passages, self._max_score(doc_frequency), frequencies)
        other_accents = self._accents.with_other_accents(node, passages, budget)
        if other_accents is not None:
            scores = np.where(other_accents, scores * ACCENT_MISMATCH_WEIGHT, scores)
        other_case = self._capitals.without_name(node, passages, budget)
        if other_case is not None:
            scores = lowered(scores, other_case, OTHER_CASE_WEIGHT)
        return scores

    def _saturated(self, passages: Numbers, weight: float, frequencies: Values) -> Values:
        """Return the scores of passages in which something of a weight occurs so often."""
        scores = frequencies * weight if self._are_equal else self._facts.priors.take(passages) * weight * frequencies
        scores /= frequencies + BM25_K1
        return scores

    def boost_people(self, node: And | MinShouldMatch, passages: Numbers, scores: Values) -> None:
        """Boost lists of people where the query asks for people."""
        if node.asks_for_people:
            scores[self._lists_of_people.take(passages)] *= PEOPLE_BOOST

    @staticmethod
    def boost_complete(scores: Values) -> Values:
        """Return the scores of passages with all words of a query of which most are enough."""
        return scores * COMPLETE_BOOST

    @staticmethod
    def expansion_factor(typed: Values, expanded: Values) -> float:
        """Return the factor for the scores of what only expansions found, so that they are below all typed scores."""
        highest = float(expanded.max(initial=0.0))
        if not highest:
            return 0.0
        lowest = float(typed.min()) if len(typed) else highest
        return min(EXPANSION_WEIGHT, EXPANSION_WEIGHT * lowest / highest)

    def boost_proximity(self, node: And | MinShouldMatch, found: Found) -> None:
        """Add the proximity boost to the best of the passages; those that rank first anyway are among the best."""
        pairs = self._proximity.rare_pairs(node)
        if not pairs or not len(found.passages):
            return
        candidates = None
        if complete_first(node) and found.incomplete.any():
            complete = np.flatnonzero(~found.incomplete)
            candidates = complete if len(complete) >= RESCORE_WINDOW else None
        places = best(found.scores if candidates is None else found.scores.take(candidates), RESCORE_WINDOW)
        among = found.passages.take(places if candidates is None else candidates.take(places))
        shares = self._shares[0]
        for pair in self._proximity.close_pairs(pairs, among):
            weight = PROXIMITY_BOOST * self._max_score(pair.doc_frequency)
            boosts = self._saturated(pair.passages, weight, shares.take(pair.passages) * pair.counts)
            found.scores[np.searchsorted(found.passages, pair.passages)] += boosts

    @cached_property
    def _lists_of_people(self) -> Mask:
        are_lists: Mask = self._lists.lengths("text") == 0
        return are_lists

    def _shares_of(self, field: FieldWeight) -> Values:
        lengths = self._lists.lengths(field.name).astype(np.float64)
        average = self.statistics.average_length(field.name)
        scored_lengths = np.maximum(np.where(lengths > 0, lengths, average), MIN_LENGTH_SHARE * average)
        b = field.length_norm
        return np.asarray(field.weight / (1 - b + b * scored_lengths / average))
