"""Counts in English sentences: the one place that chooses between singular and plural.

`plural` takes its arguments in the order of gettext's `ngettext`, and named placeholders, so that a catalogue of
translations can take its place. Sentences are given whole; none is put together here.
"""

from __future__ import annotations


def plural(one: str, several: str, num: int, **values: object) -> str:
    """Return `one` for a count of 1 and else `several`, with `%(num)s` and the other placeholders filled in.

    `%(num)s` is the count with commas between thousands. Raise KeyError when a placeholder has no value.
    """
    return (one if num == 1 else several) % {"num": f"{num:,}", **values}


def counted(number: int, singular: str, plural_noun: str | None = None) -> str:
    """Return a number with its noun: `1 passage`, `1,234 passages`."""
    return plural(f"%(num)s {singular}", f"%(num)s {plural_noun or singular + 's'}", number)
