"""The values that a search filters, counts, sorts and weighs by, in memory: a few small numbers per passage.

Passages are numbered as they were added. This module knows neither terms nor the engine that finds them.

The facet values that one passage has together are its profile. There are far fewer profiles than passages, so a filter
is tested once per profile, and passages are counted by profile.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from pathlib import Path

import msgspec

from indexer.meetings.dates import first_day, last_day
from indexer.query.results import (
    FACETS,
    FIELD_FACETS,
    NO_SESSION_PREFIX,
    FacetName,
    Filters,
    Grouping,
    GroupKey,
    Sort,
)
from indexer.query.tree import Field, Range
from indexer.text.stemming import analysis_language

DOC_VALUES_FILE = "doc_values.msgpack"

Sets = Mapping[FacetName, frozenset[str]]
_NONE: frozenset[str] = frozenset()


class DocValuesFile(msgspec.Struct):
    """The doc values as they are stored on disk."""

    ids: list[str] = []
    order_keys: list[int] = []
    """Document and ordinal as one number that sorts."""
    days: list[int] = []
    """The first day of the meeting as a number; 0 is unknown."""
    priors: list[float] = []
    profiles: list[int] = []
    values: dict[FacetName, list[tuple[str, ...]]] = msgspec.field(
        default_factory=lambda: {name: [] for name in FACETS}
    )
    """For each facet, the values of each profile: none, one or several."""
    lengths: dict[str, list[int]] = {}
    """For each field, the number of its terms per passage; 0 counts as the average length."""
    spans: list[tuple[int, int]] = []
    """For each profile, the first and the last day on which its meeting may have been; 0 is unknown."""
    forms: dict[str, dict[str, list[str]]] = {}
    """For each analysis language and each stem, its terms that occur in passages of that language."""
    passages: dict[str, dict[str, int]] = {}
    """For each analysis language and each term, the number of passages of that language that have it."""
    compounds: dict[str, dict[str, list[str]]] = {}
    """For each language with compounds and the stem of each part, the compounds that have it."""
    written: dict[str, list[str]] = {}
    """For each term that has accents somewhere, its accented spellings."""
    capitals: dict[str, int] = {}
    """For each term that is written in capitals somewhere, the number of passages in which it is."""
    parted: dict[str, list[str]] = {}
    """For each stem of a word that is written in parts somewhere, its ways of writing: `peace-keeping`."""


@dataclass(frozen=True)
class FilteredHits:
    """The passages that pass every filter, counted by profile, and for each facet those only its filter excludes."""

    passing: list[int]
    counts: Mapping[int, int]
    excluded_by: Mapping[FacetName, Mapping[int, int]]


class DocValues:
    """All stored values of each passage by its number; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        """Read the doc values from a folder; raise OSError, ValueError or KeyError when they cannot be read."""
        stored = msgspec.msgpack.decode((path / DOC_VALUES_FILE).read_bytes(), type=DocValuesFile)
        self.ids = tuple(stored.ids)
        self.priors = array("d", stored.priors)
        self.lengths = {field: array("L", lengths) for field, lengths in stored.lengths.items()}
        self.forms = stored.forms
        self.passages = stored.passages
        self.compounds = stored.compounds
        self.written = stored.written
        self.capitals = stored.capitals
        self.parted = stored.parted
        self._spans = stored.spans
        self._ranks = _ranks(stored.order_keys, stored.days)
        self._profiles = array("L", stored.profiles)
        self._values = {facet: stored.values[facet] for facet in FACETS}

    @cached_property
    def languages(self) -> Sequence[str]:
        """The analysis language of each passage."""
        of_profiles = [analysis_language(next(iter(values), None)) for values in self._values["language"]]
        return [of_profiles[profile] for profile in self._profiles]

    @cached_property
    def language_counts(self) -> Mapping[str, int]:
        """The number of passages in each analysis language."""
        return Counter(self.languages)

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """Return every value of a facet, each once."""
        return tuple({value: None for values in self._values[facet] for value in values})

    def with_value(self, node: Field | Range) -> list[int]:
        """Return the numbers of the passages with a value of a field, or with any value in a range, ascending."""
        if isinstance(node, Range) and node.name == "date":
            low, high = first_day(node.low), last_day(node.high)
            profile_fits = [first and first <= high and last >= low for first, last in self._spans]
        else:
            matches_value = _in_range(node) if isinstance(node, Range) else node.value.__eq__
            profile_fits = [any(map(matches_value, values)) for values in self._values[FIELD_FACETS[node.name]]]
        return list(compress(range(len(self.ids)), map(profile_fits.__getitem__, self._profiles)))

    def with_any_value(self, facet: FacetName) -> list[int]:
        """Return the numbers of the passages with any value of a facet, ascending."""
        return list(compress(range(len(self.ids)), map([*map(bool, self._values[facet])].__getitem__, self._profiles)))

    def apply_filters(self, hits: Collection[int], filters: Filters, excluded: Filters) -> FilteredHits:
        """Split hits by the selected values and by the excluded values of each facet."""
        counts = Counter(map(self._profiles.__getitem__, hits))
        selected = {facet: frozenset(values) for facet, values in filters.items() if values}
        unwanted = {facet: frozenset(values) for facet, values in excluded.items() if values}
        filtered_facets = [facet for facet in FACETS if facet in selected or facet in unwanted]
        if not filtered_facets:
            return FilteredHits(list(hits), counts, {})
        passing: dict[int, int] = {}
        excluded_by: dict[FacetName, dict[int, int]] = {facet: {} for facet in filtered_facets}
        for profile, count in counts.items():
            failed = [facet for facet in filtered_facets if self._fails(profile, facet, selected, unwanted)]
            if not failed:
                passing[profile] = count
            elif len(failed) == 1:
                excluded_by[failed[0]][profile] = count
        passes = map(passing.__contains__, map(self._profiles.__getitem__, hits))
        return FilteredHits(list(compress(hits, passes)), passing, excluded_by)

    def _fails(self, profile: int, facet: FacetName, selected: Sets, unwanted: Sets) -> bool:
        """Return whether a profile has no selected value of a facet, or an excluded one."""
        values = self._values[facet][profile]
        missing = facet in selected and selected[facet].isdisjoint(values)
        return missing or not unwanted.get(facet, _NONE).isdisjoint(values)

    def facet_counts(self, filtered: FilteredHits) -> dict[FacetName, dict[str, int]]:
        """Count the values of every facet, each facet without its own filter."""
        return {
            facet: _count_values(values, filtered.counts, filtered.excluded_by.get(facet, {}))
            for facet, values in self._values.items()
        }

    def group_key(self, number: int, by: Grouping) -> str:
        """Return the key of the group that a passage is in."""
        document = self.ids[number].rpartition(".")[0]
        if by == "document":
            return document
        return next(iter(self._values["session"][self._profiles[number]]), NO_SESSION_PREFIX + document)

    def within(self, hits: Iterable[int], group: GroupKey) -> list[int]:
        """Return the hits of one group."""
        return [number for number in hits if self.group_key(number, group.by) == group.key]

    def top(self, hits: list[int], sort: Sort, scores: Mapping[int, float], count: int) -> list[int]:
        """Return the first `count` hits in a sort order; equal hits come in document order."""
        if sort != "relevance":
            return _first_by_rank(hits, self._ranks[sort], count)
        if count < len(hits):
            threshold = heapq.nlargest(count, map(scores.__getitem__, hits))[-1]
            hits = [hit for hit in hits if scores[hit] >= threshold]
        in_order = sorted(hits, key=self._ranks["document"].__getitem__)
        return sorted(in_order, key=scores.__getitem__, reverse=True)[:count]  # sorting is stable


