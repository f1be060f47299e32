"""Tell the names of persons and bodies in what a paper prints behind `Author:` or `Published by`.

What does not show plainly where one name ends and the next begins gives no name at all. Which lines state an author is
known to `authorship`.
"""

from __future__ import annotations

import re

from indexer.entities.countries import is_country
from indexer.entities.names import HAN_NAME, family_and_given, has_body_word, is_person_name, without_honorific
from indexer.entities.vocabulary import is_common_word
from indexer.text.honorifics import POST_NOMINAL
from indexer.text.prose import ends_in_abbreviation, split_words

from .cities import city_countries

_MOST_WORDS = 16  # words: the longest name of one body
_MOST_NAMES_LENGTH = 400  # characters: a longer line is running text
_SMALL_WORD_LETTERS = 3  # letters: the longest article or preposition
_CAPITAL_SHARE = 0.6  # share of the longer words in a name that have a capital
_PERSON_WORDS = 2  # words: the shortest name of a person, which can stand before that of a body
_MOST_LOWER_CASE_WORDS = 8  # words: the longest name of a body with one capital

_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\])")
# brackets without the name of a place, a body or a short form: `(see below)`, `(2031)`, `[1]`
_BRACKETS_OF_NO_NAME = re.compile(
    r"\s*(?:\((?![^\W\d_a-z][^()\d]*\))[^()]*\)|（(?![^\W\d_a-z][^（）\d]*）)[^（）]*）|\[[^\[\]]*\])"
)
_BRACKETS_BETWEEN = re.compile(r"\s*\([^()]*\)\s+(?!and\b|et\b|y\b|и\b)(?=[^\W\d_])")
"""Brackets that part two names which the paper has on two lines: `Anna Berg (Norway) Bo Low (Chile)`."""
_MAIL = re.compile(r"\s*[<(]?\b[\w.+-]+@[\w-]+\.[\w.-]+[>)]?")
_MARKS = re.compile(r"[*†‡§¹²³⁰-⁹]+")
_NO_NAME = re.compile(
    r"[:：|@#<>{}=_\\?!\"“”«»]|\bhttps?\b|\bwww\.|\d|(?:^|\W)n/a\b"
    r"|^(?:the )?(?:authors?|admin(?:istrator)?|users?|unknown|anonymous|anonym(?:e|us)|tb[dc]|none|various|several"
    r"|editors?|webmaster|guest|staff|name|(?:your|first|full|author) ?name\b.*|(?:windows|\w+ office) user)$"
    # who worked with whom, and for whom, is more than a name
    r"|\b(?:in (?:co-?operation|collaboration|consultation|partnership|conjunction|accordance)|on behalf of|pursuant to"
    r"|at the request|with the (?:help|support|assistance)"
    r"|assisted by|under the|others|autres|otros|и др|et al|en (?:coop[eé]ration"
    r"|collaboration|colaboración|cooperación)|au nom de|en nombre de|от имени)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:the|by the|by|la délégation de l[ae']|le|la|les|l[’']|el|los|las|du|de la|del|des)\s*\b", re.IGNORECASE
)
_DELEGATION = re.compile(
    r"^(?:the )?(?:delegations?|governments?|permanent missions?|permanent representatives?|representatives?) of\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|et|und|y|и|و)\s+|\s*&\s*|\s*、\s*|、|和|及|与")
_AND_FIRST = re.compile(r"^(?:(?:and|et|und|y|и|و)\s+|&\s*)")
_AND_OTHERS = re.compile(r"\s*,?\s+(?:and|et|und|y|и|و|&)\s+")
_AND_BEHIND_INITIALS = re.compile(r"(?<=\b[^\W\d_]\.),?\s*(?:\b(?:and|et|und|y|и|و)\b|&)\s+")
_INITIALS = re.compile(r"^(?:[^\W\d_a-z]\.?[\s-]?){1,4}$")
_COMMA = re.compile(r"\s*[,،，]\s*")
# for whom a person wrote: the name of a body stands behind it
_FOR_WHOM = re.compile(
    r"^(?P<who>.{3,80}?),?\s+(?:for|of|at|from|with|pour|para|für|для)\s+(?P<whom>\S.*)$", re.IGNORECASE
)
_WITH_WHOM = re.compile(r"(?:with|avec|con|mit|совместно с)\s")
_SIGNS_AROUND = " ,;:–—-"
_ACRONYM = re.compile(r"^[A-Z][A-Z-]{2,11}[A-Z]$")
_POST_NOMINALS = re.compile(rf"^(?:{POST_NOMINAL}\.?[,\s]*)+$", re.IGNORECASE)
# `Ministère des ports`, `Министерство портов`
_ONE_CAPITAL = re.compile(r"^[A-ZÀ-Þ]\w+ (?:de|des|du|del|da|do|d[’'])(?:\b|\w)|^[А-Я]\w+ [а-я]")
_WRITTEN_WITHOUT_CAPITALS = re.compile(r"^[\u0600-\u06ff\s]+$")


