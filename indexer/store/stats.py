"""The size of a build: how many papers, meetings and passages it contains."""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue_protocol import CatalogueSize


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


def stats_of(size: CatalogueSize, built: str, build: str) -> Stats:
    """Return the numbers of a build, which were counted when it was written."""
    years = [year for year, _ in size.years if year]
    return Stats(
        documents=size.documents,
        meetings=size.meetings,
        sessions=size.sessions,
        passages=size.passages,
        built=built,
        build=build,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )
