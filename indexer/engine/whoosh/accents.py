"""Finds where a word occurs only with other accents than were typed, so that such a match weighs a little less.

Accents are folded everywhere else. The index stores accented words as written in a field of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.query.matching import slots
from indexer.query.tree import Phrase, Term, TermNode
from indexer.text.analysis import accented_terms, terms_in

from .postings import PostingLists
from .writer import ACCENTED_FIELD

ACCENT_MISMATCH_WEIGHT = 0.9
"""Weight of a match with other accents than typed; it only ranks it below an otherwise equal match."""


class AccentMatcher:
    """Compares accents in one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, spellings: Mapping[str, Sequence[str]], fields: Sequence[str]) -> None:
        """Take the accented spellings of each folded term, and the fields that terms occur in."""
        self._lists = lists
        self._spellings = spellings
        self._fields = fields

    def with_other_accents(self, node: TermNode, scores: Mapping[int, float]) -> set[int]:
        """Return those of the found passages in which a word of a term node occurs only with other accents."""
        if not isinstance(node, Term | Phrase):
            return set()
        typed = dict(accented_terms(node.text))
        differing: set[int] = set()
        for slot, form in zip(slots(node), terms_in(node.text), strict=True):
            accented = self._spellings.get(form, ())
            if form in typed:
                with_same_accents = (
                    self._lists.position_bytes(ACCENTED_FIELD, [typed[form]]) if typed[form] in accented else {}
                )
                differing.update(number for number in scores if number not in with_same_accents)
            elif accented and slot.kind in ("stem", "form"):
                differing |= self._only_accented(form, accented, scores)
        return differing

    def _only_accented(self, form: str, spellings: Sequence[str], scores: Mapping[int, float]) -> set[int]:
        """Return the passages in which every occurrence of a term is accented."""
        accented = {
            number: size
            for number, size in self._lists.position_bytes(ACCENTED_FIELD, spellings).items()
            if number in scores
        }
        among = sorted(accented)
        positions_by_field = [self._lists.positions(field, [form], among) for field in self._fields]
        return {
            number
            for number, count in accented.items()
            if sum(len(positions.get(number, b"")) for positions in positions_by_field) == count
        }
