"""The best hits are ranked anew, others are not: pages, cursors and places still agree, where few hits are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from indexer.engine.opensearch import hits, ranking
from indexer.engine.opensearch.querying import asking
from indexer.query.results import Filters, Query, Sort
from indexer.query.tree import And, MinShouldMatch, Node, Not, Or, Term, Wildcard
from tests.cluster.nodes import delete_indices
from tests.engine.conftest import CORPUS
from tests.engine.engines import ForgetfulEngine, opened, opensearch
from tests.hits import all_ids

MINUTES = tuple(replace(item, document=replace(item.document, kind="minutes")) for item in CORPUS)
TREES: tuple[Node, ...] = (
    Term("peace"),
    Wildcard("train*"),
    Or((Term("women"), Term("mandate"))),
    And((Term("women"), Term("peace"))),
    And((Term("peace"), Not(Term("security")))),
    MinShouldMatch((Term("women"), Term("mission"), Term("pledges")), 0.3, complete_first=True),
    MinShouldMatch((Term("women"), Term("mission"), Term("peace"), Term("trainers")), 0.2),
)
FILTERS: tuple[Filters, ...] = ({}, {"status": ("reported",)})


@pytest.fixture(scope="module")
def engine(search_node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForgetfulEngine]:
    """An index of minutes, in which what stands beside a hit lifts it."""
    prefix = f"best-{uuid4().hex}"
    with opened(opensearch(search_node, prefix), tmp_path_factory.mktemp("best") / "engine", MINUTES) as engine:
        yield engine
    delete_indices(search_node, prefix)


@pytest.fixture(autouse=True)
def few_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of hits be ranked anew."""
    monkeypatch.setattr(hits, "CANDIDATES", 12)
    monkeypatch.setattr(hits, "MOST_CANDIDATES", 12)
    for module in (hits, ranking):
        monkeypatch.setattr(module, "NEIGHBOURS_OF", 15)


@pytest.mark.parametrize("filters", FILTERS, ids=["all", "filtered"])
@pytest.mark.parametrize("node", TREES, ids=lambda node: type(node).__name__)
def test_pages_cursors_and_places_agree(engine: ForgetfulEngine, node: Node, filters: Filters) -> None:
    """Every hit comes once, at one place, whether it is asked for by page, by cursor or by its place."""
    engine.forget()
    query = Query(node, filters, size=7)
    order = all_ids(engine, query)
    total = engine.count(query).total
    assert len(order) == len(set(order)) == total > 0
    pages = [engine.search(replace(query, page=page)).matches for page in range(1, -(-total // 7) + 1)]
    assert [id_ for page in pages for id_, _ in page] == list(order)
    cursor: str | None = None
    found: list[str] = []
    while len(found) < total:
        piece = engine.after(query, cursor, 5)
        found += piece.ids
        cursor = piece.cursor
    assert (found, cursor) == (list(order), None)
    for place in {0, 5, 11, 13, total - 1} & set(range(total)):
        assert engine.around(query, order[place]).place == place + 1


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pieces_are_longer_than_what_the_cluster_gives_at_once(
    engine: ForgetfulEngine, monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    """A piece of any length comes whole, in the order of shorter ones."""
    query = Query(TREES[2], sort=sort)
    order = all_ids(engine, query)
    monkeypatch.setattr(asking, "FURTHEST", 5)
    engine.forget()
    first = engine.after(query, None, 17)
    assert first.ids == order[:17] != order
    rest = engine.after(query, first.cursor, len(order))
    assert (first.ids + rest.ids, rest.cursor) == (order, None)


def test_some_come_to_the_best_from_behind(engine: ForgetfulEngine) -> None:
    """What stands beside a good hit is ranked with the best, though the cluster did not count it among them."""
    engine.forget()
    query = Query(TREES[-1])
    with_neighbours = all_ids(engine, query)[:15]
    with pytest.MonkeyPatch.context() as none:
        none.setattr(hits, "NEIGHBOURS_OF", 0)
        none.setattr(ranking, "NEIGHBOURS_OF", 0)
        engine.forget()
        alone = all_ids(engine, query)[:12]
    assert set(with_neighbours[:12]) != set(alone)
    assert with_neighbours[0] == alone[0]
