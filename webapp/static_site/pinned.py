"""One build that stays open, whichever is live meanwhile: an edition is of one build throughout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.store.builds import Builds
from indexer.store.library import Library


class PinnedBuild(Builds):
    """Hands out one build."""

    def __init__(self, index_dir: Path, build: Path) -> None:
        """Open a build. Raise IndexDamaged or IndexOutdated where it cannot be read."""
        super().__init__(index_dir)
        self._library = Library(build)

    @contextmanager
    def acquire(self) -> Iterator[Library]:
        """Yield the build."""
        yield self._library

    def close(self) -> None:
        """Close the build."""
        self._library.close()
