"""An index that moves to a cluster and back: the same ids, links and answers, with nothing read again."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build import pipeline
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.cli import cli
from indexer.engine.engines import Engines
from indexer.engine.names import CLUSTER_ENGINE, DEFAULT_ENGINE, TRACE_FILE, EngineSetting
from indexer.engine.opensearch.connection.errors import (
    ClusterAliasForeign,
    ClusterBuildUnknown,
    ClusterIndexIncomplete,
    ClusterUnreachable,
)
from indexer.errors import IndexUnwritable
from indexer.query.parser import parse
from indexer.query.results import SORTS, Query
from indexer.store.builds import check_index, clear_abandoned, new_build, open_library
from indexer.store.library import ENGINE_FOLDER, Library
from tests.cluster.nodes import ask, indices
from tests.corpus_factory import PASSAGES, SESSIONS, written_papers
from webapp.app import create_app

PAPERS = {
    "board.md": "# Minutes of the harbour board, 3 May 2031\n\nThe board met in Lisbon. It spoke of cranes.\n\n"
    "Nobody spoke of dredging, which had been planned for the spring.",
    "report.md": "# Report of the dredging committee, 7 June 2031\n\nIt met in Porto.\n\nDredging is planned.",
    "note.md": "# Note on cranes\n\nCranes are old. Cranes cost much to keep.",
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a few papers."""
    return written_papers(tmp_path / "papers", PAPERS)


@pytest.fixture
def cluster(search_node: str, index_prefix: str, monkeypatch: pytest.MonkeyPatch) -> EngineSetting:
    """The engine of the cluster of the run, with names of the test's own."""
    monkeypatch.setenv("RAPPORTEUR_ENGINE_ALIAS", index_prefix.rstrip("-"))
    return EngineSetting(CLUSTER_ENGINE, search_node)


def built(folder: Path, index_dir: Path, engine: EngineSetting | None = None) -> BuildReport:
    """Build with an engine, or that of the index."""
    return build(folder, index_dir, BuildOptions(engine=engine, jobs=1))


@contextmanager
def opened(index_dir: Path) -> Iterator[Library]:
    """Open the live build."""
    with closing(open_library(index_dir)) as library:
        yield library


def answers(index_dir: Path) -> list[object]:
    """Return all that some searches show, in every order, with every passage."""
    with opened(index_dir) as library:
        nodes = [parse(typed).node for typed in ("", "dredging", "cranes cost", '"spoke of"', "plan*", "-cranes")]
        found = [library.search(Query(node, sort=sort)) for node in nodes for sort in SORTS]
        return [
            *((each.total, each.facets, [hit.passage.id for hit in each.hits]) for each in found),
            *library.passages(),
        ]


def test_nothing_is_read_for_a_cluster_that_takes_no_build(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path
) -> None:
    """A wrong address and a name that is taken are told before a paper is read; the live index is as it was."""
    index_dir = tmp_path / "index"
    built(papers, index_dir)
    before = answers(index_dir)
    (papers / "new.md").write_text("# Note on tugs\n\nTugs are small.", encoding="utf-8")
    ask(cluster.url, f"/{index_prefix}of-others", {"aliases": {index_prefix.rstrip("-"): {}}}, method="PUT")
    steps: list[str] = []
    for engine, error in (
        (EngineSetting(CLUSTER_ENGINE, "http://127.0.0.1:9"), ClusterUnreachable),
        (cluster, ClusterAliasForeign),
    ):
        with pytest.raises(error):
            build(papers, index_dir, BuildOptions(engine=engine, jobs=1), lambda step, *_: steps.append(step))
    assert set(steps) == {"Listing"}
    assert answers(index_dir) == before


def test_an_index_that_somebody_deleted_is_written_once_more(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path
) -> None:
    """The next build writes one whole index, answers as before, and leaves nothing else in the cluster."""
    index_dir = tmp_path / "index"
    built(papers, index_dir, cluster)
    before = answers(index_dir)
    for _ in range(2):
        [index] = indices(cluster.url, index_prefix)
        ask(cluster.url, f"/{index}", method="DELETE")
        assert len(built(papers, index_dir).warnings) == 1, "that it was written anew"
        assert len(indices(cluster.url, index_prefix)) == 1
        assert answers(index_dir) == before


def test_an_index_that_lacks_passages_is_not_searched_and_is_written_anew(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path
) -> None:
    """After an older snapshot was restored nothing is answered without what it lacks, and the next build heals it."""
    index_dir = tmp_path / "index"
    built(papers, index_dir, cluster)
    before = answers(index_dir)
    [index] = indices(cluster.url, index_prefix)
    lost = {"query": {"term": {"id": ids_of(index_dir)[0]}}}
    ask(cluster.url, f"/{index}/_delete_by_query?refresh=true", lost)
    with pytest.raises(ClusterIndexIncomplete):
        answers(index_dir)
    report = built(papers, index_dir)
    assert (report.files_read, len(report.warnings), "written anew" in report.warnings[0]) == (0, 1, True)
    assert answers(index_dir) == before
    assert built(papers, index_dir).warnings == report.warnings, "the report of the live build is shown again"


