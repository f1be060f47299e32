"""Counts how often the words of a query stand close together in the best of what was found.

Only the best are looked at, before any filter: a list of everything that has common words would take too long, and
what stands far below does not reach the first pages by standing close. What a count is worth is `whoosh_scores`'
business.
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
"""The words of a heading are always close: they lift nothing."""
MAX_DOC_SHARE = 0.2
"""The share of the passages from which on a word is too common for what stands close to it to mean anything."""
RESCORE_WINDOW = 100
"""Passages of one answer that are looked at."""


class ClosePair(NamedTuple):
    """Two words of a query: in how many passages the more frequent one stands, and how often they are close in each."""

    passages: int
    counts: Mapping[int, int]


class ProximityCounter:
    """Looks into the passages of one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, dictionary: TermDictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def close_pairs(self, node: And | MinShouldMatch, scores: Mapping[int, float]) -> Iterator[ClosePair]:
        """Yield each pair of words of a tree with the passages, of the best, in which they are close."""
        beside = adjacent_pairs(node)
        forms = {slot: self._dictionary.admitted(slot).forms for slot in dict.fromkeys(chain.from_iterable(beside))}
        standing = {slot: self._lists.doc_frequency(PROXIMITY_FIELD, some) for slot, some in forms.items()}
        telling = [
            pair for pair in beside if all(0 < standing[slot] <= MAX_DOC_SHARE * self._lists.passages for slot in pair)
        ]
        if not telling:
            return
        among = sorted(heapq.nlargest(RESCORE_WINDOW, scores, key=scores.__getitem__))
        rows = {
            slot: self._lists.positions(PROXIMITY_FIELD, forms[slot], among) for slot in chain.from_iterable(telling)
        }
        for left, right in telling:
            both = [number for number in among if number in rows[left] and number in rows[right]]
            counts = {
                number: count_close(unpack_positions(rows[left][number]), unpack_positions(rows[right][number]))
                for number in both
            }
            most = max(standing[left], standing[right])
            yield ClosePair(most, {number: count for number, count in counts.items() if count})
