"""What `/metrics` tells of the state of the site, and who may ask for it.

What is counted while requests are answered belongs to `monitoring`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from prometheus_client.metrics_core import Metric

from indexer.errors import RapporteurError
from indexer.store.library import Library
from indexer.version import program_version
from webapp.monitoring.figures import gauge
from webapp.settings.kinds import IPNetwork
from webapp.site import Site


def state_of(site: Site) -> Callable[[], Iterator[Metric]]:
    """Return a function that looks up the figures of a site."""

    def state() -> Iterator[Metric]:
        """Yield each figure."""
        program = program_version()
        yield gauge("info", "The program", 1, version=program.number, commit=program.commit or "not known")
        try:
            with site.builds.acquire() as library:
                yield gauge("ready", "Whether a build is open", 1)
                yield from _build_figures(site, library)
        except RapporteurError:
            yield gauge("ready", "Whether a build is open", 0)
        desks = site.desks.counts()
        yield gauge("desks_in_use", "Desks at which drafts are checked", desks.at_desks)
        yield gauge("drafts_waiting", "Drafts that wait for a desk", desks.waiting)
        yield gauge(
            "build_problem", "Whether the newest build could not be opened, or is damaged", bool(site.builds.problem)
        )

    return state


def may_ask(address: str | None, networks: Sequence[IPNetwork], *, unknown_proxy: bool) -> bool:
    """Return whether the figures are for whoever asks from an address.

    They are for this machine and for the networks of the settings; a proxy that is not known to say whom it asks for
    stands for anybody, even on this machine.
    """
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return False
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return not unknown_proxy and (parsed.is_loopback or any(parsed in network for network in networks))


def _build_figures(site: Site, library: Library) -> Iterator[Metric]:
    stats = library.stats
    yield gauge("build_info", "The build that is open", 1, build=stats.build)
    if stats.built:
        age = (site.clock() - datetime.fromisoformat(stats.built).astimezone(UTC)).total_seconds()
        yield gauge("build_age_seconds", "Time since the build was made", age)
    yield gauge("index_bytes", "Size of the build on disk", _bytes_in(site.settings.index_dir / stats.build))
    yield gauge("passages", "Passages in the build", stats.passages)
    yield gauge("documents", "Papers in the build", stats.documents)
    yield gauge("meetings", "Meetings in the build", stats.meetings)


def _bytes_in(folder: Path) -> int:
    """Return the bytes of all files in a folder; what an earlier build shares counts too."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
