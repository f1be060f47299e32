"""Make slugs: the part of an id or address that comes from a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from indexer.disk.hashing import sha256_hex

from .analysis import LETTERS_WITHOUT_DECOMPOSITION


def slugify(text: str, max_length: int) -> str:
    """Return lower-case ASCII letters, digits and hyphens, cut at a word to at most `max_length` characters.

    The slug may be empty.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS_WITHOUT_DECOMPOSITION))
    plain = re.sub(r"['’]", "", folded.encode("ascii", "ignore").decode("ascii"))
    parts = re.findall(r"[a-z0-9]+", plain)
    result = ""
    for part in parts:
        longer = f"{result}-{part}" if result else part[:max_length]
        if len(longer) > max_length:
            break
        result = longer
    return result


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, without characters that are easily confused


_LENGTH = 5


def short_hash(*parts: object, length: int = _LENGTH) -> str:
    """Return a base 32 hash of the parts, `length` characters long."""
    number = int(sha256_hex(["\x1f".join(map(str, parts)).encode()])[:16], 16)
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(length))


def unique_ids(bases: Iterable[tuple[str, str]]) -> list[str]:
    """Return unique ids from pairs of (wanted id, what distinguishes its bearer).

    The first to want an id gets it; later ones get a hash of what distinguishes them appended.
    """
    taken: set[str] = set()
    ids = []
    for base, difference in bases:
        name, attempt = base, 0
        while name in taken:
            name = f"{base}-{short_hash(difference, attempt, length=4)}"
            attempt += 1
        taken.add(name)
        ids.append(name)
    return ids
