"""Which words are taken for slips, and what they are taken to mean."""

from __future__ import annotations

import random

import pytest

from indexer.query.parser import Term
from indexer.query.results import Query
from indexer.store.library import Library
from indexer.suggest.slips import MIN_LENGTH, Misspelling, find_misspellings
from indexer.text.analysis import terms_in


def slips_of(library: Library, query: str) -> list[Misspelling]:
    """The slips of a query."""
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


def test_every_word_is_found_by_a_slip(library: Library) -> None:
    """Two letters swapped inside a long word of the corpus lead back to it, or to one as near."""
    chance = random.Random(5)  # noqa: S311  # chance here is variety, not secrecy
    known = {word for one in library.passages() for word in terms_in(one.text)}
    words = sorted(
        {word for one in library.passages() for word in one.text.split() if word.isalpha() and len(word) > 7}
    )
    for word in chance.sample(words, 60):
        place = chance.randrange(1, len(word) - 2)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if swapped.lower() not in known:
            assert library.did_you_mean(swapped), swapped


def test_a_rare_word_near_a_frequent_one_is_a_likely_slip(made: Library) -> None:
    """What stands once, one letter from what stands everywhere, is questioned; an inflection is not."""
    assert [word.lower() for word in made.did_you_mean("equipmnt")] == ["equipment"]
    assert slips_of(made, "trainings") == []


@pytest.mark.parametrize(
    ("typed", "place", "meant"),
    [
        ("UN peace keeping today", (3, 16), "peacekeeping"),
        ("peace-keeping", (0, 13), "peacekeeping"),
        ("the lightcoordination of troops", (4, 21), "light coordination"),
    ],
)
def test_words_are_joined_and_parted(library: Library, typed: str, place: tuple[int, int], meant: str) -> None:
    """Two words that the papers write as one are offered so, and one that stands nowhere as the two it is made of."""
    [slip] = slips_of(library, typed)
    assert ((slip.start, slip.end), slip.nearest) == (place, (meant,))


@pytest.mark.parametrize("typed", ["capacity-building", "in to", "labour"])
def test_small_words_are_not_meant_and_what_stands_is_left(library: Library, typed: str) -> None:
    """What the papers have in parts stays in parts, and nobody who types a word means “about” or “into”."""
    assert slips_of(library, typed) == []


def test_only_the_slip_is_replaced(made: Library) -> None:
    """Of several words the one that finds nothing is told, with its place."""
    [slip] = slips_of(made, "light coordinaton troops")
    assert (slip.start, slip.end) == (6, 17)
    assert slip.nearest[0] == "coordination"


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
def test_quotations_symbols_numbers_and_fields_stay(made: Library, query: str) -> None:
    """Words in quotation marks, symbols, numbers, wildcards, fields and operators are as they are meant."""
    assert slips_of(made, query) == []


def test_short_words_and_strange_ones_are_left_alone(made: Library) -> None:
    """No correction for a word of one or two letters, of more than one word, or of none."""
    for word in ("x" * (MIN_LENGTH - 1), "two words", "", "\u7dad\u548c", "x" * 200):
        assert made.did_you_mean(word) == ()
