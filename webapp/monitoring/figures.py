"""Figures for Prometheus: requests, searches and processes as they are counted, and the state of the site when asked.

Several processes count into files that they share; whichever is asked answers for all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client import values as shared_values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.values import MultiProcessValue

from .log_lines import AnsweredRequest
from .request_notes import SearchNote
from .seats import ProcessSeats

FIGURES_KEY = "rapporteur.figures"
"""Name under which an application keeps its figures."""
SHARED_FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client, and other servers, name the folder that processes count into."""
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_FOLDER_PREFIX = "rapporteur-figures-"
_SEATS_FILE = "seats"
_NO_ROUTE = "none"  # an address of no page; told together, because there is no end of them
_LOOK_SECONDS = 10.0  # between two looks of a process at itself
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_SELF = Path("/proc/self")


class Figures:
    """The figures of one site."""

    def __init__(self, state: Callable[[], Iterable[Metric]]) -> None:
        """`state` returns what is looked up when somebody asks."""
        self._state = state
        self._look_at = 0.0

    def count(self, answered: AnsweredRequest) -> None:
        """Count a request, and the search in it."""
        counted, route = self._counted, answered.note.route or _NO_ROUTE
        counted.requests.labels(route, str(answered.status)).inc()
        counted.seconds.labels(route).observe(answered.milliseconds / 1000)
        if answered.note.search:
            counted.searches.labels(_result(answered.note.search)).inc()
        if time.monotonic() > self._look_at:
            self._look_at = time.monotonic() + _LOOK_SECONDS
            counted.look_at_process()

    def text(self) -> bytes:
        """Return all figures in the text format of Prometheus."""
        self._counted.look_at_process()
        folder = os.environ.get(SHARED_FOLDER_VARIABLE)
        registry = CollectorRegistry() if folder else self._counted.registry
        if folder:
            MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(_StateOnly(self._state))

    @cached_property
    def _counted(self) -> _Counted:
        """What is counted; made by the first request, when it is settled whether processes count together."""
        return _Counted()


class _Counted:
    """What a process counts while it answers."""

    def __init__(self) -> None:
        self.registry = own = CollectorRegistry()
        self.requests = Counter("rapporteur_requests", "Requests answered", ("route", "status"), registry=own)
        self.seconds = Histogram(
            "rapporteur_request_seconds", "Seconds to answer", ("route",), buckets=_SECONDS, registry=own
        )
        self.searches = Counter(
            "rapporteur_searches", "Searches for words, by what was found", ("result",), registry=own
        )
        self.memory = _of_each_process("process_resident_bytes", "Memory of a process", own)
        self.files = _of_each_process("process_open_files", "Open files of a process", own)

    def look_at_process(self) -> None:
        """Note the memory and the open files of this process, where the system tells them."""
        try:
            self.memory.set(int((_SELF / "statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES)
            self.files.set(sum(1 for _ in (_SELF / "fd").iterdir()))
        except (OSError, ValueError, IndexError):  # a system without /proc
            return


def _of_each_process(name: str, help_text: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(f"rapporteur_{name}", help_text, multiprocess_mode="liveall", registry=registry)


class _StateOnly(Collector):
    """The figures that are looked up, as prometheus-client asks for them."""

    def __init__(self, state: Callable[[], Iterable[Metric]]) -> None:
        self._state = state

    def collect(self) -> Iterable[Metric]:
        """Return the figures."""
        return self._state()


def count_together() -> None:
    """Have the processes that are started from this one count into one folder, until this one ends.

    A process that replaces another goes on with its files, so that their number is that of the processes.
    """
    if SHARED_FOLDER_VARIABLE not in os.environ:
        remove_abandoned(Path(tempfile.gettempdir()))
        folder = tempfile.mkdtemp(prefix=_FOLDER_PREFIX)
        weakref.finalize(count_together, _remove, folder, os.getpid())
        os.environ[SHARED_FOLDER_VARIABLE] = folder
    seats = ProcessSeats(Path(os.environ[SHARED_FOLDER_VARIABLE]) / _SEATS_FILE)
    shared_values.ValueClass = MultiProcessValue(seats.number)  # type: ignore[no-untyped-call]


def remove_abandoned(parent: Path) -> None:
    """Remove the folders of servers that were killed: nobody has the number of their parent process, which is 0."""
    for folder in parent.glob(f"{_FOLDER_PREFIX}*"):
        with suppress(OSError):  # it is another user's, or just being made
            if not folder.is_symlink() and folder.stat().st_uid == os.getuid() and (folder / _SEATS_FILE).is_file():
                seats = ProcessSeats(folder / _SEATS_FILE)
                is_abandoned = seats.number() == 0
                seats.close()
                if is_abandoned:
                    shutil.rmtree(folder)


def gauge(name: str, help_text: str, value: float, **labels: str) -> GaugeMetricFamily:
    """Return one figure of the state of the site."""
    family = GaugeMetricFamily(f"rapporteur_{name}", help_text, labels=tuple(labels))
    family.add_metric(tuple(labels.values()), value)
    return family


def _result(search: SearchNote) -> str:
    return "all_words" if search.with_all_words else "some_words" if search.found else "nothing"


def _remove(folder: str, process: int) -> None:
    """Remove a folder, but not in a process that was forked from the one that made it."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


disable_created_metrics()  # type: ignore[no-untyped-call]
