"""Whether any passage has several words in its text, without scores: what completions of a query are held against."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.text.stemming import stem_in

from .columns import Columns

MAX_WORDS = 16
"""The most words whose passages are kept: those before the last stay while this is typed."""


class WordPassages:
    """The passages of words, in any form; safe to use from many threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._having = lru_cache(maxsize=MAX_WORDS)(self._passages_with)

    def any_with_all(self, terms: Iterable[str]) -> bool:
        """Return whether a living passage has all of some folded terms in its text, each in any form."""
        found: NDArray[np.uint32] | None = None
        for having in sorted(map(self._having, set(terms)), key=len):
            found = having if found is None else np.intersect1d(found, having, assume_unique=True)
            if not len(found):
                return False
        return found is not None

    def _passages_with(self, term: str) -> NDArray[np.uint32]:
        """Return the living passages with a form of a term in the language of the passage, ascending."""
        columns = self._columns
        having = np.zeros(columns.passages, dtype=np.bool_)
        for place, language in enumerate(columns.languages):
            forms = columns.vocabulary.with_stem(stem_in(term, language), language)
            for segment in columns.segments:
                for form in forms:
                    passages, _ = segment.text.documents(segment.term(form))
                    numbers = passages.astype(np.int64) + segment.first
                    having[numbers[columns.language_of[numbers] == place]] = True
        living = having if columns.alive is None else having & columns.alive
        return np.flatnonzero(living).astype(np.uint32)
