"""Whether the words of a search hold something that was redacted, as far as fingerprints can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .fingerprints import equal_slots, exact_print, letters, sketch
from .records import Redactions

_MOST_WORDS = 12  # of a redacted name, title or short passage within a search
_WORD = re.compile(r"[^\W_]+")
_WORDS_IN_A_ROW = 3  # of a text, from which on a search is about it


def is_redacted_search(redactions: Redactions, words: str) -> bool:
    """Return whether a search has a redacted name, a short redacted text, or is a redacted passage, nearly or wholly.

    A part of a redacted passage cannot be told: no fingerprint of it is kept. See `is_part_of`.
    """
    if redactions.removed_names.stand_in(words):
        return True
    parts = [letters(match.group()) for match in _WORD.finditer(words)]
    whole = "".join(parts)
    ends = ((first, last) for first in range(len(parts)) for last in range(first + 1, first + 1 + _MOST_WORDS))
    runs = {"".join(parts[first:last]) for first, last in ends if last <= len(parts)} | {whole}
    exact: dict[str, set[str]] = {}
    for row in redactions.rows:
        exact.setdefault(row.key, set()).update(row.names, (wording.exact for wording in row.wordings))
    if any(exact_print(key, run) in known for key, known in exact.items() for run in runs):
        return True
    drawn = {key: sketch(key, whole) for key in exact}
    return any(
        wording.sketch and drawn[row.key] and equal_slots(drawn[row.key], wording.sketch) >= wording.near
        for row in redactions.rows
        for wording in row.wordings
    )


def is_part_of(texts: Iterable[str], words: str) -> bool:
    """Return whether a search has three words in a row of one of some texts, or has only words of one of them."""
    searched = _letters_of(words)
    rows = {tuple(searched[at : at + _WORDS_IN_A_ROW]) for at in range(len(searched) - _WORDS_IN_A_ROW + 1)}
    for text in texts:
        known = _letters_of(text)
        if searched and set(searched) <= set(known):
            return True
        if any(tuple(known[at : at + _WORDS_IN_A_ROW]) in rows for at in range(len(known) if rows else 0)):
            return True
    return False


def _letters_of(text: str) -> list[str]:
    return [letters(match.group()) for match in _WORD.finditer(text)]
