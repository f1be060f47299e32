"""Titles in proper case."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.casing import Truecaser, is_all_capitals

PROSE = [
    "The IUU vessels were listed by ICCAT, and the eDNA samples of the GFCM were taken in the Mediterranean Sea.",
    "Illegal fishing is what IUU stands for, and eDNA is found in water.",
]


@pytest.mark.parametrize("text", ["FISH STOCKS", "THE 10TH SESSION", "IUU FISHING (eDNA)"])
def test_capitals_are_told(text: str) -> None:
    """A line is all capitals even when a digit or a short mixed word stands in it."""
    assert is_all_capitals(text)


@pytest.mark.parametrize("text", ["Fish Stocks", "fish", "A", "", "12", "IUU fishing"])
def test_ordinary_lines_are_told(text: str) -> None:
    """Title case, one letter and digits are not all capitals."""
    assert not is_all_capitals(text)


@pytest.mark.parametrize(
    ("shouted", "title"),
    [
        ("THE FUTURE OF FISH AND OF THE SEA", "The Future of Fish and of the Sea"),
        ("IUU FISHING AND EDNA IN THE GFCM AREA", "IUU Fishing and eDNA in the GFCM Area"),
        ("WOMEN’S WORK FROM NET TO MARKET", "Women’s Work from Net to Market"),
        ("COST-SHARING: WHO PAYS?", "Cost-Sharing: Who Pays?"),
        ("ÉTATS CÔTIERS", "États Côtiers"),
    ],
)
def test_capitals_become_what_the_paper_would_write(shouted: str, title: str) -> None:
    """Acronyms keep the form that the prose gives them; small words are in lower case."""
    assert Truecaser(PROSE).title_case(shouted) == title


@pytest.mark.parametrize("text", ["Fish stocks of the North Sea", "eDNA in practice", "iPads on trawlers"])
def test_what_is_not_shouted_stays(text: str) -> None:
    """A heading in ordinary case is left as it was written."""
    assert Truecaser(PROSE).title_case(text) == text


def test_quotation_marks_around_a_whole_title_go() -> None:
    """A title set in quotation marks is shown without them."""
    assert Truecaser([]).title_case("“Fish for All”") == "Fish for All"


@given(st.text(max_size=60))
def test_casing_changes_case_only(text: str) -> None:
    """Whatever the heading, its letters stay the same except for case, and casing twice equals casing once."""
    caser = Truecaser(PROSE)
    once = caser.title_case(text)
    assert caser.title_case(once) == once or is_all_capitals(text)


_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def forms_word_by_word(prose: list[str]) -> dict[str, str]:
    """Return the most frequent form of each word, looking at one word after the other."""
    counts: dict[str, Counter[str]] = {}
    for text in prose:
        for match in _WORD.finditer(text) if not is_all_capitals(text) else ():
            word, before = match.group(), text[max(0, match.start() - 4) : match.start()].rstrip()
            opens = match.start() == 0 or before[-1:] in '.?!:“"'
            if not (opens and word[1:].islower()):
                counts.setdefault(word.casefold(), Counter())[word] += 1
    return {key: min(forms, key=lambda form: (-forms[form], form)) for key, forms in counts.items()}


@given(st.lists(st.text("aAbBß\u01c5É .?!:“\"’'_1\n\u2028ⅣⅣ", max_size=50), max_size=4))
def test_words_are_counted_as_one_by_one(prose: list[str]) -> None:
    """The form of a word is the most frequent one, sentence beginnings apart, whatever stands around it."""
    assert Truecaser(prose)._forms == forms_word_by_word(prose)


@given(st.text("aAB1 ⅣⅳªÉé", max_size=40))
def test_all_capitals_is_nine_letters_in_ten(text: str) -> None:
    """A line is all capitals when nine tenths of two letters or more are."""
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    assert is_all_capitals(text) == (len(letters) >= 2 and capitals >= 0.9 * len(letters))
