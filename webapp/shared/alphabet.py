"""Lists from A to Z: entries under their first letters, on one page or, where there are many, one page a letter.

What an entry shows belongs to its own page model.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, TypeVar

from indexer.speech.translation import current_speech
from indexer.suggest.entry import folded_key
from webapp.address import urls
from webapp.translations.collation import NameKey, name_key

Entry = TypeVar("Entry")

MAX_ON_ONE_PAGE = 400
"""Most entries on one page; a longer list has one page a letter."""
MAX_FOUND = 400
"""Names that a search in a list shows."""
DIGITS = "0–9"


@dataclass(frozen=True)
class LetterLink:
    """A link to a letter."""

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
    """All letters that have entries, and the chapters that this page shows."""

    letters: tuple[LetterLink, ...]
    chapters: tuple[LetterSection[Entry], ...]
    total: int


@dataclass(frozen=True)
class NameList(Generic[Entry]):
    """A list of names, or those of its names that have the words that are looked for."""

    names: Alphabet[Entry]
    find: str
    matching: int
    """How many names have what is looked for."""
    path: str


def sort_key(text: str) -> str:
    """Return a text as it is sorted: `Éire` becomes `eire`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


def first_letter(text: str) -> str:
    """Return the letter that a text is listed under; all digits share one."""
    letter = next((letter for letter in sort_key(text) if letter.isalnum()), "")
    return letter.upper()[:1] if letter.isalpha() else DIGITS


def _place(text: str, language: str) -> tuple[NameKey, str, NameKey, str]:
    """Return the key that sorts a text into its letter, digits first, and among the texts of that letter.

    Letters are the same in all languages, as addresses are made of them; their order is that of the language.
    """
    letter = first_letter(text)
    return name_key(letter, language), letter, name_key(text, language), text


def alphabet(entries: Iterable[tuple[str, Entry]], path: str, letter: str = "") -> Alphabet[Entry] | None:
    """Return entries under their letters, each given with its sort text; None for a letter without entries."""
    language = current_speech().code
    ordered = sorted(entries, key=lambda entry: _place(entry[0], language))
    chapters = tuple(
        LetterSection(name, f"letter-{name[0].casefold()}", tuple(entry for _, entry in group))
        for name, group in groupby(ordered, key=lambda entry: first_letter(entry[0]))
    )
    if len(ordered) <= MAX_ON_ONE_PAGE:
        letters = tuple(LetterLink(section.letter, f"#{section.anchor}", current=False) for section in chapters)
        return Alphabet(letters, chapters, len(ordered))
    current = letter.upper() or chapters[0].letter[0]
    chapters_on_page = tuple(section for section in chapters if section.letter[0] == current)
    if not chapters_on_page:
        return None
    letters = tuple(
        LetterLink(section.letter, urls.letter_path(path, section.letter[0].casefold()), section in chapters_on_page)
        for section in chapters
    )
    return Alphabet(letters, chapters_on_page, len(ordered))


def words_finder(find: str) -> Callable[[str], bool]:
    """Return what tells of a folded key whether it has all of some words, or of these parts of words, in any order."""
    words = folded_key(find).split()
    return lambda key: all(word in key for word in words)


def name_list(
    entries: Sequence[tuple[str, Entry]], key_of: Callable[[Entry], str], path: str, letter: str, find: str
) -> NameList[Entry] | None:
    """Return a list of names, its part under one letter, or the names that have words; None for an empty letter.

    Entries come with their sort text; `key_of` returns the folded key that the words, or parts of words, stand in.
    """
    words = folded_key(find)
    has_words = words_finder(find)
    matching = [entry for entry in entries if has_words(key_of(entry[1]))] if words else entries
    shown = matching[:MAX_FOUND] if words else matching
    names = alphabet(shown, path, "" if words else letter) if shown else Alphabet[Entry]((), (), 0)
    if names is None:
        return None
    return NameList(replace(names, total=len(entries)), find, len(matching), path)
