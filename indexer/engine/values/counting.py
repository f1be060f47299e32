"""Counts the values of all facets at once: their numbers follow one another, and a row has those of all its values.

What a number stands for, and how rows are written, is in `values/tables`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.arrays import ArrayReader, ArrayWriter
from indexer.engine.columns.rows import NumberRows, spread, starts_of
from indexer.engine.columns.strings import Strings
from indexer.engine.rows import NO_NUMBERS
from indexer.query.results import FacetName

from .tables import Numbers

JOINT = "facets"
DENSE_SHARE = 8
"""All values are counted at once where there are more numbers than one of so many; sorting them is slower from there
on."""
DENSE_ROWS_SHARE = 3
"""All rows are counted at once where more than one of so many is asked for: of 6,579 rows with 60,000 values a third
takes 125 us either way, a tenth 50 us where they are picked, and all of them 360 (numpy 2.4)."""


class Counted(NamedTuple):
    """Values by their numbers, ascending, with the number of passages that have each."""

    numbers: Numbers
    counts: Numbers


class JointTable:
    """The values of all facets of each row."""

    def __init__(self, files: ArrayReader, values: Mapping[FacetName, Strings]) -> None:
        self._rows = NumberRows(files.array(f"{JOINT}-starts"), files.array(JOINT))
        self._values = values
        self.facets = tuple(values)
        """The facets in the order of their numbers."""
        self._firsts = starts_of([len(strings) for strings in values.values()])
        self._places = {facet: place for place, facet in enumerate(values)}
        self._strings = tuple(values.values())
        self._starts: list[int] = self._firsts.tolist()

    @cached_property
    def _sizes(self) -> Numbers:
        sizes: Numbers = np.diff(self._rows.starts).astype(np.int64)
        return sizes

    @cached_property
    def _names(self) -> NDArray[np.object_]:
        """The values that were asked for so far, by number; reading one from its file takes longer than finding it."""
        return np.full(int(self._firsts[-1]), None, dtype=np.object_)

    @cached_property
    def _is_named(self) -> NDArray[np.bool_]:
        """Which of the values were asked for so far."""
        return np.zeros(int(self._firsts[-1]), dtype=np.bool_)

    def count(self, rows: Numbers, counts: Numbers | None) -> Counted:
        """Return the values that some rows have, with how many passages have each.

        `counts` says how many passages each row stands for; without it each stands for one.
        """
        size = int(self._firsts[-1])
        if len(rows) * DENSE_ROWS_SHARE > len(self._rows):
            of_rows = np.bincount(rows, counts, len(self._rows)).astype(np.float64, copy=False)
            return tally(self._rows.values, np.repeat(of_rows, self._sizes), size)
        sizes = self._sizes.take(rows)
        numbers = self._rows.values.take(spread(self._rows.starts.take(rows), sizes))
        return tally(numbers, None if counts is None else np.repeat(counts, sizes), size)

    def ends(self, counted: Counted) -> list[int]:
        """Return where the values of each facet begin among those counted, and the end of the last."""
        ends: list[int] = counted.numbers.searchsorted(self._firsts).tolist()
        return ends

    def by_facet(self, counted: Counted) -> dict[FacetName, Counted]:
        """Return the values among those counted by their facet."""
        return {
            facet: Counted(counted.numbers[start:end], counted.counts[start:end])
            for facet, (start, end) in zip(self.facets, pairwise(self.ends(counted)), strict=True)
        }

    def number(self, facet: FacetName, value: str) -> int:
        """Return the number of a value among those of all facets; -1 where there is none."""
        number = self._values[facet].find(value)
        return number if number < 0 else number + int(self._firsts[self._places[facet]])

    def names(self, numbers: Numbers) -> list[str]:
        """Return values by their numbers among those of all facets."""
        names: list[str] = self._names.take(numbers).tolist()
        if not self._is_named.take(numbers).all():
            names = [
                self._read(number) if name is None else name
                for name, number in zip(names, numbers.tolist(), strict=True)
            ]
            self._names[numbers] = names
            self._is_named[numbers] = True
        return names

    def _read(self, number: int) -> str:
        place = bisect_right(self._starts, number) - 1
        return self._strings[place][number - self._starts[place]]


def tally(numbers: NDArray[Any], counts: NDArray[Any] | None, size: int) -> Counted:
    """Count numbers below `size`, each as often as `counts` says."""
    if not len(numbers):
        return Counted(NO_NUMBERS, NO_NUMBERS)
    if len(numbers) * DENSE_SHARE > size:
        totals = np.bincount(numbers, counts, size)
        present = (totals > 0).nonzero()[0]
        return Counted(present, totals.take(present).astype(np.int64))
    if counts is None:
        ascending = np.sort(numbers)
        bounds = _bounds_of(ascending)
        return Counted(ascending.take(bounds[:-1]).astype(np.int64), bounds[1:] - bounds[:-1])
    order = np.argsort(numbers, kind="stable")
    ascending = numbers.take(order)
    firsts = _bounds_of(ascending)[:-1]
    summed = np.add.reduceat(counts.take(order), firsts)
    some = summed > 0
    return Counted(ascending.take(firsts).astype(np.int64).compress(some), summed.compress(some).astype(np.int64))


def _bounds_of(ascending: NDArray[Any]) -> Numbers:
    """Return the places at which another number begins, and the end of the last."""
    begins = np.ones(len(ascending) + 1, dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:-1])
    return begins.nonzero()[0]


def write_joint(files: ArrayWriter, sizes: Sequence[int], tables: Sequence[NumberRows]) -> None:
    """Write the values of all facets of each row; `sizes` are the numbers of values of the facets."""
    firsts = starts_of(sizes)
    rows = np.concatenate([np.repeat(np.arange(len(table)), np.diff(table.starts)) for table in tables])
    numbers = np.concatenate(
        [table.values.astype(np.int64) + first for table, first in zip(tables, firsts, strict=False)]
    )
    order = np.argsort(rows, kind="stable")
    starts = starts_of(np.bincount(rows, minlength=len(tables[0])))
    files.write(JOINT, numbers[order].astype(np.min_scalar_type(int(firsts[-1]))))
    files.write(f"{JOINT}-starts", starts.astype(np.min_scalar_type(int(starts[-1]))))
