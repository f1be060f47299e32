"""The order of hits, compared with sorting all of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.values.ordering import Column, LookedUp, Neighbourhood, before, first_places, neighbourhood

HITS = st.lists(st.tuples(st.booleans(), st.sampled_from([-2.5, -1.0, 0.0]))).flatmap(
    lambda hits: st.permutations(range(len(hits))).map(
        lambda ranks: [(*hit, rank) for hit, rank in zip(hits, ranks, strict=True)]
    )
)


@given(HITS, st.integers(-1, 30))
def test_the_first_are_those_of_the_sorted_hits(hits: list[tuple[bool, float, int]], n: int) -> None:
    """The first hits by several columns are the first of all when sorted, however many are asked for."""
    columns = _columns(hits)
    order = sorted(range(len(hits)), key=hits.__getitem__)
    assert first_places(columns, n).tolist() == order[: max(n, 0)]


@given(HITS, st.integers(-1, 30))
def test_what_is_looked_up_may_come_first(hits: list[tuple[bool, float, int]], n: int) -> None:
    """Hits are in the order of a single column that is read from one over all passages, as when sorted by date."""
    order = sorted(range(len(hits)), key=lambda hit: hits[hit][2])
    assert first_places(_columns(hits)[2:], n).tolist() == order[: max(n, 0)]


@given(HITS)
def test_the_place_of_a_hit_is_that_among_the_sorted_hits(hits: list[tuple[bool, float, int]]) -> None:
    """What comes before and after a hit is what stands there when all are sorted."""
    columns = _columns(hits)
    order = sorted(range(len(hits)), key=hits.__getitem__)
    for place, hit in enumerate(order):
        assert set(np.flatnonzero(before(columns, hit)).tolist()) == set(order[:place])
        earlier = order[place - 1] if place else None
        later = order[place + 1] if place + 1 < len(order) else None
        assert neighbourhood(columns, hit) == Neighbourhood(place, earlier, later)


def _columns(hits: list[tuple[bool, float, int]]) -> list[Column]:
    incomplete, scores, ranks = zip(*hits, strict=True) if hits else ((), (), ())
    passages = np.arange(len(ranks)) * 2 + 1
    of_passages = np.zeros(2 * len(ranks) + 1, np.uint32)
    of_passages[passages] = ranks
    return [np.array(incomplete, np.uint8), np.array(scores, np.float64), LookedUp(of_passages, passages)]
