"""The order of hits: by several columns of numbers, the first hits, the place of one, and what comes after it.

The columns hold one number for each hit, and smaller numbers come first; the last column has no number twice. Only as
much is sorted as is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.rows import nth_smallest

from .tables import Mask, Numbers

Column = NDArray[Any]


class Neighbourhood(NamedTuple):
    """The hits around one."""

    place: int
    """How many hits come before it."""
    before: int | None
    after: int | None


def first_places(columns: Sequence[Column], n: int, among: Numbers | None = None) -> Numbers:
    """Return the places of the first `n` hits, in order; `among` are the places that count, all by default."""
    places = np.arange(len(columns[-1])) if among is None else among
    chosen: list[Numbers] = []
    wanted = min(n, len(places))
    if wanted <= 0:
        return places[:0]
    every_place = among is None
    for column in columns:
        if len(places) == wanted:
            break
        keys = column if every_place else column[places]
        every_place = False
        limit = nth_smallest(keys, wanted)
        below = places[keys < limit]
        chosen.append(below)
        places = places[keys == limit]
        wanted -= len(below)
    every = np.concatenate([*chosen, places[:wanted]])
    ordered: Numbers = every[np.lexsort([column[every] for column in reversed(columns)])]
    return ordered


def before(columns: Sequence[Column], place: int) -> Mask:
    """Return a mask of the hits that come before one."""
    earlier = np.zeros(len(columns[-1]), dtype=np.bool_)
    equal = ~earlier
    for column in columns:
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
        keys = column[preceding]
        preceding = preceding[keys == keys.max(initial=keys[0] if len(keys) else 0)]
    return Neighbourhood(int(earlier.sum()), _only(preceding), _only(following))


def _only(places: Numbers) -> int | None:
    return int(places[0]) if len(places) else None
