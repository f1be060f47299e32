"""Find the country for which a person speaks: `Mr. Smith (France)`, `Representative of Kenya`, `KENYA`.

Which word lists name countries in running text is decided in `vocabulary`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from indexer.model import Participation

from .organisations import is_former, without_language
from .roles import split_outside_brackets
from .state_bodies import StateBody, demonyms, state_bodies
from .vocabulary import territories

_LANGUAGES = ("fr", "es", "pt", "de", "it", "nl", "ru", "ar", "zh")
# Names that papers give to countries, and that CLDR does not, by ISO 3166 code.
_ALIASES: dict[str, str] = {
    "US": "USA|U.S.A.|U.S.|United States of America|Etats-Unis d'Amérique|Estados Unidos de América",
    "GB": "UK|U.K.|Great Britain|United Kingdom of Great Britain and Northern Ireland",
    "KR": "Republic of Korea|Korea, Republic of|République de Corée|República de Corea",
    "KP": "Democratic People's Republic of Korea|DPRK|DPR Korea",
    "RU": "Russian Federation|Fédération de Russie|Federación de Rusia|Российская Федерация|俄罗斯联邦",
    "VN": "Viet Nam", "LA": "Lao People's Democratic Republic|Lao PDR|Lao", "SY": "Syrian Arab Republic",
    "IR": "Iran, Islamic Republic of", "VE": "Bolivarian Republic of Venezuela", "CZ": "Czech Republic",
    "MD": "Republic of Moldova|Moldova, Republic of", "TZ": "United Republic of Tanzania", "TR": "Türkiye|Turkey",
    "CI": "Côte d'Ivoire|Ivory Coast", "CV": "Cabo Verde|Cape Verde", "BN": "Brunei Darussalam", "VA": "Holy See",
    "PS": "State of Palestine|Palestine", "CD": "DRC|DR Congo|Democratic Republic of the Congo",
    "CG": "Republic of the Congo|Congo", "AE": "UAE", "MK": "North Macedonia|The former Yugoslav Republic of Macedonia",
    "SZ": "Eswatini|Swaziland", "MM": "Myanmar|Burma", "TL": "Timor-Leste|East Timor", "NL": "The Netherlands",
    "FM": "Federated States of Micronesia", "BA": "Bosnia and Herzegovina", "GM": "The Gambia", "BS": "The Bahamas",
    "CN": "People's Republic of China",
}  # fmt: skip
_STATE = (
    r"(?:(?:islamic|arab|federal|federated|democratic|socialist|plurinational|bolivarian|co-?operative|oriental"
    r"|hashemite|united|people's|federative)\s+)*(?:republic|kingdom|states?|commonwealth|principality|sultanate"
    r"|grand duchy|union)\s+of"
)
_STATE_AFTER = re.compile(rf"\s*[(,]\s*{_STATE}\s*\)?$", re.IGNORECASE)
_STATE_BEFORE = re.compile(rf"^(?:the\s+)?{_STATE}\s+(?:the\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las|l['’])\s*\b", re.IGNORECASE)
_FOR_COUNTRY = re.compile(
    r"^(?:the\s+|la\s+|le\s+|el\s+)?(?:(?:deputy|alternate|permanent|chief|head of(?: the)?|acting)\s+)*"
    r"(?:representative|delegate|delegation|mission|government|observer|ambassador|embassy"
    r"|représentante?|délégation|gouvernement|representante|delegación|gobierno)\s+"
    r"(?:of|for|from|du|de la|de l'|de los|del|des|de|d')\s*(?:the\s+)?(?P<country>.+?)"
    r"(?:\s+(?:to|in|at|auprès|ante|on behalf)\b.*)?$",
    re.IGNORECASE,
)
_OF_NO_REGION = re.compile(r"minist|parliament|defen[cs]e|armed|embassy|ambassador|permanent", re.IGNORECASE)
"""Bodies that a region has not: Georgia, the region of the United States, has a government and police too."""
_ABBREVIATION = re.compile(r"[A-Z]{2,4}")
_GIVEN_NAMES = frozenset("TD GE JO IL KE CU IN IE AL".split())
"""Countries whose name is a given name too: Chad, Georgia, Jordan. A name alone does not tell which is meant."""


def country_of(participation: Participation, *, among_initials: bool = False) -> str | None:
    """Return the English short name of the country that a person speaks for, or None where none is stated.

    The name is that of CLDR, written out. The country is the affiliation or a part of it between commas, or else the
    name itself, as in `KENYA: We agree.`, or the state of whom the affiliation names a body: `Uruguayan Army`. In a
    paper whose speakers go by their initials (`among_initials`), `USA` alone is somebody.
    """
    affiliation = without_language(participation.affiliation or "")
    for part in split_outside_brackets(affiliation, ","):
        code = _code_of(part)
        if code:
            return _written_out(code)
    is_initials = among_initials and _ABBREVIATION.fullmatch(participation.name)
    code = _code_of(affiliation) or _code_of_state(affiliation)
    code = code or (None if is_initials else _code_of(participation.name))
    if code is None or (not participation.affiliation and code in _GIVEN_NAMES):
        return None
    return _written_out(code)


def go_by_initials(people: Iterable[Participation]) -> bool:
    """Return whether people who speak without an affiliation go by initials, and not by countries.

    Most of their names of two to four capitals are then no country's, and no country speaks under its full name.
    """
    labels = frozenset(person.name for person in people if not person.affiliation)
    short = frozenset(filter(_ABBREVIATION.fullmatch, labels))
    countries = sum(_code_of(name) is not None for name in short)
    in_full = any(_code_of(name) not in {None, *_GIVEN_NAMES} for name in labels - short)
    return len(short) > 2 * countries and not in_full


def _written_out(code: str) -> str:
    """Return the English name of a country as papers print it: `Saint Lucia`, `Trinidad and Tobago`."""
    return territories("en")[code].replace("St. ", "Saint ").replace(" & ", " and ")


def is_country(text: str) -> bool:
    """Return whether a text is the name of a country, in one of ten languages, and nothing more."""
    return _fold(text) in _codes()


def _code_of(text: str) -> str | None:
    """Return the ISO 3166 code of the country that a text names, alone or as what somebody represents."""
    represented = _FOR_COUNTRY.match(text.strip())
    if represented:
        text = represented["country"]
    codes = _codes()
    forms = (text, _STATE_AFTER.sub("", text), _STATE_BEFORE.sub("", text), _ARTICLE.sub("", text))
    return next((codes[form] for form in map(_fold, forms) if form in codes), None)


def _code_of_state(affiliation: str) -> str | None:
    """Return the ISO 3166 code of the state of whom an affiliation names a body or an office; former ones are left out.

    Where the words could mean bodies of two states, none is named.
    """
    if is_former(affiliation):
        return None
    parts = split_outside_brackets(affiliation, ",")
    found = {code for part in parts for body in state_bodies(part) if (code := _code_of_owner(body))}
    return found.pop() if len(found) == 1 else None


def _code_of_owner(body: StateBody) -> str | None:
    owner = body.owner
    if not owner[:1].isupper() or (_fold(owner) == "us" and not owner.isupper()):
        return None
    code = demonyms().get(owner.casefold()) or _code_of(owner)
    if _fold(owner) == "georgia" and not _OF_NO_REGION.search(body.body):
        return None
    return code


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return the ISO 3166 code of each folded name of a country."""
    codes: dict[str, str] = {}
    for language in ("en", *_LANGUAGES):
        for code, name in territories(language).items():
            codes.setdefault(_fold(name), code)
    codes.update((_fold(alias), code) for code, aliases in _ALIASES.items() for alias in aliases.split("|"))
    return codes


def _fold(text: str) -> str:
    """Return a name without case, accents, stops and the form of apostrophes, with `and` for `&`."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("&", "and").replace(".", "")).casefold()
    return " ".join("".join(sign for sign in text if not unicodedata.combining(sign)).split()).strip(" ,;:")
