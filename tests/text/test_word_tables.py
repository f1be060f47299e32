"""Word tables: one table for each kind of word, and views derived from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

import pytest
from babel.dates import get_day_names, get_month_names

from indexer.text.analysis import fold
from indexer.text.months import MONTHS, folded_name, month_numbers, month_words, weak_month_words, weekday_words
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
    """A view has words of the tables only, apart from its own `others`, no function words of its languages."""
    entry = load_table("stopwords")["view"][view]
    table = frozenset[str]().union(*map(function_words, LANGUAGES))
    others, base = set(entry.get("others", "").split()), entry.get("base")
    if base:
        others |= set(load_table("stopwords")["view"][base].get("others", "").split())
        assert stop_words(base) <= stop_words(view)
    assert stop_words(view) - others <= table
    assert not others & frozenset[str]().union(*map(function_words, entry.get("languages", LANGUAGES)))
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


# Babel gives names without declension for some languages only; for others it can return those of another language.
DECLINED = ("cs", "el", "fi", "pl", "ru", "uk")
ABBREVIATING = ("en", "fr", "es", "pt", "de", "it", "nl", "pl", "da", "nb", "sv", "tr", "ro", "hu", "uk", "ru", "el")
PAPER_LANGUAGES = (
    "ar", "ar_DZ", "ar_LB", "ar_MA", "bg", "cs", "da", "de", "de_AT", "el", "en", "es", "es_UY", "et", "fi", "fr", "he",
    "hu", "id", "it", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sr_Latn", "sv", "tr", "uk",
)  # fmt: skip


def agreed(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the names by their folded forms, without those that stand for two numbers."""
    numbers: dict[str, set[int]] = {}
    for name, number in names:
        numbers.setdefault(folded_name(name), set()).add(number)
    return {word: found.pop() for word, found in numbers.items() if len(found) == 1}


def test_the_table_of_months_is_that_of_cldr() -> None:
    """Full names in all cases outweigh abbreviations; a short one of another language than English needs a year."""
    full = agreed(
        (name, number)
        for language in PAPER_LANGUAGES
        for names in (
            get_month_names("wide", locale=language),
            get_month_names("wide", "stand-alone", locale=language) if language in DECLINED else {},
        )
        for number, name in names.items()
    )
    short = [
        (name, number)
        for language in ABBREVIATING
        for number, name in get_month_names("abbreviated", locale=language).items()
        if len(folded_name(name)) >= 3
    ]
    english = agreed((name, number) for number, name in get_month_names("abbreviated", locale="en").items())
    others = {"sept": 9, "maerz": 3, "jaenner": 1, "feber": 2}
    assert month_words() == agreed(short) | english | full | others
    formats = {
        folded_name(name) for language in PAPER_LANGUAGES for name in get_month_names("wide", locale=language).values()
    }
    weak = {word for word in map(folded_name, dict(short)) if len(word) == 3} - set(english) - formats
    assert weak_month_words() == weak | {"may", "march"}


def test_the_table_of_weekdays_is_that_of_cldr() -> None:
    """Full names of all languages and English abbreviations count, but for those that are months as well."""
    names = [
        (name, number)
        for language in PAPER_LANGUAGES
        for number, name in get_day_names("wide", locale=language).items()
    ]
    names += [(name, number) for number, name in get_day_names("abbreviated", locale="en").items()]
    days = agreed(names) | {"tues": 1, "thur": 3, "thurs": 3}
    assert weekday_words() == {word: number for word, number in days.items() if word not in month_words()}
