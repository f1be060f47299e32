"""Pairs of adjacent characters of texts without spaces, as terms of their own, so that a query of pairs is fast.

A pair could be found by the positions of its two characters too, and is in phrases and NEAR. But most characters are
common: over 30,000 Chinese passages, half of the questions of some fifteen pairs took more than 0.38 s in this way, and
0.03 s with pairs in the index. That costs 1.3 ms more for each passage that is added, and 54 MB instead of 21 MB. Texts
of other scripts have no pairs and pay nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.query.matching import Slot
from indexer.text.analysis import is_unspaced
from indexer.text.stemming import DEFAULT_LANGUAGE, stem_in


def pairs_of(words: Sequence[str]) -> Iterator[str]:
    """Yield the pairs of adjacent characters among the folded words of a text, in a form that their variants share."""
    return (
        _character(left) + _character(right)
        for left, right in pairwise(words)
        if is_unspaced(left) and is_unspaced(right)
    )


def pair_of(slots: Sequence[Slot]) -> str | None:
    """Return the pair that a word of a query is; None where it is anything else."""
    if len(slots) != 2 or not all(slot.kind == "stem" and is_unspaced(slot.text) for slot in slots):
        return None
    return next(pairs_of([slot.text for slot in slots]))


def _character(word: str) -> str:
    """Return a character in a form that its variants share; it is the same in texts of every language."""
    return stem_in(word, DEFAULT_LANGUAGE)
