"""Lists from A to Z: entries under their first letters, on one page or, where they are many, on a page a letter.

What an entry shows is the business of its own view.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from webapp.address import urls

Entry = TypeVar("Entry")

MAX_ON_ONE_PAGE = 400
"""Entries that one page lists at most; of a longer list each letter is a page."""
DIGITS = "0–9"


@dataclass(frozen=True)
class LetterLink:
    """A letter to go to."""

    text: str
    url: str
    current: bool


@dataclass(frozen=True)
class LetterSection(Generic[Entry]):
    """The entries under one letter."""

    letter: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Alphabet(Generic[Entry]):
    """The letters that there are, and the chapters that this page shows."""

    letters: tuple[LetterLink, ...]
    chapters: tuple[LetterSection[Entry], ...]
    total: int


def sort_key(text: str) -> str:
    """A text as it is sorted: `Éire` stands with `eire`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def first_letter(text: str) -> str:
    """The letter that a text stands under; figures stand together."""
    sign = next((sign for sign in sort_key(text) if sign.isalnum()), "")
    return sign.upper()[:1] if sign.isalpha() else DIGITS


def alphabet(entries: Iterable[tuple[str, Entry]], path: str, letter: str = "") -> Alphabet[Entry] | None:
    """Entries, each with the words it is sorted by, under their letters; None for a letter that has none."""
    ordered = sorted(entries, key=lambda one: (first_letter(one[0]) != DIGITS, sort_key(one[0]), one[0]))
    chapters = tuple(
        LetterSection(name, f"letter-{name[0].casefold()}", tuple(entry for _, entry in group))
        for name, group in groupby(ordered, key=lambda one: first_letter(one[0]))
    )
    if len(ordered) <= MAX_ON_ONE_PAGE:
        letters = tuple(LetterLink(one.letter, f"#{one.anchor}", current=False) for one in chapters)
        return Alphabet(letters, chapters, len(ordered))
    wanted = letter.upper() or chapters[0].letter[0]
    shown = tuple(one for one in chapters if one.letter[0] == wanted)
    if not shown:
        return None
    letters = tuple(
        LetterLink(one.letter, urls.letter_path(path, one.letter[0].casefold()), one in shown) for one in chapters
    )
    return Alphabet(letters, shown, len(ordered))
