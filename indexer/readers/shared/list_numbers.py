"""Format numbers as lists print them: digits, letters and Roman numerals.

Which list uses which format is decided by the readers.
"""

from __future__ import annotations

from typing import Literal

from indexer.text.roman import to_roman

NumberFormat = Literal["decimal", "lower_letter", "upper_letter", "lower_roman", "upper_roman"]
_MAX_NUMBER = 5000  # a larger Roman numeral, or a letter repeated, is unreadable


def format_number(number: int, number_format: NumberFormat) -> str:
    """Return the number in a number format; a number that the format cannot write is written in digits."""
    if number_format == "decimal" or not 0 < number <= _MAX_NUMBER:
        return str(number)
    written = to_roman(number) if number_format in {"lower_roman", "upper_roman"} else to_repeated_letters(number)
    return written.upper() if number_format.startswith("upper") else written


def to_repeated_letters(number: int) -> str:
    """Return `a` to `z`, then `aa`, `bb`: the way word processors continue."""
    repeats, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def to_alphabetic(number: int) -> str:
    """Return `a` to `z`, then `aa`, `ab`: the way browsers continue."""
    written = ""
    while number > 0:
        number, index = divmod(number - 1, 26)
        written = chr(ord("a") + index) + written
    return written
