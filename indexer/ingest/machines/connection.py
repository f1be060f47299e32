"""The connection to a scheduler of dask.distributed, which is imported here only, and only once it is asked for."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec

from .errors import (
    MachinesMissing,
    SchedulerLost,
    SchedulerRefused,
    SchedulerUnreachable,
    WorkerRefused,
    WorkerUnable,
)
from .identity import ReaderIdentity, differences, own_identity
from .tasks import kept, worker_identity

if TYPE_CHECKING:
    from distributed import Future

_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 10.0
_LOGGER = "distributed"


@contextmanager
def connected(address: str) -> Iterator[Scheduler]:
    """Connect to the scheduler at an address, and end the connection with what it has been asked.

    Raise MachinesMissing or SchedulerUnreachable.
    """
    try:
        from distributed import Client  # noqa: PLC0415  # an extra, which takes half a second
    except ImportError:
        raise MachinesMissing from None
    client_type: Any = Client
    logger = logging.getLogger(_LOGGER)
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what is wrong is said by the errors raised here
    try:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # other versions are refused here, with the remedy
                _check(address)
                client = client_type(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
            raise SchedulerUnreachable(address, str(error).partition("\n")[0] or type(error).__name__) from error
        try:
            yield Scheduler(client, address)
        finally:
            with suppress(Exception):  # a scheduler that is gone has nothing to end
                client.close(timeout=2)
    finally:
        logger.setLevel(level)


def _check(address: str) -> None:
    """Raise ValueError for what is no address, or one with TLS where no certificates are set.

    A client that is made with such an address takes ten seconds to fail, with a traceback.
    """
    from distributed.comm.addressing import parse_address, parse_host_port  # noqa: PLC0415
    from distributed.security import Security  # noqa: PLC0415

    security_type: Any = Security
    scheme, place = parse_address(address)
    if scheme not in {"tcp", "tls"}:
        raise ValueError("it begins with neither tcp:// nor tls://")
    parse_host_port(place)
    if scheme == "tls" and not security_type().get_connection_args("client").get("ssl_context"):
        raise ValueError("no certificates for TLS are set")


class Scheduler:
    """A scheduler that answers, with its workers."""

    def __init__(self, client: Any, address: str) -> None:
        self.address = address
        self._client = client
        self.key = own_identity().key
        """That of the identity which a worker has to have."""

    def threads(self) -> int:
        """Return how many files the workers can read at a time. Raise SchedulerLost."""
        try:
            by_worker: Mapping[str, int] = self._client.nthreads()
        except (OSError, ValueError, RuntimeError, TimeoutError) as error:
            raise SchedulerLost(self.address) from error
        if self._client.status != "running":
            raise SchedulerLost(self.address)
        return sum(by_worker.values())

    def check(self) -> None:
        """Refuse a scheduler with other code, and workers that would read otherwise than this machine.

        Raise SchedulerRefused, WorkerRefused or WorkerUnable for one of them, or SchedulerLost.
        """
        try:
            identity = msgspec.msgpack.decode(self._client.run_on_scheduler(worker_identity), type=ReaderIdentity)
        except (OSError, TimeoutError) as error:
            raise SchedulerLost(self.address) from error
        except Exception as error:  # whatever it could not load
            raise SchedulerRefused(self.address, f"{type(error).__name__}: {error}".partition("\n")[0]) from error
        if identity.code != own_identity().code:
            raise SchedulerRefused(self.address, differences(own_identity(), identity)[0])
        self._check_workers()

    def _check_workers(self) -> None:
        try:
            told = self._client.run(worker_identity, on_error="return")
        except (OSError, ValueError, RuntimeError, TimeoutError) as error:
            raise SchedulerLost(self.address) from error
        for worker, identity in sorted(told.items()):
            if isinstance(identity, OSError):
                continue  # it is gone by now
            if not isinstance(identity, bytes):
                raise WorkerUnable(worker, f"{type(identity).__name__}: {identity}")
            theirs = msgspec.msgpack.decode(identity, type=ReaderIdentity)
            if theirs.key != self.key:
                raise WorkerRefused(worker, differences(own_identity(), theirs))

    def share(self, data: bytes) -> Future[bytes]:
        """Return what stands for data in the calls of `submit`: each worker gets them once. Raise SchedulerLost."""
        return self.submit(kept, data, when_done=lambda _: None)

    def submit(
        self, function: Callable[..., bytes], *arguments: object, when_done: Callable[[Future[bytes]], None]
    ) -> Future[bytes]:
        """Have a worker call a function; `when_done` is called with what is returned here. Raise SchedulerLost."""
        if self._client.status != "running":
            raise SchedulerLost(self.address)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a large paper is meant to be sent
            future = self._client.submit(function, *arguments, pure=False)
        future.add_done_callback(when_done)
        result: Future[bytes] = future
        return result

    def answer(self, future: Future[bytes]) -> bytes | None:
        """Return what a call returned; None where the workers that had it died, or had too little memory.

        Raise TimeoutError where it is not at hand yet, as the worker that had it died; SchedulerLost, or WorkerUnable
        where a worker cannot run this program.
        """
        from asyncio import CancelledError as AsyncCancelled  # noqa: PLC0415
        from concurrent.futures import CancelledError  # noqa: PLC0415

        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        try:
            return future.result(timeout=_ANSWER_SECONDS)
        except (KilledWorker, MemoryError):
            return None
        except TimeoutError:
            raise
        except (CancelledError, AsyncCancelled, OSError) as error:
            raise SchedulerLost(self.address) from error
        except Exception as error:  # whatever the worker could not load
            raise WorkerUnable(self.address, f"{type(error).__name__}: {error}") from error
