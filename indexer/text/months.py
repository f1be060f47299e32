"""The names of the months: the English ones in order, and those of other languages by number (CLDR names)."""

from __future__ import annotations

from functools import cache

from babel.dates import get_month_names

MONTHS: tuple[str, ...] = tuple(name for _, name in sorted(get_month_names("wide", locale="en").items()))
"""January to December."""


@cache
def month_numbers(*languages: str) -> dict[str, int]:
    """Return each full or abbreviated month name of these languages, folded and without a full stop, with its number.

    The names are those of CLDR, as in Babel. Where two languages share a name, the later language counts.
    """
    return {
        name.rstrip(".").casefold(): number
        for language in languages
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }
