"""Searching the letters of many terms finds those that looking at each would find."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.columns.strings import Strings
from indexer.engine.term_search import TermSearch
from indexer.query.matching import Slot, form_predicate, slots
from indexer.query.tree import Fuzzy, Wildcard

LETTERS = "abcd\u00e9\u0416\u4eba\U00020000"
TERMS = st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=40, unique=True).map(sorted)


def stored(terms: Sequence[str]) -> Strings:
    """Store terms as an index does."""
    encoded = [term.encode() + b"\n" for term in terms]
    starts = np.cumsum([0, *map(len, encoded)])
    return Strings(np.frombuffer(b"".join(encoded), np.uint8), starts)


def matching(terms: Sequence[str], slot: Slot) -> list[str]:
    """Return the terms that a search finds."""
    return [terms[number] for number in TermSearch(stored(terms)).matching(slot).tolist()]


@given(TERMS, st.text(f"{LETTERS}**??", min_size=1, max_size=7))
def test_a_wildcard_finds_what_fits_it(terms: list[str], typed: str) -> None:
    """The terms that fit a wildcard are found, wherever its wildcards stand, in the order of terms."""
    for slot in slots(Wildcard(typed)):
        if slot.kind == "pattern":
            assert matching(terms, slot) == list(filter(form_predicate(slot), terms))


@given(TERMS, st.text(LETTERS[:5], min_size=3, max_size=8), st.sampled_from([None, 1, 2]))
def test_a_fuzzy_word_finds_what_is_spelt_alike(terms: list[str], typed: str, most: int | None) -> None:
    """The terms within the edit distance of a fuzzy word are found, in the order of terms."""
    for slot in slots(Fuzzy(typed, most)):
        if slot.kind == "fuzzy":
            assert matching(terms, slot) == list(filter(form_predicate(slot), terms))
