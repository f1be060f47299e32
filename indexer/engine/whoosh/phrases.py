"""Where words and rows of adjacent words stand in a stream of words; one field of one segment.

Where positions are sorted by the words that begin there, rows of single terms are found by bisection. Of other rows
only the rarest word is read from its list of positions; the others are looked up beside it in the stream. No row
crosses from one text to the next, because a text ends with a word that nothing matches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.budget import Budget
from indexer.engine.columns.token_field import SORT_DEPTH, TokenField
from indexer.engine.rows import NO_NUMBERS, Mask, Numbers

TermRow = Sequence[Sequence[int]]
"""For each word of a row, the numbers of the terms that match it."""
FEW_TERMS = 6
"""The most terms that are compared one by one; more are looked up in a table."""


class WordPlaces(NamedTuple):
    """WordPlaces in a stream of words, ascending, and the text that each is in."""

    positions: Numbers
    texts: Numbers

    def where(self, kept: Mask) -> WordPlaces:
        """Return those of the places that a mask keeps."""
        return WordPlaces(self.positions.compress(kept), self.texts.compress(kept))


NOWHERE = WordPlaces(NO_NUMBERS, NO_NUMBERS)


def _term_positions(field: TokenField, term: int, budget: Budget) -> Numbers:
    """Return the positions of a term in no order, as many as may be read."""
    positions = field.unsorted_positions(term)
    return positions[: budget.take(len(positions))].astype(np.int64)


def word_places(field: TokenField, terms: Sequence[int], budget: Budget, among: Mask | None = None) -> WordPlaces:
    """Return where any of the terms stands, in the texts of a mask (all texts where it is None)."""
    found = [_term_places(field, term, budget, among) for term in terms]
    if len(found) < 2:
        return found[0] if found else NOWHERE
    positions, texts = map(np.concatenate, zip(*found, strict=True))
    if not budget.spend(len(positions)):
        return NOWHERE
    order = np.argsort(positions, kind="stable")
    return WordPlaces(positions.take(order), texts.take(order))


def _term_places(field: TokenField, term: int, budget: Budget, among: Mask | None) -> WordPlaces:
    read = budget.take(field.position_count(term))
    if not read:
        return NOWHERE
    texts, counts = field.documents(term)
    positions = field.positions(term)[:read].astype(np.int64)
    if counts.sum() == field.position_count(term):
        of_positions = np.repeat(texts.astype(np.int64), counts)[:read]
    else:  # a count has an upper limit
        of_positions = field.texts_at(positions)
    places = WordPlaces(positions, of_positions)
    return places if among is None else places.where(among.take(of_positions))


def row_places(field: TokenField, row: TermRow, budget: Budget, among: Mask | None = None) -> WordPlaces:
    """Return where rows of adjacent words begin, each word any of its terms."""
    if not row or not all(row):
        return NOWHERE
    counts = [sum(map(field.position_count, terms)) for terms in row]
    by_rarity = sorted(range(len(row)), key=counts.__getitem__)
    if len(row) == 1:
        return word_places(field, row[0], budget, among)
    known: Sequence[int] = by_rarity[:1]
    if field.is_sorted and all(len(terms) == 1 for terms in row):
        begins, known = _sorted_run(field, [terms[0] for terms in row], budget)
    else:
        begins = np.concatenate([_term_positions(field, term, budget) for term in row[known[0]]]) - known[0]
        begins = begins.compress((begins >= 0) & (begins + len(row) <= len(field.words)))
    for offset in by_rarity:
        if not len(begins):
            return NOWHERE
        if offset not in known:
            begins = begins.compress(matching_words(field.words.take(begins + offset), row[offset]))
    begins.sort()
    places = WordPlaces(begins, field.texts_at(begins))
    return places if among is None else places.where(among.take(places.texts))


def _sorted_run(field: TokenField, terms: Sequence[int], budget: Budget) -> tuple[Numbers, Sequence[int]]:
    """Return where the first words of a row stand, as many of them as positions are sorted by, and which they are.

    The positions of a word are sorted by the words that follow, so that those of a run are found by bisection.
    """
    order, words = field.unsorted_positions(terms[0]), field.words
    known = range(min(len(terms), SORT_DEPTH))
    inside = range(len(order))
    for offset in known[1:]:

        def following(place: int, offset: int = offset) -> int:
            return int(words[order[place] + offset])

        first = bisect_left(inside, terms[offset], key=following)
        inside = inside[first : bisect_right(inside, terms[offset], lo=first, key=following)]
    begins = order[inside.start : inside.start + budget.take(len(inside))]
    return begins.astype(np.int64), known


def matching_words(words: NDArray[np.uint32], terms: Sequence[int]) -> Mask:
    """Return which words of a stream are any of the terms."""
    if not terms:
        return np.zeros(len(words), np.bool_)
    if len(terms) <= FEW_TERMS:
        matched: Mask = words == terms[0]
        for term in terms[1:]:
            matched |= words == term
        return matched
    table = np.zeros(max(int(words.max(initial=0)), *terms) + 1, np.bool_)
    table[list(terms)] = True
    return table.take(words)


def texts_with_all(field: TokenField, rows: Sequence[Sequence[TermRow]]) -> Mask:
    """Return the texts that have, of each group of rows, all words of any row, in any order."""
    size = field.texts
    every = np.ones(size, np.bool_)
    for alternatives in rows:
        any_row = np.zeros(size, np.bool_)
        for row in alternatives:
            any_row |= _with_words(field, row, size)
        every &= any_row
    return every


def _with_words(field: TokenField, row: TermRow, size: int) -> Mask:
    all_words = np.full(size, bool(row))
    for terms in row:
        has_word = np.zeros(size, np.bool_)
        for term in terms:
            has_word[field.documents(term)[0]] = True
        all_words &= has_word
    return all_words
