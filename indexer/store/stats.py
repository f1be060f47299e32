"""The size of a build: how many papers, meetings and passages it contains."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.meetings.dates import meeting_year

from .catalogue import Catalogue


@dataclass(frozen=True)
class Stats:
    """What a build contains, in numbers; `built` is UTC as ISO 8601, `build` the name of its folder."""

    documents: int
    meetings: int
    sessions: int
    passages: int
    built: str
    build: str
    first_year: int | None
    last_year: int | None


def stats_of(catalogue: Catalogue, passages: int, built: str, build: str) -> Stats:
    """Count what a catalogue contains."""
    years = [year for meeting in catalogue.meetings.values() if (year := meeting_year(meeting))]
    return Stats(
        documents=len(catalogue.documents),
        meetings=len(catalogue.meetings),
        sessions=len(catalogue.sessions),
        passages=passages,
        built=built,
        build=build,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )
