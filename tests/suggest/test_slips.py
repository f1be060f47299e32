"""Which words are taken for misspellings, and which corrections are offered."""

from __future__ import annotations

import random

import pytest

from indexer.query.parser import Term
from indexer.query.results import Query
from indexer.store.library import Library
from indexer.suggest.slips import MIN_CORRECTED_LENGTH, Misspelling, find_misspellings
from indexer.text.analysis import terms_in


def slips_of(library: Library, query: str) -> list[Misspelling]:
    """Return the misspellings of a query."""
    return list(
        find_misspellings(library.suggestions, query, lambda word: bool(library.search(Query(Term(word))).total))
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("peacekeping", "peacekeeping"), ("traning", "training"), ("lacriox", "Lacroix"), ("womne", "women")],
)
def test_a_word_with_no_hit_is_corrected(library: Library, typed: str, meant: str) -> None:
    """A letter missing, wrong or swapped leads to the corpus word that is meant."""
    assert library.did_you_mean(typed)[0] == meant


def test_every_word_is_found_by_a_misspelling(library: Library) -> None:
    """Two letters swapped inside a long corpus word lead back to it, or to one as near."""
    chance = random.Random(5)  # noqa: S311  # chance here is variety, not secrecy
    known = {word for passage in library.passages() for word in terms_in(passage.text)}
    words = sorted(
        {word for passage in library.passages() for word in passage.text.split() if word.isalpha() and len(word) > 7}
    )
    for word in chance.sample(words, 60):
        place = chance.randrange(1, len(word) - 2)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if swapped.lower() not in known:
            assert library.did_you_mean(swapped), swapped


def test_a_rare_word_near_a_frequent_one_is_likely_misspelt(made_library: Library) -> None:
    """A word that occurs once and is one letter from a frequent word is questioned; an inflected form is not."""
    assert [word.lower() for word in made_library.did_you_mean("equipmnt")] == ["equipment"]
    assert slips_of(made_library, "trainings") == []


@pytest.mark.parametrize(
    ("typed", "place", "meant"),
    [
        ("UN peace keeping today", (3, 16), "peacekeeping"),
        ("peace-keeping", (0, 13), "peacekeeping"),
        ("the lightcoordination of troops", (4, 21), "light coordination"),
        ("lightcordination", (0, 16), "light-coordination"),
        ("capacitybulding", (0, 15), "capacity-building"),
    ],
)
def test_words_are_joined_and_parted(library: Library, typed: str, place: tuple[int, int], meant: str) -> None:
    """Two words that the papers write as one are offered joined, an unknown word as its two words, misspelt or not."""
    [misspelling] = slips_of(library, typed)
    assert ((misspelling.start, misspelling.end), misspelling.nearest) == (place, (meant,))


@pytest.mark.parametrize("typed", ["capacity-building", "in to", "labour"])
def test_function_words_are_never_offered(library: Library, typed: str) -> None:
    """Words that the papers write separately stay separate, and no function word is ever offered."""
    assert slips_of(library, typed) == []


def test_only_the_misspelling_is_replaced(made_library: Library) -> None:
    """Of several words only the one that finds nothing is reported, with its offsets."""
    [misspelling] = slips_of(made_library, "light coordinaton troops")
    assert (misspelling.start, misspelling.end) == (6, 17)
    assert misspelling.nearest[0] == "coordination"


@pytest.mark.parametrize(
    "query",
    [
        '"equipmnt"',
        "\u201cequipmnt late\u201d",
        "E/QUIPMNT/2",
        "field:equipmnt",
        "equipmnt*",
        "-equipmnt",
        "equipmn7",
        "AND OR NOT",
    ],
)
def test_quotations_symbols_numbers_and_fields_stay(made_library: Library, query: str) -> None:
    """Quotations, symbols, numbers, wildcards, fields and operators are never corrected."""
    assert slips_of(made_library, query) == []


def test_short_words_and_strange_ones_are_left_alone(made_library: Library) -> None:
    """A word of one or two letters, several words, or none get no correction."""
    for word in ("x" * (MIN_CORRECTED_LENGTH - 1), "two words", "", "\u7dad\u548c", "x" * 200):
        assert made_library.did_you_mean(word) == ()
