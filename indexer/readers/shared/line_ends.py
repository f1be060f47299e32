"""Join the lines of a wrapped paragraph: with a space, with none, or without the hyphen that cut a word."""

from __future__ import annotations

import re

from indexer.text.prose import COMPOUND_PREFIXES

_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")
_CUT_WORD = re.compile(r"[a-zß-öø-ÿāăąćčďđēėęěğģīįķłļńňņōőœřśšşťţūůűųžźż]-$")
_HYPHENATED_PREFIXES = COMPOUND_PREFIXES.union("vice twenty thirty forty fifty sixty seventy eighty ninety".split())
_KEEP_HYPHEN = re.compile(rf"\b(?:{'|'.join(sorted(_HYPHENATED_PREFIXES))})-$", re.IGNORECASE)


def join_lines(last: str, line: str) -> tuple[str, str]:
    """Return how two lines join: the first one, without the hyphen that cut its last word, and what comes between."""
    if not last or not line or joins_unspaced(last, line):
        return last, ""
    if _CUT_WORD.search(last[-2:]) and line[:1].islower() and not _is_compound(last):
        return last[:-1], ""
    return last, "" if re.search(r"\w[-—/]$", last[-2:]) else " "


def joins_unspaced(last: str, line: str) -> bool:
    """Return whether a line end between two lines is no space, because both sides are Chinese or Japanese."""
    return bool(_UNSPACED.match(last[-1:]) and _UNSPACED.match(line[:1]))


def _is_compound(line: str) -> bool:
    """Return whether a hyphen at a line end belongs to the word: `high-` / `level`, or `follow-up-` / `on`."""
    word = line.rsplit(" ", 1)[-1]
    return bool(_KEEP_HYPHEN.search(word)) or word.count("-") > 1
