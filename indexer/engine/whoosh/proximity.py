"""Counts how often the words of a query occur close together in the best hits.

Only the best hits before any filter are examined: a list of everything that has common words would take too long, and
proximity does not lift a low hit to the first pages. `engine/whoosh/scorer` decides what a count is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from indexer.engine.columns.segment import Segment
from indexer.engine.proximity import adjacent_pairs, close_places
from indexer.engine.rows import NO_NUMBERS, Mask, Numbers, counted
from indexer.engine.term_dictionary import MatchedForms, TermDictionary
from indexer.query.matching import Slot
from indexer.query.tree import And, MinShouldMatch

from .lists import TermLists

MAX_DOC_SHARE = 0.2
"""The share of passages above which a word is too common for its proximity to mean anything."""
RESCORE_WINDOW = 100
"""The number of best hits that are examined; what it costs is in `benchmarks/relevance/NOTES.md`."""


class ClosePair(NamedTuple):
    """Two words of a query: document frequency of the more frequent one, and the passages in which they are close.

    `counts` has for each of these how often they are.
    """

    doc_frequency: int
    passages: Numbers
    counts: Numbers


class ProximityCounter:
    """Counts close words in the passages of one index; safe to use from many threads.

    Only the text of a passage counts: the words of a heading are always close.
    """

    def __init__(self, lists: TermLists, dictionary: TermDictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def rare_pairs(self, node: And | MinShouldMatch) -> list[tuple[Slot, Slot, int]]:
        """Return each pair of words of a tree that are rare enough, with the higher document frequency of the two."""
        neighbours = adjacent_pairs(node)
        matched = {slot: self._dictionary.matches(slot) for slot in dict.fromkeys(chain.from_iterable(neighbours))}
        doc_frequency = {slot: self._lists.doc_frequency(terms.forms) for slot, terms in matched.items()}
        return [
            (left, right, max(doc_frequency[left], doc_frequency[right]))
            for left, right in neighbours
            if all(0 < doc_frequency[slot] <= MAX_DOC_SHARE * self._lists.living for slot in (left, right))
            and matched[left] != matched[right]  # two forms of one word are not near each other
        ]

    def close_pairs(self, pairs: list[tuple[Slot, Slot, int]], among: Numbers) -> Iterator[ClosePair]:
        """Yield each pair of words with those of some passages, ascending, in which they are close."""
        matched = {slot: self._dictionary.matches(slot) for pair in pairs for slot in pair[:2]}
        places: dict[Slot, list[Numbers]] = {slot: [] for slot in matched}
        owners: list[Numbers] = []
        for number, segment in enumerate(self._lists.segments):
            inside = among[(among >= segment.first) & (among < segment.first + segment.passages)]
            tokens, passages = _tokens_of(segment, inside - segment.first)
            passages += segment.first
            before = sum(map(len, owners))
            owners.append(passages)
            for slot, terms in matched.items():
                places[slot].append(np.flatnonzero(self._matching(number, tokens, passages, terms)) + before)
        owner = np.concatenate(owners) if owners else NO_NUMBERS
        joined = {slot: np.concatenate(of_segments) for slot, of_segments in places.items()}
        for left, right, doc_frequency in pairs:
            close = close_places(joined[left], joined[right], owner)
            passages, counts = counted(owner.take(close))
            if len(passages):
                yield ClosePair(doc_frequency, passages, counts.astype(np.int64))

    def _matching(self, segment: int, tokens: Numbers, passages: Numbers, matched: MatchedForms) -> Mask:
        """Return which of some tokens match a slot, in the languages of their passages."""
        terms = self._lists.terms(segment, [form for form in matched.forms if form not in matched.only_in])
        mask: Mask = np.isin(tokens, terms) if len(terms) != 1 else tokens == terms[0]
        for form, languages in matched.only_in.items():
            for term in self._lists.terms(segment, [form]):
                mask |= (tokens == term) & self._lists.are_in_languages(passages, languages)
        return mask


def _tokens_of(segment: Segment, passages: Numbers) -> tuple[Numbers, Numbers]:
    """Return the words of some passages of a segment, one after another, and the passage of each."""
    starts = segment.text.starts
    firsts, ends = starts.take(passages).astype(np.int64), starts.take(passages + 1).astype(np.int64)
    lengths = ends - firsts
    offsets = np.cumsum(lengths) - lengths
    places = np.repeat(firsts - offsets, lengths) + np.arange(lengths.sum())
    return segment.text.words.take(places).astype(np.int64), np.repeat(passages, lengths)
