"""The terms that occur in the index, and which of them match a slot of the query.

Where terms occur is stored by the engine. How the letters of many terms are searched at once is in
`engine/term_search`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from indexer.query.matching import Slot, slots
from indexer.query.printer import canonical
from indexer.query.results import Expansion, ExpansionKind
from indexer.query.tree import Fuzzy, Node, Term, Wildcard, multi_form_terms
from indexer.text.analysis import terms_in
from indexer.text.stemming import STEMMED_LANGUAGES, stem_in

from .columns.vocabulary import Vocabulary
from .rows import Numbers
from .term_search import TermSearch

MAX_FORMS = 300
"""The most terms that one wildcard or fuzzy word expands to; the most frequent are taken, and the answer says so."""
CACHED_SLOTS = 256

_KINDS: dict[type[Node], ExpansionKind] = {Term: "stem", Wildcard: "pattern", Fuzzy: "fuzzy"}


class MatchedForms(NamedTuple):
    """The index terms that match a slot, and whether some were cut off; a cut list begins with the most frequent."""

    forms: tuple[str, ...]
    cut: bool = False
    only_in: Mapping[str, frozenset[str]] = MappingProxyType({})
    """The analysis languages in which a form matches, for each form that occurs in others too."""


class TermDictionary:
    """The terms of an index, looked up by stem, by wildcard and by edit distance; safe to use from many threads."""

    def __init__(self, vocabulary: Vocabulary, max_forms: int = MAX_FORMS) -> None:
        """Take the terms of an index, those of living passages only; `max_forms` is the most terms of one slot."""
        self._vocabulary = vocabulary
        self._search = TermSearch(vocabulary.terms)
        self._max_forms = max_forms
        self.matches = lru_cache(maxsize=CACHED_SLOTS)(self._find_matches)

    def forget(self) -> None:
        """Drop the terms that were matched with slots."""
        self.matches.cache_clear()

    def accented(self, term: str) -> tuple[str, ...]:
        """Return the ways in which passages write a folded term with accents, in order."""
        return self._vocabulary.accented(term)

    def expansions(self, node: Node | None) -> Iterator[Expansion]:
        """Yield an expansion for each word of a tree that stands for more than itself."""
        for term in multi_form_terms(node):
            matched = [self.matches(slot) for slot in slots(term)]
            typed = set(terms_in(term.text))
            other_forms = tuple(dict.fromkeys(form for match in matched for form in match.forms if form not in typed))
            if other_forms:
                yield Expansion(canonical(term), other_forms, _KINDS[type(term)], any(match.cut for match in matched))
        for term in multi_form_terms(node) if len(self._vocabulary.languages) > 1 else ():
            if isinstance(term, Term) and len(languages := self._languages_of(term)) > 1:
                yield Expansion(canonical(term), languages, "language")

    def _languages_of(self, term: Term) -> tuple[str, ...]:
        """Return the stemmed languages that have a word of letters in some form, by their tags."""
        words = slots(term)
        if len(words) != 1 or not words[0].text.isalpha():
            return ()
        return tuple(
            language
            for language in sorted(self._vocabulary.languages)
            if language in STEMMED_LANGUAGES and self._vocabulary.has_stem(stem_in(words[0].text, language), language)
        )

    def _find_matches(self, slot: Slot) -> MatchedForms:
        """Return the terms that match a slot."""
        if slot.kind == "form":
            return MatchedForms((slot.text,) if slot.text in self._vocabulary else ())
        if slot.kind == "stem":
            return self._with_stem(slot.text)
        numbers = self._search.matching(slot)
        return MatchedForms(tuple(self._forms(numbers)), len(numbers) > self._max_forms)

    def _forms(self, numbers: Numbers) -> list[str]:
        """Return terms by their numbers, in their order; the most frequent ones if there are too many."""
        if len(numbers) > self._max_forms:
            by_frequency = np.argsort(-self._vocabulary.total_frequencies[numbers].astype(np.int64), kind="stable")
            numbers = numbers.take(by_frequency[: self._max_forms])
        return [self._vocabulary.terms[number] for number in numbers.tolist()]

    def _with_stem(self, typed: str) -> MatchedForms:
        """Return the terms that are a form of a typed word in the language of the passages that they occur in."""
        languages = self._vocabulary.languages
        if len(languages) == 1:
            return MatchedForms(self._vocabulary.with_stem(stem_in(typed, languages[0]), languages[0]))
        by_language = {
            language: frozenset(self._vocabulary.with_stem(stem_in(typed, language), language))
            for language in languages
        }
        forms = tuple(sorted(frozenset(chain.from_iterable(by_language.values()))))
        only_in = {
            form: frozenset(language for language, matching in by_language.items() if form in matching)
            for form in forms
            if any(
                form not in by_language[language] and self._vocabulary.document_frequency(form, language)
                for language in by_language
            )
        }
        return MatchedForms(forms, only_in=only_in)