def tidy_name(text: str, *, with_brackets: bool = False) -> str:
    """Return a printed name without e-mail addresses, marks of footnotes and the signs around it.

    The stop of an abbreviation stays: `World Bank, Washington, D.C.` Brackets go; `with_brackets` keeps those that hold
    a name: `Ministry of Ports (Norway)`.
    """
    line = " ".join(text[: 2 * _MOST_NAMES_LENGTH].split())
    dropped = _BRACKETS_OF_NO_NAME if with_brackets else _BRACKETS
    bare = _MARKS.sub("", dropped.sub("", _MAIL.sub("", line)))
    name = " ".join(bare.split()).strip(_SIGNS_AROUND).lstrip(".")
    while name.endswith(".") and not ends_in_abbreviation(name):
        name = name[:-1].rstrip(_SIGNS_AROUND)
    return name


def person_names(value: str, *, several: bool = True) -> tuple[str, ...]:
    """Return the persons whom a line names, each whole; none where it does not show who they are.

    `Anna Berg, Ministry of Ports` and `Anna Berg for the World Bank` name one person, and `Berg, Anna` one with the
    family name first, which stays there: so it is known which name that is. Where the label does not say that there are
    `several`, what stands behind a comma can be a firm: `Jo Doe, Acme Ltd`.
    """
    line = " ".join(value.split())
    text = tidy_name(_BRACKETS_BETWEEN.sub("; ", line)) if len(line) <= _MOST_NAMES_LENGTH else ""
    if not text or _NO_NAME.search(text):
        return ()
    groups = [group for group in re.split(r"\s*[;；؛]\s*", text) if group]
    if len(groups) == 1:
        return _persons_between_commas(text, several=several)
    each = [_persons_between_commas(_AND_FIRST.sub("", group), several=False) for group in groups]
    if all(each):
        return tuple(name for names in each for name in names)
    return each[0] if not any(each[1:]) and all(map(_is_affiliation, groups[1:])) else ()


def _persons_between_commas(text: str, *, several: bool) -> tuple[str, ...]:
    """Return the persons of a text without semicolons: one with an affiliation, or several."""
    whom = _FOR_WHOM.match(text)
    if whom and body_name(whom["whom"]):
        return _persons_between_commas(whom["who"], several=several)
    parts = [part for part in _COMMA.split(text) if part and not _POST_NOMINALS.match(part)]
    split = [_persons_joined(part) for part in parts]
    if parts and all(split):
        is_list = several or len(parts) == 1 or len(split[-1]) > 1 or bool(HAN_NAME.match(parts[0]))
        return tuple(name for names in split for name in names) if is_list else ()
    if inverted := _inverted_names(", ".join(parts)):
        return inverted
    if split and split[0] and not any(split[1:]) and all(map(_is_affiliation, _COMMA.split(text)[1:])):
        return split[0]
    return ()


def _inverted_names(text: str) -> tuple[str, ...]:
    """Return the persons of a text that has their family names first: `Berg, Anna`, `Berg, A., and Low, B.`.

    The style of some bibliographies inverts the first name alone: `Berg, Anna, and Bo Low`.
    """
    parts = [part for part in _COMMA.split(_AND_BEHIND_INITIALS.sub(", ", text)) if part]
    pairs = [(_AND_FIRST.sub("", family), given) for family, given in zip(parts[::2], parts[1::2], strict=False)]
    is_of_initials = len(parts) % 2 == 0 and all(_INITIALS.match(given) for _, given in pairs)
    if is_of_initials or len(parts) == len(("family", "given")):
        names = [_inverted(family, given) for family, given in pairs]
        if all(names):
            return tuple(name for name in names if name)
    first, *others = _AND_OTHERS.split(text)
    family, _, given = first.partition(",")
    named = [_persons_joined(part) for other in others for part in _COMMA.split(other)]
    name = _inverted(family.strip(), given.strip(" ,"))
    return (name, *(each for names in named for each in names)) if name and named and all(named) else ()


