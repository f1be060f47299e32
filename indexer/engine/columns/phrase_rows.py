"""The phrases of two and three words that recur in an index, each with the passages whose text has it.

Which words a phrase may begin with, end with and have inside is given. What is said of phrases does not belong here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .columns import WordSegments, numbers_in
from .rows import NumberRows, sorted_places, starts_of

MOST_TOKENS = 12_000_000
"""Words of an index in which phrases are looked for, once: half a second for ten million, and 20 bytes each."""
MOST_WORDS = 3
"""Words of the longest phrase."""

_TOGETHER = 1 << 20
"""Words that are looked at together, in 20 MB."""
_FIRST, _INSIDE, _LAST = 1, 2, 4  # the first is `True`; the last, moved by one bit, is the second

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]


class PhraseWords(NamedTuple):
    """For each word by its number in the vocabulary, from 0 on, where it may stand in a phrase."""

    first: Mask
    inside: Mask
    last: Mask


class PhraseRows(NamedTuple):
    """Phrases with their passages."""

    words: NDArray[np.uint32]
    """A row for each phrase: the numbers of its words in the vocabulary; the last is 0 where it has two."""
    passages: NumberRows
    """The living passages that have each of the phrases, ascending."""


class _Beginnings(NamedTuple):
    """Words at which a phrase may begin, in the order of the texts: the word, the two after it, and the passage."""

    words: NDArray[np.uint32]
    """A column for each of the three."""
    owners: NDArray[np.int32]

    def where(self, wanted: Mask) -> _Beginnings:
        return _Beginnings(self.words[:, wanted], self.owners[wanted])


class _Groups(NamedTuple):
    """Beginnings with the same words stand together, those of one group in the order of the texts."""

    places: Places
    """Where they stand among all beginnings."""
    numbers: Places
    """The group of each, ascending."""

    def where(self, wanted: Mask) -> _Groups:
        return _Groups(self.places[wanted], self.numbers[wanted])


def has_few_enough_words(columns: WordSegments) -> bool:
    """Return whether phrases are looked for in an index: it has at most `MOST_TOKENS` words."""
    return token_count(columns) <= MOST_TOKENS


def token_count(columns: WordSegments) -> int:
    """Return how many words the texts of an index have, deleted ones and the ends of texts too."""
    return sum(len(segment.text.words) for segment in columns.segments)


def find_phrase_rows(columns: WordSegments, may: PhraseWords, least: int) -> PhraseRows:
    """Return the phrases that at least so many living passages have; none of an index of more than `MOST_TOKENS`."""
    if not has_few_enough_words(columns):
        return PhraseRows(
            np.zeros((0, MOST_WORDS), np.uint32), NumberRows(np.zeros(1, np.int64), np.zeros(0, np.int64))
        )
    found, size = _beginnings(columns, may), np.uint64(len(may.first))
    first, second, third = found.words
    pairs = _recurring(np.arange(len(first)), first * size + second, least)
    are_long = (may.inside[second] & may.last[third])[pairs.places]
    rows = [_rows(pairs.where(may.last[second][pairs.places]), found, 2, least)]
    longer = pairs.where(are_long)
    keys = longer.numbers.astype(np.uint64) * size + third[longer.places]
    rows.append(_rows(_recurring(longer.places, keys, least), found, MOST_WORDS, least))
    sizes = np.concatenate([np.diff(some.passages.starts) for some in rows])
    return PhraseRows(
        np.concatenate([some.words for some in rows]),
        NumberRows(starts_of(sizes), np.concatenate([some.passages.values for some in rows])),
    )


def _beginnings(columns: WordSegments, may: PhraseWords) -> _Beginnings:
    """Return where a phrase may begin in the living passages of an index, by the words' numbers in its vocabulary."""
    allowed = (may.first * _FIRST + may.inside * _INSIDE + may.last * _LAST).astype(np.uint8)
    words, owners = [np.zeros((MOST_WORDS, 0), np.uint32)], [np.zeros(0, np.int32)]
    for segment in columns.segments:
        numbers, own = numbers_in(columns.vocabulary.terms, segment.terms), segment.text.words
        for start in range(0, len(own) - MOST_WORDS + 1, _TOGETHER):
            some = numbers[own[start : start + _TOGETHER + MOST_WORDS - 1]]
            at = _may_begin(allowed[some])
            words.append(np.stack([some[at + place] for place in range(MOST_WORDS)]))
            owners.append((segment.text.texts_at(at + start) + segment.first).astype(np.int32))
    found = _Beginnings(np.concatenate(words, axis=1), np.concatenate(owners))
    return found if columns.alive is None else found.where(columns.alive[found.owners])


def _may_begin(allowed: NDArray[np.uint8]) -> Places:
    """Return where a phrase may begin among words, by what each may be in one."""
    second, third = allowed[1:-1], allowed[2:]
    ends = (second & _LAST) | ((second & _INSIDE) & (third >> 1))  # whether the second or the third may be the last
    return np.flatnonzero(allowed[:-2] & (ends != 0))


def _recurring(places: Places, keys: NDArray[np.uint64], least: int) -> _Groups:
    """Group places, which ascend, by their keys; leave out groups of fewer than `least`."""
    keys, places = sorted_places(keys, places)
    begins = np.ones(len(keys), np.bool_)
    begins[1:] = keys[1:] != keys[:-1]
    sizes = np.diff(begins.nonzero()[0], append=len(keys))
    enough = sizes >= least
    return _Groups(places[np.repeat(enough, sizes)], np.repeat(np.arange(np.count_nonzero(enough)), sizes[enough]))


def _rows(groups: _Groups, found: _Beginnings, width: int, least: int) -> PhraseRows:
    """Return the phrases of some groups that enough passages have."""
    passages, numbers = found.owners[groups.places], groups.numbers
    is_new = np.ones(len(numbers), np.bool_)
    is_new[1:] = (numbers[1:] != numbers[:-1]) | (passages[1:] != passages[:-1])
    passages, numbers, places = passages[is_new], numbers[is_new], groups.places[is_new]
    if len(numbers):
        enough = np.bincount(numbers)[numbers] >= least
        passages, numbers, places = passages[enough], numbers[enough], places[enough]
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    phrase = np.zeros((len(firsts), MOST_WORDS), np.uint32)
    for offset in range(width):
        phrase[:, offset] = found.words[offset, places[firsts]]
    return PhraseRows(phrase, NumberRows(starts_of(np.diff(firsts, append=len(numbers))), passages))
