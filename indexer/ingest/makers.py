"""Who finds what the papers of a build say once their meetings and names are known: the process that builds, or others.

How other machines are asked belongs to `machines`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from indexer.making.tasks import MadeSteps, MakingJob, StepT
from indexer.readers.limits import Limits

from .machines.making import MachineMakers


class PaperMakers(Protocol):
    """What finds what the papers of a build say."""

    def made(self, job: MakingJob[StepT]) -> MadeSteps[StepT]:
        """Yield all steps in order, each with what was made of its paper, where it has one."""


class LocalMakers:
    """The process that builds, as what finds them."""

    def made(self, job: MakingJob[StepT]) -> MadeSteps[StepT]:
        """Yield all steps in order, each with what was made of its paper, where it has one."""
        return ((step, job.here(step)) for step in job.steps)


def chosen_makers(workers: str, limits: Limits, warn: Callable[[str], None]) -> PaperMakers:
    """Return the workers of the scheduler at an address, or the process itself where there is none.

    The `limits` of a file hold for some papers together; `warn` is called with a sentence on those that no worker
    brought to an end.
    """
    return MachineMakers(workers, limits, warn) if workers else LocalMakers()
