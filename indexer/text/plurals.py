"""Counts in sentences: the one place that chooses between singular and plural.

`plural` takes its arguments in the order of gettext's `ngettext`, and named placeholders. Sentences are given whole;
none is put together here.
"""

from __future__ import annotations

from functools import lru_cache

from indexer.speech.translation import MessageLanguage, current_speech


def plural(one: str, several: str, num: int, **values: object) -> str:
    """Return the sentence for a count in the reader's language, with `%(num)s` and the other placeholders filled in.

    In English that is `one` for a count of 1 and else `several`. `%(num)s` is the count with its thousands grouped.
    Raise KeyError when a placeholder has no value.
    """
    speech = current_speech()
    return speech.filled(speech.ngettext(one, several, num), {"num": speech.number(num), **values})


def counted(number: int, singular: str, plural_noun: str | None = None) -> str:
    """Return a number with its noun: `1 passage`, `1,234 passages`."""
    return plural(f"%(num)s {singular}", f"%(num)s {plural_noun or singular + 's'}", number)


def counted_parts(number: int, singular: str) -> tuple[str, str, str]:
    """Return a number with its noun in three parts: what stands before the number, the number, and what follows.

    So a page can show the number alone. Where the language says the number by the noun, all of that follows.
    """
    return _parts(number, singular, current_speech())


@lru_cache(maxsize=10_000)  # a page of results has a hundred, and every page the same ones
def _parts(number: int, singular: str, speech: MessageLanguage) -> tuple[str, str, str]:
    shown = speech.number(number)
    before, found, after = counted(number, singular).partition(shown)
    return (before, shown, after) if found else ("", shown, f": {before}")
