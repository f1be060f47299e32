"""Cities that say by themselves in which country they lie. What a line or sentence says of a place is `places`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from babel.core import get_global

# Cities where meetings are held that CLDR, which knows a city or more of each time zone, does not list. In the
# names that papers in several languages give them.
_MORE: dict[str, tuple[str, ...]] = {
    "AE": ("Abu Dhabi",), "AT": ("Salzburg", "Graz"), "AU": ("Canberra",),
    "BE": ("Ghent", "Antwerp", "Bruges"), "BI": ("Gitega",), "BJ": ("Cotonou",),
    "BO": ("Santa Cruz de la Sierra", "Cochabamba"), "BR": ("Brasília", "Rio de Janeiro"), "BT": ("Thimphu",),
    "CA": ("Ottawa", "Montreal", "Quebec City"), "CD": ("Goma",), "CH": ("Bern", "Geneva", "Lausanne", "Basel",
    "Lugano"), "CL": ("Santiago de Chile", "Valparaíso"), "CM": ("Yaoundé",),
    "CN": ("Beijing", "Guangzhou", "Shenzhen"), "CO": ("Cartagena", "Medellín"), "CR": ("San José",),
    "DE": ("Bonn", "Hamburg", "Munich", "Frankfurt", "Cologne", "Leipzig", "Dresden", "Stuttgart", "Potsdam"),
    "EC": ("Quito",), "EG": ("Alexandria", "Sharm el-Sheikh"), "ES": ("Barcelona", "Seville", "Valencia", "Bilbao"),
    "FR": ("Lyon", "Marseille", "Strasbourg", "Bordeaux", "Toulouse", "Grenoble", "Lille"),
    "GB": ("Edinburgh", "Glasgow", "Cardiff", "Belfast", "Wilton Park"), "GR": ("Thessaloniki",),
    "ID": ("Yogyakarta", "Bandung"), "IL": ("Tel Aviv",), "IN": ("New Delhi", "Delhi", "Mumbai", "Bangalore",
    "Bengaluru", "Chennai", "Hyderabad", "Pune"), "IQ": ("Erbil", "Basra"), "IT": ("Milan", "Turin", "Florence",
    "Naples", "Venice", "Bologna", "Brindisi"), "JP": ("Kyoto", "Osaka", "Hiroshima", "Nagoya"),
    "KE": ("Mombasa",), "KR": ("Busan", "Incheon"), "KZ": ("Astana", "Nur-Sultan"), "LK": ("Kandy",),
    "MA": ("Rabat", "Marrakech", "Marrakesh", "Tangier"), "ML": ("Timbuktu",), "MM": ("Naypyidaw", "Nay Pyi Taw"),
    "MY": ("Putrajaya",), "NG": ("Abuja",), "NL": ("The Hague", "Rotterdam", "Utrecht", "Maastricht"),
    "NO": ("Bergen", "Trondheim"), "NP": ("Pokhara",), "NZ": ("Wellington", "Christchurch"),
    "PE": ("Cusco", "Arequipa"), "PK": ("Islamabad", "Lahore", "Peshawar"), "PL": ("Kraków", "Krakow", "Gdańsk"),
    "PT": ("Porto", "Coimbra"), "PY": ("Asunción",), "RU": ("Saint Petersburg", "St. Petersburg", "Kazan"),
    "SA": ("Jeddah",), "SD": ("Port Sudan",), "SE": ("Gothenburg", "Malmö", "Uppsala"), "SO": ("Garowe", "Kismayo"),
    "SN": ("Saly",), "TH": ("Chiang Mai",), "TR": ("Ankara", "Antalya", "Izmir"), "TZ": ("Dodoma", "Arusha"),
    "UA": ("Lviv", "Odesa", "Kharkiv"), "UG": ("Entebbe",), "US": ("Washington, D.C.", "Washington, DC", "Washington",
    "New York City", "San Francisco", "Philadelphia"), "VN": ("Hanoi", "Da Nang"), "YE": ("Sana'a",),
    "ZA": ("Pretoria", "Cape Town", "Durban"), "ZM": ("Livingstone",), "IE": ("Galway",), "CZ": ("Brno",),
    "FI": ("Tampere",), "DK": ("Aarhus",), "ET": ("Bahir Dar",), "GH": ("Kumasi",), "HT": ("Cap-Haïtien",),
    "MX": ("Ciudad de México", "Guadalajara"), "PA": ("Panama City", "Ciudad de Panamá"), "GT": ("Guatemala City",
    "Ciudad de Guatemala"), "KW": ("Kuwait City",), "LU": ("Luxembourg City",), "DJ": ("Djibouti City",),
}  # fmt: skip
# What those cities are called in other languages of papers.
_ABROAD: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"CH": ("Genève", "Berne", "Bâle"), "CA": ("Montréal", "Québec"), "NL": ("La Haye",), "BE": ("Bruxelles",),
           "CN": ("Pékin",), "ES": ("Barcelone",), "MA": ("Marrakech", "Tanger"), "IT": ("Florence", "Venise")},
    "es": {"CH": ("Ginebra", "Berna"), "NL": ("La Haya",), "BE": ("Bruselas",), "US": ("Nueva York",), "IT": ("Roma",),
           "MX": ("Ciudad de México",), "PA": ("Ciudad de Panamá",), "GT": ("Ciudad de Guatemala",), "CN": ("Pekín",),
           "CL": ("Santiago de Chile",), "GB": ("Londres",)},
}  # fmt: skip
# Names of zones that are ordinary words, persons or empty land before they are cities.
_NO_CITIES = frozenset(
    "Adak Bahia Broken-Hill Casey Center Chagos Chatham Christmas Creston Darwin Davis Dawson Easter Eucla Gambier GMT "
    "Jersey Kirov Knox Macquarie Madeira Mahe Marengo Mawson Midway Nome Norfolk Oral Palmer Phoenix Regina Resolute "
    "Rothera Sitka Stanley Swift-Current Thule Troll Unknown UTC Vostok Wake Wallis".split()
)
_LANGUAGES = ("en", "fr", "es", "pt", "de", "ar", "ru", "zh", "ja")
_SIGNS = "\u0600"  # from here on a name of two letters can be one of a city


@lru_cache(maxsize=1)
def city_countries() -> dict[str, str | None]:
    """Country of each city that lies in one, in the language of the city's name; None where both have one name."""
    found: dict[str, str | None] = {}
    for language in _LANGUAGES:
        territories = {code: re.sub(r"\s*\(.*\)$", "", name) for code, name in Locale(language).territories.items()}
        for name, code in _named(language):
            if code in territories and (len(name) > 3 or name[0] > _SIGNS):  # `Rom` and `Amã` are words elsewhere
                found.setdefault(name, _country(name, territories[code]))
    return found


def _named(language: str) -> Iterator[tuple[str, str]]:
    """The cities that a language has names for, each with the code of its country."""
    zones = Locale(language).time_zones
    countries = set(Locale("en").territories.values())
    for zone, code in get_global("zone_territories").items():
        own = zone.rsplit("/", 1)[-1].replace("_", " ")
        if zone.startswith("Etc/") or own.replace(" ", "-") in _NO_CITIES:
            continue
        if zone.count("/") != 1 and not zone.startswith("America/Argentina/"):  # small towns of one state
            continue
        name = zones.get(zone, {}).get("city")
        if language == "en":
            yield own, code
        elif own in countries:  # an island or a state: what it is called may be a person's name
            continue
        if name and not name.endswith((")", "Island", "Islands")):
            yield name, code
    for code, names in (_MORE if language == "en" else _ABROAD.get(language, {})).items():
        yield from ((name, code) for name in names)


def _country(city: str, country: str) -> str | None:
    return None if f"{country} ".casefold().startswith(f"{city} ".casefold()) else country
