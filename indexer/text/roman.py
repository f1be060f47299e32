"""Roman numerals in lower case: write them, and read them strictly or as they are printed. Which numbers a text may
write so is for the callers to say.
"""

from __future__ import annotations

from itertools import pairwise

_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_STEPS = (
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


def to_roman(number: int) -> str:
    """Return a positive number as a Roman numeral in lower case. Raise ValueError for other numbers."""
    if number < 1:
        raise ValueError(f"{number} has no Roman numeral")
    written = ""
    for value, numeral in _STEPS:
        repeats, number = divmod(number, value)
        written += numeral * repeats
    return written


def from_roman(text: str) -> int | None:
    """Return the number that `to_roman` writes so, or None where it writes none so."""
    value = roman_value(text)
    return value if value > 0 and to_roman(value) == text else None


def roman_value(text: str) -> int:
    """Return the value of a numeral in any case, also of a free one such as `IIII`; other characters count as 0."""
    values = [*(_VALUES.get(letter, 0) for letter in text.casefold()), 0]
    return sum(-value if value < next_value else value for value, next_value in pairwise(values))
