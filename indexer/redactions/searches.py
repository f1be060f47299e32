"""Whether the words of a search hold something that was redacted, as far as fingerprints can tell."""

from __future__ import annotations

import re

from .fingerprints import equal_slots, exact_print, letters, sketch
from .records import Redactions

_MOST_WORDS = 12  # of a redacted name, title or short passage within a search
_WORD = re.compile(r"[^\W_]+")


def is_redacted_search(redactions: Redactions, words: str) -> bool:
    """Return whether a search has a redacted name, a short redacted text, or is a redacted passage, nearly or wholly.

    A part of a redacted passage cannot be told: no fingerprint of it is kept.
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
