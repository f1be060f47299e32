"""Finds the passages that match a query tree, with their scores.

It works on sorted arrays of passages, node by node: a tree is answered by unions, intersections and differences, so NOT
and nesting mean exactly what they say. Filtering, sorting and paging are done elsewhere.

What single words and phrases find is the work of `engine/whoosh/scorer`, which also has the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.columns.columns import Columns
from indexer.engine.found import Found
from indexer.engine.inputs import PassageFacts
from indexer.engine.rows import (
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
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Node, Not, Or, Range, words_within

from .accents import AccentMatcher
from .capitals import CapitalsMatcher
from .lists import TermLists
from .positions import PositionMatcher
from .proximity import ProximityCounter
from .row_cache import RowCache
from .scorer import Scorer

ROUNDING = 1e-9
"""Less than any difference between two sums of weights that is not one of rounding."""


class Executor:
    """Answers query trees over one index; safe to use from many threads."""

    def __init__(
        self,
        columns: Columns,
        facts: PassageFacts,
        dictionary: TermDictionary,
    ) -> None:
        self.lists = TermLists(columns)
        self.capitals = CapitalsMatcher(self.lists)
        self.facts = facts
        self.scorer = Scorer(
            columns,
            facts,
            PositionMatcher(self.lists, dictionary),
            AccentMatcher(self.lists, columns.vocabulary.accented),
            self.capitals,
            ProximityCounter(self.lists, dictionary),
        )
        self.cache = RowCache()

    def find(self, node: Node | None, budget: Budget | None = None) -> Found:
        """Return every passage that matches a tree with its score; None matches all passages with score 0.

        When the budget is spent, the answer is what was found until then, and the budget says so.
        """
        return _Search(self, budget or Budget()).find(node)


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

    def find(self, node: Node | None) -> Found:
        """Return every passage that matches a tree with its score."""
        match node:
            case None:
                return _complete(self._unscored(self._lists.all_passages()))
            case Not(part):
                return _complete(self._unscored(self._without(self.find(part).passages)))
            case Or(parts):
                return self._any_of([self.find(part) for part in parts])
            case And() | MinShouldMatch():
                return self._ranked(node)
            case Expanded(part, alternatives):
                return self._expanded(part, alternatives)
            case _:
                return _complete(self._row(node))

    def _row(self, node: Node) -> Row:
        """Return what a node without parts finds."""

        def make() -> Row:
            if isinstance(node, Field | Range):
                return self._unscored(self._facts.with_value(node).astype(np.int64))
            return self._scorer.score(node, self._budget)  # type: ignore[arg-type]  # the others are handled by `find`

        if not self._budget.take_clause():
            return Row(NO_NUMBERS, np.zeros(0))
        return self._cache.get(node, make, self._budget)

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
        self._scorer.boost_people(node, found.passages, found.scores)
        self._scorer.boost_proximity(node, found)
        complete = np.flatnonzero(~found.incomplete) if found.incomplete.any() else slice(None)
        passages, scores = found.passages[complete], found.scores[complete]
        if isinstance(node, MinShouldMatch):
            scores = self._scorer.boost_complete(scores)
        found.scores[complete] = self._capitals.rank_names_first(
            node.parts, passages, scores, lambda part: self.find(part).passages, self._budget
        )
        return found

    def _all_of(self, parts: tuple[Node, ...]) -> Found:
        required = [self.find(part) for part in parts if not isinstance(part, Not)] or [self.find(None)]
        common = min((found.passages for found in required), key=len)
        columns: dict[int, Values] = {}
        for number in sorted(range(len(required)), key=lambda number: len(required[number].passages)):
            column = values_of(Row(required[number].passages, required[number].scores), common, self._size)
            kept = ~np.isnan(column)
            columns[number] = column
            if not kept.all():
                common = common.compress(kept)
                columns = {key: values.compress(kept) for key, values in columns.items()}
        scores = columns[0].copy()
        for number in range(1, len(required)):
            scores += columns[number]
        found = Row(common, scores)
        for part in parts:
            if isinstance(part, Not):
                found = self._excluded(found, self.find(part.part).passages)
        incomplete = np.zeros(len(found.passages), np.bool_)
        for each in required:
            if each.incomplete.any():
                incomplete |= contains(each.passages.compress(each.incomplete), found.passages, self._size)
        return Found(*found, incomplete)

    def _excluded(self, found: Row, unwanted: Numbers) -> Row:
        """Return a row without some passages; nothing when it is not known whether these are all."""
        if self._budget.cut:
            return Row(NO_NUMBERS, np.zeros(0))
        kept = ~contains(unwanted, found.passages, self._size)
        return Row(found.passages.compress(kept), found.values.compress(kept))

    def _most_of(self, node: MinShouldMatch) -> Found:
        """Return the passages with enough of the parts."""
        idf = self._scorer.idf
        rows: list[Row] = []
        factors: list[float] = []
        weights: list[float] = []
        whole_rows: list[Numbers] = []
        total_weight = 0.0
        for part, repeated in Counter(node.parts).items():
            whole, words = self._as_row(part), [self._as_row(word) for word in words_within(part)]
            whole_rows.append(whole.passages)
            frequencies = [len(row.passages) for row in words if len(row.passages)]
            if not frequencies and len(whole.passages):
                frequencies = [len(whole.passages)]
            weight = sum(map(idf, frequencies))
            total_weight += weight
            alone = [self._excluded_row(row, whole.passages) for row in words]
            rows += [whole, *alone]
            factors += [float(repeated)] * (1 + len(words))
            weights += [weight, *(idf(len(row.passages)) for row in words)]
        passages, [scores, weighed] = summed_columns(
            [row.passages for row in rows],
            [
                [row.values * factor for row, factor in zip(rows, factors, strict=True)],
                [*weights],
            ],
            self._size,
        )
        least = min(node.share * total_weight, float(weighed.max(initial=0.0))) - ROUNDING
        if not node.share:
            passages, scores = self._of_all(passages, scores)
        else:
            enough = weighed >= least
            if not enough.all():
                passages, scores = passages.compress(enough), scores.compress(enough)
        return Found(passages, scores, ~self._in_all(whole_rows, passages))

    def _as_row(self, part: Node) -> Row:
        found = self.find(part)
        return Row(found.passages, found.scores)

    def _excluded_row(self, row: Row, whole: Numbers) -> Row:
        if not len(whole):
            return row
        alone = ~contains(whole, row.passages, self._size)
        return Row(row.passages.compress(alone), row.values.compress(alone))

    def _of_all(self, passages: Numbers, scores: Values) -> tuple[Numbers, Values]:
        """Return all passages, with the scores of some; the others have none."""
        dense = np.zeros(self._size)
        dense[passages] = scores
        every = self._lists.all_passages()
        return every, dense.take(every)

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


def _complete(row: Row) -> Found:
    """Return found passages of which none lacks a part."""
    return Found(row.passages, row.values, np.zeros(len(row.passages), np.bool_))


def _highest(left: Row, right: Row, size: int) -> Row:
    """Merge two rows; a passage in both has the higher of its values."""
    if not len(right.passages):
        return left
    passages = union([left.passages, right.passages], size)
    return Row(passages, np.fmax(values_of(left, passages, size), values_of(right, passages, size)))
