"""Compare names of people: folding, initials, surnames, and whether two affiliations agree.

Texts are not read here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from indexer.text.analysis import LETTERS_WITHOUT_DECOMPOSITION
from indexer.text.honorifics import FEMALE_HONORIFICS, MALE_HONORIFICS, POST_NOMINAL
from indexer.text.prose import TEXTS_KEPT, split_words
from indexer.text.stopwords import stop_words

from .roles import looks_like_person, split_honorific
from .vocabulary import BODIES, country_names, is_common_word

_POST_NOMINAL = re.compile(rf"[,\s]+{POST_NOMINAL}\.?$", re.IGNORECASE)
_PARTICLES = stop_words("surname_particle")
_MOST_INITIALS = 4
_INSIGNIFICANT = stop_words("affiliation")
_OTHER_BODIES = re.compile(
    r"\b(?:секретариат\w*|министерств\w*|комисси[яи]\w*|комитет\w*|департамент\w*|управлени[ея]\w*|отдел\w*"
    r"|делегаци[яи]\w*|secretariado|ministério|dirección|direction|división|division|bureau|centre|center|press|verlag"
    r"|publishing|publications?|presses?|éditions|editorial|ediciones|издательств\w*)\b"
    r"|(?:الأمانة|وزارة|لجنة|إدارة|مكتب|وفد|دار)\b",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"^[A-Z]{2,4}$")
HAN_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,20}$|^[\uac00-\ud7a3]{2,5}$")
"""A name in Chinese characters or Korean letters, which has no spaces."""
_MOST_FAMILY_NAMES = 2  # words: `García Márquez`
_MOST_GIVEN_NAMES = 3  # words: `Anna M. K.`
_RUN_OF_INITIALS = re.compile(r"\b[A-Z]{2,3}\b(?=\s+[^\W\d_]\w*[a-z])")


@lru_cache(maxsize=TEXTS_KEPT)
def fold_name(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison: no case, accents, hyphens, honorifics or post-nominal letters."""
    _, bare = split_honorific(" ".join(name.split()))
    while (shorter := _POST_NOMINAL.sub("", bare)) != bare and " " in shorter:
        bare = shorter
    if not bare.isupper():
        bare = _RUN_OF_INITIALS.sub(lambda run: " ".join(run.group()), bare)
    folded = unicodedata.normalize("NFKD", bare).casefold().translate(LETTERS_WITHOUT_DECOMPOSITION)
    folded = "".join(character for character in folded if unicodedata.category(character)[0] != "M")
    folded = re.sub(r"['’ʼ`]", "", folded)
    return tuple(re.findall(r"[^\W_]+", folded))


def are_initials_of(letters: str, name: str) -> bool:
    """Return whether two to four capitals stand for a person: those of the first and the last name, in order.

    Others may stand between them and behind: `SFC` for Shane Carr.
    """
    words = fold_name(name)
    folded = letters.casefold()
    if len(words) < 2 or not (2 <= len(letters) <= _MOST_INITIALS and letters.isalpha() and letters.isupper()):
        return False
    return folded[0] == words[0][0] and words[-1][0] in folded[1:]


def affiliations_agree(first: str | None, second: str | None) -> bool:
    """Return whether two affiliations share a significant word; an acronym equals the words that it abbreviates."""
    first_words, second_words = _significant_words(first), _significant_words(second)
    if first_words & second_words:
        return True
    return _has_initials(first, second) or _has_initials(second, first)


def _significant_words(affiliation: str | None) -> set[str]:
    words = re.findall(r"[^\W_]+", (affiliation or "").casefold())
    return {word for word in words if word not in _INSIGNIFICANT and len(word) > 1 and word != "un"}


def _has_initials(with_acronym: str | None, with_words: str | None) -> bool:
    """Return whether `with_acronym` has an acronym that the initials of the words in `with_words` contain."""
    capitals = "".join(re.findall(r"\b[A-Z](?=[a-z])", with_words or ""))
    return any(acronym in capitals for acronym in re.findall(r"\b[A-Z]{3,}\b", with_acronym or ""))


def is_surname(name: str) -> bool:
    """Return whether a name is only a surname, with any particles: `Low`, `de Coning`."""
    _, bare = split_honorific(" ".join(name.split()))
    words = bare.split()
    return len(words) == 1 or words[0] in _PARTICLES


def is_fuller_name(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Return whether `full` is a longer form of `short`: initials spelled out, middle names, or the words in order."""
    if sorted(full) == sorted(short):
        return full < short  # the same words in two orders: choose one of them
    if full[-1] != short[-1]:
        return False
    full_given, short_given = full[:-1], short[:-1]
    if len("".join(full_given)) <= len("".join(short_given)):
        return False
    return _is_within(short_given, full_given)


def _is_within(short: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Return whether the given names of `short` occur in `given` in order; a single letter matches a name it begins."""
    rest = iter(given)
    return all(any(word == name or (len(word) == 1 and name[0] == word) for name in rest) for word in short)


def gender_of_honorific(honorific: str | None) -> str | None:
    """Return `she` or `he` if an honorific implies one, or None."""
    words = {word.strip(".").casefold() for word in (honorific or "").split()}
    return "she" if words & FEMALE_HONORIFICS else "he" if words & MALE_HONORIFICS else None


def without_honorific(name: str) -> str:
    """Return a name on one line, without honorifics."""
    _, bare = split_honorific(" ".join(name.split()))
    return bare


def has_body_word(text: str) -> bool:
    """Return whether a text has a word that names of bodies have."""
    words = [word.casefold() for word in split_words(text)]
    is_han_body = re.search(r"[\u4e00-\u9fff](?:[处處部会會院局社署]|大学|大學|出版社)$", text) is not None
    return any(word in BODIES for word in words) or bool(_OTHER_BODIES.search(text)) or is_han_body


def is_person_name(text: str) -> bool:
    """Return whether a text is the name of one person and nothing else."""
    if HAN_NAME.match(text):
        return not has_body_word(text)
    words = text.split()
    return (
        looks_like_person(text)
        and not any(map(is_common_word, words))
        and not has_body_word(text)
        and not any(_SHORT_FORM.match(word) for word in words[2:])  # `Anna Berg MIT`
    )


def family_and_given(name: str) -> tuple[str, str] | None:
    """Return the two parts of a person's name that has the family name first, before a comma: `Berg, Anna`.

    None of any other name: which part is the family name, `Anna Berg` does not say, and a body can have a comma.
    """
    family, comma, given = (part.strip() for part in re.sub("[،，]", ",", name).partition(","))
    families = [word for word in family.split() if word not in _PARTICLES]
    is_short = 0 < len(families) <= _MOST_FAMILY_NAMES and 0 < len(given.split()) <= _MOST_GIVEN_NAMES
    if not comma or not is_short or "," in given or not country_names().isdisjoint((family, given)):
        return None
    is_whole = is_person_name(f"{given} {family}") and not is_person_name(family)
    return (family, given) if is_whole else None


def name_in_order(name: str) -> str:
    """Return a name with the given name first, where it stands behind the family name: `Anna Berg`."""
    parts = family_and_given(name)
    return f"{parts[1]} {parts[0]}" if parts else name
