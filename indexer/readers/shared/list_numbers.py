"""Numbers as lists print them: figures, letters and Roman numerals. Which list counts how is for the readers."""

from __future__ import annotations

from typing import Literal

NumberFormat = Literal["decimal", "lower_letter", "upper_letter", "lower_roman", "upper_roman"]

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LONGEST = 5000  # beyond that a Roman numeral, or a letter repeated, says nothing to anybody


def format_number(number: int, number_format: NumberFormat) -> str:
    """The number in one of the ways of counting; what cannot be written that way is written in figures."""
    if number_format == "decimal" or not 0 < number <= _LONGEST:
        return str(number)
    written = to_roman(number) if number_format in {"lower_roman", "upper_roman"} else to_repeated_letters(number)
    return written.upper() if number_format.startswith("upper") else written


def to_roman(number: int) -> str:
    """A Roman numeral in small letters."""
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def to_repeated_letters(number: int) -> str:
    """`a` to `z`, then `aa`, `bb`: the way word processors go on."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def to_alphabetic(number: int) -> str:
    """`a` to `z`, then `aa`, `ab`: the way browsers go on."""
    written = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        written = chr(ord("a") + place) + written
    return written
