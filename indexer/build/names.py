"""Names across the whole corpus: persons, acronyms and mentioned documents.

What a single paper tells is found while it is read; only what needs all papers is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from indexer.disk.hashing import sha256_hex
from indexer.entities import acronyms, persons
from indexer.entities.countries import country_of, is_country
from indexer.entities.names import fold_name
from indexer.entities.organisations import Glossary, find_organisation, organisation_label
from indexer.entities.stated import StatedAcronym, StatedPerson, find_stated_person
from indexer.entities.symbols import find_mentions
from indexer.entities.vocabulary import OFFICES
from indexer.model import Acronym, Participation, Person, merged_status
from indexer.text.prose import split_words

from .kept import KeptOrganisations
from .paper_names import PaperNames

_BEFORE_OFFICES = frozenset("the mr mrs ms madam madame hon acting first second".split())
_IN_OFFICES = frozenset("assistant general elect designate".split())
_AFTER_OFFICES = frozenset("of for in to and".split())

PassageKey = tuple[str, int]
"""A passage, before it has its id: the name of its source, and its ordinal."""


class FullName(NamedTuple):
    """A name as a paper gives it."""

    name: str
    honorific: str | None
    affiliation: str | None


class NameInMeeting(NamedTuple):
    """A name as it appears in a meeting, or in a paper of no meeting."""

    meeting: str
    """Id of the meeting, or the name of the paper's source, within which a title and a surname are one person."""
    full_name: FullName


@dataclass(frozen=True)
class PaperContent:
    """One paper: its source name, the names in it, and the people of its meetings' sessions, each with the meeting."""

    source: str
    names: PaperNames
    scopes: Mapping[int | None, str]
    """What a short name is unique in, for each part of the paper: a meeting, or the paper itself by its source name."""
    people: Sequence[tuple[str, FullName]]


