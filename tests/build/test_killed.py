"""Tests of builds that are killed: the old index answers, and the next build repairs everything."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.registry import file as registry_file
from indexer.registry.file import REGISTRY_FILE
from indexer.registry.storage.names import RegistryPaths
from indexer.store.builds import live_build, open_library
from tests.structure import papers

PAPERS = 16
CHAPTERS = 40
MOMENTS = (0.1, 0.3, 0.5, 0.65, 0.8, 0.95)
"""Shares of a whole run after which it is killed."""


def paper(number: int, word: str) -> str:
    """Return the report of one meeting, so long that many of them take a while to index."""
    day = number % 28 + 1
    chapters = "\n\n".join(
        f"Session {chapter}: Harbour {chapter}\n\nThe {word} of harbour {chapter} was reported by boat {number} to "
        f"have landed {number * chapter} crates of fish, and the auction was told that ice was short in week {chapter}."
        for chapter in range(1, CHAPTERS)
    )
    return f"Assembly of the Boats of Port {number}\n\nReport\n\nLima, Peru, {day} May {1950 + number}\n\n{chapters}\n"


def corpus(folder: Path, word: str) -> Path:
    """Write the whole corpus with one word that distinguishes its versions."""
    return papers.write_papers(folder, **{f"paper_{number:03}": paper(number, word) for number in range(PAPERS)})


def answers(index_dir: Path) -> tuple[int, int, str]:
    """Return what the index finds for the old and the new word, and one passage."""
    library = open_library(index_dir)
    old = library.search(Query(parse("skippers").node))
    new = library.search(Query(parse("mariners").node))
    first = next(iter(library.passages()))
    library.close()
    return old.total, new.total, first.text


def ids_of(folder: Path) -> list[str]:
    """Return the ids of all passages in the registry beside the papers."""
    registry = registry_file.read(folder)
    assert registry
    return [row.id for paper in registry.documents for row in registry.in_document(paper.id)]


def start(folder: Path, index_dir: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start the command in a process of its own."""
    code = "from webapp.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "index",
        str(folder),
        "--index-dir",
        str(index_dir),
        "--jobs",
        "1",
        *options,
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def leftovers(index_dir: Path) -> list[str]:
    """Return the names of folders beyond the number of the live build and the one before it."""
    return sorted(path.name for path in index_dir.iterdir() if path.is_dir() and path.name != ".working")[2:]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, float]:
    """An index of the old corpus, its folder with the new corpus, and the seconds that the command takes for it."""
    home = tmp_path_factory.mktemp("killed")
    index_dir, folder = home / "index", corpus(home / "papers", "skippers")
    build(folder, index_dir, BuildOptions(jobs=1))
    corpus(folder, "mariners")
    shutil.copytree(folder, home / "measured")
    shutil.copytree(index_dir, home / "measured-index")
    begun = time.monotonic()
    assert start(home / "measured", home / "measured-index", "--force").wait() == 0
    return index_dir, folder, time.monotonic() - begun


@pytest.mark.long
def test_a_killed_build_leaves_the_old_index_answering(run: tuple[Path, Path, float]) -> None:
    """A build killed at any moment changes no answer of the index, and the next one succeeds."""
    index_dir, new, seconds = run
    before, live = answers(index_dir), live_build(index_dir)
    assert before[0] == PAPERS * (CHAPTERS - 1)
    assert before[1] == 0
    ids = ids_of(new)
    killed = 0
    for moment in MOMENTS:
        process = start(new, index_dir, "--force")
        try:
            process.wait(timeout=seconds * moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if live_build(index_dir) != live:
            break  # this one was quicker than the one that was measured: it is whole, as the end shows
        assert answers(index_dir) == before
        assert ids_of(new) == ids
        killed += 1
        assert len(leftovers(index_dir)) <= 1  # the build that was killed; those before it were cleared
    assert killed  # how many, the machine decides: it may be less busy than it was when a build was measured
    report = build(new, index_dir, BuildOptions(jobs=1))
    assert report.skipped == ()
    assert ids_of(new) == ids
    after = answers(index_dir)
    assert after[:2] == (0, PAPERS * (CHAPTERS - 1))
    assert leftovers(index_dir) == []
    assert not list(index_dir.glob("*.tmp"))


@pytest.mark.long
def test_a_killed_update_leaves_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    """An update of one paper that is killed at any moment leaves one of two whole indexes; the next one succeeds."""
    folder = tmp_path / "papers"
    for number in range(12):
        papers.write_papers(folder, **{f"paper_{number:02}": paper(number, "skippers")})
    index_dir = tmp_path / "index"
    build(folder, index_dir, BuildOptions(jobs=1))
    before, ids = answers(index_dir), ids_of(folder)
    shutil.copytree(tmp_path / "papers", tmp_path / "measured")
    shutil.copytree(index_dir, tmp_path / "measured-index")
    for place in (folder, tmp_path / "measured"):
        papers.write_papers(place, paper_07=paper(7, "mariners"))
    begun = time.monotonic()
    assert start(tmp_path / "measured", tmp_path / "measured-index").wait() == 0
    seconds = time.monotonic() - begun
    after = answers(tmp_path / "measured-index")
    assert before[1] < after[1]
    for moment in MOMENTS:
        process = start(folder, index_dir)
        try:
            process.wait(timeout=seconds * moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert answers(index_dir)[:2] in (before[:2], after[:2])
        assert ids_of(folder) == ids
    build(folder, index_dir, BuildOptions(jobs=1))
    assert answers(index_dir)[:2] == after[:2]
    assert not list(index_dir.glob("*.tmp"))


def test_a_reader_that_has_the_old_index_open_reads_on(run: tuple[Path, Path, float], tmp_path: Path) -> None:
    """An index that was opened before a build became live can still be read."""
    _, new, _ = run
    small = papers.write_papers(tmp_path / "small", water=papers.WATER_MINUTES)
    build(small, tmp_path / "index", BuildOptions(jobs=1))
    library = open_library(tmp_path / "index")
    (small / "levees.txt").write_text((new / "paper_000.txt").read_text(encoding="utf-8"), encoding="utf-8")
    build(small, tmp_path / "index", BuildOptions(jobs=1))
    assert library.search(Query(parse("permits").node)).total == 1
    library.close()


def test_what_a_killed_build_left_goes_although_nothing_has_changed(tmp_path: Path) -> None:
    """Where the next build finds its index up to date, lock and prepared files of a killed one are cleared too."""
    folder = papers.write_papers(tmp_path / "small", water=papers.WATER_MINUTES)
    build(folder, tmp_path / "index", BuildOptions(jobs=1))
    names = sorted(path.name for path in folder.rglob("*"))
    prepared = RegistryPaths.within(folder).next
    prepared.mkdir()
    (prepared / REGISTRY_FILE).write_text("half", encoding="utf-8")
    for name in (".registry.jsonl.lock", ".registry.jsonl.holder"):
        (folder / name).touch()
    assert build(folder, tmp_path / "index", BuildOptions(jobs=1)).unchanged
    assert sorted(path.name for path in folder.rglob("*")) == names
