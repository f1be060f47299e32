"""Finds the passages that a query's tree asks for, and scores them by BM25F.

Works on sets of passages, leaf by leaf: a tree is answered by unions, intersections and differences, so NOT and
nesting mean exactly what they say. Filters, sorting and paging are done elsewhere.

Where words of the query stand close together, a passage is lifted: see `whoosh_closeness`.

BM25F after Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (2004): the
frequencies of the fields are weighted and added up before they saturate.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from functools import lru_cache, reduce
from math import log
from operator import mul
from typing import NamedTuple

from indexer.engine.doc_values import DocValues
from indexer.query.tree import And, Expanded, Field, Leaf, MinShouldMatch, Node, Not, Or, Range, word_count

from .accents import ACCENT_MISMATCH_WEIGHT, AccentMatcher
from .positions import PositionMatcher
from .postings import POSITION_SIZE
from .proximity import ProximityCounter

Scores = dict[int, float]
"""Number of a passage in the index -> score; its keys are what was found."""


class FieldWeight(NamedTuple):
    """A part of a passage that words are looked for in."""

    name: str
    weight: float
    length_norm: float
    """BM25's b: from 0, where a long field is as good as a short one, to 1."""


FIELD_WEIGHTS = (FieldWeight("text", 1.0, 0.75), FieldWeight("context", 0.3, 0.5))
BM25_K1 = 1.2
"""BM25's k1: how soon more occurrences stop to count."""
EXPANSION_WEIGHT = 0.5
"""What a match counts that only a widening finds, and never as much as any match of what was typed."""

OTHER_FORM_WEIGHT = 0.8
"""What a form of a word counts that is not the one typed: `nimble` where `nimbleness` was asked for."""
PEOPLE_BOOST = 2.0
"""What a list of people counts where somebody asks who."""
MIN_LENGTH_SHARE = 0.5
"""What share of the average length a passage is taken to have at the least: a crumb is not good for being short."""
PROXIMITY_BOOST = 0.2
"""What two words count that stand close, of what the more frequent of them counts alone."""

CACHED_LEAVES = 32
"""Leaves whose passages are kept: the next page or the next filter asks for the same ones."""


