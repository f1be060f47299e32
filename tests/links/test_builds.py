"""A build keeps its registry of ids, and refuses one that cannot be right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.links.memory import load_registry
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.errors import CorpusEmpty
from indexer.registry import file
from indexer.registry.errors import (
    LinksLost,
    RegistryBusy,
    RegistryChanged,
    RegistryConflicted,
    RegistryError,
    RegistryForeign,
    RegistryMissing,
    RegistryTooNew,
)
from indexer.registry.file import PARTS_FOLDER, REGISTRY_FILE, RegistryLock
from indexer.store.builds import live_build
from indexer.store.library import POINTER
from tests.registry.folders import copy_registry, registry_bytes
from tests.registry.version_2 import version_2_lines
from tests.structure import papers

from .corpus import EditedCorpus


def test_building_again_leaves_the_registry_as_it_is(corpus: EditedCorpus) -> None:
    """Indexing unchanged papers again loses no id and changes no byte of the registry."""
    before, touched = registry_bytes(corpus.folder), _times(corpus.folder)
    report = corpus.index(force=True)
    assert set(report.outcomes) <= {"same"}
    assert registry_bytes(corpus.folder) == before
    assert _times(corpus.folder) == touched


def _times(folder: Path) -> set[int]:
    paths = [folder / REGISTRY_FILE, *(folder / PARTS_FOLDER).iterdir()]
    return {path.stat().st_mtime_ns for path in paths}


def test_an_index_that_is_lost_is_built_with_the_same_ids(corpus: EditedCorpus) -> None:
    """Ids are kept in the registry: they come back without the index, also when papers have changed."""
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    link = corpus.copied_link("Turtles")
    corpus.edit("two of every nine hauls", "some of the hauls")
    shutil.rmtree(corpus.index_dir)
    corpus.index()
    assert corpus.copied_link("Turtles").partition("?")[0] == link.partition("?")[0]
    assert "two of every nine hauls" in corpus.open_site().get(link).text


def test_a_strict_build_loses_no_link(corpus: EditedCorpus) -> None:
    """With `strict` a lost link is an error that names it, and neither registry nor index changes."""
    registry = registry_bytes(corpus.folder)
    live = live_build(corpus.index_dir)
    lost = corpus.passage("Turtles").id
    path = corpus.folder / "fisheries.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join(line for line in text.splitlines() if "Turtles" not in line), encoding="utf-8")
    with pytest.raises(LinksLost, match="1 link would lead to no living passage") as refused:
        corpus.index(strict=True)
    assert refused.value.lost == (lost,)
    assert registry_bytes(corpus.folder) == registry
    assert live_build(corpus.index_dir) == live
    assert [lost_link.id for lost_link in corpus.index().review] == [lost]


def test_a_missing_registry_is_not_begun_anew_in_silence(corpus: EditedCorpus) -> None:
    """A registry that is missing is an error with two remedies; with `new_registry` a build begins a new one."""
    corpus.index()  # so that the index knows where its registry is
    (corpus.folder / REGISTRY_FILE).unlink()
    with pytest.raises(RegistryMissing, match="--new-registry"):
        corpus.index()
    assert not (corpus.folder / REGISTRY_FILE).exists()
    build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, new_registry=True))
    assert (corpus.folder / REGISTRY_FILE).exists()


def test_a_registry_that_is_forgotten_is_not_begun_a_second_time(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Where `--registry` is left out once, the build is refused; naming the registry goes on with every link."""
    apart = tmp_path / "apart"
    apart.mkdir()
    for name in (REGISTRY_FILE, PARTS_FOLDER):
        shutil.move(corpus.folder / name, apart / name)
    build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, registry=apart))
    link = corpus.copied_link("Turtles")
    renamed = corpus.folder.rename(tmp_path / "renamed")
    for pointer in (None, "", "20310101T000000Z-abcdef\n"):  # also where it cannot be told which build is live
        if pointer is not None:
            (corpus.index_dir / POINTER).write_text(pointer, encoding="utf-8")
        with pytest.raises(RegistryChanged, match=f"missing.*--registry {apart}.*--new-registry"):
            build(renamed, corpus.index_dir, BuildOptions(jobs=1))
    assert not (renamed / REGISTRY_FILE).exists()
    build(renamed, corpus.index_dir, BuildOptions(jobs=1, registry=apart, force=True))
    assert corpus.copied_link("Turtles") == link
    report = build(renamed, corpus.index_dir, BuildOptions(jobs=1, new_registry=True))
    assert report.outcomes == {"new": report.counts.passages}


