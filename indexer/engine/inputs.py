"""What a search needs to know besides the words of passages, as small interfaces: their facts, and the whole corpus.

Files and formats are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from numpy.typing import NDArray

from indexer.query.tree import Field, Node, Range

from .rows import Mask, Numbers, Values


class PassageFacts(Protocol):
    """Facts of each passage of an index, by its number."""

    @property
    def priors(self) -> Values:
        """The factor of each passage's scores."""

    def with_value(self, node: Field | Range) -> NDArray[Any]:
        """Return the living passages with a value of a field, or with any in a range, ascending."""

    def has_value(self, node: Field | Range, passages: Numbers) -> Mask:
        """Return for each of some passages whether `with_value` returns it."""


class CollectionStatistics(Protocol):
    """How long and how common things are in the whole corpus, of which an index may hold a few passages only."""

    @property
    def passages(self) -> int:
        """The number of passages."""

    def average_length(self, field: str) -> float:
        """Return the average length of a field, `text` or `context`, over the passages whose length counts."""

    def frequency(self, node: Node, found: int) -> int:
        """Return how many passages match a node, of which the index found so many."""

    def text_frequency(self, forms: Sequence[str]) -> int:
        """Return the sum of the numbers of passages that have each of some terms in their text."""
