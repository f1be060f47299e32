"""When the parts of a build are written together again, so that few are opened and little of them is void."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

MAX_PARTS = 8
"""SQLite opens at most ten files at a time."""
MAX_SHARE = 0.1
"""The share of all passages that may be void, or lie in other parts than the largest, before all is written anew."""


class PartContents(NamedTuple):
    """A part with all of its passages, those among them that documents have, by document."""

    name: str
    passages: int
    documents: Mapping[str, int]


class PartsPlan(NamedTuple):
    """What becomes of the parts of a build in the next one."""

    anew: bool
    """Whether all is written anew."""
    merged: Sequence[str]
    """The names of parts whose documents go into the new one."""


def plan_parts(parts: Sequence[PartContents], kept: Collection[str]) -> PartsPlan:
    """Return what becomes of parts of which the documents with some ids are kept.

    All is written anew where too large a share of the passages is void or lies in small parts, so that a passage is
    written again only once for each growth by that share. Small parts go into the new one where they are many.
    """
    living = {
        part.name: size
        for part in parts
        if (size := sum(count for key, count in part.documents.items() if key in kept))
    }
    if not living:
        return PartsPlan(anew=True, merged=())
    largest = max(living, key=living.__getitem__)
    loose = sum(part.passages for part in parts if part.name in living) - living[largest]
    small = [name for name in living if name != largest]
    return PartsPlan(anew=loose > MAX_SHARE * sum(living.values()), merged=small if len(living) + 1 > MAX_PARTS else ())
