"""The words of a paper as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import msgspec
import numpy as np
from numpy.typing import NDArray

from indexer.text.written_forms import HYPHENS

Numbers = NDArray[np.uint32]

GAPS = ("", " ", *("".join(parts) for parts in product(("", " "), HYPHENS, ("", " "))))
"""What can stand between two words of a phrase, by its number: a space or a hyphen; the first is anything else."""


class PaperWords(msgspec.Struct, frozen=True, array_like=True):
    """The words of a row of texts. Arrays are bytes of little-endian numbers; the properties give them as arrays."""

    terms: tuple[str, ...] = ()
    """The distinct folded terms of all texts, in order of first occurrence; none is empty."""
    words: bytes = b""
    """uint32: the number of the term of each token, text after text."""
    lengths: bytes = b""
    """uint32: the number of tokens of each text."""
    gaps: bytes = b""
    """uint8: what stands before each token, as a number of `GAPS`; 0 also at the beginning of a text."""
    forms: tuple[tuple[int, str], ...] = ()
    """Term and written form of the words that are not written as their folded term: `(7, "Training")`."""
    form_tokens: bytes = b""
    """uint32, ascending: the tokens that are written otherwise than their term."""
    token_forms: bytes = b""
    """uint32: the form of each of these tokens, as a number of `forms`."""
    spellings: tuple[tuple[int, str], ...] = ()
    """Term and spelling, in lower case, of the words with accents."""
    accents: bytes = b""
    """uint32 pairs: the text and the spelling of each word with accents, ordered by text."""
    capitals: tuple[str, ...] = ()
    """The folded words that a text writes in capitals; those with points (`U.S.` is `us`) need not be terms."""
    in_capitals: bytes = b""
    """uint32 pairs: the text and the word of each word in capitals, ordered by text."""
    parted: tuple[tuple[tuple[str, ...], str], ...] = ()
    """The words in parts: the folded parts, and how they are written."""
    in_parts: bytes = b""
    """uint32 pairs: the text and the number in `parted` of each word in parts, ordered by text."""

    @property
    def term_numbers(self) -> Numbers:
        """The number of the term of each token."""
        return np.frombuffer(self.words, "<u4")

    @property
    def text_lengths(self) -> Numbers:
        """The number of tokens of each text."""
        return np.frombuffer(self.lengths, "<u4")

    @property
    def odd_tokens(self) -> Numbers:
        """The tokens that are written otherwise than their term, ascending."""
        return np.frombuffer(self.form_tokens, "<u4")

    @property
    def odd_forms(self) -> Numbers:
        """The form of each of these tokens, as a number of `forms`."""
        return np.frombuffer(self.token_forms, "<u4")

    @property
    def accent_pairs(self) -> Numbers:
        """Rows of a text and a number of `spellings`, one for each word with accents."""
        return np.frombuffer(self.accents, "<u4").reshape(-1, 2)

    @property
    def capital_pairs(self) -> Numbers:
        """Rows of a text and a number of `capitals`, one for each word in capitals."""
        return np.frombuffer(self.in_capitals, "<u4").reshape(-1, 2)

    @property
    def parted_pairs(self) -> Numbers:
        """Rows of a text and a number of `parted`, one for each word in parts."""
        return np.frombuffer(self.in_parts, "<u4").reshape(-1, 2)

    def term_rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the terms of each text in order, as `analysis.terms_in` returns them."""
        words, start = self.term_numbers.tolist(), 0
        for length in self.text_lengths.tolist():
            yield tuple(map(self.terms.__getitem__, words[start : start + length]))
            start += length
