"""What a search narrows, counts, sorts and weighs by, in memory: a few small numbers per passage.

Passages are numbered as they were added. Knows nothing of words or of the engine that finds them.

The facet values that a passage has together are its profile. There are far fewer profiles than passages, so
filters are tried on each profile once, and passages are only counted by profile.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

import msgspec

from indexer.meetings.dates import first_day, last_day
from indexer.query.results import FACETS, FIELD_FACETS, FacetName, Filters, Sort
from indexer.query.tree import Field, Range

DOC_VALUES_FILE = "columns.msgpack"

Sets = Mapping[FacetName, frozenset[str]]
_NONE: frozenset[str] = frozenset()


class DocValuesFile(msgspec.Struct):
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
    spans: list[tuple[int, int]] = []
    """For each profile, the first and the last day that its meeting may have had; 0 is unknown."""
    forms: dict[str, list[str]] = {}
    """For each stem, the forms of it that occur."""
    passages: dict[str, int] = {}
    """For each form, the passages in which it stands."""
    written: dict[str, list[str]] = {}
    """For each form that has accents somewhere, how it is written with them."""


@dataclass(frozen=True)
class FilteredHits:
    """Passages that pass every filter, counted by profile; for each facet those that its filter alone keeps out."""

    passing: list[int]
    counts: Mapping[int, int]
    excluded_by: Mapping[FacetName, Mapping[int, int]]


class DocValues:
    """All that is known of each passage by its number; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        """Read the columns from a folder; raise OSError, ValueError or KeyError when that cannot be done."""
        kept = msgspec.msgpack.decode((path / DOC_VALUES_FILE).read_bytes(), type=DocValuesFile)
        self.ids = tuple(kept.ids)
        self.priors = array("d", kept.priors)
        self.lengths = {field: array("L", lengths) for field, lengths in kept.lengths.items()}
        self.forms = kept.forms
        self.passages = kept.passages
        self.written = kept.written
        self._spans = kept.spans
        self._ranks = _ranks(kept.places, kept.days)
        self._profiles = array("L", kept.profiles)
        self._values = {facet: kept.values[facet] for facet in FACETS}

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """Give every value of a facet, each once."""
        return tuple({value: None for values in self._values[facet] for value in values})

    def with_value(self, node: Field | Range) -> list[int]:
        """Give the passages with a value in a field, or with any in a stretch of years or days, in order."""
        if isinstance(node, Range) and node.name == "date":
            low, high = first_day(node.low), last_day(node.high)
            fits = [first and first <= high and last >= low for first, last in self._spans]
        else:
            admits = _in_range(node) if isinstance(node, Range) else node.value.__eq__
            fits = [any(map(admits, values)) for values in self._values[FIELD_FACETS[node.name]]]
        return list(compress(range(len(self.ids)), map(fits.__getitem__, self._profiles)))

    def apply_filters(self, found: Collection[int], filters: Filters, excluded: Filters) -> FilteredHits:
        """Split what was found by the values that are chosen, and by those that are left out."""
        counts = Counter(map(self._profiles.__getitem__, found))
        chosen = {facet: frozenset(values) for facet, values in filters.items() if values}
        unwanted = {facet: frozenset(values) for facet, values in excluded.items() if values}
        active = [facet for facet in FACETS if facet in chosen or facet in unwanted]
        if not active:
            return FilteredHits(list(found), counts, {})
        passing: dict[int, int] = {}
        kept_out: dict[FacetName, dict[int, int]] = {facet: {} for facet in active}
        for profile, count in counts.items():
            failed = [facet for facet in active if self._fails(profile, facet, chosen, unwanted)]
            if not failed:
                passing[profile] = count
            elif len(failed) == 1:
                kept_out[failed[0]][profile] = count
        admitted = map(passing.__contains__, map(self._profiles.__getitem__, found))
        return FilteredHits(list(compress(found, admitted)), passing, kept_out)

    def _fails(self, profile: int, facet: FacetName, chosen: Sets, unwanted: Sets) -> bool:
        """Tell whether a profile has no chosen value of a facet, or one that is left out."""
        values = self._values[facet][profile]
        lacks = facet in chosen and chosen[facet].isdisjoint(values)
        return lacks or not unwanted.get(facet, _NONE).isdisjoint(values)

    def facet_counts(self, narrowed: FilteredHits) -> dict[FacetName, dict[str, int]]:
        """Count every facet without its own filter."""
        return {
            facet: _tally(values, narrowed.counts, narrowed.excluded_by.get(facet, {}))
            for facet, values in self._values.items()
        }

    def top(self, found: list[int], sort: Sort, scores: Mapping[int, float], count: int) -> list[int]:
        """Give the first `count` of what was found in an order: equals stand in document order."""
        if sort != "relevance":
            return _smallest(found, self._ranks[sort], count)
        if count < len(found):
            least = heapq.nlargest(count, map(scores.__getitem__, found))[-1]
            found = [number for number in found if scores[number] >= least]
        in_order = sorted(found, key=self._ranks["document"].__getitem__)
        return sorted(in_order, key=scores.__getitem__, reverse=True)[:count]  # a sort keeps the order of equals


def _in_range(node: Range) -> Callable[[str], bool]:
    """Tell of a year whether it lies in a range; what is no year does not."""
    low, high = int(node.low or 0), int(node.high or 9999)
    return lambda value: value.isdecimal() and low <= int(value) <= high


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
