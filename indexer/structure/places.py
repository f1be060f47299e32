"""Where a meeting was held: a city with its country, as a title page or a sentence about the meeting names it."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

# Cities that papers name without a country, being seats of international organisations; each with the
# country that a reader elsewhere needs.
_SEATS = {
    "Addis Ababa": "Ethiopia",
    "Bonn": "Germany",
    "Brussels": "Belgium",
    "Geneva": "Switzerland",
    "London": "United Kingdom",
    "Montreal": "Canada",
    "Nairobi": "Kenya",
    "New York": "United States",
    "Paris": "France",
    "Rome": "Italy",
    "Strasbourg": "France",
    "The Hague": "Netherlands",
    "Vienna": "Austria",
    "Washington, D.C.": "United States",
}
# Names that CLDR does not list and papers use.
_COUNTRY_ALIASES = (
    "USA", "U.S.A.", "UK", "U.K.", "United States of America", "Republic of Korea", "Russian Federation", "Türkiye",
    "Viet Nam", "Lao PDR", "Côte d'Ivoire", "Czech Republic", "Islamic Republic of Pakistan", "The Netherlands",
    "United Republic of Tanzania", "Republic of Moldova", "DRC", "Democratic Republic of the Congo", "UAE",
)  # fmt: skip
_CITY = r"(?:(?:The|the|São|San|St\.|El|Al|Al-|Le|La)\s*)?[A-ZÀ-Þ][\w’'.-]+"
_CITY += r"(?:[ -](?:(?:de|da|do|del|la|el|es|sur|am)[ -])?[A-ZÀ-Þ][\w’'.-]+){0,2}"
_IN = r"\b(?:in|at)\s+"  # what stands before a place in a sentence
_BEFORE = r"(?:\bin|\bat|^|[,–—(|-]|\b\d{4})\s*"  # and on a title page


@lru_cache(maxsize=1)
def _countries() -> str:
    names = {
        name
        for language in ("en", "fr", "es", "pt")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code not in {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
    }
    names |= {name.replace(" & ", " and ") for name in names} | set(_COUNTRY_ALIASES)
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@lru_cache(maxsize=2)
def _patterns(before: str) -> tuple[re.Pattern[str], ...]:
    country = rf"(?P<country>{_countries()})"
    seat = "|".join(map(re.escape, _SEATS))
    return (
        re.compile(rf"{before}(?P<city>{_CITY}),\s*(?:the\s+)?{country}\b"),
        re.compile(rf"{before}(?P<city>{seat})(?=\s*(?:$|[,.;:|–—(-]|\d|on\b|from\b))"),
    )


def find_place(text: str) -> str | None:
    """`City, Country` of the first place that a sentence says something is in, or of a city known on its own."""
    return _find(text, _IN)


def _find(text: str, before: str) -> str | None:
    for pattern in _patterns(before):
        for match in pattern.finditer(text):
            city = match["city"]
            if not re.fullmatch(_countries(), city):  # a list of countries is not a place
                return f"{city}, {match.groupdict().get('country') or _SEATS[city]}"
    return None


def find_place_line(line: str) -> str | None:
    """The place that a line of a title page names, also in capitals."""
    place = _find(line, _BEFORE)
    if place or not line.isupper():
        return place
    return _find(_capitalised(line), _BEFORE)


def _capitalised(line: str) -> str:
    small = {"of", "and", "the", "de", "da", "do", "del", "la"}
    words = [word.lower() if word.lower() in small else word.capitalize() for word in line.split(" ")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]
