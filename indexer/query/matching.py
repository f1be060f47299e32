"""What a term node of the query tree matches: a row of slots, each of which matches some index terms.

The engine matches its term dictionary and the highlighter a text by these same rules, so they cannot disagree. Where
the terms must stand is the job of `engine/positions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from indexer.text.analysis import Token, terms_in, tokens
from indexer.text.stemming import DEFAULT_LANGUAGE, stem_in

from .tree import Fuzzy, Phrase, SloppyPhrase, Term, Wildcard

ANY_LETTERS, ONE_LETTER = "\U00010600", "\U00010601"
"""Letters of no living script that stand for `*` and `?` while a wildcard is tokenised and folded."""
_WILD = str.maketrans({"*": ANY_LETTERS, "?": ONE_LETTER})
_TYPED = str.maketrans({ANY_LETTERS: "*", ONE_LETTER: "?"})

MIN_FUZZY_LENGTH, TWO_EDITS_LENGTH = 3, 6
"""A shorter word allows no edit; a word of `TWO_EDITS_LENGTH` letters or more allows two."""


class Slot(NamedTuple):
    """One word of a term node, folded as typed, and how terms are compared with it; stems are those of each text."""

    kind: Literal["stem", "form", "pattern", "fuzzy"]
    text: str
    max_edits: int = 0


@lru_cache(maxsize=10_000)
def slots(node: Term | Phrase | SloppyPhrase | Wildcard | Fuzzy) -> tuple[Slot, ...]:
    """Return the slots of a term node, which are adjacent unless the node is a `SloppyPhrase`."""
    match node:
        case Term(text):
            return tuple(Slot("stem", form) for form in terms_in(text))
        case Phrase(text) | SloppyPhrase(text, _):
            return tuple(Slot("form", form) for form in terms_in(text))
        case Wildcard(text):
            return tuple(_wildcard_slot(token.text) for token in wildcard_tokens(text))
        case Fuzzy(text, max_edits):
            return tuple(_fuzzy_slot(form, max_edits) for form in terms_in(text))


def wildcard_tokens(text: str) -> tuple[Token, ...]:
    """Split a text into tokens in which `*` and `?` count as letters, written as `ANY_LETTERS` and `ONE_LETTER`."""
    return tuple(tokens(text.translate(_WILD)))


def without_wildcards(word: str) -> str:
    """Return the letters of a wildcard token without the wildcards."""
    return word.replace(ANY_LETTERS, "").replace(ONE_LETTER, "")


def _wildcard_slot(word: str) -> Slot:
    return Slot("form" if without_wildcards(word) == word else "pattern", word)


def _fuzzy_slot(form: str, max_edits: int | None) -> Slot:
    if len(form) < MIN_FUZZY_LENGTH:
        return Slot("form", form)
    return Slot("fuzzy", form, max_edits if max_edits is not None else 1 if len(form) < TWO_EDITS_LENGTH else 2)


@lru_cache(maxsize=10_000)
def form_predicate(slot: Slot, language: str = DEFAULT_LANGUAGE) -> Callable[[str], bool]:
    """Return a function that tests whether a folded term of a text in an analysis language matches a slot.

    An edit is a letter missing, added, changed, or swapped with its neighbour (optimal string alignment).
    """
    match slot.kind:
        case "stem":
            wanted = stem_in(slot.text, language)
            return lambda form: stem_in(form, language) == wanted
        case "form":
            return slot.text.__eq__
        case "pattern":
            fits = re.compile(translate(slot.text.translate(_TYPED))).match  # its regex never takes long
            return lambda form: fits(form) is not None
        case "fuzzy":
            return lambda form: OSA.distance(slot.text, form, score_cutoff=slot.max_edits) <= slot.max_edits


def literal_prefix(slot: Slot) -> str:
    """Return the prefix that every term has that matches a wildcard."""
    return re.split(f"[{ANY_LETTERS}{ONE_LETTER}]", slot.text, maxsplit=1)[0]
