"""Counts how the words of a corpus are written, from words that are cut already: text by text, each form once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.token_field import TokenField
from indexer.text.paper_words import PaperWords, analyse
from indexer.text.paper_words.plain import PERCENT_SIGN

from .written import WrittenTokens

BATCH = 500_000
"""Tokens that are counted at a time, some 20 MB."""

Counts = NDArray[np.int64]


class FormCounts:
    """The number of texts that have each written form; texts can be taken away again."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        """By form as typed."""
        self._terms: dict[str, str] = {}
        self._around: Counter[str] = Counter()

    def add(self, words: PaperWords, weights: NDArray[np.integer] | int = 1) -> None:
        """Add the words of texts, each as often as its weight says; -1 takes them away."""
        names = (*words.terms, *(form for _, form in words.forms))
        numbers = words.term_numbers.astype(np.int64)
        numbers[words.odd_tokens] = words.odd_forms + np.int64(len(words.terms))
        texts = np.repeat(np.arange(len(words.text_lengths)), words.text_lengths)
        distinct, found = _distinct(texts, numbers)
        weights = np.broadcast_to(weights, len(words.text_lengths))
        self._put(names, np.bincount(found, weights[distinct], minlength=len(names)).astype(np.int64))
        self._terms.update((form, words.terms[term]) for term, form in words.forms)

    def add_around(self, texts: Iterable[str], sign: int = 1) -> None:
        """Add the words of texts around passages, such as headings and names, or take them away."""
        for text in texts:
            self._around[text] += sign

    def add_index(self, field: TokenField, terms: Sequence[str], tokens: WrittenTokens) -> None:
        """Add the words of all texts of a field of an index; `tokens` says how they are written."""
        counts = np.zeros(len(terms) + 1 + len(tokens.forms), np.int64)
        first = 0
        while first < field.texts:
            start = int(field.starts[first])
            last = max(int(np.searchsorted(field.starts, start + BATCH, side="right")) - 1, first + 1)
            numbers = field.words[start : field.starts[last]].astype(np.int64)
            low, high = np.searchsorted(tokens.places, (start, start + len(numbers)))
            numbers[tokens.places[low:high] - start] = tokens.numbers[low:high] + np.int64(len(terms) + 1)
            texts = np.repeat(np.arange(last - first), np.diff(field.starts[first : last + 1]))
            counts += np.bincount(_distinct(texts, numbers)[1], minlength=len(counts))
            first = last
        self._put((*terms, *tokens.forms), counts[1:])
        of_form = np.zeros(len(tokens.forms), np.int64)
        of_form[tokens.numbers] = field.words[tokens.places]
        self._terms.update((form, terms[term - 1]) for form, term in zip(tokens.forms, of_form.tolist(), strict=True))

    def finish(self) -> None:
        """Count what was added around passages, each distinct text cut once."""
        self.add(analyse(list(self._around)), np.fromiter(self._around.values(), np.int64, len(self._around)))
        self._around.clear()
        self.counts.pop(PERCENT_SIGN, None)  # nobody wants the word suggested in this form

    def _put(self, forms: Sequence[str], counts: Counts) -> None:
        known = self.counts
        for number in np.flatnonzero(counts).tolist():
            form = forms[number]
            known[form] = known.get(form, 0) + int(counts[number])

    def by_term(self) -> Mapping[str, Mapping[str, int]]:
        """Return the forms of each folded term with their counts."""
        forms: dict[str, dict[str, int]] = {}
        for form, count in self.counts.items():
            forms.setdefault(self._terms.get(form, form), {})[form] = count
        return forms


def _distinct(texts: Counts, numbers: Counts) -> tuple[Counts, Counts]:
    """Return the distinct pairs of a text and a number."""
    keys = np.sort((texts << 32) | numbers)
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    return keys >> 32, keys & 0xFFFFFFFF
