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

from indexer.engine.proximity import close, pairs
from indexer.engine.term_dictionary import Dictionary
from indexer.query.tree import And, Most

from .postings import PostingLists, unpacked

FIELD = "text"
"""The words of a heading are always close: they lift nothing."""
COMMON = 0.2
"""The share of the passages from which on a word is too common for what stands close to it to mean anything."""
LOOKED_AT = 100
"""Passages of one answer that are looked at."""


class Close(NamedTuple):
    """Two words of a query: in how many passages the more frequent one stands, and how often they are close in each."""

    passages: int
    counts: Mapping[int, int]


class Closeness:
    """Looks into the passages of one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, dictionary: Dictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def found(self, node: And | Most, scores: Mapping[int, float]) -> Iterator[Close]:
        """Yield each pair of words of a tree with the passages, of the best, in which they are close."""
        beside = pairs(node)
        forms = {slot: self._dictionary.admitted(slot).forms for slot in dict.fromkeys(chain.from_iterable(beside))}
        standing = {slot: self._lists.frequency(FIELD, some) for slot, some in forms.items()}
        telling = [pair for pair in beside if all(0 < standing[slot] <= COMMON * self._lists.passages for slot in pair)]
        if not telling:
            return
        among = sorted(heapq.nlargest(LOOKED_AT, scores, key=scores.__getitem__))
        rows = {slot: self._lists.places(FIELD, forms[slot], among) for slot in chain.from_iterable(telling)}
        for left, right in telling:
            both = [number for number in among if number in rows[left] and number in rows[right]]
            counts = {number: close(unpacked(rows[left][number]), unpacked(rows[right][number])) for number in both}
            most = max(standing[left], standing[right])
            yield Close(most, {number: count for number, count in counts.items() if count})
