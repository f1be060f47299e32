"""The measures of the relevance benchmark agree with values worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from benchmarks.relevance.choosing import TRIED
from benchmarks.relevance.metrics import average_precision, ndcg, recall, score_rankings
from indexer.engine.whoosh import scorer

GRADES = {"a": 3, "b": 1, "c": 0, "d": 2}


def test_ndcg_by_hand() -> None:
    """A ranking's nDCG is its gain divided by that of the best ranking: 1/1 + 3/log2(3) by 3/1 + 2/log2(3) + 1/2."""
    value = ndcg(["b", "a", "c"], GRADES, 10)
    assert value == pytest.approx((1 + 3 / log2(3)) / (3 + 2 / log2(3) + 0.5))
    assert ndcg(["a", "d", "b"], GRADES, 10) == pytest.approx(1)
    assert ndcg(["c", "x"], GRADES, 10) == 0


def test_ndcg_looks_no_deeper_than_asked() -> None:
    """A document below the depth neither adds to nDCG nor is missed."""
    assert ndcg(["x", "a"], GRADES, 1) == 0
    assert ndcg(["a"], GRADES, 1) == 1


def test_average_precision_by_hand() -> None:
    """With right documents at ranks 1 and 3 of three right ones, average precision is (1/1 + 2/3) / 3."""
    assert average_precision(["a", "c", "b"], GRADES) == pytest.approx((1 + 2 / 3) / 3)


def test_recall_by_hand() -> None:
    """Recall counts two of three right documents among the first three."""
    assert recall(["a", "c", "b", "d"], GRADES, 3) == pytest.approx(2 / 3)


def test_means_leave_out_what_nothing_answers() -> None:
    """A question without a right document does not count; one without a ranking counts as 0."""
    scores = score_rankings({"one": ["a", "d", "b"]}, {"one": GRADES, "two": {"a": 1}, "three": {"a": 0}})
    assert scores == pytest.approx((0.5, 0.5, 0.5))


def test_the_settings_in_use_are_among_those_tried() -> None:
    """Each setting that is tried is one of the scorer, and the value in use is tried too."""
    assert {name: getattr(scorer, name) in values for name, values in TRIED.items()} == dict.fromkeys(TRIED, True)
