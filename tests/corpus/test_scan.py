"""Tests of a folder as sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.corpus.scan import scan
from indexer.errors import CorpusNotFound


def names(folder: Path) -> list[str]:
    """Return the names of the sources in a folder."""
    return [source.name for source in scan(folder).sources]


def skipped(folder: Path) -> dict[str, str]:
    """Return what was skipped in a folder, and why."""
    return {file.source: file.reason for file in scan(folder).skipped}


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """The message says which folder does not exist, and what to name instead."""
    with pytest.raises(CorpusNotFound, match=r"papers does not exist\. Give the folder with your papers\."):
        scan(tmp_path / "papers")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file named as the corpus has another message than a missing folder."""
    (tmp_path / "paper.txt").write_text("A paper.")
    with pytest.raises(CorpusNotFound, match="is a file, not a folder"):
        scan(tmp_path / "paper.txt")


def test_sources_come_by_name_from_all_folders(tmp_path: Path) -> None:
    """Files in subfolders are found too, named with forward slashes, in the order of their names."""
    for name in ("b.txt", "a/z.txt", "a/deep/er.txt", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"This is {name}.")
    assert names(tmp_path) == ["a/deep/er.txt", "a/z.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    "name",
    ["two words.txt", "#1.txt", "a[1].txt", "ça où.txt", "会议.txt", "quo'te\".txt", "100%.txt", "a;b&c.txt", "-n.txt"],
)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    """Spaces, punctuation and letters of any script may stand in a file name."""
    (tmp_path / name).write_text("A paper.")
    assert names(tmp_path) == [name]


def test_hidden_files_and_the_settings_are_no_papers(tmp_path: Path) -> None:
    """Hidden files, files in hidden folders and `corpus.toml` are neither indexed nor reported."""
    (tmp_path / ".git").mkdir()
    for name in (".DS_Store", ".git/config.txt", "corpus.toml", "paper.txt"):
        (tmp_path / name).write_text(f"This is {name}.")
    assert names(tmp_path) == ["paper.txt"]
    assert skipped(tmp_path) == {}


def test_a_folder_inside_a_hidden_folder_may_be_a_corpus(tmp_path: Path) -> None:
    """Only what is hidden below the corpus folder counts as hidden."""
    folder = tmp_path / ".papers"
    folder.mkdir()
    (folder / "paper.txt").write_text("A paper.")
    assert names(folder) == ["paper.txt"]


def test_a_copy_is_skipped_and_named(tmp_path: Path) -> None:
    """Of files with the same bytes the first by name is read, and the others name it."""
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text("The same.")
    assert names(tmp_path) == ["a.txt"]
    assert skipped(tmp_path) == dict.fromkeys(["b.txt", "c.txt"], "has the same content as a.txt: remove one of them")


def test_empty_files_are_no_copies_of_each_other(tmp_path: Path) -> None:
    """Each empty file is reported as empty by its reader, not as a copy."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    """A link whose file is gone is skipped with what to do."""
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert skipped(tmp_path) == {"gone.txt": "is a link to nothing: remove it, or put the paper in its place"}


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    """A link that leads in a circle does not end the scan."""
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "paper.txt").write_text("A paper.")
    assert names(tmp_path) == ["paper.txt"]
    assert list(skipped(tmp_path)) == ["round.txt"]


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    """Another content gives another digest; another name does not."""
    (tmp_path / "a.txt").write_text("One.")
    before = scan(tmp_path).sources[0].digest
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert scan(tmp_path).sources[0].digest == before
    (tmp_path / "b.txt").write_text("Two.")
    assert scan(tmp_path).sources[0].digest != before
