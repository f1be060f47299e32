"""Word lists: bodies, offices, topics, verbs of speech, countries.

Names of persons or single bodies do not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from indexer.text.word_lists import load_words

BODIES = load_words("bodies")
"""Words in names of bodies."""
OFFICES = load_words("offices")
"""Words for offices that a person can hold."""
TOPICS = load_words("topics")
"""Subjects of offices, bodies and papers; no part of a person's name."""
SPEECH_VERBS = load_words("speech_verbs")
"""Verbs of reported speech."""
_SURNAMES = frozenset(
    """
    acta bill box branch bug call case champion chance chapter close code cost data datum day end ends fix hand
    hint host hour item join key last lead lesson link list local main mark meaning nota note ora orden ort page
    paper part place plaats plan plats point post price punto raum read rule sent slot stage stand stato sted
    step story tag task tema test thing tid tijd time tip today topic track user vision vote website week west
    work yes young ziel
    """.split()
)
"""Words of labels that are names of people too."""


@lru_cache(maxsize=1)
def label_words() -> frozenset[str]:
    """Return the words that open a line before a colon and name nobody, folded: `action`, `note`."""
    return load_words("label_words")


_ALIASES = frozenset(
    {
        "USA", "U.S.A.", "U.S.", "UK", "U.K.", "United States of America", "Republic of Korea", "Russian Federation",
        "Viet Nam", "Côte d'Ivoire", "Czech Republic", "The Netherlands", "Republic of Moldova", "DRC", "UAE",
        "Democratic Republic of the Congo", "United Republic of Tanzania", "Islamic Republic of Pakistan", "Syria",
        "Islamic Republic of Iran", "Syrian Arab Republic", "Türkiye", "Turkey", "Holy See", "State of Palestine",
        "Republic of the Congo", "Lao PDR", "Bolivia (Plurinational State of)", "Cabo Verde", "Brunei Darussalam",
        "Great Britain",
    }
)  # fmt: skip


_NO_COUNTRIES = frozenset("EU EZ UN QO ZZ XA XB".split())


@lru_cache(maxsize=16)
def territories(language: str) -> Mapping[str, str]:
    """Return the names of countries in one language, by ISO 3166 code."""
    names = Locale(language).territories.items()
    return {code: name for code, name in names if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES}


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Return the English names of countries, from CLDR and as papers write them."""
    names = frozenset(territories("en").values())
    return names | {name.replace(" & ", " and ") for name in names} | _ALIASES


@lru_cache(maxsize=1)
def country_translations() -> dict[str, str]:
    """Return the English name of each country by its French, Spanish and Portuguese names."""
    english = territories("en")
    translations = {
        name: english[code] for language in ("fr", "es", "pt") for code, name in territories(language).items()
    }
    return {name: english_name for name, english_name in translations.items() if name not in country_names()}


@lru_cache(maxsize=1)
def language_names() -> frozenset[str]:
    """Return the names of languages in English, French, Spanish and Portuguese, case-folded."""
    return frozenset(
        name.casefold() for language in ("en", "fr", "es", "pt") for name in Locale(language).languages.values()
    )


@lru_cache(maxsize=1)
def _words_of_countries() -> frozenset[str]:
    return frozenset(name.casefold() for name in country_names() if " " not in name)


def is_field_word(word: str) -> bool:
    """Return whether a word names a part of a record and no person: `Updates`, `Recording`, but not `Page`."""
    folded = word.strip(".,").casefold()
    return len(folded) > 3 and folded in label_words() and folded not in _SURNAMES


def is_common_word(word: str) -> bool:
    """Return whether a capitalised word is a common one or a country, and so no part of a person's name."""
    folded = re.sub(r"['’]s$", "", word).strip(".,").casefold()
    tables = BODIES, OFFICES, TOPICS, SPEECH_VERBS, _words_of_countries()
    return any(folded in table for table in tables)
