"""What a search narrows and sorts by, held in memory: one small number per passage and facet.

Filled once when an index is opened. Knows nothing of words or scores.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whoosh.reading import IndexReader

from .results import FACETS, FacetName, Sort


@dataclass(frozen=True)
class FacetColumn:
    """A code for each passage, and the values a code stands for: none, one, or a session and those above."""

    codes: array[int]
    values: tuple[tuple[str, ...], ...]

    def tally(self, found: Iterable[int]) -> dict[str, int]:
        """Count the passages found under each value."""
        counts: Counter[str] = Counter()
        for code, count in Counter(map(self.codes.__getitem__, found)).items():
            for value in self.values[code]:
                counts[value] += count
        return dict(counts)

    def admits(self, chosen: Iterable[str]) -> list[bool]:
        """Tell for each code whether a passage that has it holds one of the chosen values."""
        wanted = frozenset(chosen)
        return [not wanted.isdisjoint(values) for values in self.values]


@dataclass(frozen=True)
class Narrowed:
    """Passages that pass every filter, and for each facet those that its own filter alone keeps out."""

    passing: list[int]
    kept_out: Mapping[FacetName, list[int]]


@dataclass(frozen=True)
class Columns:
    """All that is known of each passage by its number in the index."""

    ids: tuple[str, ...]
    facets: Mapping[FacetName, FacetColumn]
    places: array[int]
    """Document, then ordinal, as one number that sorts."""
    days: array[int]
    """The day of the meeting; 0 is unknown."""

    def narrow(self, found: Iterable[int], filters: Mapping[FacetName, tuple[str, ...]]) -> Narrowed:
        """Split what was found by the filters, in one pass."""
        active = [
            (facet, self.facets[facet].codes, self.facets[facet].admits(chosen))
            for facet, chosen in filters.items()
            if chosen
        ]
        narrowed = Narrowed([], {facet: [] for facet, _, _ in active})
        for number in found:
            failed = [facet for facet, codes, admitted in active if not admitted[codes[number]]]
            if not failed:
                narrowed.passing.append(number)
            elif len(failed) == 1:
                narrowed.kept_out[failed[0]].append(number)
        return narrowed

    def tallies(self, narrowed: Narrowed) -> dict[FacetName, dict[str, int]]:
        """Count every facet without its own filter."""
        return {
            name: column.tally([*narrowed.passing, *narrowed.kept_out.get(name, ())])
            for name, column in self.facets.items()
        }

    def sort_key(self, sort: Sort, scores: Mapping[int, float], number: int) -> tuple[float, int]:
        """Give what a passage is sorted by: the undated come last, equals stand in document order."""
        place, day = self.places[number], self.days[number]
        if sort == "relevance":
            return -scores[number], place
        if sort == "document":
            return 0.0, place
        if not day:
            return float("inf"), place
        return (-day if sort == "newest" else day), place


def load(reader: IndexReader, parents: Mapping[str, str]) -> Columns:
    """Read the columns of a one-segment index; `parents` maps a session's value to that of the one above."""
    empty = not reader.doc_count_all()

    def raw(field: str) -> list[bytes]:
        return [] if empty else [bytes(value) for value in reader.column_reader(field, translate=False)]

    def numbers(field: str) -> list[int]:
        return [] if empty else list(reader.column_reader(field, translate=False))

    places = (
        document << 32 | ordinal for document, ordinal in zip(numbers("document"), numbers("ordinal"), strict=True)
    )
    return Columns(
        ids=tuple(value.decode() for value in raw("id")),
        facets={name: _encode(raw(name), parents if name == "session" else {}) for name in FACETS},
        places=array("Q", places),
        days=array("L", numbers("day")),
    )


def _encode(column: list[bytes], parents: Mapping[str, str]) -> FacetColumn:
    codes: dict[bytes, int] = {}
    numbers = array("L", (codes.setdefault(value, len(codes)) for value in column))
    return FacetColumn(numbers, tuple(_lineage(value.decode(), parents) for value in codes))


def _lineage(value: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Give a value and those above it, each once; nothing for the empty value."""
    line: dict[str, None] = {}
    while value and value not in line:
        line[value] = None
        value = parents.get(value, "")
    return tuple(line)
