"""Which words of a query are neighbours, and how often two words occur close together in a text; for any engine.

Method: the unordered windows of the sequential dependence model (Metzler and Croft, "A Markov Random Field Model for
Term Dependencies", 2005), for neighbouring words only. The weight of proximity is the engine's to choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.query.matching import Slot, slots
from indexer.query.tree import And, Expanded, Fuzzy, MinShouldMatch, Node, Phrase, Term, Wildcard
from indexer.text.stopwords import is_function_word

from .rows import Numbers

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


def close_owners(left: Numbers, left_owners: Numbers, right: Numbers, right_owners: Numbers) -> Numbers:
    """Return the owner of each place of one word that is at most `WINDOW` words from a place of the other.

    Places count the words of several texts one after another, ascending; each has the number of its text as its owner.
    The other word may stand on either side, in the same text.
    """
    if not len(left) or not len(right):
        return left[:0]
    apart = WINDOW + 1  # more between two texts than within reach
    shifted, others = left + left_owners * apart, right + right_owners * apart
    nearest = others.searchsorted(shifted - WINDOW)
    inside = nearest < len(others)
    nearest[~inside] = 0
    return left_owners.compress(inside & (others.take(nearest) <= shifted + WINDOW))
