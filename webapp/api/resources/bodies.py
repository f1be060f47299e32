"""Organisations and countries: lists of them, and the meetings of one with who spoke for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from msgspec import Meta, Struct

from indexer.model import Meeting, Session
from indexer.query.results import NO_MEETING, FacetValue, Query
from indexer.store.records import ParticipationRecord, participation_records
from indexer.suggest.entry import folded_key
from webapp.address import urls
from webapp.api.contract.operation import Call, CursorText, Limit, Links, ListAnswer, Resource
from webapp.browse.bodies import (
    BodyFacet,
    BodyPart,
    body_values,
    fullest,
    listed_body,
    meetings_of,
    parts_by_person,
)
from webapp.shared.alphabet import words_finder
from webapp.site import site

from .people import NamesParameters

bodies = Resource(
    "Organisations and countries",
    "What the affiliations of people name. They have no ids: the name is what addresses and filters take.",
)

BODY_RESOURCES: dict[BodyFacet, str] = {"organisation": "organisations", "country": "countries"}
"""The paths of the lists."""

OrganisationName = Annotated[str, Meta(description="The name of an organisation, as the list has it.")]
CountryName = Annotated[str, Meta(description="The name of a country, as the list has it.")]


class OrganisationParameters(Struct, frozen=True, kw_only=True):
    """An organisation, and the part of its meetings."""

    organisation: OrganisationName
    limit: Limit = 50
    cursor: CursorText = ""


class CountryParameters(Struct, frozen=True, kw_only=True):
    """A country, and the part of its meetings."""

    country: CountryName
    limit: Limit = 50
    cursor: CursorText = ""


class NameItem(Struct, frozen=True, kw_only=True):
    """An organisation or a country."""

    name: str
    """The name, which the filter takes."""
    passages: int
    """How many passages name it with a person."""
    links: Links
    """Addresses: `self`, `passages`, `html`."""


class NamesAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of some names, those with most passages first."""

    total: int
    """How many there are."""
    items: list[NameItem]
    """The names."""


class RepresentativeItem(Struct, frozen=True, kw_only=True):
    """Somebody who spoke for an organisation or a country in a meeting, or was to."""

    name: str
    """The name."""
    person: str | None
    """The id of the person; null where the name can mean more than one."""
    sessions: list[str]
    """The ids of the sessions."""
    participations: list[ParticipationRecord]
    """The roles; the status of each says whether only a plan lists it."""


class BodyMeetingItem(Struct, frozen=True, kw_only=True):
    """A meeting of an organisation or a country."""

    meeting: str
    """The id of the meeting."""
    title: str
    """Its title."""
    passages: int
    """How many of its passages name the organisation or the country with a person."""
    people: list[RepresentativeItem]
    """Who spoke for it, as the sessions and the first hundred of these passages say."""
    links: Links
    """Addresses: `meeting`, `passages`."""


class BodyAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the meetings of an organisation or a country, the newest first."""

    name: str
    """The name."""
    passages: int
    """How many passages name it with a person."""
    without_meeting: int
    """How many of these are of no meeting."""
    total: int
    """In how many meetings it is named."""
    items: list[BodyMeetingItem]
    """The meetings."""


@bodies.declare("/organisations", "invalid_cursor", "outdated_cursor")
def organisations(call: Call[NamesParameters]) -> NamesAnswer:
    """Return the organisations that people are named with, those with most passages first."""
    return _names(call, "organisation")


@bodies.declare("/countries", "invalid_cursor", "outdated_cursor")
def countries(call: Call[NamesParameters]) -> NamesAnswer:
    """Return the countries that people speak for, those with most passages first."""
    return _names(call, "country")


@bodies.declare("/organisations/{organisation}", "unknown_id", "invalid_cursor", "outdated_cursor")
def organisation(call: Call[OrganisationParameters]) -> BodyAnswer:
    """Return an organisation with its meetings, the newest first, and who spoke for it in each.

    The case and the accents of the name do not matter where only one is written so.
    """
    return _body(call, "organisation", call.given.organisation)


@bodies.declare("/countries/{country}", "unknown_id", "invalid_cursor", "outdated_cursor")
def country(call: Call[CountryParameters]) -> BodyAnswer:
    """Return a country with its meetings, the newest first, and who spoke for it in each.

    The case and the accents of the name do not matter.
    """
    return _body(call, "country", call.given.country)


def _names(call: Call[NamesParameters], facet: BodyFacet) -> NamesAnswer:
    values = site().cached(call.library, body_values).get(facet, ())
    has_words = words_finder(call.given.find)
    listed = [value for value in values if has_words(folded_key(value.label))]
    shown = listed[call.offset : call.offset + call.given.limit]
    return NamesAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.BODY_LISTS[facet], len(shown), len(listed)),
        total=len(listed),
        items=[_name_item(call, facet, value) for value in shown],
    )


def _name_item(call: Call[Struct], facet: BodyFacet, value: FacetValue) -> NameItem:
    return NameItem(
        name=value.value,
        passages=value.count,
        links={
            "self": call.link(BODY_RESOURCES[facet], value.value),
            "passages": call.link("search", **{facet: value.value}),
            "html": call.absolute(urls.body_path(facet, value.value)),
        },
    )


def _body(call: Call[OrganisationParameters] | Call[CountryParameters], facet: BodyFacet, name: str) -> BodyAnswer:
    listed = listed_body(call.library, facet, name)
    if listed != name:  # the addresses of the answer are those of the name as it is listed
        call, name = replace(call, path={facet: listed}), listed
    counts, meetings = meetings_of(call.library, facet, name)
    shown = meetings[call.offset : call.offset + call.given.limit]
    return BodyAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.body_path(facet, name), len(shown), len(meetings)),
        name=name,
        passages=call.library.count(Query(filters={facet: (name,)}, facets=())).total,
        without_meeting=counts.get(NO_MEETING, 0),
        total=len(meetings),
        items=[_meeting_item(call, facet, name, meeting, counts[meeting.id]) for meeting in shown],
    )


def _meeting_item(
    call: Call[OrganisationParameters] | Call[CountryParameters],
    facet: BodyFacet,
    name: str,
    meeting: Meeting,
    passages: int,
) -> BodyMeetingItem:
    return BodyMeetingItem(
        meeting=meeting.id,
        title=meeting.title,
        passages=passages,
        people=[_representative(parts) for parts in parts_by_person(call.library, facet, name, meeting)],
        links={
            "meeting": call.link("meetings", meeting.id),
            "passages": call.link("search", **{facet: name, "meeting": meeting.id}),
        },
    )


def _representative(parts: Sequence[BodyPart]) -> RepresentativeItem:
    first = fullest(parts)
    return RepresentativeItem(
        name=first.name,
        person=first.person,
        sessions=list(dict.fromkeys(part.place.id for part in parts if isinstance(part.place, Session))),
        participations=participation_records(list(dict.fromkeys(part.person for part in parts))),
    )
