"""What the parts of a tree find, with scores that are computed only for the passages that the whole tree finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.rows import Mask, Numbers, Values, contains, places_in, union


class ScoresAt(Protocol):
    """Returns the scores of all passages of a row, or of those at some places."""

    def __call__(self, places: Numbers | None, passages: Numbers | None = None, /) -> Values:
        """Take the places; `passages` are those at them, where the caller has looked them up already."""


class PartRow(NamedTuple):
    """Passages that one node finds."""

    passages: Numbers
    scores_at: ScoresAt
    incomplete: Mask | None = None
    """Which of the passages lack a part that need not be there; None where none does."""


class Part:
    """The passages of one row, or of any of several rows, whose scores are added up."""

    def __init__(self, rows: Sequence[PartRow], size: int) -> None:
        """Take at least one row; of several none may lack anything. `size` is more than any number of a passage."""
        self.rows = rows
        self._size = size

    @cached_property
    def passages(self) -> Numbers:
        """The passages of all rows."""
        return union([row.passages for row in self.rows], self._size)

    @property
    def most(self) -> int:
        """The most passages that it may have; known before they are joined."""
        return sum(len(row.passages) for row in self.rows)

    @property
    def incomplete(self) -> Mask | None:
        """Which of the passages lack a part; None where none does."""
        return self.rows[0].incomplete

    def places(self, among: Numbers) -> list[Numbers]:
        """Return for each row the places of some passages in it, -1 where it does not have one."""
        if len(self.rows) == 1 and among is self.passages:
            return [np.arange(len(among))]
        return [places_in(row.passages, among, self._size) for row in self.rows]

    def scores_of(self, places: Sequence[Numbers]) -> Values:
        """Return the scores of passages by their places; each is in one of the rows."""
        if len(places) == 1:
            return self.rows[0].scores_at(places[0])
        scores = np.zeros(len(places[0]))
        for row, at in zip(self.rows, places, strict=True):
            kept = (at >= 0).nonzero()[0]
            scores[kept] += row.scores_at(at.take(kept))
        return scores

    def scores_at(self, places: Numbers | None, passages: Numbers | None = None) -> Values:
        """Return the scores of all passages, or of those at some places; the passages there may be given."""
        if len(self.rows) == 1:
            return self.rows[0].scores_at(places, passages)
        if passages is None:
            passages = self.passages if places is None else self.passages.take(places)
        return self.scores_of(self.places(passages))

    def without(self, passages: Numbers) -> Part:
        """Return the part without some passages."""
        if not len(passages):
            return self
        kept = (~contains(passages, self.passages, self._size)).nonzero()[0]

        def scores_at(places: Numbers | None, passages: Numbers | None = None) -> Values:
            return self.scores_at(kept if places is None else kept.take(places), passages)

        return Part([PartRow(self.passages.take(kept), scores_at)], self._size)


def unscored(passages: Numbers) -> PartRow:
    """Return a row whose scores are all 0."""
    return PartRow(passages, lambda places, _=None: np.zeros(len(passages if places is None else places)))


def scored(passages: Numbers, scores: Values, incomplete: Mask) -> PartRow:
    """Return a row whose scores are known."""

    def scores_at(places: Numbers | None, _: Numbers | None = None) -> Values:
        return scores if places is None else scores.take(places)

    return PartRow(passages, scores_at, incomplete if incomplete.any() else None)


def in_common(parts: Sequence[Part]) -> tuple[Numbers, list[list[Numbers]]]:
    """Return the passages that all parts have, and the places that they have in the rows of each part.

    The part with the fewest passages goes first.
    """
    by_length = sorted(range(len(parts)), key=lambda number: parts[number].most)
    common = parts[by_length[0]].passages
    places = {by_length[0]: parts[by_length[0]].places(common)}
    for number in by_length[1:]:
        places[number] = parts[number].places(common)
        kept = np.logical_or.reduce([at >= 0 for at in places[number]])
        if not kept.all():
            common = common.compress(kept)
            places = {key: [at.compress(kept) for at in rows] for key, rows in places.items()}
    return common, [places[number] for number in range(len(parts))]
