"""The order of hits: by several columns of numbers, the first hits, the place of one, and what comes after it.

The columns hold one number for each hit, and smaller numbers come first; the last column has no number twice. Only as
much is sorted as is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.rows import NO_NUMBERS, nth_smallest

from .tables import Mask, Numbers


class LookedUp:
    """A column read from one over all passages, and only where it is asked for: mostly it parts a few equal hits."""

    def __init__(self, of_passages: NDArray[Any], passages: Numbers) -> None:
        self._of_passages = of_passages
        self._passages = passages

    def __len__(self) -> int:
        return len(self._passages)

    def take(self, hits: Numbers) -> NDArray[Any]:
        """Return the numbers of some hits."""
        return self._of_passages.take(self._passages.take(hits))

    def whole(self) -> NDArray[Any]:
        """Return the numbers of all hits."""
        return self._of_passages.take(self._passages)


Column = NDArray[Any] | LookedUp


class Neighbourhood(NamedTuple):
    """The hits around one."""

    place: int
    """How many hits come before it."""
    before: int | None
    after: int | None


def first_places(columns: Sequence[Column], n: int, among: Numbers | None = None) -> Numbers:
    """Return the places of the first `n` hits, in order; `among` are the places that count, all by default."""
    places, keys = among, _whole(columns[0]) if among is None else columns[0].take(among)
    chosen: list[Numbers] = []
    last = NO_NUMBERS
    wanted = min(n, len(keys))
    if wanted <= 0:
        return NO_NUMBERS
    for following in (*columns[1:], None):
        limit = nth_smallest(keys, wanted)
        below, equal = (keys < limit).nonzero()[0], (keys == limit).nonzero()[0]
        chosen.append(below if places is None else places.take(below))
        places = last = equal if places is None else places.take(equal)
        wanted -= len(below)
        if len(last) == wanted or following is None:
            break
        keys = following.take(last)
    every = np.concatenate([*chosen, last[:wanted]])
    ordered: Numbers = every[np.lexsort([column.take(every) for column in reversed(columns)])]
    return ordered


def before(columns: Sequence[Column], place: int) -> Mask:
    """Return a mask of the hits that come before one."""
    earlier = np.zeros(len(columns[-1]), dtype=np.bool_)
    equal = ~earlier
    for column in map(_whole, columns):
        earlier |= equal & (column < column[place])
        equal &= column == column[place]
    return earlier


def neighbourhood(columns: Sequence[Column], place: int) -> Neighbourhood:
    """Return how many hits come before one, the last of them, and the first after it."""
    earlier = before(columns, place)
    later = ~earlier
    later[place] = False
    following = first_places(columns, 1, np.flatnonzero(later))
    preceding = np.flatnonzero(earlier)
    for column in columns:
        keys = column.take(preceding)
        preceding = preceding[keys == keys.max(initial=keys[0] if len(keys) else 0)]
    return Neighbourhood(int(earlier.sum()), _only(preceding), _only(following))


def _whole(column: Column) -> NDArray[Any]:
    return column.whole() if isinstance(column, LookedUp) else column


def _only(places: Numbers) -> int | None:
    return int(places[0]) if len(places) else None
