"""Differences between British and American spelling, in one table: to generate variants, and to compare words.

The rules are those of word endings (Oxford's *-ize* counts as American here). They also generate words that nobody
writes, so callers keep only those that the corpus has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .analysis import terms_in

MIN_VARIANT_LENGTH = 5
"""Letters of the shortest word that gets variants: `four` is not `for`."""

_ISE = "(?=(?:e|ed|es|er|ers|ing|able|ation|ations|ational|ationally)$)"
_YSE = "(?=(?:e|ed|es|er|ers|ing)$)"
_OUR = "(?=(?:s|ed|ing|able|al|ful|ite|ites|er|ers|hood|hoods)?$)"
_LL = "(?=(?:ed|ing|er|ers|or|ors)$)"
_UNSTRESSED = "([aeiouy][^aeiouy]+[aeiou])"


Substitution = tuple[str, str]
"""A pattern and what replaces its matches."""


@dataclass(frozen=True)
class SpellingRule:
    """One difference between British and American spelling, with an example of it.

    Variants are generated only by the narrow patterns, which hold the whole word ending. Words that both stand in
    texts are compared by a wider pattern, which maps British onto American spelling.
    """

    example: str
    to_american: Substitution | None
    to_british: Substitution | None
    compared: Substitution


_RULES = (
    SpellingRule("practise", None, None, ("(?<=practi)s(?=e|ing)", "c")),
    SpellingRule(
        "organise",
        (f"is{_ISE}", "iz"),
        (f"iz{_ISE}", "is"),
        (r"(?<=\w{3})is(?=e$|ed$|es$|er$|ers$|ing$|ations?$)", "iz"),
    ),
    SpellingRule(
        "analyse", (f"ys{_YSE}", "yz"), (f"yz{_YSE}", "ys"), (r"(?<=\w{3})ys(?=e$|ed$|es$|er$|ers$|ing$)", "yz")
    ),
    SpellingRule("labour", (f"our{_OUR}", "or"), (f"or{_OUR}", "our"), (r"(?<=\w\w)our(?=\w|$)", "or")),
    SpellingRule(
        "centre", ("(?<=[bt])re(?=s?$)", "er"), ("(?<=[bt])er(?=s?$)", "re"), (r"(?<=\w\w[bcdt])re(?=s?$|d$)", "er")
    ),
    SpellingRule("programme", ("mme(?=s?$)", "m"), ("m(?=s?$)", "mme"), ("(?<=gra)mme(?=s?$)", "m")),
    SpellingRule("defence", ("(?<=en)c(?=es?$)", "s"), ("(?<=en)s(?=es?$)", "c"), ("(?<=[ei])nce(?=s?$|d$)", "nse")),
    SpellingRule("modelling", (f"{_UNSTRESSED}ll{_LL}", r"\1l"), (f"{_UNSTRESSED}l{_LL}", r"\1ll"), ("ll", "l")),
    SpellingRule("dialogue", ("ogue(?=s?$)", "og"), ("og(?=s?$)", "ogue"), ("ogue(?=s?$)", "og")),
    SpellingRule("judgement", ("dgement", "dgment"), ("dgment", "dgement"), ("dgement", "dgment")),
    SpellingRule("encyclopaedia", None, None, ("ae|oe", "e")),
)
_GENERATED = tuple(
    (re.compile(substitution[0]), substitution[1])
    for rule in _RULES
    for substitution in (rule.to_american, rule.to_british)
    if substitution
)
_COMPARED = tuple((re.compile(rule.compared[0]), rule.compared[1]) for rule in _RULES)


def spelling_variants(word: str) -> tuple[str, ...]:
    """Return the other spellings of a word, folded; none when the text is not one word."""
    return tuple(dict.fromkeys(_variants(terms_in(word))))


def _variants(terms: tuple[str, ...]) -> Iterator[str]:
    if len(terms) == 1 and len(terms[0]) >= MIN_VARIANT_LENGTH:
        for pattern, other in _GENERATED:
            changed = pattern.sub(other, terms[0])
            if changed != terms[0]:
                yield changed


def american_spelling(word: str) -> str:
    """Return a key that a folded word shares with its other spellings; it need not be a word."""
    for pattern, other in _COMPARED:
        word = pattern.sub(other, word)
    return word
