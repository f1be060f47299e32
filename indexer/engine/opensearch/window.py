"""The window: a few hundred passages that the cluster found, answered by our own formula as a small index in memory.

Words are found in the window, and how common they are is taken from the whole corpus, so that a passage scores in a
window what it scores in an index of everything. What is compared among all hits is compared among those of the window:

- what an expansion alone finds, and a name in other letters, is put below the lowest other hit of the window;
- where no passage has enough of the words, the most that counts is the most that one of the window has;
- close words are looked for in the best `RESCORE_WINDOW` hits of the window;
- a neighbour lifts a hit where the window has both: `places_beside` says which are lacking.

A window with the best hits of the corpus, and those beside them, orders them as the embedded engine does: of 120
queries over minutes the first ten hits were the same for 85 with the best 200 hits alone, and for 119 with what stands
beside them (`benchmarks/windows/RESULTS.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.columns.columns import JoinedSegments
from indexer.engine.columns.segment_writer import segment_in_memory
from indexer.engine.found import Found
from indexer.engine.inputs import AnyOfField, CollectionStatistics, ValueNode
from indexer.engine.neighbours import with_neighbours
from indexer.engine.rows import Mask, Numbers, Values
from indexer.engine.term_dictionary import TermDictionary
from indexer.engine.values.of_passage import year_in
from indexer.engine.whoosh.executor import Executor
from indexer.engine.whoosh.lists import TermLists
from indexer.meetings.dates import first_day, last_day
from indexer.query.results import FIELD_FACETS
from indexer.query.tree import Field, Node, Range

from .records import IndexedPassage


class Window:
    """Some passages of a corpus, numbered from 0 in the order of their records; safe to use from many threads."""

    def __init__(
        self, records: Sequence[IndexedPassage], dictionary: TermDictionary, statistics: CollectionStatistics
    ) -> None:
        """Take distinct records in the order of the corpus, and the dictionary and statistics of the whole corpus.

        Statistics that are stated need the numbers of `nodes_needing_frequency` and `slots_needing_frequency` of each
        tree that is asked.
        """
        self.records = records
        searched, texts = [record.searched for record in records], [record.text for record in records]
        lists = TermLists(JoinedSegments([segment_in_memory(searched, texts)]))
        self._executor = Executor(lists, RecordFacts(records), dictionary, statistics)
        self._follows = _follows(records)

    def find(self, node: Node | None, budget: Budget | None = None) -> Found:
        """Return the passages of the window that match a tree, with their scores; None matches all with score 0."""
        return self._executor.find(node, budget)

    def ranked(self, node: Node | None, budget: Budget | None = None) -> Found:
        """Return what `find` returns, with the scores that order it by relevance: neighbours have lifted each other."""
        return with_neighbours(node, self.find(node, budget), self._follows)


class RecordFacts:
    """The facts of passages, read from their records."""

    def __init__(self, records: Sequence[IndexedPassage]) -> None:
        self._records = records
        self.priors: Values = np.array([record.prior for record in records], np.float64)

    def with_value(self, node: ValueNode) -> Numbers:
        """Return the passages with a value of a field, or with any in a range, ascending."""
        return self._having(node, self._records).nonzero()[0]

    def has_value(self, node: ValueNode, passages: Numbers) -> Mask:
        """Return for each of some passages whether it has a value of a field, or any in a range."""
        return self._having(node, map(self._records.__getitem__, passages.tolist()))

    @staticmethod
    def _having(node: ValueNode, records: Iterable[IndexedPassage]) -> Mask:
        if isinstance(node, Range) and node.name == "date":
            low, high = first_day(node.low), last_day(node.high)
            return np.array([_overlaps(record, low, high) for record in records], np.bool_)
        facet = FIELD_FACETS[node.name]
        fits = year_in(node) if isinstance(node, Range) else frozenset(_values_of(node)).__contains__
        return np.array([any(map(fits, record.facets.get(facet, ()))) for record in records], np.bool_)


def _values_of(node: Field | AnyOfField) -> Sequence[str]:
    return [node.value] if isinstance(node, Field) else node.values


def _overlaps(record: IndexedPassage, low: int, high: int) -> bool:
    """Return whether the days that a passage's meeting may have had overlap some days."""
    return record.first_day is not None and record.first_day <= high and (record.last_day or 0) >= low


def _follows(records: Sequence[IndexedPassage]) -> Mask:
    """Return for each record whether it stands right after the one before it, in a paper in which people speak."""
    follows = np.zeros(len(records), np.bool_)
    follows[1:] = [record.comes_after(before) for before, record in pairwise(records)]
    return follows
