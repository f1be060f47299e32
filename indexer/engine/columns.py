"""What a search narrows, counts, sorts and weighs by, in memory: a few small numbers per passage.

Passages are numbered as they were added. Knows nothing of words or of the engine that finds them.

The facet values that a passage has together are its profile. There are far fewer profiles than passages, so
filters are tried on each profile once, and passages are only counted by profile.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

import msgspec

from .results import FACETS, FacetName, Sort

COLUMNS_FILE = "columns.msgpack"


class ColumnsFile(msgspec.Struct):
    """The columns as they are kept on disk."""

    ids: list[str] = []
    places: list[int] = []
    """Document, then ordinal, as one number that sorts."""
    days: list[int] = []
    """The day of the meeting; 0 is unknown."""
    priors: list[float] = []
    profiles: list[int] = []
    values: dict[FacetName, list[tuple[str, ...]]] = msgspec.field(
        default_factory=lambda: {name: [] for name in FACETS}
    )
    """For each facet, the values that each profile has: none, one, or several."""
    lengths: dict[str, list[int]] = {}
    """For each field of words, how many there are; 0 is as good as the average."""
    forms: dict[str, list[str]] = {}
    """For each stem, the forms of it that occur."""


@dataclass(frozen=True)
class Narrowed:
    """Passages that pass every filter, counted by profile; for each facet those that its filter alone keeps out."""

    passing: list[int]
    counts: Mapping[int, int]
    kept_out: Mapping[FacetName, Mapping[int, int]]


class Columns:
    """All that is known of each passage by its number; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        """Read the columns from a folder; raise OSError, ValueError or KeyError when that cannot be done."""
        kept = msgspec.msgpack.decode((path / COLUMNS_FILE).read_bytes(), type=ColumnsFile)
        self.ids = tuple(kept.ids)
        self.priors = array("d", kept.priors)
        self.lengths = {field: array("L", lengths) for field, lengths in kept.lengths.items()}
        self.forms = kept.forms
        self._ranks = _ranks(kept.places, kept.days)
        self._profiles = array("L", kept.profiles)
        self._values = {facet: kept.values[facet] for facet in FACETS}

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """Give every value of a facet, each once."""
        return tuple({value: None for values in self._values[facet] for value in values})

    def narrow(self, found: Collection[int], filters: Mapping[FacetName, tuple[str, ...]]) -> Narrowed:
        """Split what was found by the filters."""
        counts = Counter(map(self._profiles.__getitem__, found))
        active = {facet: frozenset(chosen) for facet, chosen in filters.items() if chosen}
        if not active:
            return Narrowed(list(found), counts, {})
        passing: dict[int, int] = {}
        kept_out: dict[FacetName, dict[int, int]] = {facet: {} for facet in active}
        for profile, count in counts.items():
            failed = [facet for facet, chosen in active.items() if chosen.isdisjoint(self._values[facet][profile])]
            if not failed:
                passing[profile] = count
            elif len(failed) == 1:
                kept_out[failed[0]][profile] = count
        admitted = map(passing.__contains__, map(self._profiles.__getitem__, found))
        return Narrowed(list(compress(found, admitted)), passing, kept_out)

    def tallies(self, narrowed: Narrowed) -> dict[FacetName, dict[str, int]]:
        """Count every facet without its own filter."""
        return {
            facet: _tally(values, narrowed.counts, narrowed.kept_out.get(facet, {}))
            for facet, values in self._values.items()
        }

    def first(self, found: list[int], sort: Sort, scores: Mapping[int, float], count: int) -> list[int]:
        """Give the first `count` of what was found in an order: equals stand in document order."""
        if sort != "relevance":
            return _smallest(found, self._ranks[sort], count)
        if count < len(found):
            least = heapq.nlargest(count, map(scores.__getitem__, found))[-1]
            found = [number for number in found if scores[number] >= least]
        in_order = sorted(found, key=self._ranks["document"].__getitem__)
        return sorted(in_order, key=scores.__getitem__, reverse=True)[:count]  # a sort keeps the order of equals


def _tally(values: list[tuple[str, ...]], *counted: Mapping[int, int]) -> dict[str, int]:
    """Count the values of profiles."""
    tally: dict[str, int] = {}
    for counts in counted:
        for profile, count in counts.items():
            for value in values[profile]:
                tally[value] = tally.get(value, 0) + count
    return tally


def _smallest(numbers: list[int], rank: array[int], count: int) -> list[int]:
    """Give the first by rank; a heap that holds much of the list is slower than sorting it."""
    if count * 4 > len(numbers):
        return sorted(numbers, key=rank.__getitem__)[:count]
    return heapq.nsmallest(count, numbers, key=rank.__getitem__)


def _ranks(places: list[int], days: list[int]) -> dict[Sort, array[int]]:
    """Give each passage's place in every order that no score decides: the undated come last."""
    numbers = sorted(range(len(places)), key=places.__getitem__)
    oldest = sorted(numbers, key=days.__getitem__)
    undated = days.count(0)
    return {
        "document": _inverse(numbers),
        "newest": _inverse(sorted(numbers, key=days.__getitem__, reverse=True)),
        "oldest": _inverse(oldest[undated:] + oldest[:undated]),
    }


def _inverse(order: list[int]) -> array[int]:
    rank = array("L", bytes(array("L").itemsize * len(order)))
    for place, number in enumerate(order):
        rank[number] = place
    return rank
