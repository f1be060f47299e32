"""How much work a search may still do: a long query over a large corpus ends in time, and says that it was cut.

What work is, is decided where it is done. How much a user gets does not belong here.
"""

from __future__ import annotations


class Budget:
    """The work that is left to one search; one thread uses it.

    A search that spends it goes on with what it has. Words, phrases and conditions then find fewer passages, never
    others; where most of the words are enough, what is enough is judged by what was read.
    """

    def __init__(self, positions: int | None = None, clauses: int | None = None) -> None:
        """Limit the entries of term lists and the positions that are read, and the term nodes; None is no limit."""
        self._positions = positions
        self._clauses = clauses
        self.cut = False
        """Whether something was left out."""

    def take(self, positions: int) -> int:
        """Return how many of so many positions may be read, the first ones, and count them."""
        if self._positions is None:
            return positions
        taken = min(positions, self._positions)
        self._positions -= taken
        self.cut |= taken < positions
        return taken

    def take_clause(self) -> bool:
        """Return whether one more term node may be looked for, and count it."""
        if self._clauses is None:
            return True
        self._clauses -= 1
        self.cut |= self._clauses < 0
        return self._clauses >= 0
