"""Finds the passages that match a query tree, and scores them by BM25F.

It works on sets of passages, node by node: a tree is answered by unions, intersections and differences, so NOT and
nesting mean exactly what they say. Filtering, sorting and paging are done elsewhere.

Passages in which words of the query are close get a boost, see `engine/whoosh/proximity`.

BM25F after Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (2004): the frequencies
of the fields are weighted and added up before they saturate.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import chain
from math import log
from operator import mul
from typing import NamedTuple

from indexer.engine.doc_values import DocValues
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    MinShouldMatch,
    Node,
    Not,
    Or,
    Range,
    TermNode,
    complete_first,
    words_within,
)

from .accents import ACCENT_MISMATCH_WEIGHT, AccentMatcher
from .capitals import OTHER_CASE_WEIGHT, CapitalsMatcher, lower
from .positions import PositionMatcher
from .postings import POSITION_SIZE
from .proximity import RESCORE_WINDOW, ProximityCounter

Scores = dict[int, float]
"""Passage number -> score, for every passage that matched."""


class FoundPassages(NamedTuple):
    """The passages that match a tree with their scores, and which of them lack a part that need not be there."""

    scores: Scores
    incomplete: frozenset[int] = frozenset()


class FieldWeight(NamedTuple):
    """A field that words are searched in, with its BM25F parameters."""

    name: str
    weight: float
    length_norm: float
    """BM25's b, from 0, where the length of a field does not matter, to 1."""


FIELD_WEIGHTS = (FieldWeight("text", 1.0, 0.75), FieldWeight("context", 0.3, 0.5))
"""The b of the text is the common value. Context weights of 0.15, 0.45, 0.6 and 0.8 ranked the needs of the shipped
papers a little worse. The source of this and of the constants below is `benchmarks/relevance/NOTES.md`, where they
do not say otherwise."""
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

ROUNDING = 1e-9
"""Less than any difference between two sums of weights that is not one of rounding."""
CACHED_TERMS = 32
"""The number of term nodes whose scores are cached; the next page or the next filter asks for the same terms."""


