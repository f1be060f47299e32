"""The page models beside the results: facets with their values as links, and the chips of the active filters.

The engine counts; this module adds words and URLs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from indexer.query.results import Facet, FacetName, FacetValue
from webapp.address import urls
from webapp.address.facet_links import FacetLinks
from webapp.address.params import SearchRequest
from webapp.shared import labels

VALUES_SHOWN = 8
"""Values of a facet shown at first; the rest are folded."""
MAX_FOLDED = 40
"""Values folded away; further ones are on the page of the facet."""
MAX_LISTED = VALUES_SHOWN + MAX_FOLDED
"""The most values of a facet that a page of results lists, but for active filters."""
_LINKS_CHARACTERS = 20_000
"""Characters of the links of one facet. Each has the whole query, so for a very long one fewer values are listed."""
_FEWEST_LISTED = 4
COMPLETE_FACETS: tuple[FacetName, ...] = ("year",)
"""The facets of which all values must be known, because they are not listed by their counts."""

OPEN_FACETS: frozenset[FacetName] = frozenset({"meeting", "year", "session", "kind", "status"})

MeetingNames = Mapping[str, str]
"""Short names of meetings by id."""


class FacetValueView(NamedTuple):
    """A facet value as a link that selects it, or removes the selection."""

    label: str
    hint: str
    """The meeting of a session, where sessions of several are listed."""
    passages: int
    selected: bool
    url: str
    excluded: bool
    without_url: str
    """Excludes the value, or removes the exclusion."""


@dataclass(frozen=True)
class FacetView:
    """A facet with the values shown and those folded away."""

    name: FacetName
    title: str
    values: tuple[FacetValueView, ...]
    folded: tuple[FacetValueView, ...]
    active: int
    is_open: bool
    """Whether the list is open: true for the most used facets and for any with an active filter."""
    all_url: str
    """The page with all values."""
    total: int
    """The number of values."""


@dataclass(frozen=True)
class FilterChip:
    """An active filter as a link that removes it."""

    facet: str
    label: str
    hint: str
    url: str
    excluded: bool
    """Whether the filter excludes its value."""


def facet_views(facets: tuple[Facet, ...], request: SearchRequest, meetings: MeetingNames) -> tuple[FacetView, ...]:
    """Return every facet that has values."""
    links = FacetLinks(request)
    return tuple(_facet_view(facet, request, links, meetings) for facet in facets if facet.values)


def filter_chips(facets: tuple[Facet, ...], request: SearchRequest, meetings: MeetingNames) -> tuple[FilterChip, ...]:
    """Return every active filter."""
    links = FacetLinks(request)
    return tuple(
        FilterChip(
            labels.FACET_TITLES[facet.name],
            value.label,
            hints.get(value.value, ""),
            (links.exclusion if value.excluded else links.selection)(facet.name, value.value),
            value.excluded,
        )
        for facet in facets
        if (active := [value for value in facet.values if value.selected or value.excluded])
        for hints in (_hints(facet, active, meetings),)
        for value in active
    )


def _facet_view(facet: Facet, request: SearchRequest, links: FacetLinks, meetings: MeetingNames) -> FacetView:
    """Return a facet's values as links: the selected and most frequent ones shown, years newest first."""
    values = facet.values
    if facet.name == "year":
        values = tuple(sorted(values, key=lambda value: value.value, reverse=True))
    active = {value.value for value in values if value.selected or value.excluded}
    most = min(MAX_LISTED, max(_FEWEST_LISTED, _LINKS_CHARACTERS // (2 * links.length)))
    shown = min(VALUES_SHOWN, most - 1)
    visible = {value.value for value in values[:shown]} | active
    open_values = [value for value in values if value.value in visible]
    folded_values = list(islice((value for value in values if value.value not in visible), most - shown))
    listed = [*open_values, *folded_values]
    hints = _hints(facet, listed, meetings)
    links_of_values = links.of_values(facet.name, (value.value for value in listed))
    views = tuple(
        FacetValueView(
            value.label, hints.get(value.value, ""), value.count, value.selected, url, value.excluded, without_url
        )
        for value, (url, without_url) in zip(listed, links_of_values, strict=True)
    )
    return FacetView(
        name=facet.name,
        title=labels.FACET_TITLES[facet.name],
        values=views[: len(open_values)],
        folded=views[len(open_values) :],
        total=len(values) + facet.more,
        active=len(active),
        is_open=facet.name in OPEN_FACETS or bool(active),
        all_url=urls.facet_path(facet.name, request),
    )


def _hints(facet: Facet, values: Sequence[FacetValue], meetings: MeetingNames) -> dict[str, str]:
    """Return the meeting of each session value, unless all sessions of the facet belong to one meeting."""
    if facet.name != "session" or len({_meeting_of(value) for value in facet.values}) < 2:
        return {}
    return {value.value: meetings.get(_meeting_of(value), "") for value in values}


def _meeting_of(value: FacetValue) -> str:
    """Return the meeting id in a session's value."""
    return value.value.partition("/")[0]
