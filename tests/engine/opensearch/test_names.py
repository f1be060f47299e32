"""A name in capitals is ranked by what all passages write, not only by those that are read for a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from indexer.engine.protocol import Engine
from indexer.query.results import Query, Sort
from indexer.query.tree import And, MinShouldMatch, Node, Or, Term
from tests.cluster.nodes import delete_indices
from tests.engine.conftest import CORPUS
from tests.engine.engines import WHOOSH, opened, opensearch

TEXTS = (
    *(f"POD stands for print on demand, number {number}." for number in range(4)),
    *(f"A pod is on the server of the {'very ' * number}big harbour." for number in range(8)),
    *(f"The pod and its pods are old{', and so is the quay' * number}." for number in range(4)),
    *(f"The server is new{', and so is the crane' * number}." for number in range(4)),
)
PASSAGES = tuple(replace(CORPUS[0], id=f"x{number:04}", ordinal=number, text=text) for number, text in enumerate(TEXTS))
POD, SERVER = Term("POD", is_name=True), Term("server")
TREES: tuple[Node, ...] = (
    And((POD, SERVER)),
    MinShouldMatch((POD, SERVER), 0.5, complete_first=True),
    And((Or((POD, Term("crane"))), SERVER)),
    POD,
)


@pytest.fixture(scope="module")
def engines(search_node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The embedded engine and that of a cluster over the texts."""
    prefix = f"names-{uuid4().hex}"
    with (
        opened(WHOOSH, tmp_path_factory.mktemp("here") / "engine", PASSAGES) as embedded,
        opened(opensearch(search_node, prefix), tmp_path_factory.mktemp("there") / "engine", PASSAGES) as cluster,
    ):
        yield embedded, cluster
    delete_indices(search_node, prefix)


@pytest.mark.parametrize("sort", ["relevance", "document"])
@pytest.mark.parametrize("node", TREES, ids=lambda node: type(node).__name__)
def test_names_count_as_in_the_embedded_engine(engines: tuple[Engine, Engine], node: Node, sort: Sort) -> None:
    """Where no hit has the name in capitals, but other passages do, hits score as little as they do there."""
    expected, found = (engine.search(Query(node, sort=sort, size=20)).matches for engine in engines)
    assert [id_ for id_, _ in found] == [id_ for id_, _ in expected] != []
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-6)
