"""Phrases that recur in a corpus, counted from the sorted order of its words, with how they are written.

In the order, the places where the same words begin stand together, so that counting them is comparing neighbours. What
a phrase may begin and end with is said by flags of its terms; which phrases are suggested is for `writer` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.token_field import TokenField
from indexer.text.stopwords import CLAUSE_WORDS, PHRASE_STOP_WORDS

from .entry import MAX_PHRASE_WORDS

BATCH = 500_000
"""Places that are counted at a time, some 40 MB; those of one word always stay together."""

Places = NDArray[np.int64]


class CountedPhrase(NamedTuple):
    """A phrase: its folded words, how many passages have it, and a place where it is written as it is shown."""

    words: tuple[str, ...]
    passages: int
    place: int


class _TermFlags(NamedTuple):
    """What each term, from number 0 on, may do in a phrase."""

    at_ends: NDArray[np.bool_]
    in_clause: NDArray[np.bool_]
    is_number: NDArray[np.bool_]

    @classmethod
    def of(cls, terms: Sequence[str]) -> _TermFlags:
        """Return the flags of terms, the first of which is number 1."""
        names = ["", *terms]
        flags: tuple[Callable[[str], bool], ...] = (
            lambda term: len(term) > 1 and term not in PHRASE_STOP_WORDS,
            CLAUSE_WORDS.__contains__,
            str.isdigit,
        )
        return cls(*(np.fromiter(map(flag, names), np.bool_, len(names)) for flag in flags))


def count_phrases(
    field: TokenField, terms: Sequence[str], gaps: NDArray[np.uint8], min_count: int
) -> Iterator[CountedPhrase]:
    """Yield the phrases of two to five words that at least `min_count` passages have.

    A phrase is a name of something: it neither begins nor ends with a function word, has no verb inside, and goes on
    after a number by another number only. `gaps` has what stands before each token of the field. A phrase is shown as
    it is written where it first recurs, seldom the beginning of a sentence.
    """
    flags = _TermFlags.of(terms)
    for places in _batches(field, flags.at_ends):
        for found, counts, width in _count_batch(field, places, gaps, flags, min_count):
            for place, count in zip(found.tolist(), counts.tolist(), strict=True):
                words = tuple(terms[number - 1] for number in field.words[place : place + width].tolist())
                yield CountedPhrase(words, count, place)


def _batches(field: TokenField, wanted: NDArray[np.bool_]) -> Iterator[Places]:
    """Yield the places of the wanted terms in their order, whole terms at a time."""
    starts = field.order_starts
    sizes = np.where(wanted[: len(starts) - 1], np.diff(starts), 0)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = ends[first - 1] if first else 0
        end = max(int(np.searchsorted(ends, before + BATCH, side="right")), first + 1)
        kept = np.repeat(wanted[first:end], np.diff(starts)[first:end])
        yield field.order[starts[first] : starts[end]][kept].astype(np.int64)
        first = end


def _count_batch(
    field: TokenField, places: Places, gaps: NDArray[np.uint8], flags: _TermFlags, min_count: int
) -> Iterator[tuple[Places, Places, int]]:
    """Yield for each length the phrases that recur: where each is written as it is shown, and its passages."""
    groups = _groups(np.zeros(len(places), np.int64), field.words[places])
    has_clause = has_number = np.zeros(len(places), np.bool_)
    for width in range(2, MAX_PHRASE_WORDS + 1):
        joined = gaps[places + width - 1] > 0
        places, groups, has_clause, has_number = places[joined], groups[joined], has_clause[joined], has_number[joined]
        last = field.words[places + width - 1]
        groups = _groups(groups, last)
        recurring = np.bincount(groups)[groups] >= min_count
        places, groups, last = places[recurring], groups[recurring], last[recurring]
        has_clause, has_number = has_clause[recurring], has_number[recurring]
        named = flags.at_ends[last] & ~has_clause & (flags.is_number[last] | ~has_number)
        yield *_in_passages(field, places[named], groups[named], min_count), width
        has_clause, has_number = has_clause | flags.in_clause[last], has_number | flags.is_number[last]


def _groups(groups: Places, words: NDArray[np.uint32]) -> Places:
    """Return the numbers of groups that are split where the next words differ."""
    split = np.zeros(len(groups), np.int64)
    split[1:] = (groups[1:] != groups[:-1]) | (words[1:] != words[:-1])
    return np.cumsum(split)


def _in_passages(field: TokenField, places: Places, groups: Places, min_count: int) -> tuple[Places, Places]:
    """Return for each group in enough passages its last place in the second of them, and how many those are."""
    keys = np.sort((groups << 32) | places)
    groups, places = keys >> 32, keys & 0xFFFFFFFF
    passages = field.texts_at(places)
    lasts = np.flatnonzero(np.append((groups[1:] != groups[:-1]) | (passages[1:] != passages[:-1]), len(keys) > 0))
    of_pairs = groups[lasts]
    firsts = np.flatnonzero(np.append(len(lasts) > 0, of_pairs[1:] != of_pairs[:-1]))
    counts = np.diff(firsts, append=len(lasts))
    enough = counts >= max(min_count, 2)
    return places[lasts[firsts[enough] + 1]], counts[enough]
