"""Near-twins: telling apart passages that differ in a word or two, when slips of reading blur all of them.

Over the whole text two near-twins are as like a misread one as each other; only the words in which they differ tell.
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
    """Whether a text says what `one` says, and not `other`, where the two differ; slips elsewhere weigh nothing."""
    return distance(other, found) - distance(one, found) >= _TOLD * distance(one, other) > 0


def near_duplicate_is_contained(text: str, twins: Sequence[str], whole: str) -> bool:
    """Whether what a longer text has of a text's words is nearer to one of its near-twins."""
    found = best_matching_span(text, whole) if twins else ""
    return any(distance(other, found) < distance(text, found) for other in twins)


def differs_only_by_slips(text: str, found: str) -> bool:
    """Whether a normalised text has become another one by slips of letters alone: no word is another one, or new.

    Slips are spread over a text; where many are in one word, it is another word.
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
    """Whether no more of a word is wrong than slips explain, by what is wrong elsewhere; of a number, nothing."""
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
    """Old texts with the new ones that alone may be theirs: the same but for slips, or like them and in their place.

    `alike` are the new texts worth a look for each old one; `ranked` pairs stand in the same place between the same
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
