"""All values of a facet are counted, however many of them a cluster gives at a time."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from indexer.engine.opensearch.querying import facets
from indexer.query.results import Query
from indexer.query.tree import Or, Term
from tests.cluster.nodes import delete_indices
from tests.engine.conftest import CORPUS
from tests.engine.engines import ForgetfulEngine, opened, opensearch

QUERIES = (
    Query(Term("peace")),
    Query(Or((Term("women"), Term("mandate"))), {"status": ("reported",)}),
    Query(None, {}, excluded={"year": ("2021",)}, sort="document"),
)


@pytest.fixture(scope="module")
def engine(search_node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForgetfulEngine]:
    """An index of the corpus."""
    prefix = f"facets-{uuid4().hex}"
    with opened(opensearch(search_node, prefix), tmp_path_factory.mktemp("facets") / "engine", CORPUS) as engine:
        yield engine
    delete_indices(search_node, prefix)


@pytest.mark.parametrize(("at_once", "of_a_part"), [(1, 65_000), (1, 3), (2, 2)])
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.node}"[:20])
def test_many_values_are_counted_whole(
    engine: ForgetfulEngine, monkeypatch: pytest.MonkeyPatch, query: Query, at_once: int, of_a_part: int
) -> None:
    """Values that do not come with the first page are asked for again, if need be in ever smaller parts."""
    engine.forget()
    expected = engine.search(query).facet_counts
    assert max(map(len, expected.values())) > 3, "no facet of the query has several values"
    monkeypatch.setattr(facets, "VALUES_AT_ONCE", at_once)
    monkeypatch.setattr(facets, "VALUES_OF_A_PART", of_a_part)
    engine.forget()
    assert engine.search(query).facet_counts == expected
