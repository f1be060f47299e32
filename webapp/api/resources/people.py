"""People, organisations, countries, and the short forms that the papers explain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from indexer.model import Acronym, Participation, Passage, Person, Session
from indexer.store.catalogue_protocol import PassageScope
from indexer.store.records import ParticipationRecord, PersonRecord, participation_records
from indexer.suggest.entry import folded_key
from webapp.address import urls
from webapp.api.contract.operation import Call, CursorText, Limit, Links, ListAnswer, Resource
from webapp.browse.people import parts_outside_sessions
from webapp.shared.alphabet import words_finder
from webapp.shared.origin import place_title

from .papers import PassagesAnswer, listed_passages

naming = Resource(
    "People and words",
    "Participants and people quoted, organisations, countries, and abbreviations with the passages that define them.",
)

PersonId = Annotated[str, Meta(description="The id of a person.")]
Prefix = Annotated[str, Meta(max_length=100)]


class NamesParameters(Struct, frozen=True, kw_only=True):
    """A part of a list of names."""

    find: Prefix = ""
    """Only names that have all of these words, or parts of words, in any order, whatever the case and accents."""
    limit: Limit = 50
    cursor: CursorText = ""


class PersonParameters(Struct, frozen=True, kw_only=True):
    """A person."""

    person: PersonId


class PersonPassagesParameters(PersonParameters, frozen=True, kw_only=True):
    """A person, and the part of the passages."""

    limit: Limit = 50
    cursor: CursorText = ""


class AppearanceItem(Struct, frozen=True, kw_only=True):
    """A session of a person."""

    meeting: str
    """The id of the meeting."""
    session: str
    """The id of the session."""
    name: str
    """The name of the session."""
    participations: list[ParticipationRecord]
    """The person's roles in it; the status of each says whether only a plan lists them."""
    links: Links
    """Addresses: `session`, `html`."""


class ElsewhereItem(Struct, frozen=True, kw_only=True):
    """A part of a paper, outside of any session, that lists a person."""

    meeting: str | None
    """The id of the meeting; null where the paper is of none."""
    document: str
    """The id of the document."""
    name: str
    """The heading of the part, or the title of the document."""
    participations: list[ParticipationRecord]
    """The roles that it states."""
    links: Links
    """Addresses: `passage`, the first of the part, and `html`."""


class PersonItem(PersonRecord, frozen=True, kw_only=True):
    """A person whom the papers name as taking part, or quote."""

    links: Links
    """Addresses: `self`, `html`, `passages`."""


class PersonAnswer(PersonItem, frozen=True, kw_only=True):
    """A person with the sessions."""

    sessions: list[AppearanceItem]
    """The sessions, the newest meeting first."""
    elsewhere: list[ElsewhereItem]
    """Where papers list the person outside of any session, as the page of the person does."""


class PeopleAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the people, by name."""

    total: int
    """How many there are."""
    items: list[PersonItem]
    """The people."""


class MeaningItem(Struct, frozen=True, kw_only=True):
    """What an abbreviation stands for."""

    long: str
    """The long form."""
    variants: list[str]
    """Other forms of the abbreviation."""
    passage: str | None
    """The id of the first passage that defines it; null where none is known."""
    links: Links
    """Addresses: `passage`, where there is one."""


class AbbreviationItem(Struct, frozen=True, kw_only=True):
    """An abbreviation as the papers define it."""

    short: str
    """The abbreviation."""
    uses: int
    """How many passages use it."""
    meanings: list[MeaningItem]
    """What the papers say that it stands for."""


class GlossaryAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the abbreviations, sorted."""

    total: int
    """How many there are."""
    items: list[AbbreviationItem]
    """The abbreviations."""


