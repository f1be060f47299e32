"""The phrases of two and three words that recur in an index, each with the passages whose text has it.

Which words a phrase may begin with, end with and have inside is given. What is said of phrases does not belong here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .columns import Columns, numbers_in
from .rows import NumberRows, order_of, starts_of

MOST_TOKENS = 12_000_000
"""Words of an index in which phrases are looked for, once: a second for ten million, and 30 bytes of memory each."""
MOST_WORDS = 3
"""Words of the longest phrase."""

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


class _Groups(NamedTuple):
    """Places at which the same words begin stand together, those of one group in the order of the texts."""

    places: Places
    numbers: Places
    """The group of each place, ascending."""

    def where(self, wanted: Mask) -> _Groups:
        return _Groups(self.places[wanted], self.numbers[wanted])


def has_few_enough_words(columns: Columns) -> bool:
    """Return whether phrases are looked for in an index: it has at most `MOST_TOKENS` words."""
    return sum(len(segment.text.words) for segment in columns.segments) <= MOST_TOKENS


def find_phrase_rows(columns: Columns, may: PhraseWords, least: int) -> PhraseRows:
    """Return the phrases that at least so many living passages have; none of an index of more than `MOST_TOKENS`."""
    if not has_few_enough_words(columns):
        return PhraseRows(
            np.zeros((0, MOST_WORDS), np.uint32), NumberRows(np.zeros(1, np.int64), np.zeros(0, np.int64))
        )
    words, owners = _tokens(columns)
    second, last = words[1:-1], may.last[words]
    places = np.flatnonzero(may.first[words[:-2]] & (last[1:-1] | (may.inside[second] & last[2:])))
    if columns.alive is not None:
        places = places[columns.alive[owners[places]]]
    size = np.uint64(len(may.first))
    pairs = _recurring(places, words[places].astype(np.uint64) * size + words[places + 1], least)
    found = [_rows(pairs.where(may.last[words[pairs.places + 1]]), words, owners, 2, least)]
    longer = pairs.where(may.inside[words[pairs.places + 1]] & may.last[words[pairs.places + 2]])
    keys = longer.numbers.astype(np.uint64) * size + words[longer.places + 2]
    found.append(_rows(_recurring(longer.places, keys, least), words, owners, MOST_WORDS, least))
    sizes = np.concatenate([np.diff(rows.passages.starts) for rows in found])
    return PhraseRows(
        np.concatenate([rows.words for rows in found]),
        NumberRows(starts_of(sizes), np.concatenate([rows.passages.values for rows in found])),
    )


def _tokens(columns: Columns) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Return the words of all texts by their numbers in the vocabulary, 0 after each text, and the passage of each."""
    words, owners = [np.zeros(MOST_WORDS, np.uint32)], [np.zeros(MOST_WORDS, np.int32)]
    for segment in columns.segments:
        words.append(numbers_in(columns.vocabulary.terms, segment.terms)[segment.text.words])
        sizes = np.diff(segment.text.starts)
        sizes[-1:] += len(segment.text.words) - segment.text.starts[-1]  # the zeros behind the last text
        owners.append(np.repeat(np.arange(segment.first, segment.first + len(sizes), dtype=np.int32), sizes))
    return np.concatenate(words), np.concatenate(owners)


def _recurring(places: Places, keys: NDArray[np.uint64], least: int) -> _Groups:
    """Group places, which ascend, by their keys; leave out groups of fewer than `least`."""
    order = order_of([keys])
    keys = keys[order]
    starts = np.ones(len(keys), np.bool_)
    starts[1:] = keys[1:] != keys[:-1]
    numbers = np.cumsum(starts) - 1
    groups = _Groups(places[order], numbers)
    return groups.where(np.bincount(numbers)[numbers] >= least) if len(numbers) else groups


def _rows(groups: _Groups, words: NDArray[np.uint32], owners: NDArray[np.int32], width: int, least: int) -> PhraseRows:
    """Return the phrases of some groups that enough passages have."""
    passages, numbers = owners[groups.places], groups.numbers
    is_new = np.ones(len(numbers), np.bool_)
    is_new[1:] = (numbers[1:] != numbers[:-1]) | (passages[1:] != passages[:-1])
    passages, numbers, places = passages[is_new], numbers[is_new], groups.places[is_new]
    if len(numbers):
        enough = np.bincount(numbers)[numbers] >= least
        passages, numbers, places = passages[enough], numbers[enough], places[enough]
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    phrase = np.zeros((len(firsts), MOST_WORDS), np.uint32)
    for offset in range(width):
        phrase[:, offset] = words[places[firsts] + offset]
    return PhraseRows(phrase, NumberRows(starts_of(np.diff(firsts, append=len(numbers))), passages))
