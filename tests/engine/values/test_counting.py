"""Counting of values, compared with counting one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.values.counting import tally


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3))), st.integers(0, 100))
def test_counting_few_numbers_is_counting_all(pairs: list[tuple[int, int]], padding: int) -> None:
    """Numbers are counted alike in one pass over all of them and by sorting."""
    numbers, counts = (np.array(column, np.int64) for column in (zip(*pairs, strict=True) if pairs else ((), ())))
    expected: dict[int, int] = {}
    for number, count in pairs:
        if count:
            expected[number] = expected.get(number, 0) + count
    for size in (10, 10 + padding * 100):
        found = tally(numbers, counts, size)
        assert dict(zip(found.numbers.tolist(), found.counts.tolist(), strict=True)) == expected
