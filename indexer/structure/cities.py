"""Cities that say by themselves in which country they lie. What a line or sentence says of a place is `places`'s."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global

# Cities where meetings are held that CLDR, which knows a city or more of each time zone, does not list. In the
# names that papers in several languages give them.
_MORE: dict[str, tuple[str, ...]] = {
    "AE": ("Abu Dhabi",), "AT": ("Salzburg", "Graz", "Vienne", "Viena"), "AU": ("Canberra",),
    "BE": ("Ghent", "Antwerp", "Bruges", "Bruxelles", "Bruselas"), "BI": ("Gitega",), "BJ": ("Cotonou",),
    "BO": ("Santa Cruz de la Sierra", "Cochabamba"), "BR": ("Brasília", "Rio de Janeiro"), "BT": ("Thimphu",),
    "CA": ("Ottawa", "Montreal", "Montréal", "Quebec City"), "CD": ("Goma",), "CH": ("Bern", "Berne", "Geneva",
    "Genève", "Ginebra", "Lausanne", "Basel", "Lugano"), "CL": ("Santiago de Chile", "Valparaíso"), "CM": ("Yaoundé",),
    "CN": ("Beijing", "Guangzhou", "Shenzhen"), "CO": ("Cartagena", "Medellín"), "CR": ("San José",),
    "DE": ("Bonn", "Hamburg", "Munich", "Frankfurt", "Cologne", "Leipzig", "Dresden", "Stuttgart", "Potsdam"),
    "EC": ("Quito",), "EG": ("Alexandria", "Sharm el-Sheikh"), "ES": ("Barcelona", "Seville", "Valencia", "Bilbao"),
    "FR": ("Lyon", "Marseille", "Strasbourg", "Bordeaux", "Toulouse", "Grenoble", "Lille"),
    "GB": ("Edinburgh", "Glasgow", "Cardiff", "Belfast", "Wilton Park", "Londres"), "GR": ("Thessaloniki",),
    "ID": ("Yogyakarta", "Bandung"), "IL": ("Tel Aviv",), "IN": ("New Delhi", "Delhi", "Mumbai", "Bangalore",
    "Bengaluru", "Chennai", "Hyderabad", "Pune"), "IQ": ("Erbil", "Basra"), "IT": ("Milan", "Turin", "Florence",
    "Naples", "Venice", "Bologna", "Brindisi", "Roma"), "JP": ("Kyoto", "Osaka", "Hiroshima", "Nagoya"),
    "KE": ("Mombasa",), "KR": ("Busan", "Incheon"), "KZ": ("Astana", "Nur-Sultan"), "LK": ("Kandy",),
    "MA": ("Rabat", "Marrakech", "Marrakesh", "Tangier"), "ML": ("Timbuktu",), "MM": ("Naypyidaw", "Nay Pyi Taw"),
    "MY": ("Putrajaya",), "NG": ("Abuja",), "NL": ("The Hague", "Rotterdam", "Utrecht", "Maastricht", "La Haye",
    "La Haya"), "NO": ("Bergen", "Trondheim"), "NP": ("Pokhara",), "NZ": ("Wellington", "Christchurch"),
    "PE": ("Cusco", "Arequipa"), "PK": ("Islamabad", "Lahore", "Peshawar"), "PL": ("Kraków", "Krakow", "Gdańsk"),
    "PT": ("Porto", "Coimbra"), "PY": ("Asunción",), "RU": ("Saint Petersburg", "St. Petersburg", "Kazan"),
    "SA": ("Jeddah",), "SD": ("Port Sudan",), "SE": ("Gothenburg", "Malmö", "Uppsala"), "SO": ("Garowe", "Kismayo"),
    "SN": ("Saly",), "TH": ("Chiang Mai",), "TR": ("Ankara", "Antalya", "Izmir"), "TZ": ("Dodoma", "Arusha"),
    "UA": ("Lviv", "Odesa", "Kharkiv"), "UG": ("Entebbe",), "US": ("Washington, D.C.", "Washington, DC", "Washington",
    "New York City", "Nueva York", "San Francisco", "Philadelphia"), "VN": ("Hanoi", "Da Nang"), "YE": ("Sana'a",),
    "ZA": ("Pretoria", "Cape Town", "Durban"), "ZM": ("Livingstone",), "IE": ("Galway",), "CZ": ("Brno",),
    "FI": ("Tampere",), "DK": ("Aarhus",), "ET": ("Bahir Dar",), "GH": ("Kumasi",), "HT": ("Cap-Haïtien",),
    "MX": ("Ciudad de México", "Guadalajara"), "PA": ("Panama City", "Ciudad de Panamá"), "GT": ("Guatemala City",
    "Ciudad de Guatemala"), "KW": ("Kuwait City",), "LU": ("Luxembourg City",), "DJ": ("Djibouti City",),
}  # fmt: skip
# Names of zones that are ordinary words, persons or empty land before they are cities.
_NO_CITIES = frozenset(
    "Adak Bahia Broken-Hill Casey Center Chagos Chatham Christmas Creston Darwin Davis Dawson Easter Eucla Gambier GMT "
    "Jersey Kirov Knox Macquarie Madeira Mahe Marengo Mawson Midway Nome Norfolk Oral Palmer Phoenix Regina Resolute "
    "Rothera Sitka Stanley Swift-Current Thule Troll Unknown UTC Vostok Wake Wallis".split()
)
_LANGUAGES = ("en", "fr", "es", "pt", "de")


@lru_cache(maxsize=1)
def cities() -> dict[str, str | None]:
    """Country, in English, of each city that lies in one; None where city and country go by one name."""
    territories = {code: re.sub(r"\s*\(.*\)$", "", name) for code, name in Locale("en").territories.items()}
    found: dict[str, str | None] = {}
    for zone, code in get_global("zone_territories").items():
        own = zone.rsplit("/", 1)[-1].replace("_", " ")
        if zone.startswith("Etc/") or code not in territories or own.replace(" ", "-") in _NO_CITIES:
            continue
        if zone.count("/") == 1 or zone.startswith("America/Argentina/"):  # others are small towns of one state
            found.update({name: _country(own, territories[code]) for name in _names(zone, own)})
    for code, names in _MORE.items():
        found.update({name: _country(name, territories[code]) for name in names})
    return {name: country for name, country in found.items() if len(name) > 3}  # shorter ones are words elsewhere


def _names(zone: str, own: str) -> set[str]:
    """What the city of a zone is called in the languages of the papers; an island or country, in English alone."""
    languages = _LANGUAGES if own not in set(Locale("en").territories.values()) else ("en",)
    stated = {Locale(language).time_zones.get(zone, {}).get("city") for language in languages}
    return {own, *(name for name in stated if name and not name.endswith((")", "Island", "Islands")))}


def _country(city: str, country: str) -> str | None:
    return None if f"{country} ".casefold().startswith(f"{city} ".casefold()) else country
