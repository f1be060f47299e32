"""The names of the months and of the days of the week: in English in order, and in other languages by number.

All names are those of CLDR, as in Babel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from babel.dates import get_day_names, get_month_names

from .analysis import fold

MONTHS: tuple[str, ...] = tuple(name for _, name in sorted(get_month_names("wide", locale="en").items()))
"""January to December."""

_LANGUAGES = (
    "ar", "ar_DZ", "ar_LB", "ar_MA", "bg", "cs", "da", "de", "de_AT", "el", "en", "es", "es_UY", "et", "fi", "fr", "he",
    "hu", "id", "it", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sr_Latn", "sv", "tr", "uk",
)  # fmt: skip
# Babel gives names without declension for these; for others it can return those of another language.
_DECLINED = ("cs", "el", "fi", "pl", "ru", "uk")
_ABBREVIATING = (
    "en", "fr", "es", "pt", "de", "it", "nl", "pl", "da", "nb", "sv", "tr", "ro", "hu", "uk", "ru", "el",
)  # fmt: skip
_SHORT_NAME = 3  # letters: `set`, `out`, `ago` and `mag` are words too
_OTHER_SPELLINGS = {"sept": 9, "maerz": 3, "jaenner": 1, "feber": 2}
_AMBIGUOUS_WORDS = frozenset({"may", "march"})


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
    full = _agreed(
        (name, number)
        for language in _LANGUAGES
        for names in (get_month_names("wide", locale=language), _nominatives(language))
        for number, name in names.items()
    )
    english = [(name, number) for number, name in get_month_names("abbreviated", locale="en").items()]
    return _agreed(_abbreviations()) | _agreed(english) | full | _OTHER_SPELLINGS


@cache
def weak_month_words() -> frozenset[str]:
    """Return the folded names of months that are other words as well, so that they need a year beside them."""
    english = {folded_name(name) for name in get_month_names("abbreviated", locale="en").values()}
    short = {folded_name(name) for name, _ in _abbreviations()} - english
    full = {folded_name(name) for language in _LANGUAGES for name in get_month_names("wide", locale=language).values()}
    return frozenset(word for word in short - full if len(word) <= _SHORT_NAME) | _AMBIGUOUS_WORDS


@cache
def weekday_words() -> Mapping[str, int]:
    """Return the number of each day of the week, 0 for Monday, by its folded name; abbreviations are English only."""
    names = [
        (name, number) for language in _LANGUAGES for number, name in get_day_names("wide", locale=language).items()
    ]
    names += [(name, number) for number, name in get_day_names("abbreviated", locale="en").items()]
    words = _agreed(names) | {"tues": 1, "thur": 3, "thurs": 3}
    return {word: number for word, number in words.items() if word not in month_words()}


def _nominatives(language: str) -> Mapping[int, str]:
    """Return the names of the months as they stand alone, for a language that declines them."""
    return get_month_names("wide", "stand-alone", locale=language) if language in _DECLINED else {}


def folded_name(name: str) -> str:
    """Return the words of a name folded, with single spaces for whatever stands between them."""
    return " ".join(map(fold, re.findall(r"\w+", unicodedata.normalize("NFC", name))))


def _abbreviations() -> Iterable[tuple[str, int]]:
    for language in _ABBREVIATING:
        for number, name in get_month_names("abbreviated", locale=language).items():
            if len(folded_name(name)) >= _SHORT_NAME:
                yield name, number


def _agreed(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the names by their folded forms, without those that stand for two numbers."""
    numbers: dict[str, set[int]] = {}
    for name, number in names:
        numbers.setdefault(folded_name(name), set()).add(number)
    return {word: found.pop() for word, found in numbers.items() if len(found) == 1}
