"""Who reads the files of a build: processes of this machine, or the workers of several.

How a process reads belongs to `pool`, and what other machines need to `machines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from indexer.readers.limits import Limits

from .machines.readers import MachineReaders
from .pool import LocalReaders
from .tasks import PaperReading, ReadFailure, ReadTask

ReadResults = Iterator[tuple[ReadTask, PaperReading | ReadFailure]]


class PaperReaders(Protocol):
    """What reads the files of a build."""

    def begin(self) -> None:
        """Have it load what it needs, while others work."""

    def read(self, tasks: Sequence[ReadTask], limits: Limits) -> ReadResults:
        """Read files; yield one result for each task, in no set order.

        The task has the digest of the bytes that were read, which may be another than it had.
        """


def chosen_readers(jobs: int, workers: str) -> PaperReaders:
    """Return the workers of the scheduler at an address, or `jobs` processes of this machine where there is none."""
    return MachineReaders(workers) if workers else LocalReaders(jobs)
