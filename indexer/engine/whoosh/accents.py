"""Finds where a word occurs only with other accents than were typed, so that such a match weighs a little less.

Accents are folded everywhere else. The index stores accented words as written in a field of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from indexer.engine.budget import Budget
from indexer.engine.rows import Mask, Numbers, contains, places_in
from indexer.query.matching import slots
from indexer.query.tree import Phrase, Term, TermNode
from indexer.text.analysis import accented_terms, terms_in

from .lists import CACHED_TERMS, TermLists

ACCENT_MISMATCH_WEIGHT = 0.9
"""Weight of a match with other accents than typed; it only ranks it below an otherwise equal match."""


class AccentMatcher:
    """Compares accents in one index; safe to use from many threads."""

    def __init__(self, lists: TermLists, spellings: Callable[[str], Sequence[str]]) -> None:
        """Take what returns the accented spellings of a folded term."""
        self._lists = lists
        self._spellings = lru_cache(maxsize=CACHED_TERMS)(spellings)

    def with_other_accents(self, node: TermNode, passages: Numbers, budget: Budget) -> Mask | None:
        """Return for each of the found passages whether a word of a term node has only other accents there.

        None where no passage has.
        """
        if not isinstance(node, Term | Phrase) or not len(passages):
            return None
        typed = dict(accented_terms(node.text))
        differing: Mask | None = None
        for slot, form in zip(slots(node), terms_in(node.text), strict=True):
            accented = self._spellings(form)
            if form in typed:
                same = self._lists.bag_counts("accents", [typed[form]], budget) if typed[form] in accented else None
                here = ~contains(same.passages, passages, self._lists.size) if same else np.ones(len(passages), bool)
            elif accented and slot.kind in ("stem", "form"):
                here = self._only_accented(form, accented, passages, budget)
            else:
                continue
            if here.any():
                differing = here if differing is None else differing | here
        return differing

    def _only_accented(self, form: str, spellings: Sequence[str], passages: Numbers, budget: Budget) -> Mask:
        """Return the passages in which every occurrence of a term is accented."""
        accented = self._lists.bag_counts("accents", spellings, budget)
        places = places_in(passages, accented.passages, self._lists.size)
        found = places >= 0
        places, counts = places.compress(found), accented.values.compress(found)
        only = np.zeros(len(passages), np.bool_)
        only[places] = counts == self._lists.counts_at(form, passages.take(places))
        return only
