"""The scores of every tree are those that reading every passage gives, in one segment and in several."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.budget import Budget
from indexer.engine.neighbours import lift
from indexer.engine.whoosh.executor import Executor
from indexer.engine.whoosh.term_matches import MatchesCache
from indexer.model import Passage
from indexer.query.tree import And, Expanded, MinShouldMatch, Near, Node, Not, Or, Phrase, SloppyPhrase, Term, Wildcard
from tests.corpus_factory import SUMMARY, passage
from tests.query.nodes import any_leaf, trees

from .brute_scores import ScoreOracle
from .conftest import CORPUS
from .executors import executor_of, write_columns
from .test_contract import FIELDS, PARENTS, SEARCHED

SPOKEN = [
    passage(SUMMARY, ordinal, text)
    for ordinal, text in enumerate(
        (
            "The exposé of the WHO on peace was read; who exposes, they ask.",
            "WHO knows what they expose, who knows peace.",
            "Who trained the trainers in Jenca, and what is exposé, exposé?",
            "人民和平是安全的人民",
            "women-peace of the mission, peace security of women of women",
        )
    )
]
PASSAGES: tuple[Passage, ...] = (
    *CORPUS,
    *(
        replace(item, id=f"minutes.{n}", document=replace(SUMMARY, id="minutes", kind="minutes"))
        for n, item in enumerate(SPOKEN)
    ),
)
WORDS = [*SEARCHED, "expose", "exposé", "who", "人民", "jenca"]
NAMES: list[Node] = [Term("WHO", is_name=True), Phrase("WHO"), Term("Expose"), Term("exposé"), Phrase("jenca")]
LEAVES: st.SearchStrategy[Node] = st.one_of(any_leaf(WORDS, FIELDS), st.sampled_from(NAMES))


def _ranked(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Make the shapes that only rewriting makes, over some parts."""
    rows = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(
            MinShouldMatch,
            rows,
            st.sampled_from([0.0, 0.03, 0.25, 0.7, 1.0]),
            st.booleans(),
            complete_first=st.booleans(),
        ),
        st.builds(And, rows, st.booleans()),
        rows.map(Or),
        st.builds(Expanded, parts, rows),
        parts.map(Not),
    )


INNER: st.SearchStrategy[Node] = st.one_of(LEAVES, _ranked(LEAVES), st.just(Term("women-mandate")))
TREES: st.SearchStrategy[Node] = st.one_of(trees(LEAVES), _ranked(LEAVES), _ranked(INNER))


@pytest.fixture(scope="module")
def oracle() -> ScoreOracle:
    """Read every passage."""
    return ScoreOracle(PASSAGES, PARENTS)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Executor:
    """One segment with all passages."""
    root = tmp_path_factory.mktemp("whole") / "engine"
    return executor_of(write_columns(root, PASSAGES), PASSAGES, PARENTS)


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Executor, Sequence[int]]:
    """Three segments, in two of which papers were deleted, and for each passage its number there."""
    path = tmp_path_factory.mktemp("updated")
    papers: dict[str, list[Passage]] = {}
    for item in PASSAGES:
        papers.setdefault(item.document.id, []).append(item)
    old = {id_: [replace(item, text=f"{item.text} women peace WHO exposé") for item in papers[id_]] for id_ in papers}
    documents = list(papers)
    first, second, third = documents[:3], documents[3:5], documents[5:]
    early, later = [*old[third[0]], *old[second[0]]], old[third[-1]]
    rows = [[item for id_ in row for item in papers[id_]] for row in (first, second, third)]
    write_columns(path / "1", [*rows[0], *early])
    write_columns(path / "2", [*rows[1], *later], path / "1", [*first, third[0]])
    columns = write_columns(path / "3", rows[2], path / "2", [*first, *second])
    layout = [*rows[0], *([None] * len(early)), *rows[1], *([None] * len(later)), *rows[2]]
    assert len(columns.segments) == 3
    assert columns.passages == len(layout)
    numbers = {item.id: number for number, item in enumerate(layout) if item}
    return executor_of(columns, layout, PARENTS), [numbers[item.id] for item in PASSAGES]


