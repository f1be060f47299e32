"""Rows of passages as arrays do what sets and dictionaries do, whichever of their two ways they take."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.rows import (
    SAMPLE_STEP,
    Row,
    best,
    contains,
    counted,
    nth_smallest,
    places_in,
    summed,
    union,
    values_of,
)

SIZES = st.sampled_from([40, 100_000])
"""Of an index: in the small one arrays with a place for every passage pay, in the large one sorting does."""


def a_row(numbers: dict[int, float]) -> Row:
    """Make a row of passages with values."""
    ascending = sorted(numbers)
    return Row(np.array(ascending, np.int64), np.array([numbers[number] for number in ascending], np.float64))


VALUES = st.dictionaries(st.integers(0, 39), st.integers(-3, 9).map(float), max_size=30)
PASSAGES = st.sets(st.integers(0, 39), max_size=39).map(lambda numbers: np.array(sorted(numbers), np.int64))


@given(st.lists(VALUES, max_size=4), SIZES)
def test_rows_are_summed(tables: list[dict[int, float]], size: int) -> None:
    """A sum of rows has every passage of any of them, ascending, with the sum of its values, be it 0."""
    passages, values = summed([a_row(table) for table in tables], size)
    expected: dict[int, float] = {}
    for table in tables:
        for number, value in table.items():
            expected[number] = expected.get(number, 0.0) + value
    assert dict(zip(passages.tolist(), values.tolist(), strict=True)) == expected
    assert passages.tolist() == sorted(expected)


@given(st.lists(PASSAGES, max_size=4), SIZES)
def test_rows_are_united(rows: list[np.ndarray], size: int) -> None:
    """A union has the passages of any row, ascending."""
    assert union(rows, size).tolist() == sorted(set().union(*(row.tolist() for row in rows)))


@given(VALUES, PASSAGES, SIZES, st.booleans())
def test_passages_are_looked_up(table: dict[int, float], wanted: np.ndarray, size: int, few: bool) -> None:
    """Looking up tells of each wanted passage whether a row has it, and its value."""
    row = a_row(table)
    wanted = wanted[:1] if few else wanted
    assert contains(row.passages, wanted, size).tolist() == [number in table for number in wanted.tolist()]
    values = values_of(row, wanted, size).tolist()
    assert [None if isnan(value) else value for value in values] == [table.get(number) for number in wanted.tolist()]
    places = places_in(row.passages, wanted, size).tolist()
    assert places == [sorted(table).index(number) if number in table else -1 for number in wanted.tolist()]


@given(st.lists(st.integers(0, 9), max_size=20))
def test_equal_numbers_are_counted(numbers: list[int]) -> None:
    """Counting a sorted array gives each number once, with how often it occurs."""
    passages, counts = counted(np.array(sorted(numbers), np.int64))
    assert dict(zip(passages.tolist(), counts.tolist(), strict=True)) == {n: numbers.count(n) for n in numbers}


@given(st.lists(st.integers(0, 5).map(float), max_size=20), st.integers(1, 8))
def test_the_best_are_the_first_of_the_highest(values: list[float], count: int) -> None:
    """The best places are those of the highest values, of equal ones the first, ascending."""
    expected = sorted(sorted(range(len(values)), key=lambda place: -values[place])[:count])
    assert best(np.array(values, np.float64), count).tolist() == expected


@given(st.lists(st.integers(0, 40).map(float), min_size=1, max_size=2000), st.data())
def test_the_nth_smallest_is_that_of_all(keys: list[float], data: st.DataObject) -> None:
    """The nth smallest of many keys, of which a sample is looked at first, is what sorting them gives."""
    n = data.draw(st.integers(1, min(len(keys), 40)))
    assert nth_smallest(np.array(keys), n) == sorted(keys)[n - 1]


@pytest.mark.parametrize("shape", ["ascending", "descending", "all in the sample", "none in the sample"])
def test_a_sample_that_is_mistaken_does_no_harm(shape: str) -> None:
    """The nth smallest is right where a sample of the keys misleads."""
    keys = np.arange(5000.0)
    if shape == "descending":
        keys = keys[::-1].copy()
    elif shape != "ascending":
        keys += 10_000
        keys[::SAMPLE_STEP] += -20_000 if shape == "all in the sample" else 20_000
    for n in (1, 10, 100, 400):
        assert nth_smallest(keys, n) == np.sort(keys)[n - 1]
