"""Counts how the words of a corpus are written, from words that are cut already: text by text, each form once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from indexer.text.paper_words import PaperWords, analyse
from indexer.text.paper_words.plain import PERCENT_SIGN


class FormCounts:
    """The number of texts that have each written form; texts can be taken away again."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        """By form as typed."""
        self._terms: dict[str, str] = {}
        self._around: Counter[str] = Counter()

    def add(self, words: PaperWords, sign: int = 1) -> None:
        """Add the words of texts, or take them away with a sign of -1."""
        self._count(words, np.full(len(words.text_lengths), sign))

    def add_around(self, texts: Iterable[str], sign: int = 1) -> None:
        """Add the words of texts around passages, such as headings and names, or take them away."""
        for text in texts:
            self._around[text] += sign

    def finish(self) -> None:
        """Count what was added around passages, each distinct text cut once."""
        self._count(analyse(list(self._around)), np.fromiter(self._around.values(), np.int64, len(self._around)))
        self._around.clear()

    def term(self, form: str) -> str:
        """Return the folded term of a form."""
        return self._terms.get(form, form)

    def by_term(self) -> Mapping[str, Mapping[str, int]]:
        """Return the forms of each term with their counts."""
        forms: dict[str, dict[str, int]] = {}
        for form, count in self.counts.items():
            forms.setdefault(self.term(form), {})[form] = count
        return forms

    def _count(self, words: PaperWords, weights: np.ndarray) -> None:
        """Add the forms of each text as often as its weight says."""
        names = (*words.terms, *(form for _, form in words.forms))
        numbers = words.term_numbers.astype(np.int64)
        numbers[words.odd_tokens] = words.odd_forms.astype(np.int64) + len(words.terms)
        texts = np.repeat(np.arange(len(words.text_lengths)), words.text_lengths)
        distinct = np.unique(texts * len(names) + numbers)
        texts, numbers = np.divmod(distinct, max(len(names), 1))
        sums = np.bincount(numbers, weights=weights[texts], minlength=len(names)).astype(np.int64)
        counts = self.counts
        for form, count in zip(names, sums.tolist(), strict=True):
            if count:
                counts[form] = counts.get(form, 0) + count
        counts.pop(PERCENT_SIGN, None)  # nobody wants the word suggested in this form
        self._terms.update((form, words.terms[term]) for term, form in words.forms)