class Scorer:
    """Answers query trees over one index; safe to use from many threads."""

    def __init__(
        self,
        positions: PositionMatcher,
        accents: AccentMatcher,
        capitals: CapitalsMatcher,
        proximity: ProximityCounter,
        doc_values: DocValues,
    ) -> None:
        self._positions = positions
        self._accents = accents
        self._capitals = capitals
        self._proximity = proximity
        self._doc_values = doc_values
        self._count = len(doc_values.ids)
        self._priors = doc_values.priors
        self._shares = [_shares(field, doc_values.lengths.get(field.name)) for field in FIELD_WEIGHTS]
        text = doc_values.lengths.get(FIELD_WEIGHTS[0].name) or ()
        self._lists_of_people = frozenset(number for number, length in enumerate(text) if not length)
        self._term_scores = lru_cache(maxsize=CACHED_TERMS)(self._score)
        self._filter_scores = lru_cache(maxsize=CACHED_TERMS)(self._filter)

    def find(self, node: Node | None) -> FoundPassages:
        """Return every passage that matches a tree with its score; None matches all passages with score 0."""
        if node is None:
            return FoundPassages(dict.fromkeys(range(self._count), 0.0))
        if isinstance(node, And | Or | MinShouldMatch | Not | Expanded):
            return self._combined(node)
        return FoundPassages(self._filter_scores(node) if isinstance(node, Field | Range) else self._term_scores(node))

    def _combined(self, node: And | Or | MinShouldMatch | Not | Expanded) -> FoundPassages:
        match node:
            case Not(part):
                unwanted = self.find(part).scores
                return FoundPassages({number: 0.0 for number in range(self._count) if number not in unwanted})
            case Or(parts):
                return _any_of([self.find(part) for part in parts])
            case And(parts):
                found = self._all_of(parts)
            case MinShouldMatch():
                found = self._most_of(node)
            case Expanded(part, alternatives):
                return self._expanded(part, alternatives)
        self._boost_people(node, found.scores)
        self._boost_proximity(node, found)
        complete = {number: found.scores[number] for number in found.scores.keys() - found.incomplete}
        if isinstance(node, MinShouldMatch):
            complete = {number: score * COMPLETE_BOOST for number, score in complete.items()}
        self._capitals.rank_names_first(node.parts, complete, lambda part: self.find(part).scores)
        found.scores.update(complete)
        return found

    def _expanded(self, part: Node, alternatives: tuple[Node, ...]) -> FoundPassages:
        """Rank what a part finds, then what its alternatives find, then what has a name only in other letters."""
        typed, others = self.find(part), _any_of([self.find(other) for other in alternatives])
        other_case = self._capitals.without_name(part, typed.scores)
        as_typed = {number: score for number, score in typed.scores.items() if number not in other_case}
        scores = _below_typed(FoundPassages(as_typed, typed.incomplete - other_case), others.scores)
        if other_case:
            scores = _below_typed(FoundPassages(scores), {number: typed.scores[number] for number in other_case})
        return FoundPassages(scores, typed.incomplete.difference(others.scores))

    def _all_of(self, parts: tuple[Node, ...]) -> FoundPassages:
        required = [self.find(part) for part in parts if not isinstance(part, Not)] or [self.find(None)]
        excluded = [self.find(part.part).scores for part in parts if isinstance(part, Not)]
        smallest, *larger = sorted((found.scores for found in required), key=len)
        common = set(smallest).intersection(*larger).difference(*excluded)
        scores_of_parts = zip(*(map(found.scores.__getitem__, common) for found in required), strict=True)
        incomplete = frozenset(common).intersection(chain.from_iterable(found.incomplete for found in required))
        return FoundPassages(dict(zip(common, map(sum, scores_of_parts), strict=True)), incomplete)

    def _most_of(self, node: MinShouldMatch) -> FoundPassages:
        """Return the passages with enough of the parts."""
        scores: Scores = {} if node.share else dict.fromkeys(range(self._count), 0.0)
        weights: Scores = dict.fromkeys(scores, 0.0)
        total_weight = 0.0
        whole_rows: list[Scores] = []
        repeats = Counter(node.parts)
        for part, repeated in repeats.items():
            whole, words = self.find(part).scores, [self.find(word).scores for word in words_within(part)]
            whole_rows.append(whole)
            frequencies = [len(row) for row in words if row] or ([len(whole)] if whole else [])
            total_weight += sum(map(self._idf, frequencies))
            _add_weighted(whole, repeated, sum(map(self._idf, frequencies)), scores, weights)
            for row in words:
                alone = {number: score for number, score in row.items() if number not in whole}
                _add_weighted(alone, repeated, self._idf(len(row)), scores, weights)
        least = min(node.share * total_weight, max(weights.values(), default=0.0)) - ROUNDING
        found = {number: score for number, score in scores.items() if weights[number] >= least}
        complete = set(found).intersection(*whole_rows)
        return FoundPassages(found, frozenset(found).difference(complete))

    def _boost_people(self, node: And | MinShouldMatch, scores: Scores) -> None:
        """Boost lists of people where the query asks for people."""
        for number in self._lists_of_people & scores.keys() if node.asks_for_people else ():
            scores[number] *= PEOPLE_BOOST

    def _boost_proximity(self, node: And | MinShouldMatch, found: FoundPassages) -> None:
        """Add the proximity boost to the best of the passages; those that rank first anyway are among the best."""
        shares, priors, scores = self._shares[0], self._priors, found.scores
        first = scores.keys() - found.incomplete if complete_first(node) else scores.keys()
        candidates = {number: scores[number] for number in first} if len(first) >= RESCORE_WINDOW else scores
        for pair in self._proximity.close_pairs(node, candidates):
            weight = PROXIMITY_BOOST * self._max_score(pair.doc_frequency)
            for number, count in pair.counts.items():
                tf = shares[number] * count * POSITION_SIZE
                scores[number] += priors[number] * weight * tf / (tf + BM25_K1)

    def _max_score(self, doc_frequency: int) -> float:
        """Return the highest score of a word with this document frequency."""
        return self._idf(doc_frequency) * (BM25_K1 + 1)

    def _idf(self, doc_frequency: int) -> float:
        """Return BM25's inverse document frequency: how much a word tells that so many passages have."""
        others = max(self._count - doc_frequency, 0)
        return log(1 + (others + 0.5) / (doc_frequency + 0.5))

    def _filter(self, node: Field | Range) -> Scores:
        return dict.fromkeys(self._doc_values.with_value(node), 0.0)

    def _score(self, node: TermNode) -> Scores:
        """Score the passages in which a term node matches in at least one field."""
        frequencies: Scores = {}
        for field, shares in zip(FIELD_WEIGHTS, self._shares, strict=True):
            sizes = self._positions.match_bytes(field.name, node, OTHER_FORM_WEIGHT)
            field_frequencies = dict(zip(sizes, map(mul, map(shares.__getitem__, sizes), sizes.values()), strict=True))
            frequencies = _add(frequencies, field_frequencies) if frequencies else field_frequencies
        max_score = self._max_score(len(frequencies))
        priors = self._priors
        scores = {number: priors[number] * max_score * tf / (tf + BM25_K1) for number, tf in frequencies.items()}
        for number in self._accents.with_other_accents(node, scores):
            scores[number] *= ACCENT_MISMATCH_WEIGHT
        lower(scores, self._capitals.without_name(node, scores), OTHER_CASE_WEIGHT)
        return scores


