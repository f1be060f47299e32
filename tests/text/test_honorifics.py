"""Honorifics: one table, and views that hold nothing else."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.honorifics import (
    FEMALE_HONORIFICS,
    HONORIFICS,
    MALE_HONORIFICS,
    POST_NOMINAL,
    RETIRED,
    HonorificView,
    honorific_pattern,
)
from indexer.text.word_lists import load_table

VIEWS = get_args(HonorificView)


def test_every_view_of_honorifics_has_a_name() -> None:
    """The views of honorifics in the data file are those that code may ask for."""
    assert set(load_table("honorifics")["view"]) == set(VIEWS)


@given(st.data())
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_matches_only_honorifics_of_the_table(view: HonorificView, data: st.DataObject) -> None:
    """Whatever a view matches is an honorific of the table, or several of them."""
    matched = data.draw(st.from_regex(re.compile(honorific_pattern(view), re.ASCII), fullmatch=True))
    words = {word.casefold() for word in re.split(r"[.\s]+|(?<=[a-z])(?=[A-Z])", matched)} - {""}
    assert re.sub(r"[.\s]", "", matched).casefold() in HONORIFICS or words <= HONORIFICS


def test_honorifics_of_women_and_men_differ() -> None:
    """An honorific that implies a pronoun is in the table and implies one only."""
    assert FEMALE_HONORIFICS | MALE_HONORIFICS <= HONORIFICS
    assert not FEMALE_HONORIFICS & MALE_HONORIFICS


@pytest.mark.parametrize("letters", ["PhD", "Ph.D", "Ph. D", "MD", "Esq", "Jr", "OBE", "KC", "LL.M"])
def test_letters_after_names(letters: str) -> None:
    """Degrees, orders and the like follow a name, with full stops or without."""
    assert re.fullmatch(POST_NOMINAL, letters, re.IGNORECASE)


@pytest.mark.parametrize("words", ["(Ret.)", "(ret)", "(Retired)", "(R)", "(Rtd.)", "(Retd)"])
def test_retired_officers(words: str) -> None:
    """A retired officer's rank is followed by a word in brackets."""
    assert re.fullmatch(RETIRED, words, re.IGNORECASE)
