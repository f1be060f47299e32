"""The models of the list of people, and of the page of a person: their sessions, and their words.

They are made from the library's lists; nothing here searches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.engine.snippets import snippet
from indexer.model import STATUSES, Participation, Passage, Person, Session, Status
from indexer.query.parser import Phrase
from indexer.references.linked_data import person_json_ld
from indexer.references.metadata import JsonObject
from indexer.speech.joined import listed
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
from webapp.shared.passage import speakers

from .bodies import BodyFacet

PASSAGES_SHOWN = 60
"""The most quotations, and the most mentions, on the page of a person; a search finds all of them."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True)
class PersonEntry:
    """A person in the list of all. `last` is the part of the name that the list is sorted by."""

    before: str
    last: str
    after: str
    url: str
    affiliation: str
    sessions: int
    planned: bool
    """Whether only papers from before the meetings list the person in these sessions."""
    key: str
    """The folded names, in all their forms, by which the list finds the person."""


@dataclass(frozen=True)
class SessionAppearance:
    """A person's roles in one session, or outside of any, and whether they were planned or reported."""

    place: Link
    roles: str
    affiliation: str
    remote: bool
    statuses: tuple[tuple[Status, str], ...]

    @property
    def only_planned(self) -> bool:
        """Whether no paper but a plan tells of it."""
        return [status for status, _ in self.statuses] == ["planned"]


@dataclass(frozen=True)
class MeetingAppearances:
    """A person's appearances in one meeting, or in one paper of no meeting."""

    meeting: Link
    """The meeting, or the paper."""
    place: str
    dates: str
    appearances: tuple[SessionAppearance, ...]


@dataclass(frozen=True)
class PersonPassage:
    """A passage by a person, or about the person, with the sentences that matter."""

    title: str
    url: str
    text: str
    cut_before: bool
    cut_after: bool
    origin: PassageOrigin


@dataclass(frozen=True)
class PersonPage:
    """A person: names, affiliations, appearances, words, and passages that mention the person."""

    name: str
    variants: tuple[str, ...]
    affiliations: tuple[str, ...]
    spoke_for: tuple[Link, ...]
    """Organisations and countries that the papers name the person with."""
    meetings: tuple[MeetingAppearances, ...]
    """Appearances that are reported, or of which it is not known whether they were only planned."""
    planned: tuple[MeetingAppearances, ...]
    """Appearances that only papers from before the meeting list."""
    quoted: tuple[PersonPassage, ...]
    mentions: tuple[PersonPassage, ...]
    passages: int
    more: bool
    """Whether there are quotations or mentions that this page does not show."""
    search_url: str
    feed_url: str
    linked_data: JsonObject
    box: SearchBox


def person_entries(library: Library) -> tuple[tuple[str, PersonEntry], ...]:
    """Return every person with the words that the list is sorted by: the last name, then the whole name."""
    all_sessions = (session for meeting in library.meetings() for session in library.sessions(meeting.id))
    counts: Counter[str] = Counter()
    took_part: set[str] = set()
    for session in all_sessions:
        counts.update({participation.person for participation in session.people if participation.person})
        took_part |= {
            participation.person or "" for participation in session.people if participation.status != "planned"
        }
    return tuple(_entry(person, counts[person.id], person.id not in took_part) for person in library.persons())


def people_page(
    entries: Sequence[tuple[str, PersonEntry]], letter: str, find: str = ""
) -> NameList[PersonEntry] | None:
    """Return the list of people, its part under one letter when they are many, or those with words in their names."""
    return name_list(entries, lambda entry: entry.key, urls.PEOPLE, letter, find)


def person_page(library: Library, person: Person, url: str) -> PersonPage:
    """Return the page of a person; `url` is its full address."""
    passages = _by_meeting(library, person)
    quoted = [
        passage for passage in passages if any(participation.person == person.id for participation in speakers(passage))
    ]
    mentions = [passage for passage in passages if passage not in quoted and passage.kind != "heading_note"]
    appearances = _appearances(library, person, passages)
    return PersonPage(
        name=person.name,
        variants=person.variants,
        affiliations=person.affiliations,
        spoke_for=_spoke_for(library, person, passages),
        meetings=_chosen(appearances, planned=False),
        planned=_chosen(appearances, planned=True),
        quoted=tuple(_excerpt(passage, person) for passage in quoted[:PASSAGES_SHOWN]),
        mentions=tuple(_excerpt(passage, person) for passage in mentions[:PASSAGES_SHOWN]),
        passages=len(passages),
        more=max(len(quoted), len(mentions)) > PASSAGES_SHOWN,
        search_url=urls.search_path(SearchRequest(filters={"person": (person.id,)})),
        feed_url=f"{urls.person_path(person.id)}.atom",
        linked_data=person_json_ld(person, url),
        box=SearchBox(hidden_fields=(("person", person.id),)) if passages else SearchBox(),
    )


def _chosen(meetings: Iterable[MeetingAppearances], *, planned: bool) -> tuple[MeetingAppearances, ...]:
    """Return the meetings with those appearances that were only planned, or with the others."""
    parts = (
        replace(entry, appearances=tuple(each for each in entry.appearances if each.only_planned == planned))
        for entry in meetings
    )
    return tuple(entry for entry in parts if entry.appearances)


def _spoke_for(library: Library, person: Person, passages: Sequence[Passage]) -> tuple[Link, ...]:
    """Return the pages of the organisations and countries that a person is named with in passages."""
    own = [part for passage in passages for part in passage.people if part.person == person.id]
    names = dict.fromkeys(("organisation", part.organisation) for part in own if part.organisation)
    names |= dict.fromkeys(("country", part.country) for part in own if part.country)
    facets: dict[str, BodyFacet] = {"organisation": "organisation", "country": "country"}
    return tuple(
        Link(labels.value_label(facets[kind], name, name), urls.body_path(facets[kind], name))
        for kind, name in names
        if name and name in library.facet_labels(facets[kind])
    )


