"""How common things are in the corpus: as an index that is all of it counts them itself, or as it is told.

What an executor asks for while it answers a tree is listed here too, so that it can be counted elsewhere beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.tallies import LengthSums
from indexer.engine.proximity import adjacent_pairs
from indexer.query.matching import Slot
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    MinShouldMatch,
    Node,
    Not,
    Or,
    Range,
    words_within,
)

from .lists import TermLists


class OwnStatistics:
    """Those of an index that is the whole corpus."""

    def __init__(self, columns: Columns, lists: TermLists) -> None:
        self.passages = columns.living
        self._lengths = columns.lengths
        self._lists = lists

    def average_length(self, field: str) -> float:
        """Return the average length of a field."""
        return self._lengths[field].average

    def frequency(self, node: Node, found: int) -> int:  # noqa: ARG002  # the node is for those who have to be told
        """Return how many passages match a node: those that were found are all."""
        return found

    def text_frequency(self, forms: Sequence[str]) -> int:
        """Return the sum of the numbers of passages that have each of some terms in their text."""
        return self._lists.doc_frequency(forms)


@dataclass(frozen=True)
class StatedStatistics:
    """Those of a corpus that others counted."""

    passages: int
    """The number of passages."""
    lengths: Mapping[str, LengthSums]
    """Of `text` and `context`, as `Columns.lengths` has them."""
    frequencies: Mapping[Node, int]
    """How many passages match each of `nodes_needing_frequency`."""
    text_frequencies: Callable[[Sequence[str]], int]
    """Returns the sum of the numbers of passages that have each of some terms in their text: the forms that the
    dictionary matches with each of `slots_needing_frequency`."""

    def average_length(self, field: str) -> float:
        """Return the average length of a field."""
        return self.lengths[field].average

    def frequency(self, node: Node, found: int) -> int:  # noqa: ARG002  # what a part of the corpus finds says nothing
        """Return how many passages match a node; raise LookupError for one that nobody counted."""
        return self.frequencies[node]

    def text_frequency(self, forms: Sequence[str]) -> int:
        """Return the sum of the numbers of passages that have each of some terms in their text."""
        return self.text_frequencies(forms)


def nodes_needing_frequency(tree: Node | None) -> tuple[Node, ...]:
    """Return the nodes of a tree whose number of matching passages an executor asks for, each once.

    These are: every term node that is scored, `is_name` included, which is not one that is only negated, nor the
    operands of a NEAR; the alternatives of an expansion; and of `MinShouldMatch` each part, whatever kind of node it
    is, and each of the `words_within` it. The number is that of the passages that match the node itself by its text or
    what stands around it, as `find` of the node alone returns them.
    """
    return tuple(dict.fromkeys(_needing_frequency(tree)))


def slots_needing_frequency(tree: Node | None) -> tuple[Slot, ...]:
    """Return the words of a tree whose frequency in texts decides whether and how their proximity counts, each once."""
    ranked = (node for node in _nodes(tree) if isinstance(node, And | MinShouldMatch))
    return tuple(dict.fromkeys(chain.from_iterable(chain.from_iterable(map(adjacent_pairs, ranked)))))


def _needing_frequency(tree: Node | None) -> Iterator[Node]:
    for node in _nodes(tree):
        if isinstance(node, MinShouldMatch):
            yield from node.parts
            yield from chain.from_iterable(map(words_within, node.parts))
        elif not isinstance(node, And | Or | Not | Expanded | Field | Range):
            yield node


def _nodes(tree: Node | None) -> Iterator[Node]:
    """Yield a tree and all nodes in it that are scored."""
    if tree is None:
        return
    yield tree
    match tree:
        case And(parts) | Or(parts):
            inner = parts
        case MinShouldMatch(parts):
            inner = (*parts, *chain.from_iterable(map(words_within, parts)))
        case Expanded(part, alternatives):
            inner = (part, *alternatives)
        case Not(part):
            inner = () if _is_only_matched(part) else (part,)
        case _:
            inner = ()
    yield from chain.from_iterable(map(_nodes, inner))


def _is_only_matched(negated: Node) -> bool:
    """Return whether what is negated is answered without a score; which passages have most words depends on weights."""
    if isinstance(negated, Or):
        return all(map(_is_only_matched, negated.parts))
    return not isinstance(negated, And | MinShouldMatch | Not | Expanded)