def _inverted(family: str, given: str) -> str | None:
    """Return `Berg, Anna` for its two parts; None where they are no parts of one name: `Acme, Oslo`."""
    name = f"{family}, {given}"
    return name if family_and_given(name) and given not in city_countries() else None


def body_name(value: str) -> str | None:
    """Return the body or country that a line names and nothing else, or None: `the Secretariat`, `OCHA`."""
    text, whole = tidy_name(value), _ARTICLE.sub("", tidy_name(value, with_brackets=True))
    bare = _ARTICLE.sub("", text)
    if not bare or not whole or _NO_NAME.search(text) or len(split_words(bare)) > _MOST_WORDS:
        return None
    named = whole[0].upper() + whole[1:]
    if _ACRONYM.match(bare) or is_country(_DELEGATION.sub("", text)):
        return named
    if not has_body_word(bare) or _opens_with_person(bare):
        return None
    is_lower_case = _ONE_CAPITAL.match(named) and len(split_words(named)) <= _MOST_LOWER_CASE_WORDS
    return named if is_lower_case or _is_in_capitals(named) else None


def body_names(value: str) -> tuple[str, ...]:
    """Return the one body, or the several countries, that a line names and nothing else."""
    text = _DELEGATION.sub("", tidy_name(value, with_brackets=True))
    countries = [_ARTICLE.sub("", part) for part in re.split(r"\s*[,;]\s*(?:and\s+)?", _AND.sub(", ", text)) if part]
    if len(countries) > 1 and all(map(is_country, countries)):
        return tuple(countries)
    body = body_name(value)
    return (body,) if body else ()


def _opens_with_person(text: str) -> bool:
    """Return whether the name of a body can have that of a person before it: `Anna Berg Oslo University`."""
    whom = _FOR_WHOM.match(text)
    first = without_honorific(re.split(r"\s*[,;–—]\s*", whom["who"] if whom else text)[0])
    words = first.split()
    is_apart = bool(_persons_joined(first)) and first != text
    return is_apart or (
        is_person_name(" ".join(words[:_PERSON_WORDS])) and not has_body_word(" ".join(words[: _PERSON_WORDS + 1]))
    )


def names_of_authors(value: str, *, several: bool = True) -> tuple[str, ...]:
    """Return the persons, or else the bodies, that a line names; none where it does not show who they are."""
    return person_names(value, several=several) or body_names(value)


def name_of_publisher(value: str) -> str | None:
    """Return the name of a publisher that a line gives and nothing else, or None."""
    text, whole = _ARTICLE.sub("", tidy_name(value)), _ARTICLE.sub("", tidy_name(value, with_brackets=True))
    if not text or _NO_NAME.search(text) or len(split_words(text)) > _MOST_WORDS:
        return None
    return whole if body_name(text) or _is_in_capitals(text) else None


def _persons_joined(text: str) -> tuple[str, ...]:
    """Return the persons of a text that has no commas: one, or several with `and` between."""
    names = [name for name in _AND.split(_AND_FIRST.sub("", text)) if name]
    return tuple(map(without_honorific, names)) if names and all(map(is_person_name, names)) else ()


def _is_affiliation(part: str) -> bool:
    """Return whether a part names a body, an office or a country, or is a post-nominal."""
    words = split_words(part)
    return (
        bool(_POST_NOMINALS.match(part) or _ACRONYM.match(part) or is_country(part) or has_body_word(part))
        or any(map(is_common_word, words))
        or (part[:1].islower() and not _WITH_WHOM.match(part))
    )


def _is_in_capitals(name: str) -> bool:
    """Return whether most of the longer words of a name have a capital, or its script has none.

    In languages that write a capital in the first word only, short names are names as well.
    """
    if _WRITTEN_WITHOUT_CAPITALS.match(name) or re.search(r"[\u4e00-\u9fff]", name):
        return True
    named = [word for word in split_words(name) if len(word) > _SMALL_WORD_LETTERS]
    return sum(word[0].isupper() for word in named) > _CAPITAL_SHARE * len(named) if named else name.isupper()
