"""Roman numerals: the two directions agree, and free forms have the value that a reader sees in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.roman import from_roman, roman_value, to_roman


@given(st.integers(1, 5000))
def test_numerals_are_read_back(number: int) -> None:
    """What is written for a number is read as that number, strictly and freely, in either case."""
    numeral = to_roman(number)
    assert from_roman(numeral) == roman_value(numeral) == roman_value(numeral.upper()) == number


@given(st.text("ivxlcdm", max_size=8) | st.text(max_size=8))
def test_only_the_usual_form_is_read_strictly(text: str) -> None:
    """A text that is read as a number is what is written for that number."""
    number = from_roman(text)
    assert number is None or to_roman(number) == text


@given(st.integers(1, 3998))
def test_numerals_differ(number: int) -> None:
    """No two numbers have the same numeral."""
    assert to_roman(number) != to_roman(number + 1)


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (1994, "mcmxciv")]
)
def test_numerals_are_the_usual_ones(number: int, numeral: str) -> None:
    """Numerals are written with subtraction, as books print them."""
    assert to_roman(number) == numeral


@pytest.mark.parametrize(("text", "value"), [("IIII", 4), ("XIIX", 20), ("", 0), ("hall", 100)])
def test_free_forms_have_a_value(text: str, value: int) -> None:
    """A numeral that is not in the usual form has a value, and letters that are no numeral have none."""
    assert roman_value(text) == value
    assert from_roman(text.casefold()) is None


@pytest.mark.parametrize("number", [0, -3])
def test_only_positive_numbers_are_written(number: int) -> None:
    """Nothing is written for zero and below."""
    with pytest.raises(ValueError, match="no Roman numeral"):
        to_roman(number)
