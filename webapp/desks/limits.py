"""What a request may cost that is answered at a desk, and how long its answer is kept."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.settings.table import Settings


@dataclass(frozen=True)
class DeskLimits:
    """Limits for all processes of a site together."""

    desks: int = 2
    """Requests that are answered at a time; each keeps one processor busy."""
    waiting: int = 20
    """Requests that may wait for a desk; one more is refused."""
    of_one_client: int = 3
    """Requests of one address that may wait or be answered; one on this machine may be a proxy and has no limit."""
    stage_seconds: int = 20
    """Processor time of each stage of an answer: reading, checking, writing."""
    wall_seconds: float = 90.0
    """Time by the clock, for what takes no processor time of its own, as programs that it starts."""
    memory: int = 500_000_000
    """Memory beyond what a desk has when it begins, in bytes."""
    answer_bytes: int = 50_000_000
    """Size of an answer."""
    forsaken_seconds: float = 300.0
    """Time after which a request that waits is taken out of the queue when nobody has asked about it."""
    kept_seconds: float = 900.0
    """Time that an answer is kept for whoever has its ticket."""
    kept_bytes: int = 200_000_000
    """Size of all answers that are kept; the oldest go first."""


def desk_limits(settings: Settings) -> DeskLimits:
    """Return the limits that the settings of a site state."""
    return DeskLimits(settings.desks, settings.draft_queue, stage_seconds=settings.draft_seconds)
