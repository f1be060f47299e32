"""Distinguish near-duplicates: passages that differ in a word or two, when all of them have wrong letters.

Over the whole text two near-duplicates are equally similar to a misread one. Only the words in which they differ
decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from math import ceil

from rapidfuzz.distance import Levenshtein

from .similarity import distance
from .spans import best_matching_span

_NEARER_SHARE = 0.5  # share of the distance of two texts by which a third must be nearer to the first
_WORD = re.compile(r"\w+")
_SHORT_WORD = 4  # letters: a wrong letter or two may change all of a shorter word
_MAX_UNEVENNESS = 4  # times as many letters as elsewhere in the text, and
_ALWAYS_ALLOWED = 0.15  # of its letters more, may be wrong in one word
_MAX_INSERTED = 4  # letters in a row that are no slip but another word


def is_nearer(text: str, other_text: str, third_text: str) -> bool:
    """Return whether the third text has the words of the first, not of the other, where these two differ.

    Wrong letters elsewhere do not count.
    """
    advantage = distance(other_text, third_text) - distance(text, third_text)
    return advantage >= _NEARER_SHARE * distance(text, other_text) > 0


def near_duplicate_is_contained(text: str, near_duplicates: Sequence[str], whole: str) -> bool:
    """Return whether what a longer text has of a text's words is nearer to one of its near-duplicates."""
    span = best_matching_span(text, whole) if near_duplicates else ""
    return any(distance(near_duplicate, span) < distance(text, span) for near_duplicate in near_duplicates)


def differs_only_by_slips(text: str, other_text: str) -> bool:
    """Return whether two normalised texts differ in wrong letters only: no word is replaced or added.

    Wrong letters are spread over a text; where many are in one word, it is another word.
    """
    total = distance(text, other_text)
    unchanged, added = bytearray(len(text)), bytearray(len(text) + 1)
    for block in Levenshtein.opcodes(text, other_text):
        inserted = (block.dest_end - block.dest_start) - (block.src_end - block.src_start)
        if block.tag == "equal":
            unchanged[block.src_start : block.src_end] = b"\x01" * (block.src_end - block.src_start)
        elif block.dest_end - block.dest_start >= _MAX_INSERTED:
            return False
        added[block.src_start] += max(inserted, 0)
    return all(_is_same_word(match, unchanged, added, total) for match in _WORD.finditer(text))


def _is_same_word(word: re.Match[str], unchanged: bytearray, added: bytearray, total: int) -> bool:
    """Return whether a word has no more wrong letters than those elsewhere explain; a number may have none."""
    start, end = word.span()
    length = end - start
    changed = length - sum(unchanged[start:end]) + sum(added[start:end])
    if any(character.isdigit() for character in word.group()):
        return not changed
    elsewhere = max(total - changed, 0) / max(len(unchanged) - length, 1)
    return length < _SHORT_WORD or changed <= max(1, ceil((_MAX_UNEVENNESS * elsewhere + _ALWAYS_ALLOWED) * length))


def distinguish(
    texts: Mapping[int, str],
    new_texts: Mapping[int, str],
    similar: Mapping[int, Set[int]],
    ranked: Set[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Pair old texts with the only new ones that can be theirs: equal but for wrong letters, or in their place.

    `similar` maps each old text to the new ones worth comparing; `ranked` pairs stand in the same place between the
    same neighbours.
    """
    pairs = [
        (old_at, new_at)
        for old_at, new_positions in similar.items()
        for new_at in sorted(new_positions)
        if (old_at, new_at) in ranked or differs_only_by_slips(texts[old_at], new_texts[new_at])
    ]
    old_counts, new_counts = Counter(old_at for old_at, _ in pairs), Counter(new_at for _, new_at in pairs)
    return [(old_at, new_at) for old_at, new_at in pairs if old_counts[old_at] == new_counts[new_at] == 1]
