"""Tells where a word stands only with other accents than it was typed with: such a match counts a little less.

Accents are folded everywhere else. The index keeps accented words as they are written in a field of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.query.matching import slots
from indexer.query.tree import Leaf, Phrase, Term
from indexer.text.analysis import accented_terms, terms_in

from .postings import PostingLists
from .writer import ACCENTED_FIELD

ACCENT_MISMATCH_WEIGHT = 0.9
"""What a match counts whose accents are not as typed: less than the same match with the same accents, and no more."""


class AccentMatcher:
    """Compares accents in one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, by_form: Mapping[str, Sequence[str]], fields: Sequence[str]) -> None:
        """Take the accented ways in which each folded form is written, and the fields that words stand in."""
        self._lists = lists
        self._by_form = by_form
        self._fields = fields

    def with_other_accents(self, leaf: Leaf, found: Mapping[int, float]) -> set[int]:
        """Give those of the passages found in which a word of a leaf stands with other accents only."""
        if not isinstance(leaf, Term | Phrase):
            return set()
        typed = dict(accented_terms(leaf.text))
        other: set[int] = set()
        for slot, form in zip(slots(leaf), terms_in(leaf.text), strict=True):
            ways = self._by_form.get(form, ())
            if form in typed:
                same = self._lists.position_bytes(ACCENTED_FIELD, [typed[form]]) if typed[form] in ways else {}
                other.update(number for number in found if number not in same)
            elif ways and slot.kind in ("stem", "form"):
                other |= self._only_accented(form, ways, found)
        return other

    def _only_accented(self, form: str, ways: Sequence[str], found: Mapping[int, float]) -> set[int]:
        """Give the passages that have a form as often as they have it with an accent."""
        accented = {
            number: size for number, size in self._lists.position_bytes(ACCENTED_FIELD, ways).items() if number in found
        }
        among = sorted(accented)
        every = [self._lists.positions(field, [form], among) for field in self._fields]
        return {
            number
            for number, count in accented.items()
            if sum(len(places.get(number, b"")) for places in every) == count
        }
