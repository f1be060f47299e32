"""How much work a search may still do: a long query over a large corpus ends in time, and says that it was cut.

What work is, is decided where it is done. How much a user gets does not belong here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

IN_PYTHON = 10
"""Positions that are looked at in one array in the time that Python takes for one: a span of a NEAR in a shown text."""


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
        self.kept: MutableMapping[Hashable, Any] = {}
        """What was found before something was left out: nobody else may have it, and it is not looked for again."""

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

    def spend(self, positions: int) -> bool:
        """Return whether so many positions may all be read, and count them; what cannot be done in part asks this."""
        return self.take(positions) == positions

    def leave_out(self) -> None:
        """Say that something is left out which was too much for other reasons."""
        self.cut = True


_shared: ContextVar[Budget | None] = ContextVar("shared budget", default=None)


@contextmanager
def shared_budget(budget: Budget) -> Iterator[Budget]:
    """Let all searches of this thread, and what is marked in texts for them, spend one budget until the block ends."""
    token = _shared.set(budget)
    try:
        yield budget
    finally:
        _shared.reset(token)


def current_budget() -> Budget:
    """Return the budget that this thread shares; one without limits where it shares none."""
    return _shared.get() or Budget()
