"""Words that reverse what a sentence says, and words that say more or less than others, in English, French, Spanish and
German.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from indexer.text.analysis import fold, stem, terms_in, tokens
from indexer.text.word_lists import load_table

LANGUAGES = ("en", "fr", "es", "de")
"""The languages whose negations are known."""
_BREAKS = re.compile(
    r"[,;:()]|\s[–—-]\s|[–—]|\b(?:but|and|while|although|though|because|which|who|that|whereas|when|if|mais|et|qui|que|pero|y|aunque"
    r"|aber|und|die|der|das|dass|wenn)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"(?<!\bnot )\b(?P<word>rather than|instead of|as opposed to|(?<!the )only)\s*$", re.IGNORECASE)
"""At the end of what an omission leaves out: the words behind it are set against those before, or restricted."""
_CONDITIONS = frozenset({"unless"})
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*(?:\s+|$)(?=[\"“‘«(]*(?:[A-ZÀ-Þ¿¡]|$))")
_OPENS_ASIDE, _CLOSES_ASIDE = re.compile(r"^\s*[,;(–—-]"), re.compile(r"[,;)–—-]\s*$")
_PREFIXES = {"un": 4, "non": 4, "in": 6, "im": 6, "ir": 6, "il": 6, "dis": 6}
"""Each with the fewest letters of a word that it turns round: `income` is not the opposite of `come`."""


def language_of(tag: str | None) -> str:
    """Return the language whose negations a text of a BCP 47 tag has; English where the tag is not known."""
    primary = (tag or "en").partition("-")[0]
    return primary if primary in LANGUAGES else ""


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(load_table("attribution")["negations"].get(language, "").split())


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(load_table("attribution")["negations"][name].split())


def negation_in(text: str, language: str) -> str | None:
    """Return the first word of a text that reverses it, None where there is none; `not only` reverses nothing."""
    words = [(token.text, text[token.start : token.end]) for token in tokens(text)]
    for number, (word, written) in enumerate(words):
        following = words[number + 1][0] if number + 1 < len(words) else ""
        if language == "en" and word in _table("contracted") and following == "t":
            return f"{written}’t"
        if word in _words(language) and f"{word}_{following}" not in _table("harmless"):
            return written
    return None


def harmless_before(negation: str, following: str) -> bool:
    """Return whether a negation reverses nothing because of the word after it: `not only`."""
    return f"{fold(negation)}_{fold(following)}" in _table("harmless")


def hidden_negation(omitted: str, language: str) -> str | None:
    """Return the negation by whose omission the words around it say the opposite, None where there is none.

    A negation counts in the clause that the words left over belong to. A whole sentence, a middle clause or an aside
    between commas can be left out; a condition (`unless`) cannot.
    """
    if language == "en" and (contrast := _CONTRAST.search(omitted)):
        return contrast["word"]
    if _OPENS_ASIDE.match(omitted) and _CLOSES_ASIDE.search(omitted) and len(omitted.split()) > 1:
        return _condition(omitted, language)
    ends = [match.end() for match in _SENTENCE_END.finditer(omitted)]
    if not ends:
        pieces = _BREAKS.split(omitted)
        for piece in (pieces[0], pieces[-1]):
            if negation := negation_in(piece, language):
                return negation
        return _condition(omitted, language)
    first, last = omitted[: ends[0]], omitted[ends[-1] :]
    found = negation_in(_BREAKS.split(first)[0], language) or negation_in(_BREAKS.split(last)[-1], language)
    return found or _condition(first, language)


def _condition(text: str, language: str) -> str | None:
    if language != "en":
        return None
    return next((text[token.start : token.end] for token in tokens(text) if token.text in _CONDITIONS), None)


def hidden_condition(following: str, language: str) -> str | None:
    """Return the negation that begins right after a quotation which an ellipsis ends, None where there is none."""
    first = following.lstrip(" ,;–—").split(maxsplit=1)[:1]
    word = fold(first[0].strip(".,;:")) if first else ""
    conditions = {
        "en": {"unless", "without", "except", "only"},
        "fr": {"sauf", "sans"},
        "es": {"salvo", "sin"},
        "de": {"ohne"},
    }
    return (
        first[0]
        if word in conditions.get(language, set()) and following[:1].isspace() | (following[:1] == ",")
        else None
    )


def changes_meaning(own: str, replaced: str, language: str) -> bool:
    """Return whether a writer's own words in brackets say something else than the words they replace.

    They do when only one of them is negated or when they bind more or less; where a number is another one; and where a
    word is the other with `un-` or the like before it.
    """
    if not terms_in(replaced) or not terms_in(own):
        return bool(negation_in(own, language) or negation_in(replaced, language))
    if bool(negation_in(own, language)) != bool(negation_in(replaced, language)):
        return True
    strengths = _strengths(own), _strengths(replaced)
    if all(strengths) and not strengths[0] & strengths[1]:
        return True
    numbers = _numbers(own), _numbers(replaced)
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    return any(_are_opposites(word, other) for word in terms_in(own) for other in terms_in(replaced))


@cache
def _strength_table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in load_table("attribution")["strength"].items()}


def _strengths(text: str) -> frozenset[str]:
    words = terms_in(text)
    pairs = {*words, *(f"{first}_{second}" for first, second in pairwise(words))}
    return frozenset(name for name, group in _strength_table().items() if pairs & group)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in terms_in(text) if word[0].isdigit())


def _are_opposites(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return any(
        len(short) >= fewest and long.startswith(prefix) and stem(long.removeprefix(prefix)) == stem(short)
        for prefix, fewest in _PREFIXES.items()
    )
