"""Tables of general words: bodies, offices, fields of work, verbs of speech, countries. No names."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

BODIES = frozenset(
    "academy administration agency army assembly association authority bank board bureau center centre college "
    "commission committee community confederation conference corps council court department division federation "
    "directorate directorate-general force forces forum foundation fund group headquarters initiative institute "
    "institution league ministry "
    "mission network office organisation organization party police programme program school secretariat service "
    "society system team tribunal union unit university alliance archive archives chamber clinic club coalition "
    "company consortium cooperative delegation embassy faculty hospital laboratory library municipality museum "
    "observatory guild parliament railway railways trust "
    "agence assemblée banque bureau centre collège comité commission commune conseil école fédération fondation "
    "gouvernement groupe institut mairie ministère musée observatoire organisation parc parlement réseau secrétariat "
    "société syndicat université "
    "academia agencia alcaldía asamblea asociación banco centro colegio comisión comité consejo escuela federación "
    "fundación gobierno grupo instituto ministerio municipalidad museo observatorio oficina organización parlamento "
    "universidade conselho comissão câmara ministério instituto prefeitura "
    "red secretaría sindicato sociedad unión universidad".split()
)
"""What a body can be called."""
OFFICES = frozenset(
    "attorney auditor clerk councillor mayor engineer planner recorder "
    "adviser advisor ambassador analyst assistant associate attaché attache chair chairperson chairman chairwoman "
    "chief co-chair co-director co-founder commandant commander commissioner consul coordinator counsellor "
    "counselor delegate deputy diplomat director director-general directors editor envoy executive expert "
    "facilitator fellow founder governor head inspector judge lead leader lecturer manager member minister "
    "minister-counsellor moderator observer officer ombudsman ombudsperson president principal professor "
    "prosecutor rapporteur rector representative researcher scholar secretary secretary-general senator "
    "specialist spokesman spokesperson spokeswoman sub-secretary superintendent supervisor trainer treasurer "
    "under-secretary under-secretary-general assistant-secretary-general vice-chair vice-minister vice-president "
    "visiting".split()
)
"""What somebody can be."""
TOPICS = frozenset(
    "action administration affairs africa agenda america americas approach armed armies arms army asia "
    "authorities budget building capacity central challenges charter chief children civil civilian civilians "
    "climate committee communities community conduct conference conflict cooperation corrections countries crime "
    "criminal culture cyber day declaration defence defense delegations democracy development digital disarmament "
    "east economic education energy environment europe european experts finance foreign future gender general "
    "global governance government governments group health high host human humanitarian independent information "
    "integration interior international issues justice key labour law laws leaders leadership legal local "
    "management maritime member members middle military national nations naval new north office officials "
    "operations organisations organizations pact panel panelists panellists participants partners partnership "
    "partnerships peace peacebuilding peacekeepers peacekeeping performance police policies policing policy "
    "political prevention programme programmes protection public reform refugees regional relations report "
    "republic review rights role rule rules safety science sea security session sexual social south speakers "
    "special staff state states strategic strategies strategy study summit support sustainable symposium system "
    "task technology threats trade training treaty troops united war west western women workshop world youth "
    "acting".split()
)
"""What offices, bodies and papers are about: no part of somebody's name."""
SPEECH_VERBS = frozenset(
    "acknowledged added addressed affirmed agreed appealed argued asked briefed cautioned clarified commended "
    "concluded congratulated contended delivered described discussed drew elaborated emphasised emphasized "
    "encouraged explained expressed gave highlighted identified illustrated informed introduced invited moderated "
    "noted observed opened outlined pointed posed praised presented proposed raised reaffirmed recalled "
    "recommended reflected reiterated remarked reminded replied reported responded said shared spoke stated "
    "stressed suggested summarised summarized summed thanked told touched underlined underscored urged warned "
    "welcomed chaired facilitated closed showed demonstrated reviewed announced declared answered questioned requested "
    "called confirmed insisted maintained mentioned offered supported urged countered disagreed objected "
    "elucidated echoed regretted".split()
)
"""What somebody who takes the floor does, as papers report it."""
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


def _territories(language: str) -> dict[str, str]:
    """Names of countries in one language, by the code of ISO 3166."""
    names = Locale(language).territories.items()
    return {code: name for code, name in names if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES}


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Names of countries in English, as CLDR and as papers write them."""
    names = frozenset(_territories("en").values())
    return names | {name.replace(" & ", " and ") for name in names} | _ALIASES


@lru_cache(maxsize=1)
def country_translations() -> dict[str, str]:
    """English names of countries by those in the other languages in which affiliations are read."""
    english = _territories("en")
    found = {name: english[code] for language in ("fr", "es", "pt") for code, name in _territories(language).items()}
    return {name: told for name, told in found.items() if name not in country_names()}


@lru_cache(maxsize=1)
def language_names() -> frozenset[str]:
    """Names of languages in the languages in which affiliations are read, without capitals."""
    return frozenset(
        name.casefold() for language in ("en", "fr", "es", "pt") for name in Locale(language).languages.values()
    )


@lru_cache(maxsize=1)
def _words_of_countries() -> frozenset[str]:
    return frozenset(name.casefold() for name in country_names() if " " not in name)


def is_common_word(word: str) -> bool:
    """Whether a capitalised word is a general one or a country, and so no part of a person's name."""
    folded = re.sub(r"['’]s$", "", word).strip(".,").casefold()
    tables = BODIES, OFFICES, TOPICS, SPEECH_VERBS, _words_of_countries()
    return any(folded in table for table in tables)
