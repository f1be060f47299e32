"""What the site finds for questions that people have, in the shipped papers: ranks in one file, so a change shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.conftest import Golden
from webapp.address.params import SearchRequest
from webapp.search.find import displayed_query

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NEEDS = Path(__file__).parent / "needs.toml"
SHOWN = 5


class Need(NamedTuple):
    """What somebody types, and the passages that answer it."""

    query: str
    right: tuple[str, ...]


def needs() -> tuple[Need, ...]:
    """Read the needs."""
    read = tomllib.loads(NEEDS.read_text(encoding="utf-8"))["need"]
    return tuple(Need(one["query"], tuple(one["right"])) for one in read)


@pytest.fixture(scope="module")
def library(seed_index: Path) -> Iterator[Library]:
    """Open the index of the shipped papers."""
    opened = open_library(seed_index)
    yield opened
    opened.close()


def test_every_need_names_passages_that_there_are(library: Library) -> None:
    """There are at least 40 needs, no query twice, and each right passage exists once in its need."""
    found = needs()
    assert len(found) >= 40
    assert len({one.query for one in found}) == len(found)
    for one in found:
        assert one.right
        assert len(set(one.right)) == len(one.right)
        assert all(library.passage(id_) for id_ in one.right)


def test_where_the_right_passages_stand(library: Library, golden: Golden) -> None:
    """The first right passage of each need, and how many of them are among the first five, stay as they were read."""
    lines, ranks, recalls = [], [], []
    for need in needs():
        query = displayed_query(library, SearchRequest(need.query))
        order = library.ordered_ids(query)
        loose = query.node == library.rewrite(need.query).relaxed
        places = [order.index(id_) + 1 for id_ in need.right if id_ in order]
        ranks.append(1 / min(places) if places else 0.0)
        recalls.append(sum(place <= SHOWN for place in places) / min(len(need.right), SHOWN))
        first = str(min(places)) if places else "none"
        read = "most of the words" if loose else "all words"
        lines.append(f"{first:>5} {recalls[-1]:>7.2f} {len(order):>6}  {read:18} {need.query}")
    means = f"MRR {sum(ranks) / len(ranks):.3f}, recall@{SHOWN} {sum(recalls) / len(recalls):.3f}, {len(lines)} needs"
    head = f"{'first':>5} {'recall':>7} {'found':>6}  {'read as':18} query"
    golden("ranking.txt", "\n".join([means, "", head, *lines]) + "\n")
