"""What can be wrong with the machines that read, each with the remedy; what was read before stays in the cache."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.errors import RapporteurError

_KEPT = "The index was not changed, and what was read before is not read again."


class MachinesMissing(RapporteurError):
    """The library that speaks to other machines is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Reading on other machines needs dask.distributed, which is not installed. Install it (pip install "
            "'rapporteur[machines]') here and on every machine that reads, or index without --workers."
        )


class SchedulerUnreachable(RapporteurError):
    """No scheduler answers at the address."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(
            f"No scheduler answers at {address} ({problem}). Start one with “dask scheduler”, or correct the address "
            f"after --workers or in RAPPORTEUR_WORKERS, such as tcp://scheduler:8786. {_KEPT}"
        )


class SchedulerLost(RapporteurError):
    """The connection to the scheduler broke while files were read."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The connection to the scheduler at {address} was lost. {_KEPT} Start the scheduler and the workers "
            "again, then index again."
        )


class WorkersGone(RapporteurError):
    """A scheduler has had no worker for too long."""

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(
            f"The scheduler at {address} has had no worker for {seconds:g} s. On each machine that reads, start "
            f"“dask worker {address}” in the environment of Rapporteur, then index again. {_KEPT}"
        )


class SchedulerRefused(RapporteurError):
    """The scheduler cannot hand out what this program asks for."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(
            f"The scheduler at {address} needs the same version of Rapporteur as this machine ({problem}). Install it "
            f"there and start the scheduler again. {_KEPT}"
        )


class WorkerRefused(RapporteurError):
    """A worker would not read as this machine does."""

    def __init__(self, worker: str, differences: Sequence[str]) -> None:
        super().__init__(
            f"The worker at {worker} would read papers otherwise than this machine ({'; '.join(differences)}). Install "
            f"the same there and start it again, or stop it. {_KEPT}"
        )


class WorkerUnable(RapporteurError):
    """A worker cannot read at all."""

    def __init__(self, worker: str, problem: str) -> None:
        super().__init__(
            f"The worker at {worker} cannot read ({problem}). Mend it and start it again, or stop it. {_KEPT}"
        )
