"""Builds that are fetched from another index folder: whole, shared where nothing changed, and live in one step."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.engine.names import CLUSTER_ENGINE, EngineSetting
from indexer.errors import IndexMissing
from indexer.fetch.fetching import FetchFailed, fetch_build
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.store.builds import check_index, live_build, open_library


def papers_in(folder: Path, *texts: str) -> Path:
    """Write papers into a folder."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"paper-{number}.md").write_text(f"# Note {number} on quays\n\n{text}", encoding="utf-8")
    return folder


def test_what_is_fetched_is_whole_and_answers(tmp_path: Path) -> None:
    """A fetched index answers as its source; fetched again it takes only what changed, and leaves the source alone."""
    papers = papers_in(tmp_path / "papers", "Quays are long.", "Cranes are old.")
    source, here = tmp_path / "source", tmp_path / "here"
    build(papers, source, BuildOptions(jobs=1))
    first = fetch_build(source, here)
    assert (first.build, first.shared, first.unchanged) == (live_build(source).name, 0, False)
    assert check_index(here) == check_index(source)
    assert fetch_build(source, here).unchanged

    papers_in(papers, "Quays are long.", "Cranes are old.", "Sheds are new.")
    build(papers, source, BuildOptions(jobs=1))
    second = fetch_build(source, here)
    assert second.shared > 0
    with closing(open_library(here)) as library:
        assert library.count(Query(parse("sheds").node)).total == 1
    assert check_index(source).documents == 3


def test_what_the_source_deleted_at_once_is_not_kept(tmp_path: Path) -> None:
    """The build before stays as long as the source has it: after a redaction that has none with the words."""
    papers = papers_in(tmp_path / "papers", "Quays are long.", "Cranes are old.")
    source, here = tmp_path / "source", tmp_path / "here"
    build(papers, source, BuildOptions(jobs=1))
    fetch_build(source, here)
    first = live_build(here)
    papers_in(papers, "Quays are short.")
    build(papers, source, BuildOptions(jobs=1))
    fetch_build(source, here)
    assert first.is_dir()
    second = live_build(here)
    papers_in(papers, "Quays are gone.")
    build(papers, source, BuildOptions(jobs=1))
    shutil.rmtree(source / second.name)
    fetch_build(source, here)
    assert [first.exists(), second.exists()] == [False, False]
    assert check_index(here) == check_index(source)


def test_a_fetch_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no index, or a file of it arrives in half, the build here stays live."""
    papers = papers_in(tmp_path / "papers", "Quays are long.")
    source, here = tmp_path / "source", tmp_path / "here"
    build(papers, source, BuildOptions(jobs=1))
    fetch_build(source, here)
    with pytest.raises(IndexMissing):
        fetch_build(tmp_path / "nothing", here)
    papers_in(papers, "Quays are long.", "Sheds are new.")
    build(papers, source, BuildOptions(jobs=1))
    before = live_build(here)

    def copy_half(read: Path, written: Path) -> None:
        written.write_bytes(read.read_bytes()[: read.stat().st_size // 2])

    with monkeypatch.context() as losing:
        losing.setattr(shutil, "copyfile", copy_half)
        with pytest.raises(FetchFailed, match="changed while it was copied"):
            fetch_build(source, here)
    assert live_build(here) == before
    assert check_index(here).documents == 1
    fetch_build(source, here)
    assert check_index(here).documents == 2


def test_beside_a_cluster_the_words_of_papers_stay_where_they_are(
    search_node: str, index_prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an index in a cluster only the dictionary comes, and every search answers as at the source."""
    monkeypatch.setenv("RAPPORTEUR_ENGINE_ALIAS", index_prefix.rstrip("-"))
    papers = papers_in(tmp_path / "papers", "Quays are long.", "Cranes are old.")
    source, here = tmp_path / "source", tmp_path / "here"
    build(papers, source, BuildOptions(jobs=1, engine=EngineSetting(CLUSTER_ENGINE, search_node)))
    fetch_build(source, here)
    assert not list(live_build(here).glob("engine/segment-*"))
    with closing(open_library(source)) as there, closing(open_library(here)) as library:
        for typed in ("", "quays", "cran*", '"are old"'):
            query = Query(parse(typed).node)
            assert library.search(query) == there.search(query)
    assert check_index(here) == check_index(source)
