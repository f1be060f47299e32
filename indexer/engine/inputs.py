"""What a search needs to know of passages besides their words, as a small interface that the doc values fill.

Files and formats are not known here.
"""

from __future__ import annotations

from typing import Any, Protocol

from numpy.typing import NDArray

from indexer.query.tree import Field, Range

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