@dataclass(frozen=True)
class StatedNames:
    """What `corpus.toml` states of names; it outweighs what the papers say."""

    persons: tuple[StatedPerson, ...] = ()
    acronyms: tuple[StatedAcronym, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Rows of words and phrases that mean the same."""


def collect_names(papers: Iterable[PaperContent], stated: StatedNames = StatedNames()) -> CorpusNames:
    """Learn the names of all papers from what is kept of each."""
    names_in_meetings: dict[NameInMeeting, None] = {}
    councils: set[str] = set()
    found: acronyms.ShortForms[PassageKey] = acronyms.ShortForms()
    for paper in papers:
        names_in_meetings.update(dict.fromkeys(NameInMeeting(meeting, name) for meeting, name in paper.people))
        names = paper.names
        for part, name in names.people:
            names_in_meetings[NameInMeeting(paper.scopes[part], FullName(*name))] = None
        councils.update(paper.scopes[part] for part in names.councils)
        found.tokens.update(names.tokens)
        found.texts.update(names.texts)
        found.definitions.extend(
            acronyms.Definition(short, long, (paper.source, ordinal), by_name)
            for ordinal, short, long, by_name in names.definitions
        )
    learned = acronyms.acronyms_of(found, stated.acronyms)
    return CorpusNames(learned, tuple(names_in_meetings), frozenset(councils), stated)


class CorpusNames:
    """The names of a corpus: persons, acronyms, and the documents that symbols refer to."""

    def __init__(
        self,
        learned: Sequence[acronyms.LearnedAcronym[PassageKey]],
        names_in_meetings: Sequence[NameInMeeting],
        councils: frozenset[str],
        stated: StatedNames = StatedNames(),
    ) -> None:
        self._acronyms = tuple(learned)
        self._glossary = Glossary(self._acronyms)
        self.synonyms = stated.synonyms
        """Rows of words and phrases that are stated to mean the same."""
        self._councils = councils
        self._no_persons = tuple(person for person in stated.persons if person.skip)
        self._organisations: dict[str, str | None] = {}
        known = [person for person in stated.persons if not person.skip]
        appearances = [
            _appearance(name)
            for name in names_in_meetings
            if _is_called(known, name) or not (_is_called(self._no_persons, name) or _is_label(name.full_name))
        ]
        identified = persons.identify_persons(appearances, known)
        self._person_of, self._person_in = _ids_by_name(identified)
        self.persons = tuple(_to_person(person) for person in identified)
        stated_acronyms = {acronym.short for acronym in stated.acronyms}
        unused = (acronym.short for acronym in learned if not acronym.uses and acronym.short in stated_acronyms)
        self.unused_statements = (
            *(f"no paper names a person “{name}”" for name in _unused_names(stated.persons, names_in_meetings)),
            *(f"no paper uses the acronym “{short}”" for short in unused),
        )
        """Warnings about stated names that stand in no paper."""

    def is_person(self, participation: Participation) -> bool:
        """Return whether a participation names a person; False for a name that is stated to be no person's."""
        return not _is_called(self._no_persons, _name_in_meeting("", participation))

    def resolve_person(self, meeting: str, participation: Participation) -> Participation:
        """Return a participation with the person, the organisation and the country that it names."""
        name = _name_in_meeting(meeting, participation)
        person = self._person_in.get(name) or self._person_of.get(name.full_name)
        return replace(
            participation,
            person=person,
            organisation=self._organisation(participation.affiliation),
            country=country_of(participation),
        )

    def taken_for(self, meeting: str, name: FullName) -> tuple[str | None, str | None, bool]:
        """Return the person and the organisation that a name is taken for, and whether it is a person's at all."""
        key = NameInMeeting(meeting, name)
        person = self._person_in.get(key) or self._person_of.get(name)
        return (
            person,
            self._organisation(name.affiliation),
            not (self._no_persons and _is_called(self._no_persons, key)),
        )

    def names_council(self, meeting: str) -> bool:
        """Return whether the papers of a meeting name a council."""
        return meeting in self._councils

    @property
    def organisations(self) -> KeptOrganisations:
        """The organisations of all affiliations that were asked for."""
        return KeptOrganisations(self._glossary_hash(), self._organisations)

    def use_organisations(self, known: KeptOrganisations | None) -> None:
        """Take organisations that were found with the same glossary as known."""
        if known and known.glossary == self._glossary_hash():
            self._organisations = dict(known.found)

    def _glossary_hash(self) -> str:
        return sha256_hex([repr([(entry.short, entry.long, entry.variants) for entry in self._acronyms]).encode()])

    def resolve_people(self, meeting: str, participations: Iterable[Participation]) -> tuple[Participation, ...]:
        """Resolve participations; a person who has one role under two spellings is listed once."""
        by_person_and_role: dict[tuple[str | None, str], Participation] = {}
        for participation in filter(self.is_person, participations):
            resolved = self.resolve_person(meeting, participation)
            key = (resolved.person or resolved.name, resolved.role)
            earlier = by_person_and_role.get(key)
            chosen = resolved if earlier is None or (resolved.affiliation and not earlier.affiliation) else earlier
            status = merged_status(earlier.status if earlier else None, resolved.status)
            by_person_and_role[key] = replace(chosen, status=status)
        return tuple(by_person_and_role.values())

    def mentioned_symbols(self, meeting: str, text: str) -> tuple[str, ...]:
        """Return the symbols of the documents that a text mentions, each once, in order."""
        mentions = find_mentions(text, council_named=meeting in self._councils)
        return tuple(dict.fromkeys(mention.symbol for mention in mentions))

    def defining_passages(self) -> frozenset[PassageKey]:
        """Return the passages that first define an acronym."""
        return frozenset(acronym.defined_in for acronym in self._acronyms if acronym.defined_in is not None)

    def acronyms(self, passage_ids: dict[PassageKey, str]) -> tuple[Acronym, ...]:
        """Return the acronyms of the corpus, given the ids of the passages that define them."""
        return tuple(
            Acronym(
                short=acronym.short,
                long=acronym.long,
                variants=acronym.variants,
                passage=acronym.defined_in and passage_ids.get(acronym.defined_in),
                uses=acronym.uses,
            )
            for acronym in self._acronyms
        )

    def _organisation(self, affiliation: str | None) -> str | None:
        if affiliation is None:
            return None
        if affiliation not in self._organisations:
            name = find_organisation(affiliation, self._glossary)
            name = None if name and is_country(name) else name
            self._organisations[affiliation] = organisation_label(name, self._glossary) if name else None
        return self._organisations[affiliation]


def _is_label(name: FullName) -> bool:
    """Return whether a name is only what a record prints before speech: `AB`, `Alan`, `Madam Deputy Speaker`.

    Who that is, and whether it is the same person elsewhere, the papers do not tell; `Ms. Low` does.
    """
    is_word = len(name.name.split()) < 2 or len(fold_name(name.name)) < 2 or any(map(str.isdigit, name.name))
    return name.honorific is None and (is_word or _is_office(name.name))


def _is_office(name: str) -> bool:
    """Return whether a name is an office alone: `The President`, `Madam Deputy Speaker`, `Leader of the House`."""
    parts = [part for word in split_words(name.casefold()) for part in word.split("-")]
    words = [word for word in parts if word not in _BEFORE_OFFICES]
    if len(words) > 1 and words[0] in OFFICES and all(word in OFFICES or word in _IN_OFFICES for word in words):
        return True  # `Clerk-Assistant`
    offices = list(takewhile(lambda word: word in OFFICES or word == "speaker", words))
    return bool(offices) and (len(offices) == len(words) or words[len(offices)] in _AFTER_OFFICES)


def _name_in_meeting(meeting: str, participation: Participation) -> NameInMeeting:
    full_name = FullName(participation.name, participation.honorific, participation.affiliation)
    return NameInMeeting(meeting, full_name)


def _appearance(name: NameInMeeting) -> persons.NameAppearance[NameInMeeting]:
    full_name = name.full_name
    return persons.NameAppearance(
        key=name,
        meeting=name.meeting,
        name=full_name.name,
        honorific=full_name.honorific,
        affiliation=full_name.affiliation,
    )


def _ids_by_name(
    identified: Iterable[persons.IdentifiedPerson[NameInMeeting]],
) -> tuple[dict[FullName, str], dict[NameInMeeting, str]]:
    """Return person ids by name, and by meeting for names that several persons share.

    Most names belong to one person everywhere, so the second mapping is small.
    """
    ids: dict[FullName, set[str]] = defaultdict(set)
    for person in identified:
        for key in person.appearances:
            ids[key.full_name].add(person.id)
    shared = {key: person.id for person in identified for key in person.appearances if len(ids[key.full_name]) > 1}
    return {name: person_ids.pop() for name, person_ids in ids.items() if len(person_ids) == 1}, shared


def _is_called(stated_persons: Sequence[StatedPerson], name: NameInMeeting) -> bool:
    full_name = name.full_name
    return find_stated_person(stated_persons, full_name.name, full_name.honorific, full_name.affiliation) is not None


def _unused_names(stated_persons: Sequence[StatedPerson], names_in_meetings: Sequence[NameInMeeting]) -> Iterator[str]:
    """Yield the stated names that no paper has: the other forms of each person, or the name if there are none."""
    for person in stated_persons:
        for name in person.also or (person.name,):
            with_one_name = replace(person, name=name, also=())
            if not any(_is_called((with_one_name,), name_in_meeting) for name_in_meeting in names_in_meetings):
                yield name


def _to_person(identified: persons.IdentifiedPerson[NameInMeeting]) -> Person:
    affiliations = dict.fromkeys(
        key.full_name.affiliation for key in identified.appearances if key.full_name.affiliation
    )
    return Person(identified.id, identified.name, identified.variants, tuple(affiliations))
