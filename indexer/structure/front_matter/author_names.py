"""Tell the names of persons and bodies in what a paper prints behind `Author:` or `Published by`.

What does not show plainly where one name ends and the next begins gives no name at all. Which lines state an author is
known to `authorship`.
"""

from __future__ import annotations

import re

from indexer.entities.countries import is_country
from indexer.entities.names import without_honorific
from indexer.entities.roles import looks_like_person
from indexer.entities.vocabulary import BODIES, is_common_word
from indexer.text.honorifics import POST_NOMINAL
from indexer.text.prose import split_words

_MOST_WORDS = 16  # words: the longest name of one body
_MOST_NAMES_LENGTH = 400  # characters: a longer line is running text
_SMALL_WORD_LETTERS = 3  # letters: the longest article or preposition
_CAPITAL_SHARE = 0.6  # share of the longer words in a name that have a capital
_INVERTED_WORDS = 2  # words: `van Berg, Anna`
_PERSON_WORDS = 2  # words: the shortest name of a person, which can stand before that of a body
_MOST_LOWER_CASE_WORDS = 8  # words: the longest name of a body with one capital

_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\])")
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
_ACRONYM = re.compile(r"^[A-Z][A-Z-]{2,11}[A-Z]$")
_SHORT_FORM = re.compile(r"^[A-Z]{2,4}$")
_HAN_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,20}$|^[\uac00-\ud7a3]{2,5}$")
_POST_NOMINALS = re.compile(rf"^(?:{POST_NOMINAL}\.?[,\s]*)+$", re.IGNORECASE)
_OTHER_BODIES = re.compile(
    r"\b(?:секретариат\w*|министерств\w*|комисси[яи]\w*|комитет\w*|департамент\w*|управлени[ея]\w*|отдел\w*"
    r"|делегаци[яи]\w*|secretariado|ministério|dirección|direction|división|division|bureau|centre|center|press|verlag"
    r"|publishing|publications?|presses?|éditions|editorial|ediciones|издательств\w*)\b"
    r"|(?:الأمانة|وزارة|لجنة|إدارة|مكتب|وفد|دار)\b",
    re.IGNORECASE,
)
# `Ministère des ports`, `Министерство портов`
_ONE_CAPITAL = re.compile(r"^[A-ZÀ-Þ]\w+ (?:de|des|du|del|da|do|d[’'])(?:\b|\w)|^[А-Я]\w+ [а-я]")
_WRITTEN_WITHOUT_CAPITALS = re.compile(r"^[\u0600-\u06ff\s]+$")


def tidy_name(text: str) -> str:
    """Return a printed name without brackets, e-mail addresses, marks of footnotes and the signs around it."""
    line = " ".join(text[: 2 * _MOST_NAMES_LENGTH].split())
    bare = _MARKS.sub("", _MAIL.sub("", _BRACKETS.sub("", line)))
    return " ".join(bare.split()).strip(" .,;:–—-")


def person_names(value: str, *, several: bool = True) -> tuple[str, ...]:
    """Return the persons whom a line names, each whole; none where it does not show who they are.

    `Anna Berg, Ministry of Ports` names one person with an affiliation, and `Berg, Anna` one with the surname first.
    Where the label does not say that there are `several`, what stands behind a comma can be a firm: `Jo Doe, Acme Ltd`.
    """
    line = " ".join(value.split())
    text = tidy_name(_BRACKETS_BETWEEN.sub("; ", line)) if len(line) <= _MOST_NAMES_LENGTH else ""
    if not text or _NO_NAME.search(text):
        return ()
    parts = [part for part in re.split(r"\s*[;；؛,،，]\s*", text) if part]
    parts = [part for part in parts if not _POST_NOMINALS.match(part)]
    split = [_persons_joined(part) for part in parts]
    if parts and all(split):
        is_list = several or len(parts) == 1 or len(split[-1]) > 1 or ";" in text or bool(_HAN_NAME.match(parts[0]))
        return tuple(name for names in split for name in names) if is_list else ()
    if len(parts) == _INVERTED_WORDS and (inverted := _uninverted(*parts)):
        return (inverted,)
    if split and split[0] and not any(split[1:]) and all(map(_is_affiliation, _in_words(text))):
        return split[0]
    return ()


