"""Papers that change while links to them are kept: built once, copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from .corpus import EditedCorpus


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """The papers as they were first indexed; do not change them."""
    return EditedCorpus.create(tmp_path_factory.mktemp("first-build"))


@pytest.fixture
def corpus(first_build: EditedCorpus, tmp_path: Path) -> EditedCorpus:
    """Papers that a test may change."""
    return first_build.copy(tmp_path)
