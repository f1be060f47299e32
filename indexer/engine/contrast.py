"""Finds the words and short phrases by which some passages differ from others: by how many passages have them.

The measure is the log-likelihood ratio G² of Dunning, “Accurate methods for the statistics of surprise and coincidence”
(Computational Linguistics 19, 1993), over the table of passages with and without a word in both sets. Passages are
counted and not words, so that one that repeats a word a hundred times counts once. Only what stands in the texts
counts: a heading would count for every passage below it.

Which passages are compared, and from which G² on a difference is told, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.query.results import ContrastedWord, WordContrast
from indexer.text.analysis import is_unspaced
from indexer.text.months import MONTHS, month_words, weak_month_words, weekday_words
from indexer.text.stopwords import CLAUSE_WORDS, optional_words, stop_words

from .budget import Budget
from .columns.columns import WordSegments, numbers_in
from .columns.phrase_rows import PhraseRows, PhraseWords, find_phrase_rows, has_few_enough_words, token_count
from .columns.rows import NumberRows
from .columns.segment import Segment
from .rows import Mask, Numbers

LEAST_PASSAGES = 5
"""Passages of one side that must have a word: below, expected counts are too small for G² to be trusted, see Rayson,
Berridge and Francis, “Extending the Cochran rule for the comparison of word frequencies between corpora” (2004)."""
MOST_EXAMPLES = 3
ENTRIES_PER_POSITION = 12
"""Entries of term lists that are counted in the time in which a search looks at one position: a comparison of 6 million
takes 0.09 s, as long as a million positions of the queries that cost most (`benchmarks/speed/HOSTILE.md`)."""
TOKENS_PER_POSITION = 2
"""Words among which phrases are looked for in that time: 9 million take 0.45 s."""
_NUMBER_LENGTHS = range(3, 6)
_YEARS = range(1900, 2100)

Counts = NDArray[np.int64]


class Sides(NamedTuple):
    """Two sets of passages that have none in common, as masks over all passages."""

    inside: Mask
    outside: Mask


class _Candidates(NamedTuple):
    """Words or phrases that are counted together, and the passages that have each of them."""

    inside: Counts
    outside: Counts
    words: Callable[[int], tuple[str, ...]]
    passages: Callable[[int], Numbers]


class WordContrasts:
    """Compares passages of one index by their words; safe to use from many threads."""

    def __init__(
        self, columns: WordSegments, document_of: Callable[[Numbers], Numbers], ids: Callable[[Numbers], Sequence[str]]
    ) -> None:
        """Take an opened index, and what says the documents and the ids of passages."""
        self._columns = columns
        self._document_of = document_of
        self._ids = ids

    def contrast(self, sides: Sides, n: int, budget: Budget) -> WordContrast:
        """Return the `n` most surprising words and phrases on either side; without phrases where there are too many."""
        inside, outside = (int(np.count_nonzero(side)) for side in sides)
        if not (inside and outside):
            return WordContrast(inside, outside)
        if not budget.spend(self._work()):
            return WordContrast(inside, outside, cut=True)
        candidates = [self._words(sides), self._phrases(sides)]
        best = [(score, row, number) for row in candidates for score, number in _best(row, inside, outside, n)]
        found = [self._contrasted(score, row, number, sides) for score, row, number in best]
        return WordContrast(
            inside,
            outside,
            more=_strongest((word for word in found if word.score > 0), n),
            fewer=_strongest((word for word in found if word.score < 0), n),
            has_phrases=has_few_enough_words(self._columns),
        )

    def contrast_with_all(self, passages: int, totals: Counts, n: int, budget: Budget) -> WordContrast:
        """Return the `n` words by which all passages here differ most from the other ones of a larger index.

        That has so many `passages` of which `totals` have each term of the vocabulary, in its order. Words that are
        rarer here, and phrases, would have to be counted there.
        """
        everything = np.ones(sum(segment.passages for segment in self._columns.segments), np.bool_)
        own, others = len(everything), passages - len(everything)
        if not (own and others):
            return WordContrast(own, others, has_phrases=False)
        if not budget.spend(self._work()):
            return WordContrast(own, others, cut=True, has_phrases=False)
        here = self._words(Sides(everything, ~everything))
        there = np.concatenate(([0], totals)) * (self._may.first & ~self._is_sign) - here.inside
        row, sides = here._replace(outside=there), Sides(everything, ~everything)
        found = [
            self._contrasted(score, row, number, sides) for score, number in _best(row, own, others, n) if score > 0
        ]
        return WordContrast(own, others, more=_strongest(found, n), has_phrases=False)

    def _work(self) -> int:
        """Return how many positions a search looks at in the time of one comparison."""
        entries = sum(len(segment.text.rows.values) for segment in self._columns.segments)
        first = "_phrase_rows" not in vars(self) and has_few_enough_words(self._columns)
        return 2 * entries // ENTRIES_PER_POSITION + first * (token_count(self._columns) // TOKENS_PER_POSITION)

    def forget(self) -> None:
        """Drop the phrases that were found."""
        vars(self).pop("_phrase_rows", None)

    def _contrasted(self, score: float, row: _Candidates, number: int, sides: Sides) -> ContrastedWord:
        passages = row.passages(number)
        passages = passages[(sides.inside if score > 0 else sides.outside)[passages]]
        return ContrastedWord(
            words=row.words(number),
            inside=int(row.inside[number]),
            outside=int(row.outside[number]),
            score=score,
            papers=len(np.unique(self._document_of(passages))),
            examples=tuple(self._ids(passages[:MOST_EXAMPLES])),
        )

    def _words(self, sides: Sides) -> _Candidates:
        terms = self._columns.vocabulary.terms
        inside, outside = (np.zeros(len(terms) + 1, np.int64) for _ in sides)
        for segment, numbers in zip(self._columns.segments, self._numbers, strict=True):
            own = slice(segment.first, segment.first + segment.passages)
            for counts, side in ((inside, sides.inside), (outside, sides.outside)):
                counts[numbers] += _counts(segment.text.rows, side[own])
        is_word = self._may.first & ~self._is_sign
        return _Candidates(
            inside * is_word, outside * is_word, lambda number: (terms[number - 1],), self._passages_with
        )

    def _passages_with(self, number: int) -> Numbers:
        """Return the passages whose text has a word, deleted ones too."""
        return np.concatenate(
            [_passages(segment, self._columns.vocabulary.terms[number - 1]) for segment in self._columns.segments]
        )

    def _phrases(self, sides: Sides) -> _Candidates:
        rows, terms = self._phrase_rows, self._columns.vocabulary.terms
        inside, outside = (_counts(rows.passages, side) for side in sides)
        return _Candidates(
            inside,
            outside,
            lambda number: tuple(terms[word - 1] for word in rows.words[number].tolist() if word),
            lambda number: rows.passages.row(number).astype(np.int64),
        )

    @cached_property
    def _numbers(self) -> tuple[NDArray[np.uint32], ...]:
        """For each segment the numbers of its terms in the vocabulary."""
        return tuple(numbers_in(self._columns.vocabulary.terms, segment.terms) for segment in self._columns.segments)

    @cached_property
    def _phrase_rows(self) -> PhraseRows:
        return find_phrase_rows(self._columns, self._may, LEAST_PASSAGES)

    @cached_property
    def _is_sign(self) -> Mask:
        """Which terms are a character of a script without spaces: a part of a word, and so no word alone."""
        terms = self._columns.vocabulary.terms
        return np.fromiter(
            (not term.isascii() and is_unspaced(term) for term in ["", *terms]), np.bool_, len(terms) + 1
        )

    @cached_property
    def _may(self) -> PhraseWords:
        """Where each term may stand in a phrase; what may begin one may be listed alone."""
        vocabulary = self._columns.vocabulary
        colourless = _words_of_grammar(vocabulary.languages) | _words_of_dates()
        size = len(vocabulary.terms) + 1
        first, inside, last = (np.zeros(size, np.bool_) for _ in range(3))
        frequencies = [0, *vocabulary.total_frequencies.tolist()]
        for number, (term, frequency) in enumerate(zip(["", *vocabulary.terms], frequencies, strict=True)):
            if frequency >= LEAST_PASSAGES:
                first[number] = term not in colourless and (
                    (len(term) > 2 and not term.isdecimal()) or is_unspaced(term)
                )
                last[number] = first[number] or _is_telling_number(term)
                inside[number] = first[number] or (len(term) > 1 and term.isalpha() and term not in CLAUSE_WORDS)
        return PhraseWords(first, inside, last)


def g_squared(inside: Counts, inside_size: int, outside: Counts, outside_size: int) -> NDArray[np.float64]:
    """Return G² for each word, below 0 where its share is smaller inside; Dunning (1993), all four cells."""
    have = (inside + outside) / (inside_size + outside_size)
    total = np.zeros(len(inside))
    for size, with_word in ((inside_size, inside), (outside_size, outside)):
        for count, share in ((with_word, have), (size - with_word, 1 - have)):
            expected = size * share
            ratio = np.divide(count, expected, out=np.ones(len(count)), where=(count > 0) & (expected > 0))
            total += count * np.log(ratio)
    is_fewer = inside * outside_size < outside * inside_size
    result: NDArray[np.float64] = np.where(is_fewer, -2 * total, 2 * total)
    return result


def _best(row: _Candidates, inside_size: int, outside_size: int, n: int) -> Iterable[tuple[float, int]]:
    """Yield the strongest of some candidates on either side, with their G²."""
    scores = g_squared(row.inside, inside_size, row.outside, outside_size)
    for sign, counts in ((1, row.inside), (-1, row.outside)):
        fitting = np.flatnonzero((scores * sign > 0) & (counts >= LEAST_PASSAGES))
        strongest = fitting[np.argsort(-scores[fitting] * sign, kind="stable")[:n]]
        yield from zip(scores[strongest].tolist(), strongest.tolist(), strict=True)


def _strongest(words: Iterable[ContrastedWord], n: int) -> tuple[ContrastedWord, ...]:
    return tuple(sorted(words, key=lambda word: (-abs(word.score), word.words))[:n])


def _counts(rows: NumberRows, side: Mask) -> Counts:
    """Return how many passages of a side each row has."""
    before = np.zeros(len(rows.values) + 1, np.int32)
    np.cumsum(side[rows.values], out=before[1:])
    counts: Counts = (before[rows.starts[1:]] - before[rows.starts[:-1]]).astype(np.int64)
    return counts


def _passages(segment: Segment, term: str) -> Numbers:
    return segment.text.documents(segment.term(term))[0].astype(np.int64) + segment.first


def _words_of_grammar(languages: Iterable[str]) -> frozenset[str]:
    """Return words that say nothing of a subject, in these languages and in talk."""
    return stop_words("similar").union(*map(optional_words, languages))


def _words_of_dates() -> frozenset[str]:
    """Return the names of months and days: they say when a meeting was."""
    english = {month.casefold() for month in MONTHS}
    return frozenset((month_words().keys() - weak_month_words()) | english | weekday_words().keys())


def _is_telling_number(term: str) -> bool:
    """Return whether a number can name something, as that of a resolution; years and small numbers do not."""
    return term.isdecimal() and len(term) in _NUMBER_LENGTHS and int(term) not in _YEARS
