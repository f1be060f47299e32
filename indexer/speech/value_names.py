"""Names of languages, countries and resolutions in the language of the reader; papers have English or codes.

What papers write themselves, such as titles, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError

from .marking import marked
from .translation import ENGLISH, current_speech, gettext

_RESOLUTION = re.compile(
    r"""(?P<body>[AS])/RES/
    (?P<number>\d+ | (?:[A-Z]+-)?\d+/\d+[A-Z]*)
    (?:\s?\((?P<when>[^()]+)\))?""",
    re.VERBOSE,
)
BODIES = {"A": marked("General Assembly"), "S": marked("Security Council")}
"""The bodies whose resolutions are named in full."""


def resolution_parts(symbol: str) -> tuple[str, str, str] | None:
    """Return the letter of the body, the number and the year of a resolution's symbol; None for another document."""
    match = _RESOLUTION.fullmatch(symbol)
    return (match["body"], match["number"], match["when"] or "") if match else None


def mention_title(symbol: str) -> str:
    """Return the label of a document symbol: of a resolution its full name and year, of any other the symbol."""
    parts = resolution_parts(symbol)
    if parts is None:
        return symbol
    body, number, when = parts
    if not when:
        return gettext("%(body)s resolution %(number)s", body=gettext(BODIES[body]), number=number)
    return gettext("%(body)s resolution %(number)s (%(year)s)", body=gettext(BODIES[body]), number=number, year=when)


def language_name(tag: str) -> str:
    """Return the name of a language by its tag, or the tag where it has none."""
    return _language_name(tag, current_speech().locale)


@lru_cache(maxsize=1_000)
def _language_name(tag: str, locale: Locale) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def country_name(name: str) -> str:
    """Return a country's name, given the one that papers state in English."""
    locale = current_speech().locale
    return str(locale.territories.get(_territories().get(name.casefold(), ""), name))


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, str]:
    """Return the codes of countries by their English names."""
    named = ENGLISH.locale.territories.items()
    return {name.casefold(): code for code, name in named if len(code) == 2}
