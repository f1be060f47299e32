"""Ascending numbers of passages with a value each, as arrays: summed, intersected and looked up.

Each operation has two ways: a dense array with a place for every passage of the index where much of it is touched, and
sorting or binary search where little is. What the values mean is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""Numbers of passages, texts or positions, ascending where nothing else is said."""
Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

DENSE_SHARE = 6
"""A dense array of `size` places costs as much as sorting about `size / DENSE_SHARE` numbers (numpy 2.4)."""
SEARCH_STEPS = 30
"""Finding one number in a sorted array costs as much as marking so many in a dense one (numpy 2.4)."""

SAMPLE_STEP, SAMPLED_FROM = 16, 32
"""One key in so many is in a sample, and a sample is taken where there are more than so many keys for each one wanted:
the tenth of 52,000 is found in a ninth of the time, the hundredth in a sixth (numpy 2.4)."""

NO_NUMBERS: Numbers = np.zeros(0, np.int64)
NO_NUMBERS.flags.writeable = False


class Row(NamedTuple):
    """Distinct passages, ascending, with the value of each."""

    passages: Numbers
    values: Values


EMPTY = Row(NO_NUMBERS, np.zeros(0))


def summed(rows: Sequence[Row], size: int) -> Row:
    """Return the passages of any row with the sums of their values, added in the order of the rows."""
    rows = [row for row in rows if len(row.passages)]
    if len(rows) < 2:
        return rows[0] if rows else EMPTY
    if all(row.values.min() > 0 for row in rows):
        return merged(rows, size)
    passages, [values] = summed_columns([row.passages for row in rows], [[row.values for row in rows]], size)
    return Row(passages, values)


def merged(rows: Sequence[Row], size: int) -> Row:
    """Return the passages of any of some rows with the sums of their values, all of which are more than 0.

    There is at least one row. `size` is more than any number of a passage.
    """
    if len(rows) == 1:
        return rows[0]
    if sum(len(row.passages) for row in rows) * DENSE_SHARE > size:
        sums = np.zeros(size)
        for row in rows:
            np.add.at(sums, row.passages, row.values)
        distinct = (sums > 0).nonzero()[0]
        return Row(distinct, sums.take(distinct))
    joined, values = map(np.concatenate, zip(*rows, strict=True))
    order = joined.argsort(kind="stable")  # merging ascending rows is what this sort does best
    passages = joined.take(order)
    firsts = group_starts(passages)
    return Row(passages.take(firsts), _group_sums(values.take(order), firsts))


def summed_columns(
    passages: Sequence[Numbers], columns: Sequence[Sequence[Values | float]], size: int
) -> tuple[Numbers, list[Values]]:
    """Return the distinct passages of several rows, and for each column of values per row the sums per passage.

    A column has an array or one number for each row. `size` is more than any number of a passage.
    """
    joined = np.concatenate(passages) if passages else NO_NUMBERS
    flat = [_joined_values(passages, column) for column in columns]
    if len(joined) * DENSE_SHARE > size:
        marked = np.zeros(size, np.bool_)
        marked[joined] = True
        distinct = marked.nonzero()[0]
        return distinct, [_dense_sums(joined, values, size).take(distinct) for values in flat]
    order = np.argsort(joined, kind="stable")  # rows are ascending, and merging them is what this sort does best
    joined = joined.take(order)
    firsts = group_starts(joined)
    return joined.take(firsts), [_group_sums(values.take(order), firsts) for values in flat]


def _dense_sums(numbers: Numbers, values: Values, size: int) -> Values:
    return np.asarray(np.bincount(numbers, values, size), np.float64)


def _group_sums(values: Values, firsts: Numbers) -> Values:
    return np.asarray(np.add.reduceat(values, firsts), np.float64) if len(firsts) else values


def _joined_values(passages: Sequence[Numbers], column: Sequence[Values | float]) -> Values:
    arrays = [
        values if isinstance(values, np.ndarray) else np.full(len(row), values)
        for row, values in zip(passages, column, strict=True)
    ]
    return np.concatenate(arrays) if arrays else np.zeros(0)


