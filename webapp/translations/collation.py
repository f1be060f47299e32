"""The order of names in a list, as readers of each language expect it.

A rule of our own stands in for the tables of CLDR, see decision 056.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

NameKey = tuple[tuple[int, str], tuple[tuple[int, str], ...]]
"""The script of a name, and its parts: numbers as numbers, letters as they are compared."""

_SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}
"""The scripts of the languages that are not written in Latin letters, as the names of their characters begin."""
_LATIN = "LATIN"
_BEHIND = "\U0010ffff"
"""Sorts after every letter."""
_ARTICLE = re.compile("^(?:\u0627\u0644)(?=\\w{2})")  # al-
_PARTS = re.compile("[0-9]{1,18}|[^0-9]+")  # Python refuses to read numbers of any length


@lru_cache(maxsize=50_000)
def name_key(name: str, language: str) -> NameKey:
    """Return the key that puts a name in its place in a list for readers of a language."""
    text = name.casefold()
    if language == "es":
        text = text.replace("ñ", f"n{_BEHIND}")
    if language == "ar":
        text = _ARTICLE.sub("", text)
    return _script_place(text, language), tuple(_parts(text, language))


def _parts(text: str, language: str) -> Iterator[tuple[int, str]]:
    for part in _PARTS.findall(text):
        yield (int(part), "") if part.isascii() and part.isdigit() else (-1, _letters(part, language))


def _letters(text: str, language: str) -> str:
    """Return letters without their marks; Chinese ones, for its readers, as GB 2312 orders them."""
    plain = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(map(_by_sound, plain) if language == "zh" else plain)


def _by_sound(letter: str) -> str:
    if letter.isascii():
        return letter
    try:
        return letter.encode("gb2312").decode("latin-1")
    except UnicodeEncodeError:
        return f"{_BEHIND}{letter}"


def _script_place(text: str, language: str) -> tuple[int, str]:
    """Return the place of a name's script: what begins with a number first, then the reader's own, then the others."""
    first = next((letter for letter in text if letter.isalnum()), "")
    if not first.isalpha():
        return 0, ""
    script = unicodedata.name(first, "").partition(" ")[0]
    return 1 if script == _SCRIPTS.get(language, _LATIN) else 2, script
