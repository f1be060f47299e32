"""The hits of recent queries are kept, as far as there is room for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from indexer.engine.values.hits import Hits, RecentHits
from indexer.query.results import Query
from indexer.query.tree import Term


def made_hits(total: int, cut: bool = False) -> Hits:
    """Return hits that are only counted."""
    hits = object.__new__(Hits)
    hits.total, hits.cut = total, cut
    return hits


def query(number: int) -> Query:
    """Return one of many queries."""
    return Query(Term(f"word{number}"))


def finding(total: int, asked: list[Query]) -> Callable[[Query], Hits]:
    """Return what finds so many hits of any query, and notes the query."""

    def find(asked_for: Query) -> Hits:
        asked.append(asked_for)
        return made_hits(total)

    return find


def test_hits_are_found_once_and_the_oldest_are_dropped() -> None:
    """Hits are kept up to a number of hits of all queries together; the query that was asked for longest ago goes."""
    recent, asked = RecentHits(most=3_300), list[Query]()
    for number in (1, 2, 3, 1, 4, 1, 3, 2):
        recent.get(query(number), finding(1_000, asked), {})
    assert asked == [query(1), query(2), query(3), query(4), query(2)]


def test_queries_that_find_nothing_take_room_too() -> None:
    """However many queries find nothing, only the latest are kept."""
    recent, asked = RecentHits(most=1_000), list[Query]()
    for number in range(100):
        recent.get(query(number), finding(0, asked), {})
    recent.get(query(99), finding(0, asked), {})
    recent.get(query(0), finding(0, asked), {})
    assert len(asked) == 101


def test_a_query_of_many_hits_is_kept_alone() -> None:
    """The latest query is kept, however many hits it has; when it goes, there is room again."""
    recent, asked = RecentHits(most=1_000), list[Query]()
    recent.get(query(1), finding(10, asked), {})
    recent.get(query(2), finding(5_000, asked), {})
    recent.get(query(2), finding(5_000, asked), {})
    for number in (3, 4, 3, 4):
        recent.get(query(number), finding(10, asked), {})
    assert asked == [query(1), query(2), query(3), query(4)]


def test_hits_that_a_budget_cut_belong_to_who_spent_it() -> None:
    """Hits that a budget cut are kept for their asker alone."""
    recent, of_asker = RecentHits(), dict[Hashable, Hits]()
    cut = recent.get(query(1), lambda _query: made_hits(3, cut=True), of_asker)
    assert recent.get(query(1), lambda _query: made_hits(9), of_asker) is cut
    assert recent.get(query(1), lambda _query: made_hits(9), {}).total == 9