def test_another_registry_of_the_same_papers_is_not_taken_in_silence(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A registry with another corpus id is refused until the right one is named, or this one is meant."""
    corpus.index()  # so that the index knows where its registry is
    apart = tmp_path / "apart"
    apart.mkdir()
    copy_registry(corpus.folder, apart)
    head, _, rest = (apart / REGISTRY_FILE).read_text(encoding="utf-8").partition("\n")
    row = {**json.loads(head), "corpus": "0123456789ab"}
    (apart / REGISTRY_FILE).write_text(json.dumps(row, separators=(",", ":")) + "\n" + rest, encoding="utf-8")
    with pytest.raises(RegistryChanged, match=f"another one.*--registry {corpus.folder}.*--new-registry"):
        build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, registry=apart))
    build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, registry=corpus.folder, force=True))
    build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, registry=apart, new_registry=True))
    shutil.rmtree(apart)
    with pytest.raises(RegistryChanged, match=f"Put the registry back and name its folder: --registry {apart}"):
        corpus.index()


def test_an_index_folder_may_be_given_to_other_papers(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Papers of which none was in the index begin a registry of their own, and a renamed folder takes its own along."""
    others = papers.write_papers(tmp_path / "others", levees=papers.LEVEES_REPORT)
    build(others, corpus.index_dir, BuildOptions(jobs=1))
    corpus.index()
    renamed = corpus.folder.rename(tmp_path / "renamed")
    assert set(build(renamed, corpus.index_dir, BuildOptions(jobs=1)).outcomes) <= {"same"}


def test_parts_without_their_head_are_not_begun_anew_in_silence(corpus: EditedCorpus) -> None:
    """Where the head is lost, the parts show that there was a registry, whatever the index knows."""
    (corpus.folder / REGISTRY_FILE).unlink()
    shutil.rmtree(corpus.index_dir)
    with pytest.raises(RegistryMissing, match="--new-registry"):
        corpus.index()


def test_a_registry_of_version_2_is_divided_by_the_next_build(corpus: EditedCorpus) -> None:
    """No link is lost on the way, and the papers keep a registry that is one file until a build succeeds."""
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    link = corpus.copied_link("Turtles")
    registry = file.read(corpus.folder)
    assert registry
    whole = load_registry(registry)
    shutil.rmtree(corpus.folder / PARTS_FOLDER)
    (corpus.folder / REGISTRY_FILE).write_bytes(b"".join(version_2_lines(whole)))
    shutil.rmtree(corpus.index_dir)
    corpus.edit("two of every nine hauls", "some of the hauls")
    assert (corpus.folder / PARTS_FOLDER).is_dir()
    assert "two of every nine hauls" in corpus.open_site().get(link).text
    divided = file.read(corpus.folder)
    assert divided
    assert {row.id for row in load_registry(divided).passages} >= {row.id for row in whole.passages}


def test_another_folder_may_be_indexed_into_the_same_index(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A folder that never had a registry gets one, whatever the index held before."""
    other_folder = papers.write_papers(tmp_path / "other", levees=papers.LEVEES_REPORT)
    assert build(other_folder, corpus.index_dir, BuildOptions(jobs=1)).counts.documents == 1
    assert (other_folder / REGISTRY_FILE).exists()


@pytest.mark.parametrize(
    ("damage", "kind", "words"),
    [
        (lambda text: text[:-40], RegistryError, r"line \d+: the file ends in the middle of a line"),
        (lambda text: text.replace('"format":3', '"format":7'), RegistryTooNew, "format 7"),
        (lambda text: text.replace("\n", "\n<<<<<<< HEAD\n", 1), RegistryConflicted, "line 2: .*unsettled merge"),
        (lambda text: text.replace('"row":"meeting"', '"row":"meetings"', 1), RegistryError, r"line \d+"),
        (lambda _: "", RegistryError, "line 1"),
    ],
)
def test_a_registry_that_cannot_be_right_is_refused(
    corpus: EditedCorpus, damage: object, kind: type[Exception], words: str
) -> None:
    """A damaged registry is refused with the line and the remedy, stays unchanged, and the live index still answers."""
    path = corpus.folder / REGISTRY_FILE
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]  # a lambda
    damaged, live = path.read_bytes(), live_build(corpus.index_dir)
    with pytest.raises(kind, match=words) as refused:
        corpus.index()
    assert str(path) in str(refused.value)
    assert path.read_bytes() == damaged
    assert live_build(corpus.index_dir) == live


def test_the_registry_of_other_papers_is_refused(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A registry that matches nothing in the folder belongs to another corpus and is not overwritten."""
    boats = "\n\n".join(
        f"Boat {number} was reported to have landed {number * 7} crates of herring, and its skipper asked for ice."
        for number in range(30)
    )
    other_folder = papers.write_papers(
        tmp_path / "other", boats=f"Assembly of the Boats\n\nReport\n\nLima, 3 May 1999\n\n{boats}\n"
    )
    copy_registry(corpus.folder, other_folder)
    build(corpus.folder, tmp_path / "i", BuildOptions(jobs=1))
    shutil.rmtree(tmp_path / "i")
    before = registry_bytes(other_folder)
    (tmp_path / "big").mkdir()
    shutil.copy(other_folder / "boats.txt", tmp_path / "big")
    build(tmp_path / "big", tmp_path / "i", BuildOptions(jobs=1))
    copy_registry(tmp_path / "big", corpus.folder)
    with pytest.raises(RegistryChanged, match="another one"):  # the index tells
        corpus.index()
    shutil.rmtree(corpus.index_dir)
    with pytest.raises(RegistryForeign, match="another corpus"):
        corpus.index()
    assert registry_bytes(other_folder) == before


def test_two_builds_of_one_folder_do_not_meet(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The second of two builds of one folder is refused while the first holds the registry, even for another index."""
    with RegistryLock(corpus.folder), pytest.raises(RegistryBusy, match=r"process \d+, since"):
        build(corpus.folder, tmp_path / "second", BuildOptions(jobs=1))


def test_the_registry_may_be_kept_elsewhere(tmp_path: Path) -> None:
    """Papers on a read-only disk can be indexed with a registry in another folder."""
    folder = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    (tmp_path / "registry").mkdir()
    build(folder, tmp_path / "index", BuildOptions(jobs=1, registry=tmp_path / "registry"))
    assert [path.name for path in folder.iterdir()] == ["water.txt"]
    assert (tmp_path / "registry" / REGISTRY_FILE).exists()


def test_a_registry_folder_that_was_not_there_stays_so_when_refused(corpus: EditedCorpus, tmp_path: Path) -> None:
    """A mistyped `--registry` leaves no folder behind, and one that is meant is made with all above it."""
    corpus.index()
    mistyped = tmp_path / "regsitry" / "of" / "papers"
    with pytest.raises(RegistryChanged):
        build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, registry=mistyped))
    assert not (tmp_path / "regsitry").exists()
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "blank.txt").write_text(" ", encoding="utf-8")
    with pytest.raises(CorpusEmpty):
        build(empty, tmp_path / "second", BuildOptions(jobs=1, registry=mistyped))
    assert not (tmp_path / "regsitry").exists()
    mistyped.parent.mkdir(parents=True)
    with pytest.raises(RegistryChanged):
        build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, registry=mistyped))
    assert list(mistyped.parent.iterdir()) == []  # what was there stays
    build(corpus.folder, tmp_path / "third", BuildOptions(jobs=1, registry=mistyped / "new", new_registry=True))
    assert (mistyped / "new" / REGISTRY_FILE).exists()


def test_a_registry_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    """The message names the registry file that could not be written."""
    folder = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    with pytest.raises(RegistryError, match=REGISTRY_FILE):
        build(folder, tmp_path / "index", BuildOptions(jobs=1, registry=folder / "water.txt"))


def test_the_registry_is_no_paper(corpus: EditedCorpus) -> None:
    """Neither the registry nor its lock is read as a paper or reported as skipped."""
    report = corpus.index(force=True)
    assert report.skipped == ()
    assert report.counts.documents == 2


def test_a_build_reports_later_what_it_lost(corpus: EditedCorpus) -> None:
    """Indexing an unchanged corpus reports the lost links of the build that made the index."""
    corpus.edit("Turtles were caught in one of every ten hauls, and the speakers described devices", "Devices")
    first = corpus.index()
    assert first.unchanged
    recorded = json.loads((live_build(corpus.index_dir) / "build.json").read_text(encoding="utf-8"))
    assert len(first.review) == len(recorded["review"])
