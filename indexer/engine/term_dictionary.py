"""The terms that occur in the index, and which of them match a slot of the query.

It is held in memory beside the doc values. Where terms occur is stored by the engine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, takewhile
from types import MappingProxyType
from typing import NamedTuple

from indexer.query.matching import Slot, form_predicate, literal_prefix, slots
from indexer.query.printer import canonical
from indexer.query.results import Expansion, ExpansionKind
from indexer.query.tree import Fuzzy, Node, Term, Wildcard, multi_form_terms
from indexer.text.analysis import terms_in
from indexer.text.stemming import STEMMED_LANGUAGES, stem_in

MAX_FORMS = 300
"""The most terms that one wildcard or fuzzy word expands to; the most frequent are taken, and the answer says so."""
CACHED_SLOTS = 256

TermsByStem = Mapping[str, Mapping[str, list[str]]]
"""For each analysis language of the index and each stem in it, the terms that occur in passages of that language."""
TermFrequencies = Mapping[str, Mapping[str, int]]
"""For each analysis language of the index and each term, the number of passages of that language that have it."""

_KINDS: dict[type[Node], ExpansionKind] = {Term: "stem", Wildcard: "pattern", Fuzzy: "fuzzy"}


class MatchedForms(NamedTuple):
    """The index terms that match a slot, and whether some were cut off; a cut list begins with the most frequent."""

    forms: tuple[str, ...]
    cut: bool = False
    only_in: Mapping[str, frozenset[str]] = MappingProxyType({})
    """The analysis languages in which a form matches, for each form that occurs in others too."""


class TermDictionary:
    """The terms of an index, looked up by stem, by wildcard and by edit distance; safe to use from many threads."""

    def __init__(self, by_stem: TermsByStem, frequencies: TermFrequencies, max_forms: int = MAX_FORMS) -> None:
        """Take the terms of each stem and the document frequency of each term, by analysis language.

        `max_forms` is the most terms of one slot.
        """
        self._by_stem = by_stem
        self._by_language = frequencies
        self._doc_frequencies = _totals(frequencies)
        self._max_forms = max_forms
        self._all_terms = sorted(self._doc_frequencies)
        self.matches = lru_cache(maxsize=CACHED_SLOTS)(self._find_matches)

    def expansions(self, node: Node | None) -> Iterator[Expansion]:
        """Yield an expansion for each word of a tree that stands for more than itself."""
        for term in multi_form_terms(node):
            matched = [self.matches(slot) for slot in slots(term)]
            typed = set(terms_in(term.text))
            other_forms = tuple(dict.fromkeys(form for match in matched for form in match.forms if form not in typed))
            if other_forms:
                yield Expansion(canonical(term), other_forms, _KINDS[type(term)], any(match.cut for match in matched))
        for term in multi_form_terms(node) if len(self._by_stem) > 1 else ():
            if isinstance(term, Term) and len(languages := self._languages_of(term)) > 1:
                yield Expansion(canonical(term), languages, "language")

    def _languages_of(self, term: Term) -> tuple[str, ...]:
        """Return the stemmed languages that have a word of letters in some form, by their tags."""
        words = slots(term)
        if len(words) != 1 or not words[0].text.isalpha():
            return ()
        return tuple(
            language
            for language, terms in sorted(self._by_stem.items())
            if language in STEMMED_LANGUAGES and stem_in(words[0].text, language) in terms
        )

    def _find_matches(self, slot: Slot) -> MatchedForms:
        """Return the terms that match a slot."""
        if slot.kind == "form":
            return MatchedForms((slot.text,) if slot.text in self._doc_frequencies else ())
        if slot.kind == "stem":
            return self._with_stem(slot.text)
        is_match = form_predicate(slot)
        matches = [form for form in self._candidates(slot) if is_match(form)]
        if len(matches) > self._max_forms:
            matches.sort(key=self._doc_frequencies.__getitem__, reverse=True)
        return MatchedForms(tuple(matches[: self._max_forms]), len(matches) > self._max_forms)

    def _with_stem(self, typed: str) -> MatchedForms:
        """Return the terms that are a form of a typed word in the language of the passages that they occur in."""
        by_language = {
            language: frozenset(terms.get(stem_in(typed, language), ())) for language, terms in self._by_stem.items()
        }
        forms = tuple(sorted(frozenset(chain.from_iterable(by_language.values()))))
        only_in = {
            form: frozenset(language for language, matching in by_language.items() if form in matching)
            for form in forms
            if any(
                form not in by_language[language] and form in self._by_language[language] for language in by_language
            )
        }
        return MatchedForms(forms, only_in=only_in)

    def _candidates(self, slot: Slot) -> list[str]:
        """Return the terms among which all matches of a slot are."""
        if slot.kind == "fuzzy":
            low, high = len(slot.text) - slot.max_edits, len(slot.text) + slot.max_edits
            return [form for form in self._all_terms if low <= len(form) <= high]
        prefix = literal_prefix(slot)
        first = bisect_left(self._all_terms, prefix)
        return (
            list(takewhile(lambda form: form.startswith(prefix), self._all_terms[first:]))
            if prefix
            else self._all_terms
        )


def _totals(frequencies: TermFrequencies) -> Mapping[str, int]:
    """Return the document frequency of each term in all languages together."""
    if len(frequencies) == 1:
        return next(iter(frequencies.values()))
    totals: Counter[str] = Counter()
    for in_language in frequencies.values():
        totals.update(in_language)
    return totals
