"""Finds the passages that match a query tree, with their scores.

It works on sorted arrays of passages, node by node: a tree is answered by unions, intersections and differences, so NOT
and nesting mean exactly what they say. Filtering, sorting and paging are done elsewhere.

What single words and phrases find is the work of `engine/whoosh/scorer`, which also has the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.columns.columns import Columns
from indexer.engine.found import Found
from indexer.engine.inputs import AnyOfField, CollectionStatistics, PassageFacts, ValueNode, values_together
from indexer.engine.rows import (
    DENSE_SHARE,
    NO_NUMBERS,
    Mask,
    Numbers,
    Row,
    Values,
    contains,
    summed,
    summed_columns,
    union,
    values_of,
)
from indexer.engine.term_dictionary import TermDictionary
from indexer.engine.whoosh.allocation import keep_freed_memory
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Node, Not, Or, Range, TermNode, words_within

from .accents import AccentMatcher
from .capitals import CapitalsMatcher
from .lists import TermLists
from .parts import Part, PartRow, in_common, scored, unscored
from .positions import PositionMatcher
from .proximity import ProximityCounter
from .scorer import Scorer
from .statistics import OwnStatistics
from .term_matches import MatchesCache

ROUNDING = 1e-9
"""Less than any difference between two sums of weights that is not one of rounding."""


class Executor:
    """Answers query trees over one index; safe to use from many threads."""

    def __init__(
        self,
        lists: TermLists,
        facts: PassageFacts,
        dictionary: TermDictionary,
        statistics: CollectionStatistics,
    ) -> None:
        """Take the lists of an index, and the dictionary and the statistics of the corpus that it is of."""
        keep_freed_memory()
        self.lists = lists
        self.capitals = CapitalsMatcher(self.lists)
        self.facts = facts
        self.scorer = Scorer(
            lists,
            facts,
            statistics,
            PositionMatcher(lists, dictionary),
            AccentMatcher(lists, dictionary.accented),
            self.capitals,
            ProximityCounter(lists, dictionary, statistics),
        )
        self.cache = MatchesCache()

    @classmethod
    def of_index(cls, columns: Columns, facts: PassageFacts, dictionary: TermDictionary) -> Executor:
        """Return an executor over an index that is a whole corpus."""
        lists = TermLists(columns)
        return cls(lists, facts, dictionary, OwnStatistics(columns, lists))

    def find(self, node: Node | None, budget: Budget | None = None) -> Found:
        """Return every passage that matches a tree with its score; None matches all passages with score 0.

        When the budget is spent, the answer is what was found until then, and the budget says so.
        """
        return _Search(self, budget or Budget()).find(node)

    def forget(self) -> None:
        """Drop what is kept of earlier answers."""
        self.cache.clear()
        self.lists.forget()


class _Search:
    """One search: an index and what is left of a budget."""

    def __init__(self, executor: Executor, budget: Budget) -> None:
        self._lists = executor.lists
        self._scorer = executor.scorer
        self._capitals = executor.capitals
        self._facts = executor.facts
        self._cache = executor.cache
        self._budget = budget
        self._size = executor.lists.size

    def find(self, node: Node | AnyOfField | None) -> Found:
        """Return every passage that matches a tree with its score."""
        match node:
            case None:
                return _complete(self._unscored(self._lists.all_passages()))
            case Not(part):
                return _complete(self._unscored(self._without(self._passages(part))))
            case Or(parts):
                return self._any_of([self.find(part) for part in values_together(parts)])
            case And() | MinShouldMatch():
                return self._ranked(node)
            case Expanded(part, alternatives):
                return self._expanded(part, alternatives)
            case _:
                row = self._leaf(node)
                return _complete(Row(row.passages, row.scores_at(None)))

    def _part(self, node: Node | AnyOfField | None) -> Part:
        """Return what a tree finds, as a part of another."""
        if isinstance(node, Or):
            rows = [row for part in values_together(node.parts) for row in self._part(part).rows]
            if rows and all(row.incomplete is None for row in rows):
                return Part(rows, self._size)
        if node is None or isinstance(node, And | Or | MinShouldMatch | Not | Expanded):
            return Part([scored(*self.find(node))], self._size)
        return Part([self._leaf(node)], self._size)

    def _leaf(self, node: TermNode | ValueNode) -> PartRow:
        """Return what a node without parts finds."""
        if not self._budget.take_clause():
            return unscored(NO_NUMBERS)
        if isinstance(node, ValueNode):
            return unscored(self._facts.with_value(node).astype(np.int64, copy=False))
        matches = self._cache.get(node, lambda: self._scorer.matches(node, self._budget), self._budget)
        return PartRow(
            matches.passages,
            lambda places, passages=None: self._scorer.scores(matches, self._budget, places, passages),
        )

    def _passages(self, node: Node | AnyOfField) -> Numbers:
        """Return the passages that match a tree."""
        return self._part(node).passages

    def _matching(self, node: Node | AnyOfField, among: Numbers) -> Mask:
        """Return which of some passages match a tree."""
        match node:
            case Or(parts):
                masks = [self._matching(part, among) for part in values_together(parts)]
                return np.logical_or.reduce(masks) if masks else np.zeros(len(among), np.bool_)
            case Field() | Range() | AnyOfField() if self._budget.take_clause():
                return self._facts.has_value(node, among)
            case _:
                return contains(self._passages(node), among, self._size)

    def _fulfilled(self, condition: Node, among: Numbers) -> Mask:
        """Return which of some passages fulfil a condition; not of what was not read to its end."""
        if not isinstance(condition, Not):
            return self._matching(condition, among)
        unwanted = self._matching(condition.part, among)
        return np.zeros_like(unwanted) if self._budget.cut else ~unwanted

    @staticmethod
    def _unscored(passages: Numbers) -> Row:
        return Row(passages, np.zeros(len(passages)))

    def _without(self, passages: Numbers) -> Numbers:
        """Return all passages but these; none when it is not known whether these are all."""
        return NO_NUMBERS if self._budget.cut else self._lists.without(passages)

    def _any_of(self, parts: Sequence[Found]) -> Found:
        """Merge what several parts find; a passage is complete where it is so for any of them."""
        passages, scores = summed([Row(part.passages, part.scores) for part in parts], self._size)
        if not any(part.incomplete.any() for part in parts):
            return Found(passages, scores, np.zeros(len(passages), np.bool_))
        complete = union([part.passages.compress(~part.incomplete) for part in parts], self._size)
        return Found(passages, scores, ~contains(complete, passages, self._size))

    def _ranked(self, node: And | MinShouldMatch) -> Found:
        """Return what all or enough of the parts find, ranked by people, proximity, completeness and names."""
        found = self._all_of(node.parts) if isinstance(node, And) else self._most_of(node)
        if not len(found.passages):
            return found
        self._scorer.boost_people(node, found.passages, found.scores)
        self._scorer.boost_proximity(node, found)
        complete = np.flatnonzero(~found.incomplete) if found.incomplete.any() else slice(None)
        passages, scores = found.passages[complete], found.scores[complete]
        if isinstance(node, MinShouldMatch):
            scores = self._scorer.boost_complete(scores)
        found.scores[complete] = self._capitals.rank_names_first(
            node.parts, passages, scores, self._passages, self._budget
        )
        return found

    def _all_of(self, parts: tuple[Node, ...]) -> Found:
        conditions = [part for part in parts if isinstance(part, Field | Range | Not)]  # what they find scores 0
        required = [self._part(part) for part in parts if part not in conditions]
        if not required:
            first = next((part for part in conditions if not isinstance(part, Not)), None)
            required = [self._part(first)]
        common, places = in_common(required)
        for part in conditions:
            kept = self._fulfilled(part, common)
            if not kept.all():
                common = common.compress(kept)
                places = [[at.compress(kept) for at in rows] for rows in places]
        scores = np.zeros(len(common))
        incomplete = np.zeros(len(common), np.bool_)
        for found, at in zip(required, places, strict=True):
            scores += found.scores_of(at)
            if found.incomplete is not None:
                incomplete |= found.incomplete.take(at[0])
        return Found(common, scores, incomplete)

    def _most_of(self, node: MinShouldMatch) -> Found:
        """Return the passages with enough of the parts."""
        weighed = [self._weighed(part, repeated) for part, repeated in Counter(node.parts).items()]
        clauses = [clause for whole, words in weighed for clause in (whole, *words) if len(clause.part.passages)]
        most = sum(whole.weight for whole, _ in weighed)
        if sum(len(clause.part.passages) for clause in clauses) * DENSE_SHARE < self._size:
            passages, weights, scores = self._few_sums(clauses, node.share, most)
        else:
            passages, weights, scores = self._many_sums(clauses, node.share, most)
        if not node.share:
            every = self._lists.all_passages()
            scores = np.nan_to_num(values_of(Row(passages, scores), every, self._size))
            passages = every
        elif all(map(_is_told_by_weight, weighed)):
            return Found(passages, scores, weights < most - ROUNDING)
        return Found(passages, scores, ~self._in_all([whole.part.passages for whole, _ in weighed], passages))

    def _weighed(self, node: Node, repeated: int) -> tuple[_Clause, list[_Clause]]:
        """Return a part with its weight, and its words, each in the passages without the whole part."""
        idf = self._scorer.idf
        whole, words = self._part(node), [(word, self._part(word)) for word in words_within(node)]
        frequencies = [self._frequency(word, part) for word, part in words]
        alone = [
            _Clause(part.without(whole.passages), idf(frequency), repeated)
            for (_, part), frequency in zip(words, frequencies, strict=True)
        ]
        if not any(frequencies):
            frequencies = [self._frequency(node, whole)]
        return _Clause(whole, sum(map(idf, filter(None, frequencies))), repeated), alone

    def _frequency(self, node: Node, part: Part) -> int:
        """Return how many passages of the corpus match a node, which is a part here."""
        return self._scorer.statistics.frequency(node, len(part.passages))

    def _few_sums(self, clauses: Sequence[_Clause], share: float, most: float) -> tuple[Numbers, Values, Values]:
        """Return the passages with enough of the clauses, what these weigh there, and what they score, by sorting."""
        passages, [weights, scores] = summed_columns(
            [clause.part.passages for clause in clauses],
            [[clause.weight for clause in clauses], [clause.scores_at(None) for clause in clauses]],
            self._size,
        )
        enough = weights >= _least(share, most, weights)
        if enough.all():
            return passages, weights, scores
        return passages.compress(enough), weights.compress(enough), scores.compress(enough)

    def _many_sums(self, clauses: Sequence[_Clause], share: float, most: float) -> tuple[Numbers, Values, Values]:
        """Return the same by arrays with a place for every passage; scores are computed only where they are needed."""
        weights, scores = np.zeros(self._size), np.zeros(self._size)
        for clause in clauses:
            np.add.at(weights, clause.part.passages, clause.weight)
        least = _least(share, most, weights)
        enough = weights >= least
        for clause in clauses:
            passages, kept = clause.part.passages, None
            if clause.weight < least:  # else it is enough alone
                kept = enough.take(passages).nonzero()[0]
            if kept is None or len(kept) == len(passages):
                np.add.at(scores, passages, clause.scores_at(None))
            elif len(kept):
                passages = passages.take(kept)
                np.add.at(scores, passages, clause.scores_at(kept, passages))
        passages = enough.nonzero()[0]
        return passages, weights.take(passages), scores.take(passages)

    def _in_all(self, rows: Sequence[Numbers], passages: Numbers) -> Mask:
        """Return for each passage whether it is in all of the rows."""
        by_length = sorted(rows, key=len)
        common = by_length[0] if by_length else passages
        for row in by_length[1:]:
            if not len(common):
                break
            common = common.compress(contains(row, common, self._size))
        return contains(common, passages, self._size)

    def _expanded(self, part: Node, alternatives: tuple[Node, ...]) -> Found:
        """Rank what a part finds, then what its alternatives find, then what has a name only in other letters."""
        typed, others = self.find(part), self._any_of([self.find(other) for other in alternatives])
        other_case = self._capitals.without_name(part, typed.passages, self._budget)
        expanded = Row(others.passages, others.scores)
        if other_case is None or not other_case.any():
            found = self._below_typed(typed, expanded)
        else:
            as_typed = Found(*(column.compress(~other_case) for column in typed))
            found = self._below_typed(as_typed, expanded)
            in_other_case = Row(typed.passages.compress(other_case), typed.scores.compress(other_case))
            found = self._below_typed(_complete(found), in_other_case)
        if not typed.incomplete.any():
            return _complete(found)
        lacking = typed.passages.compress(typed.incomplete)
        lacking = lacking.compress(~contains(others.passages, lacking, self._size))
        return Found(*found, contains(lacking, found.passages, self._size))

    def _below_typed(self, typed: Found, expanded: Row) -> Row:
        """Merge the scores of typed parts and of expansions, which rank below all typed matches.

        A passage that lacks a typed part is no such match.
        """
        complete = ~typed.incomplete
        only = ~contains(typed.passages.compress(complete), expanded.passages, self._size)
        passages, scores = expanded.passages.compress(only), expanded.values.compress(only)
        scores = scores * self._scorer.expansion_factor(typed.scores.compress(complete), scores)
        return _highest(Row(typed.passages, typed.scores), Row(passages, scores), self._size)


class _Clause(NamedTuple):
    """A part of which most are enough, with what it weighs and how often it was typed."""

    part: Part
    weight: float
    repeated: int

    def scores_at(self, places: Numbers | None, passages: Numbers | None = None) -> Values:
        """Return what all passages of the part score, or those at some places, as often as it was typed."""
        scores = self.part.scores_at(places, passages)
        return scores if self.repeated == 1 else scores * self.repeated


def _is_told_by_weight(part: tuple[_Clause, Sequence[_Clause]]) -> bool:
    """Return whether what a passage weighs says if it lacks a part: none of the part's words weighs anything alone."""
    whole, words = part
    return whole.weight > 2 * ROUNDING and not any(len(word.part.passages) for word in words)


def _least(share: float, most: float, weights: Values) -> float:
    """Return what the clauses in a passage must weigh: a share of all, or as much as in any passage."""
    return max(min(share * most, float(weights.max(initial=0.0))) - ROUNDING, ROUNDING / 2)


def _complete(row: Row) -> Found:
    """Return found passages of which none lacks a part."""
    return Found(row.passages, row.values, np.zeros(len(row.passages), np.bool_))


def _highest(left: Row, right: Row, size: int) -> Row:
    """Merge two rows; a passage in both has the higher of its values."""
    if not len(right.passages):
        return left
    passages = union([left.passages, right.passages], size)
    return Row(passages, np.fmax(values_of(left, passages, size), values_of(right, passages, size)))
