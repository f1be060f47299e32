"""Tokens, folding and stemming."""

from __future__ import annotations

import re
from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from indexer.text.analysis import (
    _PLAIN,
    _TOKEN,
    MAX_TERM_LENGTH,
    accented_terms,
    fold,
    stem,
    stemmed_terms,
    terms_in,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("women's women\u2019s peacekeepers\u2019", ["women", "women", "peacekeepers"]),
        ("d'Ivoire", ["d", "ivoire"]),
        ("people-centered S/RES/2719", ["people", "centered", "s", "res", "2719"]),
        ("A4P+ (A4P)", ["a4p", "a4p"]),
        (
            "Jenča Łódź coördinate naïve Straße Øre",
            ["jenca", "lodz", "coordinate", "naive", "strasse", "ore"],
        ),
        ("peace\u00adkeep\u200bing", ["peacekeeping"]),
        ("e\u0301te\u0301 été", ["ete", "ete"]),
        ("\ufb01nal", ["final"]),
        ("维和 operations カメラ", ["维", "和", "operations", "カ", "メ", "ラ"]),
        ("ﾃﾞｰﾀ ﾊﾟ ﾊ", ["デ", "ー", "タ", "パ", "ハ"]),
        ("한국어", ["한국어"]),
        ("12³ km² litres¹ H₂O", ["12", "km2", "litres", "h2o"]),
        ("snake_case 2,500", ["snake", "case", "2500"]),
        ("12,500 and 12 500, 12\u202f500; 1,234,567", ["12500", "and", "12500", "12500", "1234567"]),
        ("10, 500 and 2020 500, 100,20 1.234,567", ["10", "500", "and", "2020", "500", "100", "20", "1", "234", "567"]),
        ("1,000.50 3.14 2,5", ["1000", "50", "3", "14", "2", "5"]),
        ("+41 22 917 123 45 A/79/318 79/318 500", "41 22 917 123 45 a 79 318 79 318 500".split()),
        ("½ 2½ 12", ["½", "2", "½", "12"]),
        ("75% 75 Per cent 75 percent per centre", "75 percent 75 percent 75 percent per centre".split()),
        ("10^6 10⁶ 10⁻³ 110^6 2010³", ["10^6", "10^6", "10^-3", "110", "6", "2010"]),
        ("C++, C# (A4P+) #one", ["c++", "c#", "a4p", "one"]),
        ("?! — … \u00ad '", []),
        ("the of and", ["the", "of", "and"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """A word is letters and digits, folded; other signs split words; no word is left out as too common."""
    assert [token.text for token in tokens(text)] == expected


def test_a_possessive_is_not_marked() -> None:
    """The offsets of a possessive cover the word without its ending."""
    (token,) = tokens("the women\u2019s".removeprefix("the "))
    assert (token.start, token.end) == (0, 5)


@given(st.text())
def test_offsets_refer_to_the_text_as_given(text: str) -> None:
    """Tokens are in order, do not overlap, and each one's part of the text gives that token again."""
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert terms_in(text[token.start : token.end]) == (token.text,)
        end = token.end


@given(st.text(), st.text())
def test_a_space_parts_texts(left: str, right: str) -> None:
    """Two texts with a space between them have the words of the first, then those of the second.

    Only a number that goes on, and `per cent`, reach across the space.
    """
    assume(not (re.search(r"\d\Z", left) and re.match(r"\d", right)))
    assume(not (left[-3:].lower() == "per" and right[:4].lower() == "cent"))
    assert terms_in(f"{left} {right}") == terms_in(left) + terms_in(right)


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=12))
def test_case_and_accents_do_not_matter(word: str) -> None:
    """A word in capitals, or with an accent on each letter, is the same word."""
    accented = "".join(letter + "\u0301" for letter in word)
    assert terms_in(word) == terms_in(word.upper()) == terms_in(accented)


def test_stems_join_inflected_forms() -> None:
    """A word and its inflected forms have one stem; unrelated words have different stems."""
    assert stem("peacekeeping") == stem("peacekeepers") == stem("peacekeeper")
    assert stem("pledge") == stem("pledged")
    assert stem("mission") != stem("mandate")
    assert stemmed_terms("The Women's pledges") == ("the", "woman", "pledg")


def test_words_that_are_not_handed_to_the_stemmer_are_their_own_stems() -> None:
    """Every ending of three letters has the stem that NLTK gives it, also where no stemmer is asked."""
    stemmer = SnowballStemmer("english")
    words = ["gener" + "".join(letters) for letters in product(ascii_lowercase, repeat=3)]
    assert [word for word in words if stem(word) != stemmer.stem(word)] == []
    assert stem("10^6") == "10^6"


def test_a_run_of_data_is_cut() -> None:
    """A run of letters longer than any word counts by its beginning only, so it can be an index key."""
    (token,) = tokens("x" * 5_000_000)
    assert len(token.text) == MAX_TERM_LENGTH
    assert token.end == 5_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivana Jenča’s exposé", [("jenca", "jenča"), ("expose", "exposé")]),
        ("decomposed cafe\u0301", [("cafe", "café")]),
        ("plain “quoted” words – and STRASSE", []),
        ("ACADÉ\u00adMIE", [("academie", "académie")]),
    ],
)
def test_accented_words_are_told_as_written(text: str, expected: list[tuple[str, str]]) -> None:
    """Words with accents come folded and as written: in lower case, composed, without invisible characters."""
    assert list(accented_terms(text)) == expected


_PIECES = "per Per cent C ++ # F5 1,000 10^6 's \u2019s word % , . \u0301 \u00bd km \u00b2 \u00ad \u4e2d \u00e9 _ - ("
_WITHOUT_SHORT_WAY = re.compile(_TOKEN.pattern.replace(f"(?P<plain>{_PLAIN})", "(?P<plain>(?!))"))


@given(st.lists(st.sampled_from([*_PIECES.split(" "), " ", "\n", "A" * 150]), max_size=8).map("".join))
def test_plain_words_are_no_other_tokens(text: str) -> None:
    """The short way for plain words finds what all other rules find without it."""
    found = [match.span(match.lastgroup or 0) for match in _WITHOUT_SHORT_WAY.finditer(text)]
    assert [(token.start, token.end) for token in tokens(text)] == [span for span in found if fold(text[slice(*span)])]
