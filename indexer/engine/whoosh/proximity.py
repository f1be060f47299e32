"""Counts how often the words of a query occur close together in the best hits.

Only the best hits before any filter are examined: a list of everything that has common words would take too long, and
proximity does not lift a low hit to the first pages. `engine/whoosh/scorer` decides what a count is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.rows import spread, starts_of
from indexer.engine.columns.segment import Segment
from indexer.engine.inputs import CollectionStatistics
from indexer.engine.proximity import adjacent_pairs, close_owners
from indexer.engine.rows import Numbers, Values, counted
from indexer.engine.term_dictionary import MatchedForms, TermDictionary
from indexer.query.matching import Slot
from indexer.query.tree import And, MinShouldMatch

from .lists import TermLists
from .phrases import matching_words

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
    counts: Values


class ProximityCounter:
    """Counts close words in the passages of one index; safe to use from many threads.

    Only the text of a passage counts: the words of a heading are always close.
    """

    def __init__(self, lists: TermLists, dictionary: TermDictionary, statistics: CollectionStatistics) -> None:
        self._lists = lists
        self._statistics = statistics
        self._dictionary = dictionary

    def rare_pairs(self, node: And | MinShouldMatch) -> list[tuple[Slot, Slot, int]]:
        """Return each pair of words of a tree that are rare enough, with the higher document frequency of the two."""
        neighbours = adjacent_pairs(node)
        matched = {slot: self._dictionary.matches(slot) for slot in dict.fromkeys(chain.from_iterable(neighbours))}
        doc_frequency = {slot: self._statistics.text_frequency(terms.forms) for slot, terms in matched.items()}
        most = MAX_DOC_SHARE * self._statistics.passages
        return [
            (left, right, max(doc_frequency[left], doc_frequency[right]))
            for left, right in neighbours
            if all(0 < doc_frequency[slot] <= most for slot in (left, right))
            and matched[left] != matched[right]  # two forms of one word are not near each other
        ]

    def close_pairs(self, pairs: list[tuple[Slot, Slot, int]], among: Numbers) -> Iterator[ClosePair]:
        """Yield each pair of words with those of some passages, ascending, in which they are close."""
        matched = {slot: self._dictionary.matches(slot) for pair in pairs for slot in pair[:2]}
        for number, segment in enumerate(self._lists.segments):
            inside = among[slice(*among.searchsorted((segment.first, segment.first + segment.passages)))]
            if not len(inside):
                continue
            words, starts = _words_of(segment, inside - segment.first)
            places = {slot: self._places(number, words, starts, inside, terms) for slot, terms in matched.items()}
            for left, right, doc_frequency in pairs:
                owners = close_owners(*places[left], *places[right])
                nearby, counts = counted(owners)
                if len(nearby):
                    yield ClosePair(doc_frequency, inside.take(nearby), counts)

    def _places(
        self, segment: int, words: NDArray[np.uint32], starts: Numbers, passages: Numbers, matched: MatchedForms
    ) -> tuple[Numbers, Numbers]:
        """Return where a slot matches in the words of some passages, and the place of the passage of each match."""
        free = [form for form in matched.forms if form not in matched.only_in] if matched.only_in else matched.forms
        is_match = matching_words(words, self._lists.terms(segment, free))
        for form, languages in matched.only_in.items():
            for term in self._lists.terms(segment, [form]):
                in_languages = np.repeat(self._lists.are_in_languages(passages, languages), np.diff(starts))
                is_match |= (words == term) & in_languages
        places = is_match.nonzero()[0]
        return places, starts.searchsorted(places, "right") - 1


def _words_of(segment: Segment, passages: Numbers) -> tuple[NDArray[np.uint32], Numbers]:
    """Return the words of some passages of a segment, one after another, and where those of each begin, and the end."""
    firsts, ends = segment.text.starts.take(passages), segment.text.starts.take(passages + 1)
    sizes = ends - firsts
    return segment.text.words.take(spread(firsts, sizes)), starts_of(sizes)
