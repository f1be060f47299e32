"""Names for addresses: what part of an id a title gives."""

from __future__ import annotations

import re
import unicodedata

from .analysis import LETTERS_WITHOUT_DECOMPOSITION


def slug(text: str, longest: int) -> str:
    """Lower-case ASCII letters, digits and hyphens, cut at a word to at most `longest` characters; may be empty."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS_WITHOUT_DECOMPOSITION))
    plain = re.sub(r"['’]", "", folded.encode("ascii", "ignore").decode("ascii"))
    parts = re.findall(r"[a-z0-9]+", plain)
    kept = ""
    for part in parts:
        longer = f"{kept}-{part}" if kept else part[:longest]
        if len(longer) > longest:
            break
        kept = longer
    return kept
