"""Which words of a query are neighbours, and how often two words occur close together in a text; for any engine.

Method: the unordered windows of the sequential dependence model (Metzler and Croft, "A Markov Random Field Model for
Term Dependencies", 2005), for neighbouring words only. The weight of proximity is the engine's to choose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.query.matching import Slot, slots
from indexer.query.tree import And, Expanded, Fuzzy, MinShouldMatch, Node, Phrase, Term, Wildcard
from indexer.text.stopwords import is_function_word

WINDOW = 5
"""The largest distance, in words, at which two words of a query count as close; 8 and 12 were tried too
(`benchmarks/relevance/NOTES.md`)."""
MAX_PAIRS = 30
"""The most pairs of one query that are counted; a pasted page has no proximity to reward."""

SlotPair = tuple[Slot, Slot]


def adjacent_pairs(node: And | MinShouldMatch) -> tuple[SlotPair, ...]:
    """Return the pairs of neighbouring words of a query, without longer phrases and without function words."""
    slots_in_order = list(_slots_in_order(node.parts))
    neighbours = dict.fromkeys(
        (left, right) for left, right in pairwise(slots_in_order) if left and right and left != right
    )
    return tuple(pair for pair in neighbours if pair[0] and pair[1])[:MAX_PAIRS]


def _slots_in_order(parts: Sequence[Node]) -> Iterator[Slot | None]:
    """Yield the slots of words in order, and None where something else stands between them."""
    for part in parts:
        node = part.part if isinstance(part, Expanded) else part
        match node:
            case And(inner):
                yield from _slots_in_order(inner)
            case Term(text) if is_function_word(text):
                continue
            case Term() | Wildcard() | Fuzzy():
                yield from slots(node)
            case Phrase(text) if len(slots(node)) == 1:
                yield from slots(node)
            case _:
                yield None


def count_close(left: Sequence[int], right: Sequence[int]) -> int:
    """Count the positions of one word that are at most `WINDOW` words from a position of the other, in either order."""
    right_positions = sorted(right)
    return sum(_any_within(right_positions, position) for position in left)


def _any_within(positions: Sequence[int], position: int) -> bool:
    index = bisect_left(positions, position - WINDOW)
    return index < len(positions) and positions[index] <= position + WINDOW
