"""Counts how often the words of a query occur close together in the best hits.

Only the best hits before any filter are examined: a list of everything that has common words would take too long, and
proximity does not lift a low hit to the first pages. `engine/whoosh/scorer` decides what a count is worth.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from indexer.engine.proximity import adjacent_pairs, count_close
from indexer.engine.term_dictionary import TermDictionary
from indexer.query.tree import And, MinShouldMatch

from .postings import PostingLists, unpack_positions

PROXIMITY_FIELD = "text"
"""The field in which proximity counts; the words of a heading are always close."""
MAX_DOC_SHARE = 0.2
"""The share of passages above which a word is too common for its proximity to mean anything."""
RESCORE_WINDOW = 100
"""The number of best hits that are examined; what it costs is in `benchmarks/relevance/NOTES.md`."""


class ClosePair(NamedTuple):
    """Two words of a query: document frequency of the more frequent one, and per passage how often they are close."""

    doc_frequency: int
    counts: Mapping[int, int]


class ProximityCounter:
    """Counts close words in the passages of one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, dictionary: TermDictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def close_pairs(self, node: And | MinShouldMatch, scores: Mapping[int, float]) -> Iterator[ClosePair]:
        """Yield each pair of words of a tree with those of the best passages in which they are close."""
        neighbours = adjacent_pairs(node)
        matched = {slot: self._dictionary.matches(slot) for slot in dict.fromkeys(chain.from_iterable(neighbours))}
        doc_frequency = {
            slot: self._lists.doc_frequency(PROXIMITY_FIELD, terms.forms) for slot, terms in matched.items()
        }
        rare_pairs = [
            pair
            for pair in neighbours
            if all(0 < doc_frequency[slot] <= MAX_DOC_SHARE * self._lists.passages for slot in pair)
            and matched[pair[0]] != matched[pair[1]]  # two forms of one word are not near each other
        ]
        if not rare_pairs:
            return
        among = sorted(heapq.nlargest(RESCORE_WINDOW, scores, key=scores.__getitem__))
        positions = {
            slot: self._lists.positions(PROXIMITY_FIELD, matched[slot].forms, among, matched[slot].only_in)
            for slot in chain.from_iterable(rare_pairs)
        }
        for left, right in rare_pairs:
            both = [number for number in among if number in positions[left] and number in positions[right]]
            counts = {
                number: count_close(
                    unpack_positions(positions[left][number]), unpack_positions(positions[right][number])
                )
                for number in both
            }
            higher = max(doc_frequency[left], doc_frequency[right])
            yield ClosePair(higher, {number: count for number, count in counts.items() if count})
