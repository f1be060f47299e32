"""Names for addresses: what part of an id a title gives."""

from __future__ import annotations

import re
import unicodedata

# Letters that do not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"})


def slug(text: str, longest: int) -> str:
    """Lower-case ASCII letters, digits and hyphens, cut at a word to at most `longest` characters; may be empty."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = re.sub(r"['’]", "", folded.encode("ascii", "ignore").decode("ascii"))
    parts = re.findall(r"[a-z0-9]+", plain)
    kept = ""
    for part in parts:
        longer = f"{kept}-{part}" if kept else part[:longest]
        if len(longer) > longest:
            break
        kept = longer
    return kept
