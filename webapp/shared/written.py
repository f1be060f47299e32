"""The language and direction of a text of a paper, as attributes of its element: pages themselves are in English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True)
class TextLanguage:
    """The `lang` and `dir` of a text; where its language is not known, `lang` is empty and the letters decide."""

    lang: str = ""
    dir: Literal["ltr", "rtl", "auto"] = "auto"


@lru_cache(maxsize=256)
def text_language(tag: str | None) -> TextLanguage:
    """Return the language of a text by its BCP 47 tag, None where it is not known."""
    if not tag:
        return TextLanguage()
    try:
        order = Locale.parse(tag, sep="-").character_order
    except (UnknownLocaleError, ValueError):
        return TextLanguage(tag)
    return TextLanguage(tag, "rtl" if order == "right-to-left" else "ltr")
