"""What the site finds for real questions in the shipped papers; the ranks are in one file, so that a change shows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.conftest import Golden
from tests.hits import all_ids
from webapp.address.params import ParsedRequest, SearchRequest
from webapp.search.find import find

NEEDS = Path(__file__).parent / "needs.toml"
SHOWN = 5


class Need(NamedTuple):
    """What somebody types, and the passages that answer it."""

    query: str
    right: tuple[str, ...]


def needs() -> tuple[Need, ...]:
    """Read the needs."""
    read = tomllib.loads(NEEDS.read_text(encoding="utf-8"))["need"]
    return tuple(Need(need["query"], tuple(need["right"])) for need in read)


@pytest.fixture(scope="module")
def library(seed_index: Path) -> Iterator[Library]:
    """An opened library of the shipped papers."""
    opened = open_library(seed_index)
    yield opened
    opened.close()


def test_every_need_names_passages_that_there_are(library: Library) -> None:
    """There are at least 40 needs, no query occurs twice, and each right passage exists and is listed once."""
    all_needs = needs()
    assert len(all_needs) >= 40
    assert len({need.query for need in all_needs}) == len(all_needs)
    for need in all_needs:
        assert need.right
        assert len(set(need.right)) == len(need.right)
        assert all(library.passage(id_) for id_ in need.right)


def test_the_ranks_of_the_right_passages(library: Library, golden: Golden) -> None:
    """The rank of each need's first right passage, and how many are among the first five, stay as recorded."""
    lines, ranks, recalls = [], [], []
    for need in needs():
        results = find(library, ParsedRequest(SearchRequest(need.query)), size=1).results
        order = all_ids(library, results.query)
        places = [order.index(id_) + 1 for id_ in need.right if id_ in order]
        ranks.append(1 / min(places) if places else 0.0)
        recalls.append(sum(place <= SHOWN for place in places) / min(len(need.right), SHOWN))
        first = str(min(places)) if places else "none"
        lines.append(f"{first:>5} {recalls[-1]:>7.2f} {results.with_all_words:>9} {len(order):>6}  {need.query}")
    means = f"MRR {sum(ranks) / len(ranks):.3f}, recall@{SHOWN} {sum(recalls) / len(recalls):.3f}, {len(lines)} needs"
    head = f"{'first':>5} {'recall':>7} {'all words':>9} {'found':>6}  query"
    golden("ranking.txt", "\n".join([means, "", head, *lines]) + "\n")
