"""Fixtures: the library of the shipped papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.store.builds import open_library
from indexer.store.library import Library


@pytest.fixture(scope="session")
def seed_library(seed_index: Path) -> Library:
    """The library of the shipped papers."""
    return open_library(seed_index)
