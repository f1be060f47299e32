"""The choice of the engine that a build names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.engine.engines import DEFAULT_ENGINE, EMBEDDED, Engines
from indexer.engine.protocol import Engine
from indexer.errors import IndexDamaged
from indexer.query.results import Query
from indexer.store.build_facts import BUILD_FILE
from indexer.store.library import Library
from tests.corpus_factory import PASSAGES, write_build


def named(build: Path, engine: str) -> Path:
    """Write the name of an engine into the facts of a build."""
    facts = json.loads((build / BUILD_FILE).read_text(encoding="utf-8"))
    (build / BUILD_FILE).write_text(json.dumps({**facts, "engine": engine}), encoding="utf-8")
    return build


def test_a_library_opens_the_engine_that_its_build_names(tmp_path: Path) -> None:
    """A second engine is opened by the name that a build states, at the stated address, and the library asks it."""
    opened: list[tuple[Path, str]] = []

    def open_second(folder: Path, url: str) -> Engine:
        opened.append((folder, url))
        return EMBEDDED[DEFAULT_ENGINE].open(folder, url)

    second = EMBEDDED[DEFAULT_ENGINE]._replace(open=open_second)
    build = named(write_build(tmp_path), "second")
    library = Library(build, Engines({**EMBEDDED, "second": second}, "http://a:9200"))
    assert opened == [(build / "engine", "http://a:9200")]
    assert library.count(Query()).total == len(PASSAGES)
    library.close()


def test_an_engine_that_does_not_exist_is_told(tmp_path: Path) -> None:
    """A build of an engine that this version does not have is reported with its name and the remedy."""
    with pytest.raises(IndexDamaged, match="its engine is “other”"):
        Library(named(write_build(tmp_path), "other"))