def _shares(field: FieldWeight, lengths: array[int] | None) -> array[float]:
    """Return what one byte of positions adds to BM25F's frequency in each passage: less in a long field."""
    known = [length for length in lengths or () if length]
    average = sum(known) / len(known) if known else 1.0
    b, weight = field.length_norm, field.weight / POSITION_SIZE
    scored_lengths = (max(length or average, MIN_LENGTH_SHARE * average) for length in lengths or ())
    return array("d", (weight / (1 - b + b * length / average) for length in scored_lengths))


def _add(left: Scores, right: Scores) -> Scores:
    """Merge two score tables; a passage in both gets the sum of its scores."""
    total = dict(left)
    for number, score in right.items():
        total[number] = total.get(number, 0.0) + score
    return total


def _any_of(parts: Sequence[FoundPassages]) -> FoundPassages:
    """Merge what several parts find; a passage is complete where it is so for any of them."""
    scores: Scores = reduce(_add, (part.scores for part in parts), {})
    if not any(part.incomplete for part in parts):
        return FoundPassages(scores)
    complete = chain.from_iterable(part.scores.keys() - part.incomplete for part in parts)
    return FoundPassages(scores, frozenset(scores).difference(complete))


def _add_weighted(found: Scores, repeated: int, weight: float, scores: Scores, weights: Scores) -> None:
    """Add what a word finds to the scores, as often as it was typed, and to the weights of the words found."""
    for number, score in found.items():
        scores[number] = scores.get(number, 0.0) + score * repeated
        weights[number] = weights.get(number, 0.0) + weight


def _below_typed(typed: FoundPassages, expanded: Scores) -> Scores:
    """Merge the scores of typed parts and of expansions; what only an expansion found ranks below all typed matches.

    A passage that lacks a typed part is no such match.
    """
    complete = {number: score for number, score in typed.scores.items() if number not in typed.incomplete}
    expanded_only = {number: score for number, score in expanded.items() if number not in complete}
    highest = max(expanded_only.values(), default=0.0)
    lowest = min(complete.values(), default=highest)
    factor = min(EXPANSION_WEIGHT, EXPANSION_WEIGHT * lowest / highest) if highest else 0.0
    merged = dict(typed.scores)
    for number, score in expanded_only.items():
        merged[number] = max(merged.get(number, 0.0), score * factor)
    return merged
