"""Know which country each city lies in.

What a line or sentence says about a place is parsed in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from indexer.text.word_lists import load_table

_TABLE = load_table("cities")
_MORE: dict[str, list[str]] = _TABLE["cities"]
_ABROAD: dict[str, dict[str, list[str]]] = _TABLE["cities_abroad"]
_NO_CITIES = frozenset(_TABLE["no_cities"]["names"].split())
_LANGUAGES = ("en", "fr", "es", "pt", "de", "ar", "ru", "zh", "ja")
_SIGNS = "\u0600"  # from this character on, a name of two letters can be a city's


@lru_cache(maxsize=1)
def city_countries() -> dict[str, str | None]:
    """Return the country of each city, in the language of the city's name; None where both have one name."""
    result: dict[str, str | None] = {}
    for language in _LANGUAGES:
        territories = {code: re.sub(r"\s*\(.*\)$", "", name) for code, name in Locale(language).territories.items()}
        for name, code in _named(language):
            if code in territories and (len(name) > 3 or name[0] > _SIGNS):  # `Rom` and `Amã` are words elsewhere
                result.setdefault(name, _country(name, territories[code]))
    return result


def _named(language: str) -> Iterator[tuple[str, str]]:
    """Yield the cities that have a name in a language, each with its country code."""
    zones = Locale(language).time_zones
    countries = set(Locale("en").territories.values())
    for zone, code in get_global("zone_territories").items():
        zone_city = zone.rsplit("/", 1)[-1].replace("_", " ")
        if zone.startswith("Etc/") or zone_city.replace(" ", "-") in _NO_CITIES:
            continue
        if zone.count("/") != 1 and not zone.startswith("America/Argentina/"):  # small towns of one state
            continue
        name = zones.get(zone, {}).get("city")
        if language == "en":
            yield zone_city, code
        elif zone_city in countries:  # an island or a state, whose name may be a person's
            continue
        if name and not name.endswith((")", "Island", "Islands")):
            yield name, code
    for code, names in (_MORE if language == "en" else _ABROAD.get(language, {})).items():
        yield from ((name, code) for name in names)


def _country(city: str, country: str) -> str | None:
    return None if f"{country} ".casefold().startswith(f"{city} ".casefold()) else country
