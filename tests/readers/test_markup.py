"""Inline markup stripped from text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.shared.markup import strip_markup


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Bold** words", "Bold words"),
        ("a *stressed* word and _another_", "a stressed word and another"),
        ("__Strong__ and ***both***", "Strong and both"),
        ("<u>Underlined</u> and <B>shouted</B>", "Underlined and shouted"),
        ("one<br/>two<br>three", "one two three"),
        ("see [the law](https://example.org/law_(2020))", "see the law"),
        ('see [it](https://example.org "The law")', "see it"),
        ("![the map](map.png) of the basin", "the map of the basin"),
        (r"5 \* 3 and \[sic\]", "5 * 3 and [sic]"),
        ("  two\n lines\tand  spaces ", "two lines and spaces"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
    ],
)
def test_markup_is_read_away(written: str, read: str) -> None:
    """Emphasis, underlining, links and escapes leave their words and nothing else."""
    assert strip_markup(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name and file_name.txt",
        "5 * 3 = 15 and 2 * 2 = 4",
        "a < b and b > c",
        "the law [of 1994] says",
        "S/RES/2719 (2023)",
        "the Ministry* of Water",
    ],
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    """Stars, underscores and brackets that mark nothing are part of the text."""
    assert strip_markup(text) == text


@given(st.text())
def test_plain_words_are_one_line_without_doubled_spaces(text: str) -> None:
    """Any input gives one line, trimmed and with single spaces."""
    words = strip_markup(text)
    assert words == " ".join(words.split())


@given(st.text(alphabet=st.sampled_from("abcXYZ019 éß,.*_[]()!\\")))
def test_no_letter_outside_an_address_is_lost(text: str) -> None:
    """Stripping markup removes signs, never letters or digits, except those of a link's URL."""
    words = strip_markup(text)
    if "](" not in text:
        assert [c for c in words if c.isalnum()] == [c for c in text if c.isalnum()]
