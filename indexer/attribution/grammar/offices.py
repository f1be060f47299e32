"""What stands before the name of an office and is no part of it: `the UN Secretary-General`, `the acting director`."""

from __future__ import annotations

from itertools import dropwhile

from indexer.text.analysis import terms_in

_ANY_HOLDER = frozenset({"the", "un", "united", "nations", "then", "current"})
CHANGING_HOLDERS = ("acting", "outgoing", "new")
"""Words by which the holder may be another than the one whom papers list."""
BEFORE_OFFICE = ("then", "current", *CHANGING_HOLDERS)
"""The words in lower case that can stand between an article and an office."""


def words_of_office(text: str, *, of_one_holder: bool = False) -> list[str]:
    """Return the folded words of an office without what stands before any.

    With `of_one_holder`, words that tell one holder from another stay: `acting`.
    """
    before = _ANY_HOLDER if of_one_holder else _ANY_HOLDER.union(CHANGING_HOLDERS)
    return list(dropwhile(before.__contains__, terms_in(text)))
