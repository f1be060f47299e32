"""Find the organisation or delegation in an affiliation, under one name for all its spellings.

An organisation in the glossary is named by its short form (`DPO`), any other by its name as printed, a delegation
by its country. `organisation_label` returns the words to show.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from .acronyms import LearnedAcronym
from .expansions import fold_long_form
from .vocabulary import BODIES, OFFICES, country_names, country_translations, is_common_word, language_names

Key = TypeVar("Key", bound=Hashable)

_FORMER = re.compile(r"^(?:the\s+)?(?:former|formerly|ex-|retired|late)\b", re.IGNORECASE)
# People who speak for nobody but themselves.
_PRIVATE_CAPACITY = re.compile(
    r"^(?:in (?:a|an|his|her|their) )?(?:private|personal|individual) capacity$|^à titre (?:personnel|privé)$"
    r"|^a título (?:personal|individual)$|^private citizen$",
    re.IGNORECASE,
)
_ENVOY = re.compile(
    r"\b(?:permanent (?:representative|mission|observer)|ambassador|delegation|embassy|high commission(?:er)?"
    r"|consul(?:ate)?[\w-]*|representative|chargé d[’']affaires|government|head of state|president|prime minister)"
    r"(?:\s+at large)?\s+(?:of|for|from)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
# Why somebody is there: `Tarides, interested in the memory model of OCaml`.
_WHY_THERE = re.compile(r"(?!represent|based|affiliated|seconded|working (?:group|party))[a-z]+(?:ing|ed)\b")
_TEAM_AT = re.compile(r"\b(?:team|unit|group|lab)\b.*\bat (?:the )?(?P<body>[A-Z].*)$")
_LEADS_TO = re.compile(r"\s+(?:of|at|for|with|in)\s+(?:the\s+)?", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:UN|U\.N\.|United Nations)\s+(?=[A-Z])")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*(?:-[A-Z][A-Z0-9]+)*(?![\w])")
_OWNED = re.compile(rf"(?<![\w-])(?P<owner>[A-Z]{{2}}) {_ACRONYM.pattern}")
# Every state has these bodies, so the country is part of the name.
_OF_STATE = re.compile(
    r"\b(?:ministry|department of (?:state|defen[cs]e|foreign affairs)|armed forces|army|navy|air force|police|cabinet"
    r"|parliament|senate|national assembly|supreme court|attorney|treasury|MOD|MOFA|MFA|MOI)\b",
    re.IGNORECASE,
)
# Words of names of bodies that no list of bodies has: `United Nations`, `International Business Machines`.
_STATES = re.compile(
    r"\b(?:Nations|Union|Government|Parliament|States|International|World|Global|European|African|Asian|American)\b"
)
# What a person is, by the letters of the office, the rank or the degree.
_OFFICE_LETTERS = frozenset(
    "AD CEO CFO CIO CISO COO CTO VP SVP EVP MD PI PM DPM MP MEP MLA MSP MHA MLC SG DSG USG ASG SRSG DSRSG KC QC SC JP"
    " PhD PTL".split()
)
_AT_ENDS = re.compile(r"^[ .,;]+|[ ,;]*(?<!\b[A-Z]\.[A-Z])[ .,;]+$")  # not the stop of `S.L.`
_MAX_CHARACTERS = 500  # characters: a longer text is no affiliation
_LEGAL_FORMS = frozenset("GmbH KGaA LLC LLP PLC NV BV SA AG KG SE SRL SpA".split())  # of a company, not its name
_UNITS = frozenset("team unit programme program group".split())  # a part of an organisation rather than one


class Glossary:
    """The acronyms of a corpus, as organisations are looked up by them."""

    def __init__(self, acronyms: Iterable[LearnedAcronym[Key]] = ()) -> None:
        self.by_long: dict[str, str] = {}
        """The short forms by folded long form."""
        self.by_variant: dict[str, str] = {}
        """The short forms by each of their variants."""
        self.long_of: dict[str, str] = {}
        """The first long form of each short form."""
        self.topics: set[str] = set()
        """The short forms whose long form names no body, such as that of a project or a subject."""
        for acronym in acronyms:
            self.by_long.setdefault(_fold(acronym.long), acronym.short)
            self.long_of.setdefault(acronym.short, acronym.long)
            if not (_has_word_of(acronym.long, BODIES | OFFICES) or _STATES.search(acronym.long)):
                self.topics.add(acronym.short)
            for form in (acronym.short, *acronym.variants):
                if not self.by_variant.get(form):
                    self.by_variant[form] = acronym.short


_EMPTY = Glossary()


def find_organisation(affiliation: str, glossary: Glossary = _EMPTY) -> str | None:
    """Return the organisation of an affiliation, or the country of a delegation; None where none is named.

    Former posts name no organisation. Of several bodies the largest is taken, which stands last: `Police Division,
    Department of Peace Operations`.
    """
    text = without_language(_AT_ENDS.sub("", re.sub(r"\s+", " ", affiliation[:_MAX_CHARACTERS])))
    if not text or is_former(text) or _PRIVATE_CAPACITY.search(text):
        return None
    by_long, by_variant = glossary.by_long, glossary.by_variant
    country, rest = _country_last(text)
    delegation = _delegation(text)
    if delegation:
        return delegation
    body = _body(rest, by_long, by_variant, of_country=country is not None)
    if body is None:
        return country
    known = _glossary_short(body, by_long, by_variant)
    if known in glossary.topics and _has_word_of(rest, OFFICES):
        return country  # `WPS adviser`: what the office is about
    return known or (f"{body}, {country}" if country and _OF_STATE.search(body) else body)


def is_former(affiliation: str) -> bool:
    """Return whether an affiliation is a former post."""
    return bool(_FORMER.match(affiliation))


def organisation_label(name: str, glossary: Glossary = _EMPTY) -> str:
    """Return the words to show for an organisation: `Department of Peace Operations (DPO)`, or the name itself."""
    long = glossary.long_of.get(name)
    return f"{long[:1].upper()}{long[1:]} ({name})" if long else name


def _fold(name: str) -> str:
    return fold_long_form(_OWNER.sub("", re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)))


def _glossary_short(body: str, by_long: Mapping[str, str], by_variant: Mapping[str, str]) -> str | None:
    """Return the short form of a body in the glossary, with or without `UN` before its name, or None."""
    bracketed = re.search(r"\(([^()]+)\)$", body)
    for name in (body, bracketed[1] if bracketed else "", body.partition("(")[0], _OWNER.sub("", body)):
        short = by_variant.get(name.strip()) or by_long.get(_fold(name))
        if name and short:
            return short
    return None


@lru_cache(maxsize=1)
def _country_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, (*country_names(), *country_translations())), key=len, reverse=True))
    return re.compile(rf"(?:the\s+)?(?P<name>{names})(?![\w’'-])")


def _country_last(text: str) -> tuple[str | None, str]:
    """Return the country that is the last part of an affiliation, and the rest."""
    head, comma, last = text.rpartition(",")
    match = _country_pattern().fullmatch(last.strip())
    return (_in_english(match["name"]), head.strip() if comma else "") if match else (None, text)


def without_language(text: str) -> str:
    """Return an affiliation without the language that follows it in brackets: `Liberia (English)`."""
    head, bracket, bracketed = text.removesuffix(")").rpartition(" (")
    return head if bracket and text.endswith(")") and bracketed.casefold() in language_names() else text


def _in_english(country: str) -> str:
    return country_translations().get(country, country)


def _delegation(text: str) -> str | None:
    """Return the country that somebody represents: `Permanent Representative of India`, `Ambassador of ... to ...`."""
    match = _ENVOY.search(text)
    country = _country_pattern().match(match["rest"]) if match else None
    return _in_english(country["name"]) if country else None


def _body(text: str, by_long: Mapping[str, str], by_variant: Mapping[str, str], *, of_country: bool) -> str | None:
    """Return the last part of an affiliation that is a body, without the office held in it."""
    parts = _parts(text)
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if _glossary_short(part, by_long, by_variant):
            return part
        body = _without_office(part, by_long, by_variant)
        if body:
            return body
    last = parts[-1] if parts else ""
    unknown = (
        len(last.split()) >= 2
        and last[0].isupper()
        and not _has_word_of(last.replace("-", " "), OFFICES)  # `Moresby-South-Minister for Foreign Affairs`
        and not _has_word_of(last, _UNITS)
    )
    is_name = unknown and not of_country and not all(map(is_common_word, last.split()))
    return _one_spelling(last) if is_name else None


def _one_spelling(name: str) -> str:
    """Return a name without its article, and two bodies in one order: `Salesforce / Tableau`, not `Tableau / ...`."""
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    parts = re.split(r"\s+[/|]\s+", bare)
    return " / ".join(sorted(parts, key=str.casefold)) if len(parts) > 1 and all(parts) else bare


def _parts(text: str) -> list[str]:
    """Return the parts between commas; a part that names neither body nor office belongs to the body before it."""
    parts: list[str] = []
    for part in map(str.strip, re.split(r",\s*(?![^()]*\))", text)):
        if parts and _WHY_THERE.match(part):
            continue
        continues_body = " and " in part and not _has_word_of(part, BODIES | OFFICES) and not _ACRONYM.search(part)
        if parts and continues_body and _has_word_of(parts[-1], BODIES):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    return parts


def _without_office(part: str, by_long: Mapping[str, str], by_variant: Mapping[str, str]) -> str | None:
    """Return the body in one part of an affiliation: the words after `Director of the`, or an acronym by an office."""
    part = _first_of_two(part)
    if not _has_word_of(part, OFFICES):
        of_team = _TEAM_AT.search(part)
        if of_team:
            return of_team["body"]
        is_name = _is_body_name(part) or _opens_name(part, by_variant)
        return re.sub(r"^the\s+", "", part) if is_name else _acronym(part, by_variant)
    best = None
    for match in _LEADS_TO.finditer(part):
        rest = _first_of_two(part[match.end() :])
        if (
            rest[:1].isupper()
            and not _has_word_of(rest, OFFICES)
            and (_is_body_name(rest) or _glossary_short(rest, by_long, by_variant))
        ):
            is_after_at = match.group().strip().casefold().startswith("at")
            best = rest if best is None or is_after_at else best
    return best or _acronym(part, by_variant)


def _first_of_two(part: str) -> str:
    """Return the first of two bodies joined by `and`: `UN Department of X and Department of Y`."""
    match = re.search(r"\s+and\s+(?:the\s+)?(?=(?:\w+\s+){0,2}?(?:Department|Office|Ministry|Mission)\b)", part)
    return part[: match.start()] if match and _has_word_of(part[: match.start()], BODIES) else part


def _is_body_name(name: str) -> bool:
    words = re.findall(r"[^\W_]+", name)
    return len(words) >= 2 and _has_word_of(name, BODIES - _UNITS) and words[0][0].isupper()


def _opens_name(part: str, by_variant: Mapping[str, str]) -> bool:
    """Return whether capitals that no paper explains are the first of two words of a name: `OP Labs`, `BBC News`."""
    first, _, second = part.partition(" ")
    is_word = second.isalpha() and second.istitle() and not is_common_word(second)
    return is_word and _ACRONYM.fullmatch(first) is not None and first not in {*by_variant, "UN"}


def _acronym(part: str, by_variant: Mapping[str, str]) -> str | None:
    """Return an acronym in one part of an affiliation: the first that the glossary knows, else the first of all.

    An acronym of two letters owns the one after it and is named with it: `DG SANTE`, `UK MOD`.
    """
    acronyms = [
        name
        for match in _ACRONYM.finditer(part)
        if (name := match.group()) in by_variant or name not in _LEGAL_FORMS | _OFFICE_LETTERS
    ]
    known = next((acronym for acronym in acronyms if acronym in by_variant), None)
    first = known or next((acronym for acronym in acronyms if acronym != "UN"), "UN" if acronyms else None)
    acronym_pair = _OWNED.search(part)
    return acronym_pair.group() if acronym_pair and acronym_pair["owner"] == first != known else first


def _has_word_of(text: str, table: frozenset[str]) -> bool:
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", text.casefold())
    return any(word in table for word in words)
