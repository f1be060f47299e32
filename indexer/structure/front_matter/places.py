"""Find where a meeting was held: a city with its country, as a title page or a sentence names it.

A city without its country counts only where it can hardly be anything else: beside a day, alone on its line, after the
name of a building, or in a sentence that says where the meeting was held. The cities are listed in `cities`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.entities.vocabulary import country_names, country_translations
from indexer.structure.dates import find_dates, without_dates
from indexer.text.prose import count_words, split_words
from indexer.text.stopwords import stop_words

from .cities import city_countries

# Seats of international organisations, which papers name without a country; each with the
# country to show.
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
_CITY = r"(?:(?:The|the|São|San|St\.|El|Al|Al-|Le|La)\s*)?[A-ZÀ-Þ][\w’'.-]+"
_CITY += r"(?:[ -](?:(?:de|da|do|del|la|el|es|sur|am)[ -])?[A-ZÀ-Þ][\w’'.-]+){0,2}"
_SMALL_WORDS = stop_words("place")
_IN = r"\b(?:in|at|à|en)\s+"  # before a place in a sentence
_IN_PLACE = re.compile(_IN)
_AFTER_CITY = re.compile(r"\s*(?:$|[.;:(]|,\s*[a-z\d]|(?:on|from|du|les?|del?|los|el)\b|\d)")
_VENUE = re.compile(
    r"\b(?:hotel|palace|palais|palacio|cent(?:re|er|ro)|hall|headquarters|building|house|room|salle|sala|hôtel|campus"
    r"|museum|musée|museo|library|universit[yé]|universidad|institut[eo]?|academy|town hall|parliament"
    r"|online|virtual(?:ly)?|videoconference|video conference|zoom|rathaus|saal|sitzungssaal|mairie|municipio)\b",
    re.IGNORECASE,
)
# A room or building that is named after nothing but its use: `Town Hall`, `Committee Room 2`.
_ROOM = re.compile(
    r"(?:the )?(?:town|city|county|village|parish|civic|community|council|municipal|guild)\s?"
    r"(?:hall|cent(?:re|er)|chambers?|offices?|house|building|room)"
    r"|(?:committee|conference|meeting|board|assembly|hearing) (?:room|hall) ?\w{0,3}",
    re.IGNORECASE,
)
_MAX_PLACE_WORDS = 5  # words of a line, or of a part of it, that is a place and no title
_MAX_PLACE_PARTS = 3  # parts: building, city and country
# States and provinces that have the name of a country.
_HOMONYMS = {"Georgia": "United States", "Jersey": "United States", "Luxembourg": "Belgium", "Mexico": "Mexico"}
_BEFORE = r"(?:\bin|\bat|^|(?:[,–—(|-]|\b\d{4})\s*(?:à|en)?)\s*"  # before a place on a title page


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset({*country_names(), *country_translations()})


@lru_cache(maxsize=2)
def _patterns(before: str) -> tuple[re.Pattern[str], ...]:
    countries = "|".join(sorted(map(re.escape, _countries()), key=len, reverse=True))
    country = rf"(?P<country>{countries})"
    seat = "|".join(map(re.escape, _SEATS))
    return (
        re.compile(rf"{before}(?P<city>{_CITY}),\s*(?:(?:the|in|en|au|aux)\s+)?{country}\b"),
        re.compile(rf"{before}(?P<city>{seat})(?=\s*(?:$|[,.;:|–—(-]|\d|on\b|from\b))"),
    )


def find_place(text: str) -> str | None:
    """Return `City, Country` of the first place that a sentence puts something in, or None."""
    place = _find(text, _IN)
    if place:
        return place
    city = _city_in_sentence(text)
    return _with_country(city) if city else None


def is_place_line(line: str) -> bool:
    """Return whether a line states a place, with or without a day, and nothing else: `Georgia, United States`."""
    if find_place_line(line) and count_words(line) <= _MAX_PLACE_WORDS:
        return True
    parts = [part.strip(" .-–—") for part in re.split(r"[,;|()،、，]|\s[-–—]\s", without_dates(line))]
    parts = [part for part in parts if split_words(part)]
    if not 0 < len(parts) <= _MAX_PLACE_PARTS or any(count_words(part) > _MAX_PLACE_WORDS for part in parts):
        return False
    names = [_capitalised(part) if part.isupper() else part for part in parts]
    if _ROOM.fullmatch(names[0]) and all(name[:1].isupper() for name in names):
        return True
    return names[-1] in _countries() or (len(names) == 1 and names[0] in city_countries())


def names_venue(text: str) -> bool:
    """Return whether words in apposition name a building or a room: `, Council Chambers, Town Hall`."""
    return text.lstrip()[:1] in {",", ";", "(", "|", "–", "—", "-", "@"} and _VENUE.search(text) is not None


def _find(text: str, before: str) -> str | None:
    for pattern in _patterns(before):
        for match in pattern.finditer(text):
            city, country = match["city"], match.groupdict().get("country") or _SEATS.get(match["city"], "")
            if re.search(r"\d", city):  # `IETF100, Singapore`
                continue
            is_homonym = country.startswith(_HOMONYMS.get(city, "\0"))
            if is_homonym or city not in _countries():  # a list of countries is not a place
                return f"{city}, {country}"
    return None


@lru_cache(maxsize=1)
def _cities_by_initial() -> dict[str, list[str]]:
    """Return the names of cities by their first character, the longest first."""
    result: dict[str, list[str]] = {}
    for name in sorted(city_countries(), key=len, reverse=True):
        result.setdefault(name[0], []).append(name)
    return result


def _city_in_sentence(text: str) -> str | None:
    """Return the first city that a sentence puts something in: `in Oslo on 4 May`."""
    cities = _cities_by_initial()
    for match in _IN_PLACE.finditer(text):
        for city in cities.get(text[match.end() : match.end() + 1], ()):
            if text.startswith(city, match.end()) and _AFTER_CITY.match(text, match.end() + len(city)):
                return city
    return None


def _with_country(city: str) -> str:
    """Return `Ljubljana, Slovenia`; a city that is a country stands alone: `Singapore`."""
    country = city_countries()[city]
    return f"{city}, {country}" if country else city


def find_place_line(line: str) -> str | None:
    """Return the place that a line of a title page names, also in capitals, or None."""
    place = _find(line, _BEFORE) or _city_of_line(line)
    if place or not line.isupper():
        return place
    line = _capitalised(line)
    return _find(line, _BEFORE) or _city_of_line(line)


def _city_of_line(line: str) -> str | None:
    """Return a city that is all of a line, or a part of it beside a day or a building, or None."""
    if line.strip() in city_countries():
        return _with_country(line.strip())
    if not _VENUE.search(line) and not any(dates.first for dates in find_dates(line)):
        return None
    parts = [part.strip(" .") for part in re.split(r"[,;|()،、，]|\s[-–—]\s|(?=\d)", line)]
    return next((_with_country(part) for part in parts if part in city_countries()), None)


def _capitalised(line: str) -> str:
    words = [word.lower() if word.lower() in _SMALL_WORDS else word.capitalize() for word in line.split(" ")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]
