"""Names that were taken out wherever they stand: how they are known in a text, and what stands there instead.

Which names those are, nothing here says; where the texts are is the business of whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from .fingerprints import exact_print, letters

NAME_MARK = "[name removed]"
"""Stands where a name stood."""
_WORD = re.compile(r"[^\W_]+")
_PRINTS_KEPT = 200_000  # of runs of words; few papers have more that differ
_PARTED = 1  # words that a name may have more than it was stated with, as where a line's end has parted one


class KeyedNames(msgspec.Struct, frozen=True):
    """Names under one key."""

    key: str
    prints: frozenset[str]
    """Of the letters of each name."""
    sizes: tuple[int, ...]
    """How many words a run may have that is one of the names, the longest first."""

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where names stand in a text, in order; of two that overlap the longer one."""
        words = [match.span() for match in _WORD.finditer(text)]
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(words):
            size = next((size for size in self.sizes if self._is_name(text, words[at : at + size], size)), 0)
            if size:
                found.append((words[at][0], words[at + size - 1][1]))
            at += size or 1
        return found

    def _is_name(self, text: str, words: Sequence[tuple[int, int]], size: int) -> bool:
        run = letters("".join(text[first:last] for first, last in words))
        return len(words) == size and _print_of(self.key, run) in self.prints


class RedactedNames(msgspec.Struct, frozen=True):
    """All names that no text may have."""

    keyed: tuple[KeyedNames, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.keyed)

    def removed(self, text: str) -> str:
        """Return a text with a mark in the place of each name."""
        for keyed in self.keyed:
            for first, last in reversed(keyed.spans(text)):
                text = f"{text[:first]}{NAME_MARK}{text[last:]}"
        return text

    def stand_in(self, text: str) -> bool:
        """Return whether a name stands in a text."""
        return any(keyed.spans(text) for keyed in self.keyed)


def prints_of(key: str, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what is kept of some names: the keyed hash of each, and how many words they have.

    Two forms may have the same letters and other words, as “AnaVant” and “Ana Vant”; both counts are kept.
    """
    forms = tuple(names)
    prints = dict.fromkeys(exact_print(key, letters(name)) for name in forms)
    return tuple(prints), tuple(sorted({len(_WORD.findall(name)) for name in forms}))


def run_sizes(words: Iterable[int]) -> tuple[int, ...]:
    """Return how many words of a text may be a name, given how many the names have; the longest first.

    A text may also write a name with fewer words than it was stated with, as an address does.
    """
    return tuple(range(max(words, default=-_PARTED) + _PARTED, 0, -1))


@lru_cache(maxsize=_PRINTS_KEPT)
def _print_of(key: str, run: str) -> str:
    return exact_print(key, run)
