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


def is_nearer(one: str, other: str, found: str) -> bool:
    """Return whether a text says what `one` says, and not `other`, where the two differ; wrong letters elsewhere do not
    count.
    """
    return distance(other, found) - distance(one, found) >= _TOLD * distance(one, other) > 0


def near_duplicate_is_contained(text: str, twins: Sequence[str], whole: str) -> bool:
    """Return whether what a longer text has of a text's words is nearer to one of its near-duplicates."""
    found = best_matching_span(text, whole) if twins else ""
    return any(distance(other, found) < distance(text, found) for other in twins)


def differs_only_by_slips(text: str, found: str) -> bool:
    """Return whether two normalised texts differ in wrong letters only: no word is replaced or added.

    Wrong letters are spread over a text; where many are in one word, it is another word.
    """
    whole = distance(text, found)
    kept, added = bytearray(len(text)), bytearray(len(text) + 1)
    for block in Levenshtein.opcodes(text, found):
        more = (block.dest_end - block.dest_start) - (block.src_end - block.src_start)
        if block.tag == "equal":
            kept[block.src_start : block.src_end] = b"\x01" * (block.src_end - block.src_start)
        elif block.dest_end - block.dest_start >= _ADDED:
            return False
        added[block.src_start] += max(more, 0)
    return all(_stands(match, kept, added, whole) for match in _WORD.finditer(text))


def _stands(word: re.Match[str], kept: bytearray, added: bytearray, whole: int) -> bool:
    """Return whether a word has no more wrong letters than those elsewhere explain; a number may have none."""
    start, end = word.span()
    count = end - start
    changed = count - sum(kept[start:end]) + sum(added[start:end])
    if any(sign.isdigit() for sign in word.group()):
        return not changed
    elsewhere = max(whole - changed, 0) / max(len(kept) - count, 1)
    return count < _SLIPPED or changed <= max(1, ceil((_UNEVEN * elsewhere + _LOST) * count))


def distinguish(
    texts: Mapping[int, str], found: Mapping[int, str], alike: Mapping[int, Set[int]], ranked: Set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pair old texts with the only new ones that can be theirs: equal but for wrong letters, or similar and in their
    place.

    `alike` maps each old text to the new ones worth comparing; `ranked` pairs stand in the same place between the same
    neighbours.
    """
    pairs = [
        (at, to)
        for at, places in alike.items()
        for to in sorted(places)
        if (at, to) in ranked or differs_only_by_slips(texts[at], found[to])
    ]
    ours, theirs = Counter(at for at, _ in pairs), Counter(to for _, to in pairs)
    return [(at, to) for at, to in pairs if ours[at] == theirs[to] == 1]
