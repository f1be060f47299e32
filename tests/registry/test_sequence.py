"""Tests of matching equal items of two sequences."""

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
    assert all(old[old_place] == new[new_place] for old_place, new_place in pairs)
    assert all(pair[0] < next_pair[0] and pair[1] < next_pair[1] for pair, next_pair in pairwise(pairs))
    elsewhere = match_elsewhere(old, new, pairs)
    every = pairs + elsewhere
    assert all(old[old_place] == new[new_place] for old_place, new_place in elsewhere)
    assert len({old_place for old_place, _ in every}) == len({new_place for _, new_place in every}) == len(every)
    assert len(every) == sum(min(old.count(item), new.count(item)) for item in set(old))


@given(ITEMS)
def test_a_sequence_matches_itself(items: list[int]) -> None:
    """Equal sequences match position by position."""
    assert match_in_order(items, items) == [(position, position) for position in range(len(items))]


@given(st.permutations(range(9)))
def test_the_longest_rise_is_found(positions: list[int]) -> None:
    """No other run of rising pairs is longer."""
    lengths = [1] * len(positions)
    for index, position in enumerate(positions):
        lengths[index] = 1 + max(
            (lengths[before] for before in range(index) if positions[before] < position), default=0
        )
    assert len(longest_increasing(enumerate(positions))) == max(lengths)