def _entry(person: Person, sessions: int, planned: bool) -> tuple[str, PersonEntry]:
    """Return a person's line, and the words that it is sorted by; `planned` says that all sessions were so only."""
    words = person.name.split()
    last_index = len(words) - 1
    while last_index > 0 and words[last_index].strip(".").casefold() in _SUFFIXES:
        last_index -= 1
    before = " ".join(words[:last_index])
    last = " ".join(words[last_index : last_index + 1])
    after = " ".join(words[last_index + 1 :])
    affiliation = person.affiliations[0] if person.affiliations else ""
    url = urls.person_path(person.id)
    key = "\n".join(map(folded_key, (person.name, *person.variants)))
    return f"{last} {before}", PersonEntry(before, last, after, url, affiliation, sessions, planned, key)


def parts_outside_sessions(library: Library, person: Person) -> tuple[tuple[Passage, ...], ...]:
    """Return the neighbouring passages that list a person outside of any session, the newest meeting first."""
    return tuple(_parts_outside(_by_meeting(library, person)))


def _by_meeting(library: Library, person: Person) -> list[Passage]:
    """Return the passages of a person, the newest meeting first."""
    passages = library.person_passages(person.id)
    of_meetings = {passage.meeting.id for passage in passages if passage.meeting}
    ranks = {meeting.id: rank for rank, meeting in enumerate(library.meetings_by_id(of_meetings))}
    return sorted(
        passages,
        key=lambda passage: ranks[passage.meeting.id] if passage.meeting else len(ranks),
    )


def _parts_outside(passages: Iterable[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Yield neighbouring passages, with one title, of which none is in a session or a quotation."""
    outside = (passage for passage in passages if passage.kind != "quote" and passage.session is None)
    for _, group in groupby(outside, key=_part_of):
        yield tuple(group)


def _part_of(passage: Passage) -> tuple[str, str]:
    """Return the meeting, or the paper of no meeting, and the heading by which neighbouring passages go together."""
    return passage.meeting.id if passage.meeting else passage.document.id, place_title(passage)


def _appearances(library: Library, person: Person, passages: Sequence[Passage]) -> tuple[MeetingAppearances, ...]:
    """Return a person's appearances by meeting: in its sessions, then in papers outside of them."""
    listed = library.person_sessions(person.id)
    outside = list(_parts_outside(passages))
    by_meeting = []
    present = {session.meeting for session, _ in listed} | {part[0].meeting.id for part in outside if part[0].meeting}
    for meeting in library.meetings_by_id(present):
        meeting_sessions = [(session, people) for session, people in listed if session.meeting == meeting.id]
        appearances = [_in_session(session, people, passages) for session, people in meeting_sessions]
        appearances += [_outside_sessions(part, person) for part in outside if part[0].meeting == meeting]
        if appearances:
            link = Link(meeting.title, urls.meeting_path(meeting.id))
            dates = labels.meeting_dates(meeting) or gettext("Date not known")
            by_meeting.append(MeetingAppearances(link, meeting.place or "", dates, tuple(appearances)))
    without_meeting = [part for part in outside if part[0].meeting is None]
    for paper, parts in groupby(without_meeting, key=lambda part: part[0].document):
        shown = tuple(_outside_sessions(part, person) for part in parts)
        by_meeting.append(
            MeetingAppearances(Link(paper.title, urls.document_path(paper.id)), "", gettext("No meeting"), shown)
        )
    return tuple(by_meeting)


def _in_session(session: Session, people: Sequence[Participation], passages: Sequence[Passage]) -> SessionAppearance:
    """Return a person's appearance in a session."""
    place = Link(session.name, urls.session_path(session.meeting, session.id))
    return _appearance(place, people, [passage for passage in passages if passage.session == session])


def _outside_sessions(passages: Sequence[Passage], person: Person) -> SessionAppearance:
    """Return a person's appearance in neighbouring passages that belong to no session."""
    people = [
        participation for passage in passages for participation in passage.people if participation.person == person.id
    ]
    return _appearance(Link(place_title(passages[0]), urls.passage_path(passages[0].id)), people, passages)


def _appearance(place: Link, people: Sequence[Participation], passages: Iterable[Passage]) -> SessionAppearance:
    """Return an appearance with roles, affiliation and status; of several affiliations the longest, which says most."""
    present = {passage.document.status for passage in passages}
    present |= {participation.status for participation in people if participation.status}
    roles = dict.fromkeys(labels.role_title(participation.role) for participation in people)
    return SessionAppearance(
        place=place,
        roles=listed(roles) if roles else "",
        affiliation=max((participation.affiliation or "" for participation in people), key=len, default=""),
        remote=any(participation.remote for participation in people),
        statuses=tuple((status, labels.STATUS_TITLES[status]) for status in STATUSES if status in present),
    )


def _excerpt(passage: Passage, person: Person) -> PersonPassage:
    """Return a passage with the sentences that name the person, or its first ones."""
    names_in_passage = (participation.name for participation in passage.people if participation.person == person.id)
    excerpt = snippet(passage, Phrase(next(names_in_passage, person.name)))
    text = "".join(span.text for span in excerpt.spans)
    return PersonPassage(
        title=place_title(passage),
        url=urls.passage_path(passage.id),
        text=text,
        cut_before=excerpt.cut_before,
        cut_after=excerpt.cut_after,
        origin=passage_origin(passage),
    )
