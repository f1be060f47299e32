"""The page models beside the results: facets with their values as links, and the chips of the active filters.

The engine counts; this module adds words and URLs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indexer.query.results import UNDATED, Facet, FacetName, FacetValue
from webapp.address import urls
from webapp.address.facet_links import FacetLinks
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels

VALUES_SHOWN = 8
"""The most values of a facet that a page of results lists, but for active filters; the page of the facet has all."""
_LINKS_CHARACTERS = 20_000
"""Characters of the links of one facet. Each has the whole query, so for a very long one fewer values are listed."""
_FEWEST_LISTED = 4
COMPLETE_FACETS: tuple[FacetName, ...] = ("year",)
"""The facets of which all values must be known, because they are not listed by their counts."""

_TITLE_BEGINNING = 16
"""Characters that a name and a title have in common where one is made of the other."""

OPEN_FACETS: frozenset[FacetName] = frozenset({"meeting", "year", "session", "kind", "status"})

_YEAR = re.compile(r"[0-9]{1,4}\Z")

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
    """A facet with the values that are shown."""

    name: FacetName
    title: str
    values: tuple[FacetValueView, ...]
    active: int
    is_open: bool
    """Whether the list is open: true for the most used facets and for any with an active filter."""
    more: Link | None
    """The page with all values, to search and sort them; None where all are shown."""


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
            _label(facet.name, value, meetings),
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
    """Return a facet's values as links: the most frequent ones and the active filters, years newest first."""
    values = facet.values
    if facet.name == "year":
        values = tuple(sorted(values, key=_newest_first))
    active = {value.value for value in values if value.selected or value.excluded}
    most = min(VALUES_SHOWN, max(_FEWEST_LISTED, _LINKS_CHARACTERS // (2 * links.length)))
    listed = [*values[:most], *(value for value in values[most:] if value.value in active)]
    hints = _hints(facet, listed, meetings)
    links_of_values = links.of_values(facet.name, (value.value for value in listed))
    total = len(values) + facet.more
    return FacetView(
        name=facet.name,
        title=labels.FACET_TITLES[facet.name],
        values=tuple(
            FacetValueView(
                _label(facet.name, value, meetings),
                hints.get(value.value, ""),
                value.count,
                value.selected,
                url,
                value.excluded,
                without_url,
            )
            for value, (url, without_url) in zip(listed, links_of_values, strict=True)
        ),
        active=len(active),
        is_open=facet.name in OPEN_FACETS or bool(active),
        more=Link(labels.all_values(facet.name, total), urls.facet_path(facet.name, request))
        if total > len(listed)
        else None,
    )


def _newest_first(value: FacetValue) -> tuple[bool, int]:
    """Return the place of a year among others: the newest first, and last what has no date."""
    return (value.value == UNDATED, -int(value.value) if _YEAR.match(value.value) else 0)


def _label(name: FacetName, value: FacetValue, meetings: MeetingNames) -> str:
    """Return the label of a value; that of a meeting is short, and no other meeting has it."""
    known = meetings.get(value.value) if name == "meeting" else None
    return known or labels.value_label(name, value.value, value.label)


def _hints(facet: Facet, values: Sequence[FacetValue], meetings: MeetingNames) -> dict[str, str]:
    """Return what is said beside the labels: of a meeting its title, where its name is none.

    Of a session it is the meeting, unless all sessions of the facet belong to one.
    """
    if facet.name == "meeting":
        named = [value for value in values if not _is_from_title(meetings.get(value.value, value.label), value.label)]
        return {value.value: value.label for value in named}
    if facet.name != "session" or len({_meeting_of(value) for value in facet.values}) < 2:
        return {}
    return {value.value: meetings.get(_meeting_of(value), "") for value in values}


def _is_from_title(name: str, title: str) -> bool:
    """Return whether a short name is the beginning of a title."""
    return name.rstrip("…")[:_TITLE_BEGINNING] == title[:_TITLE_BEGINNING]


def _meeting_of(value: FacetValue) -> str:
    """Return the meeting id in a session's value."""
    return value.value.partition("/")[0]