def ids_of(index_dir: Path) -> list[str]:
    """Return the ids of all passages."""
    with opened(index_dir) as library:
        return [passage.id for passage in library.passages()]


def test_an_older_snapshot_with_as_many_passages_is_told_from_the_live_build(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path
) -> None:
    """Where a paper was only corrected since, counts are the same: the index says which builds it has."""
    index_dir = tmp_path / "index"
    for number in range(20):  # so that an update keeps most
        (papers / f"{number}.md").write_text(f"# Log {number}\n\nThe crane lifted {number} loads.", encoding="utf-8")
    built(papers, index_dir, cluster)
    [index] = indices(cluster.url, index_prefix)
    older = ask(cluster.url, f"/{index}/_mapping")[index]["mappings"]["_meta"]
    (papers / "note.md").write_text(PAPERS["note.md"].replace("old", "new"), encoding="utf-8")
    report = built(papers, index_dir)
    assert (report.warnings, indices(cluster.url, index_prefix)) == ((), [index])
    before = answers(index_dir)
    ask(cluster.url, f"/{index}/_mapping", {"_meta": older}, method="PUT")  # as a restored snapshot has it
    with pytest.raises(ClusterBuildUnknown):
        answers(index_dir)
    with pytest.raises(ClusterBuildUnknown):
        check_index(index_dir)
    assert "written anew" in built(papers, index_dir).warnings[0]
    assert answers(index_dir) == before


@pytest.mark.parametrize("times", [1, 3])
def test_a_copy_that_leaves_the_cluster_deletes_nothing_there(
    papers: Path, cluster: EngineSetting, tmp_path: Path, times: int
) -> None:
    """A copied index folder that moves to search files leaves the index that the other folder is served from."""
    index_dir, copy = tmp_path / "index", tmp_path / "copy"
    built(papers, index_dir, cluster)
    before = answers(index_dir)
    shutil.copytree(index_dir, copy)
    for _ in range(times):
        build(papers, copy, BuildOptions(engine=EngineSetting(DEFAULT_ENGINE), jobs=1, force=True))
    assert answers(index_dir) == before == answers(copy)


