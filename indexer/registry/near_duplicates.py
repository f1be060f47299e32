"""Distinguishes near-duplicates: passages that differ in a word or two, when all of them have wrong letters.

Over the whole text two near-duplicates are equally similar to a misread one; only the words in which they differ
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

_TOLD = 0.5  # share of what parts two texts by which a third must be nearer to one
_WORD = re.compile(r"\w+")
_SLIPPED = 4  # letters: of shorter words a slip may leave nothing
_UNEVEN = 4  # times as many letters as elsewhere in the text, and
_LOST = 0.15  # of its letters more, may be wrong in one word
_ADDED = 4  # letters in a row that are more than slips


def is_nearer(text: str, other_text: str, third_text: str) -> bool:
    """Return whether a text says what `one` says, and not `other`, where the two differ; wrong letters elsewhere do not
    count.
    """
    return distance(other_text, third_text) - distance(text, third_text) >= _TOLD * distance(text, other_text) > 0


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
        elif block.dest_end - block.dest_start >= _ADDED:
            return False
        added[block.src_start] += max(inserted, 0)
    return all(_stands(match, unchanged, added, total) for match in _WORD.finditer(text))


def _stands(word: re.Match[str], unchanged: bytearray, added: bytearray, total: int) -> bool:
    """Return whether a word has no more wrong letters than those elsewhere explain; a number may have none."""
    start, end = word.span()
    length = end - start
    changed = length - sum(unchanged[start:end]) + sum(added[start:end])
    if any(character.isdigit() for character in word.group()):
        return not changed
    elsewhere = max(total - changed, 0) / max(len(unchanged) - length, 1)
    return length < _SLIPPED or changed <= max(1, ceil((_UNEVEN * elsewhere + _LOST) * length))


def distinguish(
    texts: Mapping[int, str], new_texts: Mapping[int, str], alike: Mapping[int, Set[int]], ranked: Set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pair old texts with the only new ones that can be theirs: equal but for wrong letters, or similar and in their
    place.

    `alike` maps each old text to the new ones worth comparing; `ranked` pairs stand in the same place between the same
    neighbours.
    """
    pairs = [
        (old_at, new_at)
        for old_at, places in alike.items()
        for new_at in sorted(places)
        if (old_at, new_at) in ranked or differs_only_by_slips(texts[old_at], new_texts[new_at])
    ]
    old_counts, new_counts = Counter(old_at for old_at, _ in pairs), Counter(new_at for _, new_at in pairs)
    return [(old_at, new_at) for old_at, new_at in pairs if old_counts[old_at] == new_counts[new_at] == 1]
