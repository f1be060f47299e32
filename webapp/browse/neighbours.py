"""The meetings before and after one: of its name where there are such, else of the collection."""

from __future__ import annotations

from dataclasses import dataclass

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


def neighbours(library: Library, meeting: Meeting) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the meetings before and after one, where the days or years tell their order."""
    beside = library.meetings_beside(meeting)
    return _linked(beside.before), _linked(beside.after)


def _linked(found: tuple[Meeting, bool] | None) -> Neighbour | None:
    if found is None:
        return None
    meeting, same_series = found
    return Neighbour(Link(meeting_link_text(meeting), urls.meeting_path(meeting.id)), same_series)
