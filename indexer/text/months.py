"""The names of the months and of the days of the week: in English in order, and in other languages by number.

All names are those of CLDR, as in Babel; `data/months.toml` has those of the languages of papers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel.dates import get_month_names

from .analysis import fold
from .word_lists import load_table

MONTHS: tuple[str, ...] = tuple(name for _, name in sorted(get_month_names("wide", locale="en").items()))
"""January to December."""


@cache
def month_numbers(*languages: str) -> dict[str, int]:
    """Return each full or abbreviated month name of these languages, folded and without a full stop, with its number.

    Where two languages share a name, the later language counts.
    """
    return {
        name.rstrip(".").casefold(): number
        for language in languages
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }


@cache
def month_words() -> Mapping[str, int]:
    """Return the number of each month by its folded name, in the languages of papers and in all their cases.

    A name that means two months in two languages is left out.
    """
    return _numbers("month")


@cache
def weak_month_words() -> frozenset[str]:
    """Return the folded names of months that are other words as well, so that they need a year beside them."""
    return frozenset(load_table("months")["weak"]["months"].split())


@cache
def weekday_words() -> Mapping[str, int]:
    """Return the number of each day of the week, 0 for Monday, by its folded name; abbreviations are English only."""
    return _numbers("weekday")


def _numbers(name: str) -> dict[str, int]:
    table: dict[str, str] = load_table("months")[name]
    return {word.replace("_", " "): int(number) for number, words in table.items() for word in words.split()}


def folded_name(name: str) -> str:
    """Return the words of a name folded, with single spaces for whatever stands between them."""
    return " ".join(map(fold, re.findall(r"\w+", unicodedata.normalize("NFC", name))))
