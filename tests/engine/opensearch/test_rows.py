"""Rows of words as clauses of the cluster find the texts that comparing them word by word finds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from indexer.engine.opensearch.forms import FormRow
from indexer.engine.opensearch.mapping import TEXT, index_body
from indexer.engine.opensearch.querying.rows import Clause, near, row_clause, within
from tests.cluster.nodes import ask

CHANCE = random.Random(15)  # noqa: S311  # chance here is variety, not secrecy
LETTERS = "abcd"
TEXTS = [CHANCE.choices(LETTERS, k=CHANCE.randint(1, 12)) for _ in range(100)]
CASES = 300
Answer = frozenset[str]


@pytest.fixture(scope="module")
def index(search_node: str) -> Iterator[tuple[str, str]]:
    """An index of the texts: its node and its name."""
    name = f"rows-{random.randbytes(8).hex()}"  # noqa: S311
    ask(search_node, f"/{name}", index_body({"text": 6.0, "context": 1.0}, 1, name), "PUT")
    lines = [
        line
        for number, text in enumerate(TEXTS)
        for line in (f'{{"index": {{"_id": "{number}"}}}}', f'{{"{TEXT.name}": "{" ".join(text)}"}}')
    ]
    ask(search_node, f"/{name}/_bulk?refresh=true", "\n".join(lines) + "\n")
    yield search_node, name
    ask(search_node, f"/{name}", method="DELETE")


def found(index: tuple[str, str], clauses: Sequence[Clause]) -> list[Answer]:
    """Return the numbers of the texts that each clause finds."""
    node, name = index
    answers: list[Answer] = []
    for first in range(0, len(clauses), 100):
        some = clauses[first : first + 100]
        aggregations = {str(number): {"filter": clause, "aggs": {"ids": _IDS}} for number, clause in enumerate(some)}
        found: Any = ask(node, f"/{name}/_search", {"size": 0, "aggs": aggregations})["aggregations"]
        answers += [
            frozenset(hit["_id"] for hit in found[str(number)]["ids"]["hits"]["hits"]) for number in range(len(some))
        ]
    return answers


_IDS = {"top_hits": {"size": 100, "_source": False}}


def row() -> FormRow:
    """Make one to three words with one or two forms each."""
    return tuple(
        tuple(sorted(CHANCE.sample(LETTERS, CHANCE.choice((1, 1, 2))))) for _ in range(CHANCE.choice((1, 2, 3)))
    )


def spans(text: Sequence[str], words: FormRow) -> set[tuple[int, int]]:
    """Return where a row stands in a text."""
    size = len(words)
    return {
        (at, at + size)
        for at in range(len(text) - size + 1)
        if all(text[at + step] in words[step] for step in range(size))
    }


def is_near(text: Sequence[str], left: Sequence[FormRow], right: Sequence[FormRow], most: int) -> bool:
    """Return whether any of some rows is near any of others."""
    sides = [{span for words in side for span in spans(text, words)} for side in (left, right)]
    return any(
        0 <= second[0] - first[1] <= most or 0 <= first[0] - second[1] <= most
        for first in sides[0]
        for second in sides[1]
    )


def having(is_right: Any) -> Answer:
    """Return the numbers of the texts of which something is right."""
    return frozenset(str(number) for number, text in enumerate(TEXTS) if is_right(text))


def test_rows_stand_where_their_words_do(index: tuple[str, str]) -> None:
    """A row is found where each of its words follows the one before it."""
    rows = [row() for _ in range(CASES)]
    expected = [having(lambda text, words=words: spans(text, words)) for words in rows]
    assert found(index, [row_clause(TEXT.name, words) for words in rows]) == expected


def test_rows_near_each_other(index: tuple[str, str]) -> None:
    """Rows are near each other in either order, without sharing a word, also where both are the same."""
    clauses, expected = [], []
    for number in range(CASES):
        left = [row() for _ in range(CHANCE.choice((1, 1, 2)))]
        right = left if not number % 5 else [row() for _ in range(CHANCE.choice((1, 1, 2)))]
        most = CHANCE.randint(0, 4)
        clauses.append({"intervals": {TEXT.name: near(left, right, most)}})
        expected.append(having(lambda text, left=left, right=right, most=most: is_near(text, left, right, most)))
    assert found(index, clauses) == expected


def test_words_within_a_stretch(index: tuple[str, str]) -> None:
    """Words stand within a stretch of a text in any order, with at most so many others between them."""
    clauses, expected = [], []
    for _ in range(CASES):
        words, gaps = CHANCE.sample(LETTERS, CHANCE.randint(2, 4)), CHANCE.randint(0, 5)
        size = len(words) + gaps
        clauses.append({"intervals": {TEXT.name: within(words, gaps)}})
        expected.append(
            having(
                lambda text, words=set(words), size=size: any(
                    words <= set(text[at : at + size]) for at in range(len(text))
                )
            )
        )
    assert found(index, clauses) == expected
