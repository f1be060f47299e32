"""Exceptions to the English stemmer: words that it joins though they differ in meaning, and irregular forms.

The table and its source are in `data/stem_exceptions.toml`. Languages other than English belong elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from .word_lists import load_table


class StemExceptions(NamedTuple):
    """The words of the table: those with a stem of their own, and those that get the stem of another word."""

    own_stems: dict[str, str]
    """For each form of a parted family, its headword, which is the stem."""
    headwords: dict[str, str]
    """For each irregular form, the word whose stem it gets."""


@cache
def stem_exceptions() -> StemExceptions:
    """Return the table."""
    table = load_table("stem_exceptions")
    return StemExceptions(_by_form(table["parted"], itself=True), _by_form(table["joined"], itself=False))


def _by_form(families: dict[str, str], *, itself: bool) -> dict[str, str]:
    return {
        form: headword
        for headword, forms in families.items()
        for form in (*([headword] if itself else []), *forms.split())
    }


def stem_with_exceptions(word: str, regular: Callable[[str], str]) -> str:
    """Return the stem of a folded English word; `regular` stems the words that are no exceptions."""
    own_stems, headwords = stem_exceptions()
    return own_stems.get(word) or regular(headwords.get(word, word))
