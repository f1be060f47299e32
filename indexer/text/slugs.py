"""Names for addresses: what part of an id a title gives."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from .analysis import LETTERS_WITHOUT_DECOMPOSITION


def slugify(text: str, max_length: int) -> str:
    """Lower-case ASCII letters, digits and hyphens, cut at a word to at most `longest` characters; may be empty."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS_WITHOUT_DECOMPOSITION))
    plain = re.sub(r"['’]", "", folded.encode("ascii", "ignore").decode("ascii"))
    parts = re.findall(r"[a-z0-9]+", plain)
    kept = ""
    for part in parts:
        longer = f"{kept}-{part}" if kept else part[:max_length]
        if len(longer) > max_length:
            break
        kept = longer
    return kept


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that reads as something else


_LENGTH = 5


def short_hash(*parts: object, length: int = _LENGTH) -> str:
    """A short base 32 hash of the parts."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()[:8], "big")
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(length))


def unique_ids(bases: Iterable[tuple[str, str]]) -> list[str]:
    """Ids from (wanted id, what tells its bearer apart): the first that wants an id has it, others add a hash."""
    taken: set[str] = set()
    made = []
    for base, difference in bases:
        name, attempt = base, 0
        while name in taken:
            name = f"{base}-{short_hash(difference, attempt, length=4)}"
            attempt += 1
        taken.add(name)
        made.append(name)
    return made
