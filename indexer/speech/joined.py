"""Lists within sentences: `A, B and C`, as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from indexer.speech.marking import marked
from indexer.speech.translation import current_speech, gettext


def listed(phrases: Iterable[str]) -> str:
    """Return phrases one after the other: `A, B, C`."""
    isolated = map(current_speech().isolated, phrases)
    return reduce(lambda before, phrase: gettext("%(before)s, %(next)s", before=before, next=phrase), isolated)


def in_one_sentence(clauses: Iterable[str]) -> str:
    """Return clauses one after the other: `A, B, C`; some languages have another sign for these than for names."""
    return reduce(lambda before, clause: gettext("%(clause)s, %(other)s", clause=before, other=clause), clauses)


def all_of(phrases: Sequence[str]) -> str:
    """Return `A, B and C`."""
    return _joined(phrases, marked("%(before)s and %(last)s"))


def any_of(phrases: Sequence[str]) -> str:
    """Return `A, B or C`."""
    return _joined(phrases, marked("%(before)s or %(last)s"))


def _joined(phrases: Sequence[str], pattern: str) -> str:
    *before, last = phrases
    return gettext(pattern, before=listed(before), last=last) if before else current_speech().isolated(last)