def body_name(value: str) -> str | None:
    """Return the body or country that a line names and nothing else, or None: `the Secretariat`, `OCHA`."""
    text = tidy_name(value)
    bare = _ARTICLE.sub("", text)
    if not bare or _NO_NAME.search(text) or len(split_words(bare)) > _MOST_WORDS:
        return None
    named = bare[0].upper() + bare[1:]
    if _ACRONYM.match(bare) or is_country(_DELEGATION.sub("", text)):
        return named
    if not _has_body_word(bare) or _opens_with_person(bare):
        return None
    is_lower_case = _ONE_CAPITAL.match(named) and len(split_words(named)) <= _MOST_LOWER_CASE_WORDS
    return named if is_lower_case or _is_in_capitals(named) else None


def body_names(value: str) -> tuple[str, ...]:
    """Return the one body, or the several countries, that a line names and nothing else."""
    text = _DELEGATION.sub("", tidy_name(value))
    countries = [_ARTICLE.sub("", part) for part in re.split(r"\s*[,;]\s*(?:and\s+)?", _AND.sub(", ", text)) if part]
    if len(countries) > 1 and all(map(is_country, countries)):
        return tuple(countries)
    body = body_name(value)
    return (body,) if body else ()


def _opens_with_person(text: str) -> bool:
    """Return whether the name of a body can have that of a person before it: `Anna Berg Oslo University`."""
    first = re.split(r"\s*[,;–—]\s*", text)[0]
    words = first.split()
    is_apart = bool(_persons_joined(first)) and first != text
    return is_apart or (
        _is_person(" ".join(words[:_PERSON_WORDS])) and not _has_body_word(" ".join(words[: _PERSON_WORDS + 1]))
    )


def names_of_authors(value: str, *, several: bool = True) -> tuple[str, ...]:
    """Return the persons, or else the bodies, that a line names; none where it does not show who they are."""
    return person_names(value, several=several) or body_names(value)


def name_of_publisher(value: str) -> str | None:
    """Return the name of a publisher that a line gives and nothing else, or None."""
    text = _ARTICLE.sub("", tidy_name(value))
    if not text or _NO_NAME.search(text) or len(split_words(text)) > _MOST_WORDS:
        return None
    return text if body_name(text) or _is_in_capitals(text) else None


def _persons_joined(text: str) -> tuple[str, ...]:
    """Return the persons of a text that has no commas: one, or several with `and` between."""
    names = [name for name in _AND.split(re.sub(r"^(?:and|et|y|и)\s+", "", text)) if name]
    return tuple(map(without_honorific, names)) if names and all(map(_is_person, names)) else ()


def _is_person(text: str) -> bool:
    if _HAN_NAME.match(text):
        return not _has_body_word(text)
    words = text.split()
    return (
        looks_like_person(text)
        and not any(map(is_common_word, words))
        and not _has_body_word(text)
        and not any(_SHORT_FORM.match(word) for word in words[2:])  # `Anna Berg MIT`
    )


def _uninverted(surname: str, given: str) -> str | None:
    """Return `Anna Berg` for `Berg` and `Anna`; None where the two are no parts of one name."""
    name = f"{given} {surname}"
    is_short = len(surname.split()) <= _INVERTED_WORDS and len(given.split()) <= _INVERTED_WORDS
    return name if is_short and not _persons_joined(surname) and _is_person(name) else None


def _in_words(text: str) -> list[str]:
    """Return what stands behind the first comma, one entry a part."""
    return re.split(r"\s*[;,،，]\s*", text)[1:]


def _is_affiliation(part: str) -> bool:
    """Return whether a part names a body, an office or a country, or is a post-nominal."""
    words = split_words(part)
    return (
        bool(_POST_NOMINALS.match(part) or _ACRONYM.match(part) or is_country(part) or _has_body_word(part))
        or any(map(is_common_word, words))
        or part[:1].islower()
    )


def _has_body_word(text: str) -> bool:
    words = [word.casefold() for word in split_words(text)]
    is_han_body = re.search(r"[\u4e00-\u9fff](?:[处處部会會院局社署]|大学|大學|出版社)$", text) is not None
    return any(word in BODIES for word in words) or bool(_OTHER_BODIES.search(text)) or is_han_body


def _is_in_capitals(name: str) -> bool:
    """Return whether most of the longer words of a name have a capital, or its script has none.

    In languages that write a capital in the first word only, short names are names as well.
    """
    if _WRITTEN_WITHOUT_CAPITALS.match(name) or re.search(r"[\u4e00-\u9fff]", name):
        return True
    named = [word for word in split_words(name) if len(word) > _SMALL_WORD_LETTERS]
    return sum(word[0].isupper() for word in named) > _CAPITAL_SHARE * len(named) if named else name.isupper()
