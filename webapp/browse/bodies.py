"""The models of organisations and countries: lists of them with numbers, and the page of each.

Both are what affiliations in the papers name. They have no ids: a page is found by the name, as the papers have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.errors import UnknownId
from indexer.model import STATUSES, Meeting, Participation, Passage, Session, Status
from indexer.query.results import NO_MEETING, FacetName, FacetValue, Query
from indexer.references.linked_data import body_json_ld
from indexer.references.metadata import JsonObject
from indexer.speech.joined import listed
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.store.library import Library
from indexer.suggest.entry import folded_key
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.alphabet import NameList, name_list
from webapp.shared.models import SearchBox
from webapp.shared.origin import PassageOrigin, passage_origin, place_title
from webapp.shared.session_names import distinct_session_names, key_of
from webapp.site import absolute_url, site

from .meetings import facet_counts
from .pieces import ListPart, part_of

BodyFacet = Literal["organisation", "country"]
_LIST_TITLES: dict[BodyFacet, str] = {"organisation": marked("Organisations"), "country": marked("Countries")}
MEETINGS_PER_PAGE = 20
PASSAGES_READ = 100
"""Passages of one meeting that are read for who spoke for a body in it."""
PASSAGES_SHOWN = 10
PASSAGES_LOOKED_AT = 40
"""The latest passages, of which lists of people are left out."""
PEOPLE_SHOWN = 30
"""People of a body in one meeting."""
MAX_EXCERPT = 400
"""Characters of a passage that the page shows."""


@dataclass(frozen=True)
class BodyEntry:
    """An organisation or a country in the list of all."""

    name: str
    url: str
    passages: int


@dataclass(frozen=True)
class Spokesperson:
    """A person who spoke for a body, or was to, in one meeting."""

    name: str
    url: str
    affiliation: str
    roles: str
    places: tuple[Link, ...]
    """Sessions, then passages outside of any by their headings."""
    statuses: tuple[tuple[Status, str], ...]


@dataclass(frozen=True)
class BodyMeeting:
    """A meeting with those who spoke for a body in it."""

    meeting: Link
    dates: str
    place: str
    passages: int
    passages_url: str
    people: tuple[Spokesperson, ...]
    more_people: int


@dataclass(frozen=True)
class BodyPassage:
    """A passage by somebody of a body."""

    title: str
    url: str
    text: str
    cut: bool
    origin: PassageOrigin


@dataclass(frozen=True)
class BodyPage:
    """An organisation or a country: who spoke for it, in which meetings, and its passages."""

    facet: BodyFacet
    name: str
    passages: int
    statuses: tuple[tuple[Status, str, int], ...]
    meetings: ListPart[BodyMeeting]
    without_meeting: int
    excerpts: tuple[BodyPassage, ...]
    search_url: str
    list_link: Link
    linked_data: JsonObject
    box: SearchBox


def body_values(library: Library) -> dict[FacetName, tuple[FacetValue, ...]]:
    """Return all organisations and countries with their passages, the most first. Call it once for each build."""
    return {facet.name: facet.values for facet in library.corpus_facets(("organisation", "country"))}


def bodies_page(library: Library, facet: BodyFacet, letter: str, find: str) -> NameList[BodyEntry] | None:
    """Return the list of all, its part under one letter, or those that have some letters; None for an empty letter."""
    values = site().cached(library, body_values).get(facet, ())
    named = [(labels.value_label(facet, value.value, value.label), value) for value in values]
    entries = [(name, BodyEntry(name, urls.body_path(facet, value.value), value.count)) for name, value in named]
    return name_list(entries, lambda entry: folded_key(entry.name), urls.BODY_LISTS[facet], letter, find)


def listed_body(library: Library, facet: BodyFacet, name: str) -> str:
    """Return the name as it is listed, for one with other capitals or accents too: `Japan` for `japan`.

    Raise UnknownId when no passage names one so, or several that differ in nothing else.
    """
    known = library.facet_labels(facet)
    if name in known:
        return name
    key = folded_key(name)
    alike = [listed for listed in known if folded_key(listed) == key] if key else []
    if len(alike) != 1:
        raise UnknownId(facet, name)
    return alike[0]


def body_page(library: Library, facet: BodyFacet, name: str, part: str) -> BodyPage:
    """Return the page of an organisation or a country, by the name as it is listed."""
    filters: dict[FacetName, tuple[str, ...]] = {facet: (name,)}
    latest = library.found_passages(Query(filters=filters, sort="newest", size=PASSAGES_LOOKED_AT))
    said = [passage for passage in latest if passage.kind != "heading_note"]
    counts, meetings = meetings_of(library, facet, name)
    path = urls.body_path(facet, name)
    return BodyPage(
        facet=facet,
        name=labels.value_label(facet, name, name),
        passages=library.count(Query(filters=filters, facets=())).total,
        statuses=_statuses(library, filters),
        meetings=part_of(meetings, part, MEETINGS_PER_PAGE, path, "meetings").of(
            lambda shown: [_meeting(library, facet, name, meeting, counts[meeting.id]) for meeting in shown]
        ),
        without_meeting=counts.get(NO_MEETING, 0),
        excerpts=tuple(map(_excerpt, said[:PASSAGES_SHOWN])),
        search_url=urls.search_path(SearchRequest(filters=filters)),
        list_link=Link(gettext(_LIST_TITLES[facet]), urls.BODY_LISTS[facet]),
        linked_data=body_json_ld(name, absolute_url(path), is_country=facet == "country"),
        box=SearchBox(hidden_fields=((facet, name),)),
    )


def meetings_of(library: Library, facet: BodyFacet, name: str) -> tuple[Mapping[str, int], Sequence[Meeting]]:
    """Return how many passages of a body each meeting has, and `NO_MEETING`; and those meetings, the newest first."""
    counts = {value.value: value.count for value in facet_counts(library, {facet: (name,)}, "meeting")}
    return counts, library.meetings_by_id(counts)


def _statuses(library: Library, filters: dict[FacetName, tuple[str, ...]]) -> tuple[tuple[Status, str, int], ...]:
    counts = {value.value: value.count for value in facet_counts(library, filters, "status")}
    return tuple((status, labels.STATUS_TITLES[status], counts[status]) for status in STATUSES if status in counts)


def _meeting(library: Library, facet: BodyFacet, name: str, meeting: Meeting, passages: int) -> BodyMeeting:
    """Return a meeting with those who spoke for a body, as its sessions and its first passages say."""
    filters = _filters(facet, name, meeting)
    people = tuple(map(_spokesperson, parts_by_person(library, facet, name, meeting)))
    return BodyMeeting(
        meeting=Link(meeting.title, urls.meeting_path(meeting.id)),
        dates=labels.meeting_dates(meeting) or gettext("Date not known"),
        place=meeting.place or "",
        passages=passages,
        passages_url=urls.search_path(SearchRequest(filters=filters, sort="document")),
        people=people[:PEOPLE_SHOWN],
        more_people=max(0, len(people) - PEOPLE_SHOWN),
    )


@dataclass(frozen=True)
class BodyPart:
    """A person's part in one place."""

    person: Participation
    place: Session | Passage
    """A session, or a passage of none."""
    status: Status


