"""What a build holds, in numbers; where they come from is the library's business."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stats:
    """What a build holds, in numbers; `built` is UTC as ISO 8601, `build` the name of its folder."""

    documents: int
    meetings: int
    sessions: int
    passages: int
    built: str
    build: str
    first_year: int | None
    last_year: int | None