class Scorer:
    """Answers trees over one index; safe to use from many threads."""

    def __init__(
        self, places: PositionMatcher, accents: AccentMatcher, closeness: ProximityCounter, columns: DocValues
    ) -> None:
        self._places = places
        self._accents = accents
        self._closeness = closeness
        self._columns = columns
        self._count = len(columns.ids)
        self._priors = columns.priors
        self._shares = [_shares(field, columns.lengths.get(field.name)) for field in FIELD_WEIGHTS]
        text = columns.lengths.get(FIELD_WEIGHTS[0].name) or ()
        self._lists_of_people = frozenset(number for number, length in enumerate(text) if not length)
        self._leaf = lru_cache(maxsize=CACHED_LEAVES)(self._score)
        self._having = lru_cache(maxsize=CACHED_LEAVES)(self._narrowed)

    def find(self, node: Node | None) -> Scores:
        """Give every passage that a tree asks for with its score; None asks for all of them."""
        if node is None:
            return dict.fromkeys(range(self._count), 0.0)
        if isinstance(node, And | Or | MinShouldMatch | Not | Expanded):
            return self._joined(node)
        return self._having(node) if isinstance(node, Field | Range) else self._leaf(node)

    def _joined(self, node: And | Or | MinShouldMatch | Not | Expanded) -> Scores:
        match node:
            case Not(part):
                unwanted = self.find(part)
                return {number: 0.0 for number in range(self._count) if number not in unwanted}
            case Or(parts):
                return reduce(_add, map(self.find, parts), {})
            case And(parts):
                return self._lifted(node, self._favoured(node, self._all_of(parts)))
            case MinShouldMatch():
                return self._lifted(node, self._favoured(node, self._most_of(node)))
            case Expanded(part, others):
                return _under(self.find(part), reduce(_add, map(self.find, others), {}))

    def _all_of(self, parts: tuple[Node, ...]) -> Scores:
        wanted = [self.find(part) for part in parts if not isinstance(part, Not)] or [self.find(None)]
        unwanted = [self.find(part.part) for part in parts if isinstance(part, Not)]
        fewest, *others = sorted(wanted, key=len)
        common = set(fewest).intersection(*others).difference(*unwanted)
        each = zip(*(map(scores.__getitem__, common) for scores in wanted), strict=True)
        return dict(zip(common, map(sum, each), strict=True))

    def _most_of(self, node: MinShouldMatch) -> Scores:
        times = Counter(node.parts)
        scores: Scores = {}
        having: dict[int, int] = defaultdict(int)
        for part, repeated in times.items():
            found = self.find(part)
            words = word_count(part)
            for number, score in found.items():
                scores[number] = scores.get(number, 0.0) + score * repeated
                having[number] += words
        enough = min(node.minimum, max(having.values(), default=0))
        return {number: score for number, score in scores.items() if having[number] >= enough}

    def _favoured(self, node: And | MinShouldMatch, scores: Scores) -> Scores:
        """Raise lists of people where people are asked for."""
        for number in self._lists_of_people & scores.keys() if node.asks_for_people else ():
            scores[number] *= PEOPLE_BOOST
        return scores

    def _lifted(self, node: And | MinShouldMatch, scores: Scores) -> Scores:
        """Add to the best of what was found what the closeness of its words is worth."""
        shares, priors = self._shares[0], self._priors
        for passages, counts in self._closeness.close_pairs(node, scores):
            worth = PROXIMITY_BOOST * self._rarity(passages)
            for number, count in counts.items():
                tf = shares[number] * count * POSITION_SIZE
                scores[number] += priors[number] * worth * tf / (tf + BM25_K1)
        return scores

    def _rarity(self, passages: int) -> float:
        """Give what a word counts at the most that stands in so many passages: BM25's idf, times k1 + 1."""
        left = max(self._count - passages, 0)
        return log(1 + (left + 0.5) / (passages + 0.5)) * (BM25_K1 + 1)

    def _narrowed(self, node: Field | Range) -> Scores:
        return dict.fromkeys(self._columns.with_value(node), 0.0)

    def _score(self, leaf: Leaf) -> Scores:
        """Score the passages in any one field of which a leaf is found."""
        weighed: Scores = {}
        for field, shares in zip(FIELD_WEIGHTS, self._shares, strict=True):
            sizes = self._places.sizes(field.name, leaf, OTHER_FORM_WEIGHT)
            added = dict(zip(sizes, map(mul, map(shares.__getitem__, sizes), sizes.values()), strict=True))
            weighed = _add(weighed, added) if weighed else added
        rarity = self._rarity(len(weighed))
        priors = self._priors
        scores = {number: priors[number] * rarity * tf / (tf + BM25_K1) for number, tf in weighed.items()}
        for number in self._accents.with_other_accents(leaf, scores):
            scores[number] *= ACCENT_MISMATCH_WEIGHT
        return scores


def _shares(field: FieldWeight, lengths: array[int] | None) -> array[float]:
    """Give what one byte of positions adds to BM25F's frequency in each passage: less in a long field."""
    known = [length for length in lengths or () if length]
    average = sum(known) / len(known) if known else 1.0
    b, weight = field.length_norm, field.weight / POSITION_SIZE
    taken = (max(length or average, MIN_LENGTH_SHARE * average) for length in lengths or ())
    return array("d", (weight / (1 - b + b * length / average) for length in taken))


def _add(left: Scores, right: Scores) -> Scores:
    """Join two answers; what is in both has the sum of its scores."""
    joined = dict(left)
    for number, score in right.items():
        joined[number] = joined.get(number, 0.0) + score
    return joined


def _under(typed: Scores, meant: Scores) -> Scores:
    """Join what was typed with what was meant too: what only the latter finds ranks below all of the former."""
    only = {number: score for number, score in meant.items() if number not in typed}
    highest = max(only.values(), default=0.0)
    lowest = min(typed.values(), default=highest)
    factor = min(EXPANSION_WEIGHT, EXPANSION_WEIGHT * lowest / highest) if highest else 0.0
    return typed | {number: score * factor for number, score in only.items()}