def parts_by_person(library: Library, facet: BodyFacet, name: str, meeting: Meeting) -> tuple[Sequence[BodyPart], ...]:
    """Return the parts of each person who spoke for a body in a meeting, as its sessions and first passages say."""
    query = Query(filters=_filters(facet, name, meeting), sort="document", size=PASSAGES_READ)
    by_person: dict[str, list[BodyPart]] = {}
    for part in (
        *_in_sessions(library, meeting, facet, name),
        *_in_passages(library.found_passages(query), facet, name),
    ):
        if labels.is_name(part.person.name):
            by_person.setdefault(part.person.person or part.person.name, []).append(part)
    return tuple(by_person.values())


def _filters(facet: BodyFacet, name: str, meeting: Meeting) -> dict[FacetName, tuple[str, ...]]:
    return {facet: (name,), "meeting": (meeting.id,)}


def _in_sessions(library: Library, meeting: Meeting, facet: BodyFacet, name: str) -> Iterable[BodyPart]:
    for session in library.sessions(meeting.id):
        for person in session.people:
            if _body_of(person, facet) == name:
                yield BodyPart(person, session, person.status or "unknown")


def _in_passages(passages: Iterable[Passage], facet: BodyFacet, name: str) -> Iterable[BodyPart]:
    for passage in passages:
        for person in passage.people:
            if _body_of(person, facet) == name:
                yield BodyPart(person, passage.session or passage, passage.document.status)


def _body_of(person: Participation, facet: BodyFacet) -> str | None:
    return person.organisation if facet == "organisation" else person.country


def fullest(parts: Sequence[BodyPart]) -> Participation:
    """Return of a person's parts the participation that says most of whom the person spoke for."""
    return max(parts, key=lambda part: len(part.person.affiliation or "")).person


def _spokesperson(parts: Sequence[BodyPart]) -> Spokesperson:
    first = fullest(parts)
    present = {part.status for part in parts}
    roles = Counter(labels.role_title(part.person.role) for part in parts)
    return Spokesperson(
        name=labels.person_name(first),
        url=urls.person_path(first.person) if first.person else "",
        affiliation=first.affiliation or "",
        roles=listed(roles),
        places=tuple(_places(parts))[:PEOPLE_SHOWN],
        statuses=tuple((status, labels.STATUS_TITLES[status]) for status in STATUSES if status in present),
    )


def _places(parts: Sequence[BodyPart]) -> Iterable[Link]:
    """Yield the sessions of a person's parts, and the headings of those outside of any, as the page of a person has."""
    sessions = {key_of(part.place): part.place for part in parts if isinstance(part.place, Session)}
    names = distinct_session_names(tuple(sessions.values()))
    yield from (Link(names[key], urls.session_path(*key)) for key in sessions)
    outside = {place_title(part.place): part.place for part in reversed(parts) if isinstance(part.place, Passage)}
    yield from (Link(title, urls.passage_path(passage.id)) for title, passage in reversed(outside.items()))


def _excerpt(passage: Passage) -> BodyPassage:
    text = passage.text
    cut = len(text) > MAX_EXCERPT
    shown = text[:MAX_EXCERPT].rpartition(" ")[0] or text[:MAX_EXCERPT] if cut else text
    return BodyPassage(place_title(passage), urls.passage_path(passage.id), shown, cut, passage_origin(passage))
