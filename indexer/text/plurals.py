"""Numbers with their nouns, as messages say them. Forms of words that a search expands belong to `stemming`."""

from __future__ import annotations


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 passage`, `1,234 passages`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
