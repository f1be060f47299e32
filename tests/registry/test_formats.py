"""Registries and indexes of earlier versions: each is read, or built again with every link kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.errors import IndexOutdated
from indexer.registry.rows import hash_text
from indexer.store.builds import open_library

from .formats import ARCHIVES, FORMER, PRESENT, unpack

NAMES = sorted(path.name.removesuffix(".tar.gz") for path in ARCHIVES.glob("*.tar.gz"))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_an_earlier_version_is_kept(name: str, tmp_path: Path) -> None:
    """The index opens, or says that it is to be built again; afterwards all ids have their words, former ones too."""
    links = unpack(name, tmp_path)
    with suppress(IndexOutdated):
        library = open_library(tmp_path / "index")
        assert {passage.id: passage.text for passage in library.passages()} == links
        library.close()
    report = build(tmp_path / "papers", tmp_path / "index", BuildOptions(jobs=1))
    assert report.review == ()
    library = open_library(tmp_path / "index")
    assert {passage.id: passage.text for passage in library.passages()} == links
    [turtles] = [passage_id for passage_id, text in links.items() if text == PRESENT]
    resolution = library.resolve(turtles, hash_text(FORMER)[:6])
    assert resolution.state == "changed"
    assert resolution.cited
    assert resolution.cited.text == FORMER
    library.close()


def test_the_formats_of_version_0_1_are_among_them() -> None:
    """So that the test above tests something."""
    assert "version-0.1" in NAMES
