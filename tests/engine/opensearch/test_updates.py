"""Updates of an index in a cluster: only what changed is written, and the build before answers as it did."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.opensearch import engine, indices
from indexer.engine.opensearch.connection.address import ClusterAddress, cluster_address
from indexer.engine.opensearch.connection.client import Cluster
from indexer.engine.opensearch.connection.errors import ClusterBuildGone
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.indices import Indices
from indexer.engine.opensearch.state import read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import SORTS, EngineAnswer, Query
from tests.cluster.nodes import ask
from tests.corpus_factory import SESSIONS, SUMMARY, passage
from tests.engine.conftest import WORDS

QUERIES = ("", "women peace", '"peace security"', "trai*", "mission NEAR/3 mandate", "-peace", "kind:summary peace")
Papers = dict[str, tuple[str, ...]]
"""The texts of papers by their ids."""


@pytest.fixture
def address(search_node: str, index_prefix: str) -> ClusterAddress:
    """The cluster, with names of the test's own."""
    return replace(cluster_address(search_node, {}), alias=index_prefix.rstrip("-"))


def passages_of(paper: str, texts: Sequence[str]) -> list[Passage]:
    """Make the passages of a paper."""
    document = replace(SUMMARY, id=paper)
    return [
        replace(passage(document, number, text), id=f"{paper}.{number}-{hash(text) & 0xFFFF:x}")
        for number, text in enumerate(texts)
    ]


def write(folder: Path, before: Path | None, address: ClusterAddress, papers: Papers, changed: set[str]) -> Path:
    """Write papers into the index of the build before, or a new one, and return the folder."""
    with OpenSearchWriter(folder / "engine", before and before / "engine", address) as writer:
        if before:
            writer.keep([paper for paper in papers if paper not in changed])
        for paper, texts in papers.items():
            if not before or paper in changed:
                writer.add(passages_of(paper, texts), SESSIONS)
        writer.finish(list(papers))
    return folder


def answers(folder: Path, address: ClusterAddress) -> list[EngineAnswer]:
    """Return the answers of a build to many queries, in every order, with the first pages of each."""
    engine = OpenSearchEngine(folder / "engine", read_state(folder / "engine"), address)
    queries = [
        Query(parse(typed).node, sort=sort, page=page, size=7) for typed in QUERIES for sort in SORTS for page in (1, 2)
    ]
    found = [engine.search(query) for query in queries]
    engine.close()
    return found


def papers_in_turn(chance: random.Random) -> Iterator[tuple[Papers, set[str]]]:
    """Yield the papers of one build after another, with those that are new or changed."""
    papers = {f"paper-{number}": made_texts(chance) for number in range(6)}
    yield papers, set(papers)
    for turn in range(4):
        order = [paper for paper in papers if chance.random() > 0.15]
        order.insert(chance.randrange(len(order) + 1), f"new-{turn}")
        if turn % 2:
            chance.shuffle(order)
        changed = {paper for paper in order if paper not in papers or chance.random() < 0.25}
        papers = {paper: made_texts(chance) if paper in changed else papers[paper] for paper in order}
        yield papers, changed


def made_texts(chance: random.Random) -> tuple[str, ...]:
    """Make the texts of a paper."""
    return tuple(" ".join(chance.choices(WORDS, k=8)) + "." for _ in range(chance.randint(1, 6)))


def test_updates_end_where_a_whole_build_does(address: ClusterAddress, tmp_path: Path) -> None:
    """After each of several updates all answers are those of a build from nothing, and those of the one before stay."""
    before: Path | None = None
    answered: list[EngineAnswer] = []
    whole_address = replace(address, alias=f"{address.alias}-whole")
    for turn, (papers, changed) in enumerate(papers_in_turn(random.Random(15))):  # noqa: S311  # chance for variety
        updated = write(tmp_path / f"updated-{turn}", before, address, papers, changed)
        whole = write(tmp_path / f"whole-{turn}", None, whole_address, papers, set(papers))
        assert answers(updated, address) == answers(whole, whole_address)
        if before:
            assert answers(before, address) == answered
        before, answered = updated, answers(updated, address)