def test_an_index_under_an_earlier_name_is_deleted_too(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever gives the indices another name, or none, leaves nothing under the one before."""
    index_dir = tmp_path / "index"
    built(papers, index_dir, cluster)
    monkeypatch.setenv("RAPPORTEUR_ENGINE_ALIAS", f"{index_prefix}renamed")
    for turn in range(2):
        (papers / "new.md").write_text(f"# Note on tugs\n\nTug {turn} is small.", encoding="utf-8")
        built(papers, index_dir)
    [index] = indices(cluster.url, index_prefix)
    assert index.startswith(f"{index_prefix}renamed-")
    monkeypatch.delenv("RAPPORTEUR_ENGINE_ALIAS")
    for _ in range(2):
        build(papers, index_dir, BuildOptions(engine=EngineSetting(DEFAULT_ENGINE), jobs=1, force=True))
    assert indices(cluster.url, index_prefix) == []


def test_a_redaction_says_what_it_cannot_reach(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster that is away is said to have the words still; the next build deletes them."""
    index_dir = tmp_path / "index"
    built(papers, index_dir, cluster)
    built(papers, index_dir, EngineSetting(DEFAULT_ENGINE))
    [passage] = [id_ for id_ in ids_of(index_dir) if "cranes" in shown(index_dir, id_)][:1]
    monkeypatch.setenv("RAPPORTEUR_ENGINE_URL", "http://127.0.0.1:9")
    command = ["redact", passage, "--reason", "Asked for", "--yes", "--index-dir", str(index_dir)]
    told = CliRunner().invoke(cli, command)
    assert (told.exit_code, "still in a search cluster" in " ".join(told.output.split())) == (1, True), told.output
    monkeypatch.delenv("RAPPORTEUR_ENGINE_URL")
    assert len(indices(cluster.url, index_prefix)) == 1
    built(papers, index_dir)
    assert indices(cluster.url, index_prefix) == []


def shown(index_dir: Path, id_: str) -> str:
    """Return the text of a passage."""
    with opened(index_dir) as library:
        return library.passage(id_).text.lower()


def test_a_build_that_is_not_published_leaves_no_index(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails between the last passage and the pointer takes the index with it, and the live one stays."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    index_dir = tmp_path / "index"
    built(papers, index_dir)
    before = answers(index_dir)
    monkeypatch.setattr(pipeline, "write_seal", fail)
    with pytest.raises(IndexUnwritable):
        built(papers, index_dir, cluster)
    assert indices(cluster.url, index_prefix) == []
    assert answers(index_dir) == before


def test_an_index_that_cannot_be_deleted_now_is_deleted_by_a_later_build(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster lost while a build ends keeps its half index only until it answers again; a week later nobody asks."""

    def lose_the_cluster(*_: object, **__: object) -> None:
        monkeypatch.setenv("RAPPORTEUR_ENGINE_URL", "http://127.0.0.1:9")
        raise OSError(28, "No space left on device")

    index_dir = tmp_path / "index"
    built(papers, index_dir)
    for age, left in ((0, 0), (8, 1)):
        with pytest.MonkeyPatch.context() as lost:
            lost.setattr(pipeline, "write_seal", lose_the_cluster)
            with pytest.raises(IndexUnwritable):
                built(papers, index_dir, cluster)
        [trace] = index_dir.glob(f"*/{ENGINE_FOLDER}/{TRACE_FILE}")
        assert [path for path in trace.parents[1].rglob("*") if path.is_file()] == [trace]
        clear_abandoned(index_dir)  # it is still away
        assert trace.is_file()
        begun = time.time() - age * 24 * 60 * 60
        os.utime(trace, (begun, begun))
        if age:
            clear_abandoned(index_dir)
        monkeypatch.delenv("RAPPORTEUR_ENGINE_URL")
        clear_abandoned(index_dir)
        assert (trace.parents[1].exists(), len(indices(cluster.url, index_prefix))) == (False, left)
    assert check_index(index_dir).documents == len(PAPERS)


@pytest.mark.parametrize("force", [False, True])
def test_a_copy_with_a_name_of_its_own_leaves_the_other_index_alone(
    papers: Path,
    cluster: EngineSetting,
    index_prefix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    force: bool,
) -> None:
    """A copy of an index folder with another name writes an index of its own, and deletes none of the other."""
    index_dir, copy = tmp_path / "index", tmp_path / "copy"
    for turn in range(3):
        (papers / "new.md").write_text(f"# Note on tugs\n\nTug {turn} is small.", encoding="utf-8")
        build(papers, index_dir, BuildOptions(engine=cluster, jobs=1, force=turn == 1))
    before, of_others = answers(index_dir), indices(cluster.url, index_prefix)
    shutil.copytree(index_dir, copy)
    monkeypatch.setenv("RAPPORTEUR_ENGINE_ALIAS", f"{index_prefix}own")
    for turn in range(3, 6):
        (papers / "new.md").write_text(f"# Note on tugs\n\nTug {turn} is small.", encoding="utf-8")
        build(papers, copy, BuildOptions(jobs=1, force=force))
    assert set(of_others) <= set(indices(cluster.url, index_prefix))
    assert any(name.startswith(f"{index_prefix}own-") for name in indices(cluster.url, index_prefix))
    monkeypatch.setenv("RAPPORTEUR_ENGINE_ALIAS", index_prefix.rstrip("-"))
    assert answers(index_dir) == before


def test_an_index_moves_to_a_cluster_and_back(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path
) -> None:
    """Moved to a cluster, updated there and moved back, an index answers at each step as one that never moved does."""
    index_dir, other = tmp_path / "index", tmp_path / "other"
    built(papers, index_dir)
    before = answers(index_dir)
    moved = built(papers, index_dir, cluster)
    assert (moved.files_read, moved.warnings) == (0, ())
    assert answers(index_dir) == before
    assert built(papers, index_dir).unchanged
    assert check_index(index_dir).passages == moved.counts.passages

    (papers / "new.md").write_text("# Note on the spring\n\nDredging begins in the spring.", encoding="utf-8")
    updated = built(papers, index_dir)
    assert updated.files_read == 1
    back = built(papers, index_dir, EngineSetting(DEFAULT_ENGINE))
    assert back.files_read == 0
    in_files = answers(index_dir)
    built(papers, index_dir, cluster)
    assert answers(index_dir) == in_files
    built(papers, other)
    assert answers(other) == in_files
    assert len(indices(cluster.url, index_prefix.rstrip("-"))) <= 2


def test_the_index_of_a_killed_build_goes_with_its_folder(
    papers: Path, cluster: EngineSetting, index_prefix: str, tmp_path: Path
) -> None:
    """What a build wrote that was killed before it could say so is deleted by the next one."""
    index_dir, prefix = tmp_path / "index", index_prefix.rstrip("-")
    built(papers, index_dir)
    killed = new_build(index_dir)
    with Engines().writer(cluster.name, killed / ENGINE_FOLDER, None, cluster.url) as writer:
        writer.add(PASSAGES, SESSIONS)
        writer.finish()
    [left] = indices(cluster.url, prefix)
    built(papers, index_dir, cluster)
    [kept] = indices(cluster.url, prefix)
    assert (killed.exists(), kept != left) == (False, True)


def test_pages_without_a_cluster_say_so(
    papers: Path, cluster: EngineSetting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cluster does not answer, a page says that searching does not work, with no address in it."""
    index_dir = tmp_path / "index"
    built(papers, index_dir, cluster)
    assert "Dredging is" in create_app(index_dir).test_client().get("/search?q=planned").text
    monkeypatch.setenv("RAPPORTEUR_ENGINE_URL", "http://127.0.0.1:1")
    client = create_app(index_dir).test_client()
    for path, kind in (("/search?q=planned", "text/html"), ("/api/v1/search?q=planned", "application/problem+json")):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype, answer.headers["Retry-After"]) == (503, kind, "30")
        assert "Searching does not work at the moment" in answer.text
        assert "127.0.0.1:1" not in answer.text
