"""Word tables: one table for each kind of word, and views derived from it."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from indexer.text.analysis import fold
from indexer.text.months import MONTHS, month_numbers
from indexer.text.spellings import american_spelling, spelling_variants
from indexer.text.stopwords import FUNCTION_WORDS, StopWordView, function_words, stop_words
from indexer.text.word_lists import load_table

LANGUAGES = tuple(load_table("stopwords")["language"])
VIEWS = get_args(StopWordView)


def test_every_view_has_a_name() -> None:
    """The views of function words in the data file are those that code may ask for."""
    assert set(load_table("stopwords")["view"]) == set(VIEWS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_each_word_once(language: str) -> None:
    """A function word stands once in the table of its language, folded."""
    words = [word for line in load_table("stopwords")["language"][language].values() for word in line.split()]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert [word for word in words if fold(word) != word] == []


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_derived_from_the_tables(view: StopWordView) -> None:
    """A view has words of the tables only, apart from its own `others`, which are no function words."""
    entry = load_table("stopwords")["view"][view]
    table = frozenset[str]().union(*map(function_words, LANGUAGES))
    others, base = set(entry.get("others", "").split()), entry.get("base")
    if base:
        others |= set(load_table("stopwords")["view"][base].get("others", "").split())
        assert stop_words(base) <= stop_words(view)
    assert stop_words(view) - others <= table
    assert not others & table
    assert set(entry.get("words", "").split()) <= table
    assert not set(entry.get("without", "").split()) & stop_words(view)


def test_queries_and_suggestions_share_the_english_table() -> None:
    """What is optional in a query is a part of the English table; suggestions add French and Spanish."""
    assert function_words("en") > FUNCTION_WORDS
    assert {"the", "les", "los"} <= stop_words("suggestion")
    assert stop_words("suggestion") < function_words("en") | function_words("fr") | function_words("es")


def test_months_are_those_of_cldr() -> None:
    """English months stand in order, and papers' languages write them in their own ways."""
    assert " ".join(MONTHS) == ("January February March April May June July August September October November December")
    numbers = month_numbers("fr", "de", "en")
    assert (numbers["janvier"], numbers["märz"], numbers["december"], numbers["dec"]) == (1, 3, 12, 12)


@pytest.mark.parametrize("word", ["organisation", "analysed", "labour", "centre", "programme", "defence", "dialogue"])
def test_variants_compare_as_equal(word: str) -> None:
    """A word and the variants generated from it by the narrow rules that it matches have one key for comparison."""
    keys = {american_spelling(variant) for variant in (word, *spelling_variants(word))}
    assert len(keys) == 1
