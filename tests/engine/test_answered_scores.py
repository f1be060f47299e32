"""The scores and the order that an engine answers with are those that reading every passage gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given, settings

from indexer.engine.protocol import Engine
from indexer.query.results import Query
from indexer.query.tree import MinShouldMatch, Node, Not, Term, complete_first, map_parts

from .brute_scores import ScoreOracle
from .engines import EngineKind, few_on_a_cluster, opened
from .test_contract import PARENTS
from .test_scores import PASSAGES, TREES


@pytest.fixture(scope="module")
def oracle() -> ScoreOracle:
    """Read every passage."""
    return ScoreOracle(PASSAGES, PARENTS)


@pytest.fixture(scope="module")
def engine(engine_kind: EngineKind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An opened index of the passages."""
    with opened(engine_kind, tmp_path_factory.mktemp("scored") / "engine", PASSAGES) as engine:
        yield engine


NESTED = MinShouldMatch((MinShouldMatch((Term("women"), Term("peace")), 0.3), Term("security")), 0.4)
"""No typed query asks for most of what has most of some words."""


@settings(deadline=None, max_examples=100)
@given(TREES)
@example(NESTED)
@example(MinShouldMatch((MinShouldMatch((NESTED,), 0.03),), 0.0))
@few_on_a_cluster
def test_an_answer_has_the_scores_of_reading_every_passage(engine: Engine, oracle: ScoreOracle, node: Node) -> None:
    """All that matches comes with its score, best first; what lacks a word comes last where the tree says so."""
    assume(not negates_relaxed_words(node))
    scores, incomplete = oracle.ranked(node)
    answer = engine.search(Query(node, size=1000))
    assert answer.with_all_words == len(scores) - len(incomplete)
    found = dict(answer.matches)
    expected = {PASSAGES[number].id: score for number, score in scores.items()}
    assert found == pytest.approx(expected, abs=1e-9)
    last = {PASSAGES[number].id for number in incomplete} if complete_first(node) else set()
    places = {item.id: place for place, item in enumerate(PASSAGES)}
    order = [(key in last, -score, places[key]) for key, score in answer.matches]
    assert order == sorted(order)


def negates_relaxed_words(node: Node, *, negated: bool = False) -> bool:
    """Return whether a tree negates that most of some words are there, which no typed query does.

    What is most is told by all passages, and a cluster reads the best of them.
    """
    if negated and isinstance(node, MinShouldMatch):
        return True
    found: list[bool] = []

    def look(part: Node) -> Node:
        found.append(negates_relaxed_words(part, negated=negated or isinstance(node, Not)))
        return part

    map_parts(node, look)
    return any(found)
