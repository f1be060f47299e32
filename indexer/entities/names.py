"""Names of people compared: folding, initials, surnames, and whether two affiliations speak of one post."""

from __future__ import annotations

import re
import unicodedata

from indexer.text.analysis import LETTERS_WITHOUT_DECOMPOSITION

from .roles import split_honorific

_POST_NOMINAL = re.compile(r"[,\s]+(?:ph\.?\s?d|m\.?d|esq|jr|sr|obe|mbe|cbe|qc|kc|mp|jd|ll\.?m)\.?$", re.IGNORECASE)
_PARTICLES = frozenset("de da do del dos di van von der den bin bint al el la le zu ten abu".split())
_WEIGHTLESS = frozenset(
    "a an and at by de du for former head chief director deputy acting of on the to under assistant secretary general "
    "executive senior officer member permanent representative ambassador minister professor co chair expert adviser "
    "advisor commander commandant peace security international national republic policy affairs state mission".split()
)
_SHE = frozenset({"ms", "mrs", "miss", "lady", "dame"})
_HE = frozenset({"mr", "sir", "lord"})
_RUN_OF_INITIALS = re.compile(r"\b[A-Z]{2,3}\b(?=\s+[^\W\d_]\w*[a-z])")


def fold_name(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: no case, accents, hyphens, honorifics or letters after the name."""
    _, bare = split_honorific(" ".join(name.split()))
    while (shorter := _POST_NOMINAL.sub("", bare)) != bare and " " in shorter:
        bare = shorter
    if not bare.isupper():
        bare = _RUN_OF_INITIALS.sub(lambda run: " ".join(run.group()), bare)
    folded = unicodedata.normalize("NFKD", bare).casefold().translate(LETTERS_WITHOUT_DECOMPOSITION)
    folded = "".join(character for character in folded if unicodedata.category(character)[0] != "M")
    folded = re.sub(r"['’ʼ`]", "", folded)
    return tuple(re.findall(r"[^\W_]+", folded))


def affiliations_agree(one: str | None, two: str | None) -> bool:
    """Whether two affiliations share a word of weight, an acronym and its words counting as the same."""
    first, second = _weighty(one), _weighty(two)
    if first & second:
        return True
    return _has_initials(one, two) or _has_initials(two, one)


def _weighty(affiliation: str | None) -> set[str]:
    found = re.findall(r"[^\W_]+", (affiliation or "").casefold())
    return {word for word in found if word not in _WEIGHTLESS and len(word) > 1 and word != "un"}


def _has_initials(one: str | None, two: str | None) -> bool:
    """Whether an acronym in the first is made of the initials of words in the second."""
    capitals = "".join(re.findall(r"\b[A-Z](?=[a-z])", two or ""))
    return any(acronym in capitals for acronym in re.findall(r"\b[A-Z]{3,}\b", one or ""))


def is_surname(name: str) -> bool:
    """Whether a name of several words is a surname all the same: `de Coning`, `Abdel-Latif`."""
    _, bare = split_honorific(" ".join(name.split()))
    words = bare.split()
    return len(words) == 1 or words[0] in _PARTICLES


def is_fuller_name(full: tuple[str, ...], poor: tuple[str, ...]) -> bool:
    """Whether a name is another's with more of it: initials spelled out, middle names, or its words in order."""
    if sorted(full) == sorted(poor):
        return full < poor  # the same words in two orders: either could be it, so one of them is chosen
    if full[-1] != poor[-1]:
        return False
    given, short = full[:-1], poor[:-1]
    if len("".join(given)) <= len("".join(short)):
        return False
    return _is_within(short, given)


def _is_within(short: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether given names are among fuller ones in their order, a letter standing for the name it opens."""
    rest = iter(given)
    return all(any(word == name or (len(word) == 1 and name[0] == word) for name in rest) for word in short)


def gender_of_honorific(honorific: str | None) -> str | None:
    """`she` or `he`, where an honorific says so."""
    words = {word.strip(".").casefold() for word in (honorific or "").split()}
    return "she" if words & _SHE else "he" if words & _HE else None


def without_honorific(name: str) -> str:
    """A name on one line, without the titles before it."""
    _, bare = split_honorific(" ".join(name.split()))
    return bare
