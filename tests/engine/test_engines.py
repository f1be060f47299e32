"""The choice of the engine that a build names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.engine.engines import DEFAULT_ENGINE, EMBEDDED, Engines
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
    """A second engine is opened by the name in the facts of the build, and the library asks it."""
    opened: list[Path] = []

    def open_second(folder: Path) -> object:
        opened.append(folder)
        return EMBEDDED[DEFAULT_ENGINE].open(folder)

    second = EMBEDDED[DEFAULT_ENGINE]._replace(open=open_second)  # type: ignore[arg-type]  # what it returns is an engine
    build = named(write_build(tmp_path), "second")
    library = Library(build, Engines({**EMBEDDED, "second": second}))
    assert opened == [build / "engine"]
    assert library.count(Query()).total == len(PASSAGES)
    library.close()


def test_an_engine_that_does_not_exist_is_told(tmp_path: Path) -> None:
    """A build of an engine that this version does not have is reported with its name and the remedy."""
    with pytest.raises(IndexDamaged, match="its engine is “other”"):
        Library(named(write_build(tmp_path), "other"))
