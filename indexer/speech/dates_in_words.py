"""Days in words, as the reader's language writes them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from indexer.speech.translation import current_speech


def day_month(day: date) -> str:
    """Return a day and month: `10 December`."""
    locale = current_speech().locale
    pattern = "d MMMM" if _is_english(locale) else locale.datetime_skeletons["MMMMd"].pattern
    return _with_ordinal(format_date(day, pattern, locale), locale)


def full_date(day: date) -> str:
    """Return a date: `10 December 2024`."""
    return _full_date(day, current_speech().locale)


def month_and_year(day: date) -> str:
    """Return a month and year: `December 2024`."""
    return _month_and_year(day, current_speech().locale)


def day_range(start: date, end: date) -> str:
    """Return the days from one to a later one: `10–11 December 2024`, `30 April – 2 May 2024`."""
    return _range(start, end, current_speech().locale)


@lru_cache(maxsize=10_000)  # writing a date takes longer than anything else of the line that it stands in
def _full_date(day: date, locale: Locale) -> str:
    return _with_ordinal(format_date(day, "d MMMM y" if _is_english(locale) else "long", locale), locale)


@lru_cache(maxsize=10_000)
def _month_and_year(day: date, locale: Locale) -> str:
    return format_date(day, "MMMM y", locale) if _is_english(locale) else format_skeleton("yMMMM", day, locale=locale)


@lru_cache(maxsize=10_000)
def _range(start: date, end: date, locale: Locale) -> str:
    if not _is_english(locale):
        return format_interval(start, end, "yMMMMd", locale=locale)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_full_date(end, locale)}"
    first_day = format_date(start, "d MMMM", locale) if start.year == end.year else _full_date(start, locale)
    return f"{first_day} – {_full_date(end, locale)}"


def _is_english(locale: Locale) -> bool:
    """Return whether dates are written as papers in English write them, not as in America."""
    return locale.language == "en"


def _with_ordinal(text: str, locale: Locale) -> str:
    """Return a date that begins with its day as French writes the first of a month, `1er mai`; CLDR does not."""
    return f"1er {text[2:]}" if locale.language == "fr" and text.startswith("1 ") else text
