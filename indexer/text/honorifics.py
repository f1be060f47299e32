"""Honorifics before names and letters after them: one table, and views of it. Names are parsed in `entities`."""

from __future__ import annotations

from typing import Literal

from .word_lists import load_table

HonorificView = Literal["caption", "country_first", "person_row", "speech_title", "surname_first", "turn"]
"""The uses of honorifics; `data/honorifics.toml` says what each is for."""

_TABLE = load_table("honorifics")
HONORIFICS = frozenset(_TABLE["honorifics"].split())
"""Every honorific, folded and without full stops."""
FEMALE_HONORIFICS = frozenset(_TABLE["she"].split())
MALE_HONORIFICS = frozenset(_TABLE["he"].split())
POST_NOMINAL = f"(?:{'|'.join(_TABLE['post_nominals'])})"
"""A pattern, for any case, of letters after a name: `PhD`, `KC`."""
RETIRED: str = _TABLE["retired"]
"""A pattern, for any case, of what follows the rank of a retired officer: `(Ret.)`."""


def honorific_pattern(view: HonorificView) -> str:
    """Return the pattern of the honorifics for one use; it has no group around it."""
    return "|".join(_TABLE["view"][view])
