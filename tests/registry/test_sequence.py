"""Matching equal items of two sequences."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.registry.sequence import longest_increasing, match_elsewhere, match_in_order

ITEMS = st.lists(st.integers(0, 8), max_size=20)


@given(ITEMS, ITEMS)
def test_matches_are_equal_and_rise(old: list[int], new: list[int]) -> None:
    """Items matched in order are equal, each is matched once, and no two matches cross."""
    pairs = match_in_order(old, new)
    assert all(old[at] == new[to] for at, to in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))
    more = match_elsewhere(old, new, pairs)
    every = pairs + more
    assert all(old[at] == new[to] for at, to in more)
    assert len({at for at, _ in every}) == len({to for _, to in every}) == len(every)
    assert len(every) == sum(min(old.count(item), new.count(item)) for item in set(old))


@given(ITEMS)
def test_a_sequence_matches_itself(items: list[int]) -> None:
    """Equal sequences match place by place."""
    assert match_in_order(items, items) == [(at, at) for at in range(len(items))]


@given(st.permutations(range(9)))
def test_the_longest_rise_is_found(places: list[int]) -> None:
    """No other run of rising pairs is longer."""
    best = [1] * len(places)
    for at, to in enumerate(places):
        best[at] = 1 + max((best[before] for before in range(at) if places[before] < to), default=0)
    assert len(longest_increasing(enumerate(places))) == max(best)
