"""What a search needs to know besides the words of passages, as small interfaces: their facts, and the whole corpus.

Files and formats are not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol, cast

from numpy.typing import NDArray

from indexer.query.tree import Field, FieldName, Node, Range

from .rows import Mask, Numbers, Values


class AnyOfField(NamedTuple):
    """Several values of one field, of which a passage needs any: as many as a name that was typed means."""

    name: FieldName
    values: Sequence[str]


ValueNode = Field | Range | AnyOfField
"""What a passage has by its values and not by its words."""


def values_together(parts: Iterable[Node]) -> Sequence[Node | AnyOfField]:
    """Return the parts of an OR with all values of one field together; they are looked up at once."""
    together: dict[FieldName | int, Node | list[str]] = {}
    for place, part in enumerate(parts):
        if isinstance(part, Field):
            values = together.setdefault(part.name, [])
            if isinstance(values, list):
                values.append(part.value)
        else:
            together[place] = part
    return [
        AnyOfField(cast("FieldName", key), part) if isinstance(part, list) else part for key, part in together.items()
    ]


class PassageFacts(Protocol):
    """Facts of each passage of an index, by its number."""

    @property
    def priors(self) -> Values:
        """The factor of each passage's scores."""

    def with_value(self, node: ValueNode) -> NDArray[Any]:
        """Return the living passages with a value of a field, any of several, or any in a range, ascending."""

    def has_value(self, node: ValueNode, passages: Numbers) -> Mask:
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
