"""The contract of every engine on what comes in pages: cursors, places, groups, values and top values.

As in `test_contract`, the tests know only the protocol; what is right is said by all hits at once, or by the passages.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.disk.hashing import ids_digest
from indexer.engine.protocol import Engine
from indexer.query.parser import Node, parse
from indexer.query.results import (
    FACETS,
    GROUP_KINDS,
    NO_SESSION_PREFIX,
    SORTS,
    BudgetLimits,
    FacetName,
    Grouping,
    GroupKey,
    IndexSummary,
    MatchCount,
    Query,
    ResultPlace,
    Sort,
    session_value,
)
from tests.hits import all_ids

from .conftest import CORPUS
from .engines import few_on_a_cluster
from .test_contract import BY_ID, EVERY_VALUE, FILTERS, NODES, ValuesByFacet

MAYBE_NODES = st.one_of(st.none(), NODES)
SORT_ORDERS = st.sampled_from(SORTS)


def group_of(passage_id: str, by: Grouping) -> str:
    """Return the key of the group of a passage, read from the passage."""
    passage = BY_ID[passage_id]
    if by == "document":
        return passage.document.id
    return (
        session_value(passage.session.meeting, passage.session.id)
        if passage.session
        else NO_SESSION_PREFIX + passage.document.id
    )


def test_an_index_knows_its_size_and_its_ids(engine: Engine) -> None:
    """The size and the digest of an index are those of its passages, in whatever order they came."""
    assert engine.facts == IndexSummary(len(CORPUS), ids_digest(sorted(passage.id for passage in CORPUS)))


@settings(deadline=None, max_examples=100)
@given(MAYBE_NODES, FILTERS, FILTERS, SORT_ORDERS, st.integers(1, 60))
@few_on_a_cluster
def test_cursors_leave_no_gaps_and_repeat_nothing(
    engine: Engine, node: Node | None, filters: ValuesByFacet, excluded: ValuesByFacet, sort: Sort, size: int
) -> None:
    """Piece by piece a query gives all of its hits in order, and the last piece says that it is the last."""
    query = Query(node, filters, sort, excluded=excluded)
    expected = all_ids(engine, query)
    found: list[str] = []
    cursor: str | None = None
    while True:
        piece = engine.after(query, cursor, size)
        assert len(piece.ids) == min(size, len(expected) - len(found))
        found += piece.ids
        if (cursor := piece.cursor) is None:
            break
    assert tuple(found) == expected
    assert engine.first(query, size) == expected[:size]


def test_a_cursor_of_nothing_is_an_error(engine: Engine) -> None:
    """A text that no piece gave as a cursor is refused."""
    for wrong in ("", "nothing", "é"):
        with pytest.raises(ValueError, match="cursor"):
            engine.after(Query(parse("women").node), wrong, 3)


@settings(deadline=None, max_examples=100)
@given(MAYBE_NODES, FILTERS, SORT_ORDERS, st.lists(st.sampled_from([*BY_ID, "nothing"]), max_size=8))
@few_on_a_cluster
def test_a_passage_stands_between_its_neighbours(
    engine: Engine, node: Node | None, filters: ValuesByFacet, sort: Sort, asked: list[str]
) -> None:
    """The place of a hit is that among all hits, with the hits before and after it; of others nothing is said."""
    query = Query(node, filters, sort)
    order = all_ids(engine, query)
    for passage_id in [*asked, *order[:1], *order[-1:]]:
        place = order.index(passage_id) if passage_id in order else -1
        expected = ResultPlace(
            place + 1,
            len(order),
            order[place - 1] if place > 0 else None,
            order[place + 1] if 0 <= place < len(order) - 1 else None,
        )
        assert engine.around(query, passage_id) == expected


@settings(deadline=None, max_examples=100)
@given(MAYBE_NODES, FILTERS, SORT_ORDERS, st.sampled_from(GROUP_KINDS), st.integers(1, 12), st.integers(0, 4))
@few_on_a_cluster
def test_groups_come_in_the_order_of_their_first_hits(
    engine: Engine, node: Node | None, filters: ValuesByFacet, sort: Sort, by: Grouping, size: int, shown: int
) -> None:
    """Over all pages each group comes once, with the number of its hits and the first of them."""
    query = Query(node, filters, sort, size=size)
    expected: dict[str, list[str]] = {}
    for passage_id in all_ids(engine, query):
        expected.setdefault(group_of(passage_id, by), []).append(passage_id)
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for page in range(1, max(1, -(-len(expected) // size)) + 1):
        groups = engine.groups(Query(node, filters, sort, page, size), by, shown)
        assert (groups.total, groups.page) == (len(expected), page)
        assert groups.pages == max(1, -(-len(expected) // size))
        found |= {group.key: (group.count, group.ids) for group in groups.groups}
    assert list(found.items()) == [(key, (len(ids), tuple(ids[:shown]))) for key, ids in expected.items()]
    last = engine.groups(Query(node, filters, sort, 10**6, size), by, shown)
    assert last.page == last.pages


@settings(deadline=None, max_examples=60)
@given(MAYBE_NODES, SORT_ORDERS, st.sampled_from(GROUP_KINDS))
@few_on_a_cluster
def test_a_group_is_searched_as_a_whole(engine: Engine, node: Node | None, sort: Sort, by: Grouping) -> None:
    """A search within a group finds exactly its hits, in their order, and counts them alone."""
    order = all_ids(engine, Query(node, sort=sort))
    keys = {group_of(passage_id, by) for passage_id in BY_ID} | {"nothing", "/nothing", "nothing/3"}
    for key in sorted(keys):
        query = Query(node, sort=sort, within=GroupKey(by, key), size=7)
        inside = tuple(passage_id for passage_id in order if group_of(passage_id, by) == key)
        assert all_ids(engine, query) == inside
        answer = engine.search(query)
        assert tuple(id_ for id_, _ in answer.matches) == inside[:7]
        assert sum(answer.facet_counts["kind"].values()) == len(inside)


@settings(deadline=None, max_examples=100)
@given(MAYBE_NODES, FILTERS, FILTERS, st.integers(0, 4), st.sets(st.sampled_from(FACETS)).map(tuple))
@few_on_a_cluster
def test_top_values_are_the_most_frequent_ones(
    engine: Engine,
    node: Node | None,
    filters: ValuesByFacet,
    excluded: ValuesByFacet,
    top: int,
    facets: tuple[FacetName, ...],
) -> None:
    """With a limit each facet asked for has its most frequent values, and those selected or excluded; equals stay."""
    every = engine.search(Query(node, filters, excluded=excluded))
    some = engine.search(Query(node, filters, excluded=excluded, facets=facets, top_values=top))
    assert (some.total, some.matches, every.more_values) == (every.total, every.matches, {})
    assert tuple(some.facet_counts) == facets
    for facet in facets:
        counts = every.facet_counts[facet]
        least = sorted(counts.values(), reverse=True)[:top][-1:] or [len(CORPUS)]
        first = [value for value in counts if counts[value] >= least[0] and top]
        kept = [value for value in (*filters.get(facet, ()), *excluded.get(facet, ())) if value in counts]
        assert some.facet_counts[facet] == {value: counts[value] for value in (*first, *kept)}
        assert some.more_values.get(facet, 0) == len(counts) - len(some.facet_counts[facet])
    complete = engine.search(Query(node, filters, excluded=excluded, top_values=top, complete_facets=facets))
    assert all(complete.facet_counts[facet] == every.facet_counts[facet] for facet in facets)


@settings(deadline=None, max_examples=60)
@given(MAYBE_NODES, FILTERS)
@few_on_a_cluster
def test_counting_is_searching_without_a_page(engine: Engine, node: Node | None, filters: ValuesByFacet) -> None:
    """A count is the total of a search."""
    answer = engine.search(Query(node, filters))
    assert engine.count(Query(node, filters, page=3)) == MatchCount(answer.total, answer.with_all_words)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(FACETS), st.text(max_size=3), st.integers(1, 5))
@few_on_a_cluster
def test_values_come_in_order_and_by_prefix(engine: Engine, facet: FacetName, typed: str, size: int) -> None:
    """Page by page a facet gives all of its values that begin with a prefix, in order."""
    for prefix in (typed, "", *(value[:2] for value in EVERY_VALUE[facet][:2])):
        found: list[str] = []
        more = True
        while more:
            page = engine.values(facet, prefix, found[-1] if found else "", size)
            assert len(page.values) <= size
            found += page.values
            more = page.more
        assert found == [value for value in EVERY_VALUE[facet] if value.startswith(prefix)]
    assert engine.has_values(facet, [*EVERY_VALUE[facet], typed, "nothing"]) == {
        value for value in [*EVERY_VALUE[facet], typed] if value in EVERY_VALUE[facet]
    }


@settings(deadline=None, max_examples=60)
@given(MAYBE_NODES, st.integers(0, 200), st.integers(0, 5))
@few_on_a_cluster
def test_a_spent_budget_is_said(engine: Engine, node: Node | None, positions: int, clauses: int) -> None:
    """An answer that is not cut is the whole answer; a budget that is never spent changes nothing."""
    whole = engine.search(Query(node))
    assert not whole.cut
    assert engine.search(Query(node, budget=BudgetLimits(10**9, 10**9))) == whole
    limited = engine.search(Query(node, budget=BudgetLimits(positions, clauses)))
    assert limited.cut or limited == whole
