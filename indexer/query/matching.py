"""What a leaf of the tree looks for: a row of slots, each of which admits some forms of words.

The engine finds the forms in its dictionary and the highlighter in a text by the same rules, so they cannot
disagree. Where the forms must stand is `positions`' business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from indexer.text.analysis import Token, stem, terms_in, tokens

from .tree import Fuzzy, Phrase, SloppyPhrase, Term, Wildcard

ANY_LETTERS, ONE_LETTER = "\U00010600", "\U00010601"
"""Letters of no living script that stand for `*` and `?` while a pattern is cut into words and folded."""
_WILD = str.maketrans({"*": ANY_LETTERS, "?": ONE_LETTER})
_TYPED = str.maketrans({ANY_LETTERS: "*", ONE_LETTER: "?"})

MIN_FUZZY_LENGTH, TWO_EDITS_LENGTH = 3, 6
"""Letters below which a word admits no slip, and from which on it admits two."""


class Slot(NamedTuple):
    """One word of a leaf, folded, and how forms are compared with it."""

    kind: Literal["stem", "form", "pattern", "fuzzy"]
    text: str
    max_edits: int = 0


@lru_cache(maxsize=10_000)
def slots(leaf: Term | Phrase | SloppyPhrase | Wildcard | Fuzzy) -> tuple[Slot, ...]:
    """Give the row of slots of a leaf, which stand side by side unless the leaf is `Loose`."""
    match leaf:
        case Term(text):
            return tuple(Slot("stem", stem(form)) for form in terms_in(text))
        case Phrase(text) | SloppyPhrase(text, _):
            return tuple(Slot("form", form) for form in terms_in(text))
        case Wildcard(text):
            return tuple(_pattern_slot(token.text) for token in wildcard_tokens(text))
        case Fuzzy(text, slips):
            return tuple(_fuzzy_slot(form, slips) for form in terms_in(text))


def wildcard_tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words in which `*` and `?` count as letters; they stand as `ANY` and `ONE` in the words."""
    return tuple(tokens(text.translate(_WILD)))


def without_wildcards(word: str) -> str:
    """Give the letters of a word of `wild_tokens` that are no wildcards."""
    return word.replace(ANY_LETTERS, "").replace(ONE_LETTER, "")


def _pattern_slot(word: str) -> Slot:
    return Slot("form" if without_wildcards(word) == word else "pattern", word)


def _fuzzy_slot(form: str, slips: int | None) -> Slot:
    if len(form) < MIN_FUZZY_LENGTH:
        return Slot("form", form)
    return Slot("fuzzy", form, slips if slips is not None else 1 if len(form) < TWO_EDITS_LENGTH else 2)


@lru_cache(maxsize=10_000)
def form_predicate(slot: Slot) -> Callable[[str], bool]:
    """Give the rule by which a slot admits folded forms.

    A slip is a letter that is missing, too many, another one, or swapped with its neighbour (optimal string
    alignment).
    """
    match slot.kind:
        case "stem":
            return lambda form: stem(form) == slot.text
        case "form":
            return slot.text.__eq__
        case "pattern":
            fits = re.compile(translate(slot.text.translate(_TYPED))).match  # its regex never takes long
            return lambda form: fits(form) is not None
        case "fuzzy":
            return lambda form: OSA.distance(slot.text, form, score_cutoff=slot.max_edits) <= slot.max_edits


def literal_prefix(slot: Slot) -> str:
    """Give the letters that every form begins with that a pattern admits."""
    return re.split(f"[{ANY_LETTERS}{ONE_LETTER}]", slot.text, maxsplit=1)[0]
