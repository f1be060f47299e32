"""Whether the live build is what was written, found out while the next one is made: it reads every file of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Thread

from indexer.errors import RapporteurError
from indexer.store.builds import open_library


class LiveBuildDamaged(Exception):
    """The live build is not what was written, so nothing of it may be carried over."""


class SoundnessCheck:
    """A check of the live build in a thread of its own: checksums take 1 s of processor time a gigabyte.

    They are computed without Python's lock, so that the build goes on meanwhile.
    """

    def __init__(self, index_dir: Path) -> None:
        """Begin."""
        self._index_dir = index_dir
        self._is_sound = False
        # Who interrupts a build does not wait for the end of the check.
        self._thread = Thread(target=self._check, name="soundness", daemon=True)
        self._thread.start()

    def is_sound(self) -> bool:
        """Return whether every file is what was written, once all have been read."""
        self._thread.join()
        return self._is_sound

    def _check(self) -> None:
        try:
            with closing(open_library(self._index_dir)) as library:
                self._is_sound = not library.damage()
        except (RapporteurError, OSError):
            return
