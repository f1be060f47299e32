"""Tests of numbers with their nouns."""

from __future__ import annotations

import pytest

from indexer.text.plurals import counted


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1234, "1,234 papers")]
)
def test_one_thing_has_no_plural(number: int, expected: str) -> None:
    """A noun is plural behind every number but one."""
    assert counted(number, "paper") == expected


def test_what_has_another_plural_says_so() -> None:
    """A noun with a verb, or with a plural of its own, is given in both forms."""
    assert [counted(number, "paper is", "papers are") for number in (1, 2)] == ["1 paper is", "2 papers are"]