def answers(executor: Executor, node: Node) -> dict[int, tuple[float, bool]]:
    """Return the score of each passage that is found, and whether it lacks a part."""
    passages, scores, incomplete = executor.find(node)
    assert passages.tolist() == sorted(set(passages.tolist()))
    pairs = zip(scores.tolist(), incomplete.tolist(), strict=True)
    return dict(zip(passages.tolist(), pairs, strict=True))


@settings(deadline=None, max_examples=150)
@given(TREES)
def test_scores_are_those_of_reading_every_passage(whole: Executor, oracle: ScoreOracle, node: Node) -> None:
    """Every score, and whether a part is lacking, is what the stated factors give when each passage is read."""
    scores, incomplete = oracle.find(node)
    found = answers(whole, node)
    assert found.keys() == scores.keys()
    assert {number for number, (_, lacks) in found.items() if lacks} == incomplete
    for number, (score, _) in found.items():
        assert score == pytest.approx(scores[number], abs=1e-9)


@settings(deadline=None, max_examples=80)
@given(TREES)
def test_several_segments_answer_as_one(whole: Executor, updated: tuple[Executor, Sequence[int]], node: Node) -> None:
    """An index of several segments with deleted papers answers as one that was written anew."""
    executor, numbers = updated
    alone, several = answers(whole, node), answers(executor, node)
    assert several.keys() == {numbers[number] for number in alone}
    for number, (score, lacks) in alone.items():
        assert several[numbers[number]][0] == pytest.approx(score, abs=1e-9)
        assert several[numbers[number]][1] == lacks


def cold(executor: Executor) -> Executor:
    """Return an executor that remembers no terms, over the same index."""
    other = copy(executor)
    other.cache = MatchesCache()
    return other


@settings(deadline=None, max_examples=60)
@given(TREES, st.integers(0, 400), st.integers(0, 4))
def test_a_budget_cuts_a_search(whole: Executor, node: Node, positions: int, clauses: int) -> None:
    """A search with a budget ends, says when it is spent, and otherwise finds everything."""
    budget = Budget(positions, clauses)
    found = cold(whole).find(node, budget)
    if not budget.cut:
        assert found.passages.tolist() == whole.find(node).passages.tolist()


STRICT = (
    Term("women"),
    Phrase("women peace"),
    SloppyPhrase("peace women", 5),
    Wildcard("m*"),
    And((Term("peace"), Not(Term("women")))),
    Near((Term("peace"), Wildcard("w*"), Term("peace")), (100, 100)),
    Near((Or((Term("peace"), Term("women"), Phrase("women peace"))), Term("women")), (9,)),
)


@pytest.mark.parametrize("node", STRICT)
def test_what_a_spent_budget_leaves_matches(whole: Executor, node: Node) -> None:
    """With a small budget no word, phrase or condition finds what it does not find without one."""
    every = set(whole.find(node).passages.tolist())
    for positions in (0, 1, 20, 60, 100, 150, 200, 300):
        budget = Budget(positions)
        assert set(cold(whole).find(node, budget).passages.tolist()) <= every
        assert budget.cut or positions > 1


def test_what_stands_beside_other_finds_is_lifted(whole: Executor, oracle: ScoreOracle) -> None:
    """Neighbours in papers in which people speak add to each other's scores, and others do not."""
    node = And((Term("peace"),))
    found = whole.find(node)
    papers = [item.document for item in PASSAGES]
    follows = [a == b and b.kind == "minutes" for a, b in pairwise(papers)]
    lifted = lift(found.passages, found.scores, np.array([False, *follows]))
    expected, _ = oracle.ranked(node)
    places = [place for place, number in enumerate(found.passages.tolist()) if papers[number].kind == "minutes"]
    assert places
    for place in places:
        assert lifted[place] == pytest.approx(expected[int(found.passages[place])], abs=1e-9)
