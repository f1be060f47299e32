"""Whether the live build is what was written, found out while the next one is made: it reads every file of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

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
        with_one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self._result = with_one.submit(_is_sound, index_dir)
        with_one.shutdown(wait=False)

    def is_sound(self) -> bool:
        """Return whether every file is what was written, once all have been read."""
        return self._result.result()


def _is_sound(index_dir: Path) -> bool:
    try:
        with closing(open_library(index_dir)) as library:
            library.check_search_files()
            library.check_sealed_files()
    except (RapporteurError, OSError):
        return False
    return True
