"""Sorting of places by keys, whichever of its two ways it takes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.columns.rows import sorted_places

KEYS = st.sampled_from([3, 2**40, 2**64 - 1]).flatmap(lambda most: st.lists(st.integers(0, most)))
"""Small ones fit into one number with a place, the largest do not."""


@given(KEYS, st.integers(0, 2**30))
def test_places_are_sorted_by_keys(keys: list[int], first: int) -> None:
    """Keys ascend, each with its place, and places of the same key ascend."""
    places = list(range(first, first + len(keys)))
    found = sorted_places(np.array(keys, np.uint64), np.array(places, np.int64))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == sorted(zip(keys, places, strict=True))
