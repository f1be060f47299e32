"""Test lines and paragraphs: does a text read as prose, is it complete, must more follow.

What a line is in its paper is decided in `structure`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from .stopwords import stop_words

_ENDED = re.compile(r"(?:[.!?…:;。！？：؟؛।]|[.!?…]\d{1,3})[\"'”’»)\]」』）]*$")
COMPOUND_PREFIXES = frozenset("self non co anti pre post well so high low long short multi inter cross mid".split())
"""First halves of compounds: a hyphen after one at a line end belongs to the word."""
_UNFINISHED = stop_words("unfinished_line")
_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"  # scripts that put no space between words
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}]+(?:[-’'./&][^\W_{_UNSPACED}]+)*")


TEXTS_KEPT = 10_000
"""Texts of which the last answers are kept: many rules ask the same of each piece of a paper, and few have more."""
_INITIAL = re.compile(r"\b[^\W\d_]\.$")
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:al|approx|assoc|bros|ca|ch|co|corp|dept|dr|ed|eds|est|etc|fig|gen|govt|hon|inc|intl|jr|ltd|mr|mrs|ms|no|"
    r"nos|paras?|pp?|prof|pt|rev|sr|st|univ|vols?|vs)\.$",
    re.IGNORECASE,
)


def split_words(text: str) -> list[str]:
    """Return the words of a line.

    A hyphenated word counts once. In scripts without spaces, two characters count as a word.
    """
    return _WORD.findall(text)


@lru_cache(maxsize=TEXTS_KEPT)
def count_words(text: str) -> int:
    """Return the number of words of a line, as `split_words` has them."""
    return len(_WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """Return whether a text ends where a sentence, a clause before a list, or a quotation ends."""
    return bool(_ENDED.search(text))


@lru_cache(maxsize=TEXTS_KEPT)
def is_prose(text: str) -> bool:
    """Return whether a text reads as running text and not as a line of a title page, a heading or a name."""
    count = sum(1 for _ in islice(_WORD.finditer(text), 20))
    return count >= 20 or (count >= 8 and ends_sentence(text) and not text.endswith(":"))


def expects_more(text: str) -> bool:
    """Return whether a text stops on a word or sign that something must follow."""
    last = text.rsplit(" ", 1)[-1]
    return text.endswith((",", "-", "–", "—", "/")) or last.casefold() in _UNFINISHED


def ends_in_abbreviation(text: str, *, initials: bool = True) -> bool:
    """Return whether a text ends in the stop of an abbreviation, or of an initial where those count: `Ltd.`, `D.C.`."""
    return bool(_ABBREVIATION.search(text) or (initials and _INITIAL.search(text)))
