"""Fixtures: the shipped papers as a static edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from .editions import write_edition


@pytest.fixture(scope="session")
def edition(seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the shipped papers, with its search; tests must not change it."""
    folder = tmp_path_factory.mktemp("edition") / "papers"
    write_edition(seed_index, folder, searchable=True)
    return folder