def top_counts(
    counts: Mapping[FacetName, Mapping[str, int]], limit: int | None, kept: Mapping[FacetName, Collection[str]]
) -> tuple[Mapping[FacetName, Mapping[str, int]], dict[FacetName, int]]:
    """Return the most frequent values of each facet and those to keep, and how many values were left out."""
    if limit is None:
        return counts, {}
    top: dict[FacetName, Mapping[str, int]] = {}
    more: dict[FacetName, int] = {}
    for facet, counted in counts.items():
        first = sorted(counted, key=lambda value: (-counted[value], value))[:limit]
        top[facet] = {value: counted[value] for value in dict.fromkeys((*first, *kept[facet])) if value in counted}
        if left := len(counted) - len(top[facet]):
            more[facet] = left
    return top, more


def _in_range(node: Range) -> Callable[[str], bool]:
    """Return a function that tests whether a year lies in a range; a value that is no year does not."""
    low, high = int(node.low or 0), int(node.high or 9999)
    return lambda value: value.isdecimal() and low <= int(value) <= high


def _count_values(values: list[tuple[str, ...]], *counted: Mapping[int, int]) -> dict[str, int]:
    """Count the values of profiles."""
    totals: dict[str, int] = {}
    for counts in counted:
        for profile, count in counts.items():
            for value in values[profile]:
                totals[value] = totals.get(value, 0) + count
    return totals


def _first_by_rank(numbers: list[int], rank: array[int], count: int) -> list[int]:
    """Return the first numbers by rank; a heap that holds much of the list is slower than sorting it."""
    if count * 4 > len(numbers):
        return sorted(numbers, key=rank.__getitem__)[:count]
    return heapq.nsmallest(count, numbers, key=rank.__getitem__)


def _ranks(document_order: list[int], days: list[int]) -> dict[Sort, array[int]]:
    """Return the rank of each passage in every order that does not use scores; undated passages come last."""
    numbers = sorted(range(len(document_order)), key=document_order.__getitem__)
    oldest = sorted(numbers, key=days.__getitem__)
    undated = days.count(0)
    return {
        "document": _rank_of_each(numbers),
        "newest": _rank_of_each(sorted(numbers, key=days.__getitem__, reverse=True)),
        "oldest": _rank_of_each(oldest[undated:] + oldest[:undated]),
    }


def _rank_of_each(order: list[int]) -> array[int]:
    rank = array("L", bytes(array("L").itemsize * len(order)))
    for position, number in enumerate(order):
        rank[number] = position
    return rank
