"""The lists beside the results: facets with their values as links, and the chips of what is chosen.

What is counted is the engine's business; here counts only get their words and addresses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.query.results import Facet, FacetName, FacetValue
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.shared import labels

VALUES_SHOWN = 8
"""Values of a facet shown at once; the rest are folded."""
MAX_FOLDED = 40
"""Values that are folded away; those beyond stand on a page of their own."""

OPEN_FACETS: frozenset[FacetName] = frozenset({"meeting", "year", "session", "kind", "status"})

MeetingNames = Mapping[str, str]
"""Id of a meeting -> a few words that tell it from the others."""


@dataclass(frozen=True)
class FacetValueView:
    """A value of a facet as a link that chooses it, or takes the choice back."""

    label: str
    hint: str
    """Of which meeting a session is, where sessions of several are listed."""
    count: int
    selected: bool
    url: str
    excluded: bool
    without_url: str
    """Leaves the value out, or takes that back."""


@dataclass(frozen=True)
class FacetView:
    """A facet with its first values and those folded away."""

    name: FacetName
    title: str
    values: tuple[FacetValueView, ...]
    folded: tuple[FacetValueView, ...]
    chosen: int
    unfolded: bool
    """Whether the list is open: those for which most readers come, and any that something is chosen in."""
    all_url: str
    """The page with all values."""
    every: int
    """How many values there are."""


@dataclass(frozen=True)
class FilterChip:
    """A filter that is on, as a link that takes it off."""

    facet: str
    label: str
    hint: str
    url: str
    excluded: bool
    """Whether the filter leaves a value out."""


def facet_views(facets: tuple[Facet, ...], request: SearchRequest, meetings: MeetingNames) -> tuple[FacetView, ...]:
    """Every facet that has values."""
    return tuple(_facet_view(facet, request, meetings) for facet in facets if facet.values)


def filter_chips(facets: tuple[Facet, ...], request: SearchRequest, meetings: MeetingNames) -> tuple[FilterChip, ...]:
    """Every filter that is on."""
    return tuple(
        FilterChip(
            labels.FACET_TITLES[facet.name],
            value.label,
            hints.get(value.value, ""),
            urls.search_path(_without(request, facet, value)),
            value.excluded,
        )
        for facet in facets
        if (active := [value for value in facet.values if value.selected or value.excluded])
        for hints in (_hints(facet, active, meetings),)
        for value in active
    )


def _without(request: SearchRequest, facet: Facet, value: FacetValue) -> SearchRequest:
    """The request without the filter of a value."""
    toggle = request.with_exclusion_toggled if value.excluded else request.with_value_toggled
    return toggle(facet.name, value.value)


def _facet_view(facet: Facet, request: SearchRequest, meetings: MeetingNames) -> FacetView:
    """A facet's values as links: the chosen and the most frequent in sight, years by date."""
    values = facet.values
    if facet.name == "year":
        values = tuple(sorted(values, key=lambda value: value.value, reverse=True))
    active = {value.value for value in values if value.selected or value.excluded}
    first = {value.value for value in values[:VALUES_SHOWN]} | active
    shown = [value for value in values if value.value in first]
    folded = list(islice((value for value in values if value.value not in first), MAX_FOLDED))
    hints = _hints(facet, [*shown, *folded], meetings)

    def view(value: FacetValue) -> FacetValueView:
        """A value as links."""
        return FacetValueView(
            label=value.label,
            hint=hints.get(value.value, ""),
            count=value.count,
            selected=value.selected,
            url=urls.search_path(request.with_value_toggled(facet.name, value.value)),
            excluded=value.excluded,
            without_url=urls.search_path(request.with_exclusion_toggled(facet.name, value.value)),
        )

    return FacetView(
        name=facet.name,
        title=labels.FACET_TITLES[facet.name],
        values=tuple(map(view, shown)),
        folded=tuple(map(view, folded)),
        every=len(values),
        chosen=len(active),
        unfolded=facet.name in OPEN_FACETS or bool(active),
        all_url=urls.facet_path(facet.name, request),
    )


def _hints(facet: Facet, some: Sequence[FacetValue], meetings: MeetingNames) -> dict[str, str]:
    """The meetings of some of the sessions, by their values, unless all the sessions of the facet are of one."""
    if facet.name != "session" or len({_meeting_of(one) for one in facet.values}) < 2:
        return {}
    return {value.value: meetings.get(_meeting_of(value), "") for value in some}


def _meeting_of(value: FacetValue) -> str:
    """The id of the meeting in a session's value."""
    return value.value.partition("/")[0]