@naming.declare("/people", "invalid_cursor", "outdated_cursor")
def people(call: Call[NamesParameters]) -> PeopleAnswer:
    """Return participants and people quoted, by name."""
    has_words = words_finder(call.given.find)
    listed = [
        person for person in call.library.persons() if has_words(folded_key(" ".join((person.name, *person.variants))))
    ]
    shown = listed[call.offset : call.offset + call.given.limit]
    return PeopleAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.PEOPLE, len(shown), len(listed)),
        total=len(listed),
        items=[PersonItem(**_person_members(call, person)) for person in shown],
    )


@naming.declare("/people/{person}", "unknown_id", "gone")
def person(call: Call[PersonParameters]) -> PersonAnswer:
    """Return a person with the sessions, or other parts of papers, and the roles in them."""
    found = call.library.person(call.given.person)
    return PersonAnswer(
        **_person_members(call, found),
        sessions=[_appearance(call, held, roles) for held, roles in call.library.person_sessions(found.id)],
        elsewhere=[_elsewhere(call, part, found) for part in parts_outside_sessions(call.library, found)],
    )


@naming.declare("/people/{person}/passages", "unknown_id", "gone", "invalid_cursor", "outdated_cursor")
def person_passages(call: Call[PersonPassagesParameters]) -> PassagesAnswer:
    """Return the passages that quote or list a person; `people` of a passage has the role in it."""
    found = call.library.person(call.given.person)
    return listed_passages(call, PassageScope(person=found.id), call.given.limit, urls.person_path(found.id))


@naming.declare("/glossary", "invalid_cursor", "outdated_cursor")
def glossary(call: Call[NamesParameters]) -> GlossaryAnswer:
    """Return abbreviations with what the papers say that they stand for."""
    has_words = words_finder(call.given.find)
    grouped = [(short, list(group)) for short, group in groupby(call.library.acronyms(), key=_short_form)]
    listed = [
        (short, meanings)
        for short, meanings in grouped
        if has_words(folded_key(" ".join((short, *(meaning.long for meaning in meanings)))))
    ]
    shown = listed[call.offset : call.offset + call.given.limit]
    return GlossaryAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.GLOSSARY, len(shown), len(listed)),
        total=len(listed),
        items=[
            AbbreviationItem(
                short=short,
                uses=max(meaning.uses for meaning in meanings),
                meanings=[_meaning(call, meaning) for meaning in meanings],
            )
            for short, meanings in shown
        ],
    )


def _person_members(call: Call[Struct], found: Person) -> dict[str, Any]:
    members = msgspec.structs.asdict(msgspec.convert(found, PersonRecord, from_attributes=True))
    links = {
        "self": call.link("people", found.id),
        "html": call.absolute(urls.person_path(found.id)),
        "passages": call.link("people", found.id, "passages"),
    }
    return {**members, "links": links}


def _appearance(call: Call[Struct], held: Session, roles: Sequence[Participation]) -> AppearanceItem:
    return AppearanceItem(
        meeting=held.meeting,
        session=held.id,
        name=held.name,
        participations=participation_records(roles),
        links={
            "session": call.link("meetings", held.meeting, "sessions", held.id),
            "html": call.absolute(urls.session_path(held.meeting, held.id)),
        },
    )


def _elsewhere(call: Call[Struct], part: Sequence[Passage], found: Person) -> ElsewhereItem:
    first = part[0]
    return ElsewhereItem(
        meeting=first.meeting.id if first.meeting else None,
        document=first.document.id,
        name=place_title(first),
        participations=participation_records(
            [role for passage in part for role in passage.people if role.person == found.id]
        ),
        links={
            "passage": call.link("passages", first.id),
            "html": call.absolute(urls.passage_path(first.id)),
        },
    )


def _short_form(acronym: Acronym) -> str:
    return acronym.short


def _meaning(call: Call[Struct], acronym: Acronym) -> MeaningItem:
    links = {"passage": call.link("passages", acronym.passage)} if acronym.passage else {}
    return MeaningItem(long=acronym.long, variants=list(acronym.variants), passage=acronym.passage, links=links)
