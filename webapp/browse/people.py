"""The models of the list of people, and of the page of one: where they took part, and what they said.

They are made from what a library lists; nothing here searches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.engine.snippets import snippet
from indexer.model import STATUSES, Participation, Passage, Person, Session, Status
from indexer.query.parser import Phrase
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.alphabet import Alphabet, alphabet
from webapp.shared.models import SearchBox
from webapp.shared.origin import PassageOrigin, passage_origin, place_title
from webapp.shared.passage import speakers

PASSAGES_SHOWN = 60
"""Passages of one sort that the page of a person shows; all of them are one search away."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True)
class PersonEntry:
    """A person in the list of all; `last` is the part of the name that the list is sorted by."""

    before: str
    last: str
    after: str
    url: str
    affiliation: str
    sessions: int


@dataclass(frozen=True)
class SessionAppearance:
    """What a person did in one session, or outside of any, and whether that was planned or is reported."""

    place: Link
    roles: str
    affiliation: str
    remote: bool
    statuses: tuple[tuple[Status, str], ...]


@dataclass(frozen=True)
class MeetingAppearances:
    """The parts that a person took in one meeting."""

    meeting: Link
    place: str
    dates: str
    parts: tuple[SessionAppearance, ...]


@dataclass(frozen=True)
class PersonPassage:
    """A passage of a person, or about the person, with the sentences that matter."""

    title: str
    url: str
    text: str
    cut_before: bool
    cut_after: bool
    origin: PassageOrigin


@dataclass(frozen=True)
class PersonPage:
    """A person: names, affiliations, parts taken, words said, and passages that tell of it."""

    name: str
    variants: tuple[str, ...]
    affiliations: tuple[str, ...]
    meetings: tuple[MeetingAppearances, ...]
    quoted: tuple[PersonPassage, ...]
    named: tuple[PersonPassage, ...]
    passages: int
    more: bool
    """Whether there are quotations or mentions that this page does not show."""
    search_url: str
    box: SearchBox


def person_entries(library: Library) -> tuple[tuple[str, PersonEntry], ...]:
    """Every person with the words the list is sorted by: the last name, then the whole."""
    every = (session for meeting in library.meetings() for session in library.sessions(meeting.id))
    counts = Counter(key for session in every for key in {one.person for one in session.people if one.person})
    return tuple(_entry(person, counts[person.id]) for person in library.persons())


def people_page(entries: Iterable[tuple[str, PersonEntry]], letter: str) -> Alphabet[PersonEntry] | None:
    """The list of people, or of those under one letter where they are many."""
    return alphabet(entries, urls.PEOPLE, letter)


def person_page(library: Library, person: Person) -> PersonPage:
    """The page of a person."""
    ranks = {meeting.id: rank for rank, meeting in enumerate(library.meetings())}
    passages = sorted(library.person_passages(person.id), key=lambda one: ranks[one.meeting.id])
    quoted = [one for one in passages if any(said.person == person.id for said in speakers(one))]
    named = [one for one in passages if one not in quoted and one.kind != "heading_note"]
    return PersonPage(
        name=person.name,
        variants=person.variants,
        affiliations=person.affiliations,
        meetings=_meetings(library, person, passages),
        quoted=tuple(_said(one, person) for one in quoted[:PASSAGES_SHOWN]),
        named=tuple(_said(one, person) for one in named[:PASSAGES_SHOWN]),
        passages=len(passages),
        more=max(len(quoted), len(named)) > PASSAGES_SHOWN,
        search_url=urls.search_path(SearchRequest(filters={"person": (person.id,)})),
        box=SearchBox(kept=(("person", person.id),)) if passages else SearchBox(),
    )


def _entry(person: Person, sessions: int) -> tuple[str, PersonEntry]:
    """A person's line, and the words that it is sorted by."""
    words = person.name.split()
    at = len(words) - 1
    while at > 0 and words[at].strip(".").casefold() in _SUFFIXES:
        at -= 1
    before, last, after = " ".join(words[:at]), " ".join(words[at : at + 1]), " ".join(words[at + 1 :])
    affiliation = person.affiliations[0] if person.affiliations else ""
    return f"{last} {before}", PersonEntry(before, last, after, urls.person_path(person.id), affiliation, sessions)


def _meetings(library: Library, person: Person, passages: Sequence[Passage]) -> tuple[MeetingAppearances, ...]:
    """The parts that a person took, by meeting: in its sessions, then where papers tell of it outside of them."""
    listed = library.person_sessions(person.id)
    outside = [one for one in passages if one.kind != "quote" and one.session is None]
    found = []
    for meeting in library.meetings():
        held = [(session, people) for session, people in listed if session.meeting == meeting.id]
        parts = [_session_part(session, people, passages) for session, people in held]
        there = [one for one in outside if one.meeting.id == meeting.id]
        parts += [_outside(tuple(group), person) for _, group in groupby(there, key=place_title)]
        if parts:
            link = Link(meeting.title, urls.meeting_path(meeting.id))
            found.append(MeetingAppearances(link, meeting.place or "", labels.meeting_dates(meeting), tuple(parts)))
    return tuple(found)


def _session_part(session: Session, people: Sequence[Participation], passages: Sequence[Passage]) -> SessionAppearance:
    """What a person did in a session."""
    place = Link(session.name, urls.session_path(session.meeting, session.id))
    return _part(place, people, [one for one in passages if one.session == session])


def _outside(passages: Sequence[Passage], person: Person) -> SessionAppearance:
    """What a person did by neighbouring passages that belong to no session."""
    people = [one for passage in passages for one in passage.people if one.person == person.id]
    return _part(Link(place_title(passages[0]), urls.passage_path(passages[0].id)), people, passages)


def _part(place: Link, people: Sequence[Participation], passages: Iterable[Passage]) -> SessionAppearance:
    """Roles, affiliation and standing of a part; of several affiliations the longest says most."""
    standing = {one.document.status for one in passages}
    roles = dict.fromkeys(labels.role_title(one.role) for one in people)
    return SessionAppearance(
        place=place,
        roles=", ".join(roles),
        affiliation=max((one.affiliation or "" for one in people), key=len, default=""),
        remote=any(one.remote for one in people),
        statuses=tuple((status, labels.STATUS_TITLES[status]) for status in STATUSES if status in standing),
    )


def _said(passage: Passage, person: Person) -> PersonPassage:
    """A passage with the sentences that name the person, or its first ones."""
    names = (one.name for one in passage.people if one.person == person.id)
    part = snippet(passage, Phrase(next(names, person.name)))
    text = "".join(span.text for span in part.spans)
    return PersonPassage(
        title=place_title(passage),
        url=urls.passage_path(passage.id),
        text=text,
        cut_before=part.cut_before,
        cut_after=part.cut_after,
        origin=passage_origin(passage),
    )
