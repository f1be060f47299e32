"""Measures of a ranking: nDCG, average precision and recall, as TREC's evaluation counts them.

The gain of nDCG is the grade itself; its discount is the binary logarithm of the rank plus one (Järvelin and
Kekäläinen, 2002). A question without a right document is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import NamedTuple

Ranking = Sequence[str]
Grades = Mapping[str, int]


class RankingScores(NamedTuple):
    """Means over the questions of a collection, each from 0 to 1."""

    ndcg: float
    precision: float
    recall: float


def score_rankings(rankings: Mapping[str, Ranking], grades: Mapping[str, Grades]) -> RankingScores:
    """Return the means of nDCG@10, average precision and recall@100 over the questions of a collection."""
    answered = [question for question, judged in grades.items() if any(grade > 0 for grade in judged.values())]
    pairs = [(rankings.get(question, ()), grades[question]) for question in answered]
    return RankingScores(
        sum(ndcg(ranking, judged, 10) for ranking, judged in pairs) / len(pairs),
        sum(average_precision(ranking, judged) for ranking, judged in pairs) / len(pairs),
        sum(recall(ranking, judged, 100) for ranking, judged in pairs) / len(pairs),
    )


def ndcg(ranking: Ranking, grades: Grades, depth: int) -> float:
    """Return the discounted gain of the first documents, divided by that of the best possible ranking."""
    best = _gain(sorted((max(grade, 0) for grade in grades.values()), reverse=True)[:depth])
    return _gain([max(grades.get(document, 0), 0) for document in ranking[:depth]]) / best


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def average_precision(ranking: Ranking, grades: Grades) -> float:
    """Return the mean of the precision at each right document; a right document that is not ranked counts as 0."""
    right = {document for document, grade in grades.items() if grade > 0}
    total, right_so_far = 0.0, 0
    for rank, document in enumerate(ranking, start=1):
        if document in right:
            right_so_far += 1
            total += right_so_far / rank
    return total / len(right)


def recall(ranking: Ranking, grades: Grades, depth: int) -> float:
    """Return the share of the right documents that are among the first `depth`."""
    right = {document for document, grade in grades.items() if grade > 0}
    return len(right.intersection(ranking[:depth])) / len(right)