def group_starts(ordered: Numbers) -> Numbers:
    """Return where each run of equal numbers begins in a sorted array."""
    if not len(ordered):
        return NO_NUMBERS
    begins = np.empty(len(ordered), np.bool_)
    begins[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    return begins.nonzero()[0]


def counted(ordered: Numbers) -> Row:
    """Return the distinct numbers of a sorted array, and how often each occurs."""
    firsts = group_starts(ordered)
    counts = np.empty(len(firsts))
    np.subtract(firsts[1:], firsts[:-1], out=counts[:-1])
    counts[-1:] = len(ordered) - firsts[-1:]
    return Row(ordered.take(firsts), counts)


def contains(passages: Numbers, wanted: Numbers, size: int) -> Mask:
    """Return for each wanted number whether it is among some passages; both are ascending."""
    if not len(passages) or not len(wanted):
        return np.zeros(len(wanted), np.bool_)
    if len(wanted) * SEARCH_STEPS < len(passages) + size // 16:  # a mask takes an eighth of the memory of numbers
        places = passages.searchsorted(wanted)
        places[places == len(passages)] = 0
        found: Mask = passages.take(places) == wanted
        return found
    marked = np.zeros(size, np.bool_)
    marked[passages] = True
    return marked.take(wanted)


def values_of(row: Row, wanted: Numbers, size: int) -> Values:
    """Return the value that a row has for each wanted passage, and not-a-number where it has none."""
    if not len(row.passages) or not len(wanted):
        return np.full(len(wanted), np.nan)
    if _is_searched(len(wanted), len(row.passages), size):
        places = row.passages.searchsorted(wanted)
        places[places == len(row.passages)] = 0
        return np.where(row.passages.take(places) == wanted, row.values.take(places), np.nan)
    dense = np.full(size, np.nan)
    dense[row.passages] = row.values
    return dense.take(wanted)


def places_in(passages: Numbers, wanted: Numbers, size: int) -> Numbers:
    """Return for each wanted number its place among some passages, -1 where it is not there; both are ascending."""
    if not len(passages) or not len(wanted):
        return np.full(len(wanted), -1)
    if _is_searched(len(wanted), len(passages), size):
        places = passages.searchsorted(wanted)
        places[places == len(passages)] = 0
        places[passages.take(places) != wanted] = -1
        return places
    dense = np.full(size, -1)
    dense[passages] = np.arange(len(passages))
    return dense.take(wanted)


def _is_searched(wanted: int, passages: int, size: int) -> bool:
    """Return whether finding so many numbers among passages by search is faster than by a dense array."""
    return wanted * SEARCH_STEPS < passages + size // 2


def union(rows: Sequence[Numbers], size: int) -> Numbers:
    """Return the numbers that any of the rows has."""
    rows = [row for row in rows if len(row)]
    if len(rows) < 2:
        return rows[0] if rows else NO_NUMBERS
    if sum(map(len, rows)) * DENSE_SHARE > size:
        marked = np.zeros(size, np.bool_)
        for row in rows:
            marked[row] = True
        return marked.nonzero()[0]
    return np.unique(np.concatenate(rows))


def best(values: Values, count: int) -> Numbers:
    """Return the places of the highest values, ascending; of equal ones the first."""
    if len(values) <= count:
        return np.arange(len(values))
    least = -nth_smallest(-values, count)
    places: Numbers = (values >= least).nonzero()[0]
    if len(places) == count:
        return places
    above = (values > least).nonzero()[0]
    equal = (values == least).nonzero()[0][: count - len(above)]
    return np.sort(np.concatenate((above, equal)))


def nth_smallest(keys: NDArray[Any], n: int) -> Any:
    """Return the `n`th smallest of some keys, the first of which is 1; there are at least so many.

    A sample says below which key to look; where it is mistaken, all are looked at.
    """
    if len(keys) > SAMPLED_FROM * n:
        sample = keys[::SAMPLE_STEP]
        within = min(2 * n // SAMPLE_STEP + 8, len(sample)) - 1
        few = keys[keys <= np.partition(sample, within)[within]]
        if n <= len(few) < len(keys):
            return nth_smallest(few, n)
    return np.partition(keys, n - 1)[n - 1]
