"""The words of a row of texts as numbers, with how they are written: what a segment stores of the texts.

It is the structure in which a reading keeps the words of its paper, made here for texts that come without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.text.analysis import accented_terms, terms_in
from indexer.text.written_forms import capital_terms, parted_words


class AnalysedTexts(NamedTuple):
    """The words of texts; texts are numbered from 0."""

    terms: tuple[str, ...]
    """The distinct folded terms, in order of first occurrence."""
    words: bytes
    """For each token of each text its place in `terms`, as little-endian 32-bit numbers."""
    lengths: bytes
    """The number of tokens of each text, in the same form."""
    accents: tuple[tuple[int, str, str], ...] = ()
    """Text, folded term and written form of each word with accents."""
    capitals: tuple[tuple[int, str], ...] = ()
    """Text and folded term of each word in capitals."""
    parted: tuple[tuple[int, tuple[str, ...], str], ...] = ()
    """Text, folded parts and written form of each word in parts."""


def analyse_texts(texts: Sequence[str]) -> AnalysedTexts:
    """Cut texts into words."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(term, len(numbers)) for term in terms_in(text)] for text in texts]
    lengths = np.fromiter(map(len, rows), dtype="<u4", count=len(rows))
    words = np.fromiter((number for row in rows for number in row), dtype="<u4", count=int(lengths.sum()))
    return AnalysedTexts(
        terms=tuple(numbers),
        words=words.tobytes(),
        lengths=lengths.tobytes(),
        accents=tuple((place, *pair) for place, text in enumerate(texts) for pair in accented_terms(text)),
        capitals=tuple((place, term) for place, text in enumerate(texts) for term in capital_terms(text)),
        parted=tuple((place, *parted) for place, text in enumerate(texts) for parted in parted_words(text)),
    )
