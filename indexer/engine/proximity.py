"""Which words of a query belong together, and how often they stand close in a text. No engine is asked.

Method: the unordered windows of the sequential dependence model (Metzler and Croft, "A Markov Random Field Model for
Term Dependencies", 2005), of neighbouring words only. What closeness is worth is the engine's business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.query.matching import Slot, slots
from indexer.query.tree import And, Expanded, Fuzzy, MinShouldMatch, Node, Phrase, Term, Wildcard
from indexer.text.stopwords import is_function_word

WINDOW = 5
"""How far apart, in words, two words of a query may stand and be close."""
MAX_PAIRS = 30
"""Pairs of one query that are looked at: a pasted page is no tight group."""

SlotPair = tuple[Slot, Slot]


def adjacent_pairs(node: And | MinShouldMatch) -> tuple[SlotPair, ...]:
    """Give the words that stand side by side in a query, those of phrases and function words left aside."""
    row = list(_words(node.parts))
    found = dict.fromkeys((one, other) for one, other in pairwise(row) if one and other and one != other)
    return tuple(pair for pair in found if pair[0] and pair[1])[:MAX_PAIRS]


def _words(parts: Sequence[Node]) -> Iterator[Slot | None]:
    """Yield the slots of words in order; None where something else stands between them."""
    for part in parts:
        node = part.part if isinstance(part, Expanded) else part
        match node:
            case And(inner):
                yield from _words(inner)
            case Term(text) if is_function_word(text):
                continue
            case Term() | Wildcard() | Fuzzy():
                yield from slots(node)
            case Phrase(text) if len(slots(node)) == 1:
                yield from slots(node)
            case _:
                yield None


def count_close(left: Sequence[int], right: Sequence[int]) -> int:
    """Count the places of the one word at most `WINDOW` away from a place of the other, in either order."""
    ordered = sorted(right)
    return sum(_any_within(ordered, place) for place in left)


def _any_within(ordered: Sequence[int], place: int) -> bool:
    at = bisect_left(ordered, place - WINDOW)
    return at < len(ordered) and ordered[at] <= place + WINDOW