def test_only_changed_papers_are_written(search_node: str, address: ClusterAddress, tmp_path: Path) -> None:
    """An update of one paper writes its passages, ends those before, and touches no other document."""
    papers: Papers = {f"paper-{number}": (f"Text {number} of peace.", "Another text.") for number in range(20)}
    first = write(tmp_path / "first", None, address, papers, set())
    index = read_state(first / "engine").index
    papers = {"inserted": ("A new paper.",), **papers, "paper-3": ("Reworded.",)}
    second = write(tmp_path / "second", first, address, papers, {"inserted", "paper-3"})
    assert read_state(second / "engine").index == index
    versions = ask(search_node, f"/{index}/_search", {"size": 100, "version": True})["hits"]["hits"]
    written_again = {hit["_id"] for hit in versions if hit["_version"] > 1}
    new = {hit["_id"] for hit in versions if hit["_id"].endswith("@2")}
    assert {key.partition(".")[0] for key in written_again} == {"paper-3"}
    assert {key.partition(".")[0] for key in new} == {"inserted", "paper-3"}


def test_a_build_that_fails_leaves_nothing_that_is_found(address: ClusterAddress, tmp_path: Path) -> None:
    """A build that is left before its end, or killed, changes no answer; the next one clears up and ends as ever."""
    papers: Papers = {f"paper-{number}": (f"Text {number} of peace and mandate.",) for number in range(8)}
    first = write(tmp_path / "first", None, address, papers, set())
    answered = answers(first, address)
    other: Papers = {**papers, "paper-1": ("Other words of peace.",), "paper-9": ("More.",)}
    killed = OpenSearchWriter(tmp_path / "killed" / "engine", first / "engine", address)
    killed.keep([paper for paper in other if paper not in {"paper-1", "paper-9"}])
    for paper in ("paper-1", "paper-9"):
        killed.add(passages_of(paper, other[paper]), SESSIONS)
    killed.finish(list(other))  # all is written, and then the process dies before its build is live
    assert answers(first, address) == answered
    third: Papers = {**papers, "paper-2": ("The third build.",)}
    second = write(tmp_path / "second", first, address, third, {"paper-2"})
    whole_address = replace(address, alias=f"{address.alias}-whole")
    whole = write(tmp_path / "whole", None, whole_address, third, set())
    assert answers(second, address) == answers(whole, whole_address)
    assert answers(first, address) == answered


def published(folder: Path, address: ClusterAddress, turns: int) -> Iterator[Path]:
    """Write builds in which one paper is reworded each time, and do what is done when each becomes the live one."""
    before: Path | None = None
    for turn in range(turns):
        papers: Papers = {"paper": (f"Wording {turn}.",), "other": ("Stays.",)}
        before = write(folder / str(turn), before, address, papers, {"paper"} if before else set())
        with closing(Cluster(address)) as cluster:
            Indices(cluster).tidy(read_state(before / "engine"), keep_previous=True)
        yield before


def test_a_machine_that_is_behind_refuses_to_search(
    address: ClusterAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The live build and the one before answer; an older one says that it has to be fetched anew, open or not."""
    builds = published(tmp_path, address, 4)
    first = next(builds)
    behind = OpenSearchEngine(first / "engine", read_state(first / "engine"), address)
    assert behind.search(Query(parse("wording").node)).total == 1
    *_, previous, live = builds
    for folder in (previous, live):
        assert answers(folder, address)
    with pytest.raises(ClusterBuildGone, match="rapporteur fetch"):
        answers(first, address)
    behind.forget()
    assert behind.search(Query(parse("wording").node)).total == 1, "nothing is deleted so soon"
    monkeypatch.setattr(engine, "LOOK_AGAIN", -1)
    behind.forget()
    with pytest.raises(ClusterBuildGone):
        behind.search(Query(parse("wording").node))
    behind.close()


@pytest.mark.parametrize("notice", [0, 60])
def test_what_no_build_needs_is_deleted(
    search_node: str, address: ClusterAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notice: int
) -> None:
    """What ended before the build before goes with the next one, if that was said long enough ago.

    All that ended goes at once where nothing is kept.
    """
    monkeypatch.setattr(indices, "NOTICE_SECONDS", notice)
    *_, last = published(tmp_path, address, 4)
    state = read_state(last / "engine")

    def documents() -> set[str]:
        ask(search_node, f"/{state.index}/_refresh", method="POST")
        hits = ask(search_node, f"/{state.index}/_search", {"size": 100})["hits"]["hits"]
        return {hit["_source"]["record"]["text"] for hit in hits}

    still = {"Wording 0."} if notice else set()
    assert documents() == {"Stays.", "Wording 1.", "Wording 2.", "Wording 3."} | still
    cluster = Cluster(address)
    Indices(cluster).tidy(state, keep_previous=False)
    assert documents() == {"Stays.", "Wording 3."}
    Indices(cluster).delete_all(state)
    assert ask(search_node, f"/{address.alias}-*/_count")["count"] == 0
    cluster.close()
