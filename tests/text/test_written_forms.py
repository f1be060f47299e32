"""How texts write their words: in capitals, and in parts."""

from __future__ import annotations

import pytest

from indexer.text.written_forms import capital_terms, parted_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The WHO and the U.S. met us.", ["who", "us"]),
        ("THE WHO AND THE US", []),
        ("A I Mr. McCoy", []),
        ("The G77 and COP28.", ["cop28"]),
    ],
)
def test_words_in_capitals(text: str, expected: list[str]) -> None:
    """Words of two capital letters or more count, unless the whole text is in capitals."""
    assert list(capital_terms(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("peace-keeping", [("peace", "keeping")]),
        ("a non-self-governing area", [("non", "self"), ("self", "governing")]),
        ("imple-\nmented", [("imple", "mented")]),
        ("pre- and post-war", [("post", "war")]),
        ("O\u2019Farrell didn't, we'll, I'm, they're", [("o", "farrell"), ("didn", "t")]),
        ("2019-2024 and G-77", [("g", "77")]),
        ("the U.N. and the u.s.a", [("u", "n"), ("u", "s", "a")]),
        ("plain words; no parts - none", []),
    ],
)
def test_words_in_parts(text: str, expected: list[tuple[str, ...]]) -> None:
    """A hyphen, an apostrophe or points hold the parts of one word together; a contraction of two words is none."""
    assert [word.parts for word in parted_words(text)] == expected


def test_words_in_parts_are_told_as_written() -> None:
    """A word in parts comes as it is written, without the break of a line."""
    text = "Mr. O\u2019Farrell imple-\nmented the U.N. plan."
    assert [word.written for word in parted_words(text)] == ["O\u2019Farrell", "imple-mented", "U.N"]
