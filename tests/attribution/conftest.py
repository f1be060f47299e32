"""The shipped papers, with the names that they know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.store.builds import opened_library
from indexer.store.library import Library


@pytest.fixture(scope="module")
def seed_library(seed_index: Path) -> Iterator[Library]:
    """The library of the shipped papers."""
    with opened_library(seed_index) as library:
        yield library


@pytest.fixture(scope="module")
def names(seed_library: Library) -> KnownNames:
    """The names of the shipped papers."""
    return KnownNames(seed_library)
