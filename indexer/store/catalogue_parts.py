"""When the parts of a catalogue are written together again, so that few are opened and little of them is void."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MAX_PARTS = 8
"""SQLite opens at most ten files at a time."""
MAX_SHARE = 0.1
"""The share of all passages that may be void, or lie in other parts than the largest, before these are merged."""


class PartSize(NamedTuple):
    """A part with the number of its passages, and of those among them that documents still have."""

    name: str
    passages: int
    living: int


def parts_to_merge(parts: Sequence[PartSize], added: int) -> list[str]:
    """Return the names of the parts to merge with a new one of `added` passages.

    A part without living passages always goes. All go where too large a share of them is void or lies in small parts,
    so that a passage is written again only once for each growth by that share; the small ones go where they are many.
    """
    void = [part.name for part in parts if not part.living]
    living = [part for part in parts if part.living]
    if not living:
        return void
    largest = max(living, key=lambda part: part.living)
    others = [part for part in living if part is not largest]
    total = added + sum(part.living for part in living)
    loose = largest.passages - largest.living + sum(part.passages for part in others)
    if loose + added > MAX_SHARE * total and loose:
        return [*void, *(part.name for part in living)]
    return [*void, *(part.name for part in others)] if len(living) + 1 > MAX_PARTS else void
