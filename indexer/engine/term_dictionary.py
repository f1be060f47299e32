"""The terms that occur in the index, and which of them match a slot of the query.

It is held in memory beside the doc values. Where terms occur is stored by the engine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from indexer.query.matching import Slot, form_predicate, literal_prefix, slots
from indexer.query.printer import canonical
from indexer.query.results import Expansion, ExpansionKind
from indexer.query.tree import Fuzzy, Node, Term, Wildcard, multi_form_terms
from indexer.text.analysis import terms_in

MAX_FORMS = 300
"""The most terms that one wildcard or fuzzy word expands to; the most frequent are taken, and the answer says so."""
CACHED_SLOTS = 256

_KINDS: dict[type[Node], ExpansionKind] = {Term: "stem", Wildcard: "pattern", Fuzzy: "fuzzy"}


class MatchedForms(NamedTuple):
    """The index terms that match a slot, and whether some were cut off; a cut list begins with the most frequent."""

    forms: tuple[str, ...]
    cut: bool = False


class TermDictionary:
    """The terms of an index, looked up by stem, by wildcard and by edit distance; safe to use from many threads."""

    def __init__(
        self, by_stem: Mapping[str, list[str]], doc_frequencies: Mapping[str, int], max_forms: int = MAX_FORMS
    ) -> None:
        """Take the terms of each stem, the document frequency of each term, and the most terms of one slot."""
        self._by_stem = by_stem
        self._doc_frequencies = doc_frequencies
        self._max_forms = max_forms
        self._all_terms = sorted(doc_frequencies)
        self.matches = lru_cache(maxsize=CACHED_SLOTS)(self._find_matches)

    def expansions(self, node: Node | None) -> Iterator[Expansion]:
        """Yield an expansion for each word of a tree that stands for more than itself."""
        for term in multi_form_terms(node):
            matched = [self.matches(slot) for slot in slots(term)]
            typed = set(terms_in(term.text))
            other_forms = tuple(dict.fromkeys(form for match in matched for form in match.forms if form not in typed))
            if other_forms:
                yield Expansion(canonical(term), other_forms, _KINDS[type(term)], any(match.cut for match in matched))

    def _find_matches(self, slot: Slot) -> MatchedForms:
        """Return the terms that match a slot."""
        if slot.kind == "form":
            return MatchedForms((slot.text,) if slot.text in self._doc_frequencies else ())
        if slot.kind == "stem":
            return MatchedForms(tuple(self._by_stem.get(slot.text, ())))
        is_match = form_predicate(slot)
        matches = [form for form in self._candidates(slot) if is_match(form)]
        if len(matches) > self._max_forms:
            matches.sort(key=self._doc_frequencies.__getitem__, reverse=True)
        return MatchedForms(tuple(matches[: self._max_forms]), len(matches) > self._max_forms)

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
