"""The meetings before and after one: of its name where there are such, else of the collection."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from indexer.meetings.dates import day_range
from indexer.meetings.titles import series_of
from indexer.model import Meeting
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.labels import meeting_link_text


@dataclass(frozen=True)
class Neighbour:
    """A meeting before or after another."""

    link: Link
    same_series: bool
    """Whether both have one name, apart from their numbers, days and places."""


def series_of_meetings(library: Library) -> Mapping[str, Hashable]:
    """Return what the names of the meetings of one series share, by their ids. Call it once for each build."""
    named = ((meeting.id, series_of(meeting.title)) for meeting in library.meetings())
    return {id_: series for id_, series in named if series is not None}


def neighbours(
    library: Library, series: Mapping[str, Hashable], meeting: Meeting
) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the meetings before and after one, where the days or years tell their order."""
    first, last = day_range(meeting)
    if not last:
        return None, None
    dated = [(other, day_range(other)) for other in library.meetings() if other.start or other.end or other.year]
    earlier = [other for other, (_, end) in dated if end < first]
    later = [other for other, (start, _) in reversed(dated) if last < start]
    return _nearest(meeting, earlier, series), _nearest(meeting, later, series)


def _nearest(meeting: Meeting, others: Iterable[Meeting], series: Mapping[str, Hashable]) -> Neighbour | None:
    own = series.get(meeting.id)
    others = list(others)
    of_series = next((other for other in others if own is not None and series.get(other.id) == own), None)
    nearest = of_series or next(iter(others), None)
    if nearest is None:
        return None
    link = Link(meeting_link_text(nearest), urls.meeting_path(nearest.id))
    return Neighbour(link, of_series is not None)
