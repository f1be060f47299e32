"""Who and what the passages name, once all papers are read: persons across papers, acronyms, documents mentioned.

What one paper names by itself is found while it is read; what only the whole corpus tells is told here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.entities import acronyms, persons
from indexer.entities.organisations import find_organisation, organisation_label
from indexer.entities.stated import StatedAcronym, StatedPerson, find_stated_person
from indexer.entities.symbols import find_mentions, names_council
from indexer.model import Acronym, Participation, Person
from indexer.structure.draft import DraftPassage

PassageKey = tuple[str, int]
"""A passage, before it has its id: the name of its source, and its ordinal."""
NameInMeeting = tuple[str, str, str | None, str | None]
"""A name as it appears in a meeting: meeting id, name, honorific, affiliation."""
_Name = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class PaperContent:
    """One paper of a meeting: the name of its source, its passages, and who takes part in its sessions."""

    source: str
    meeting: str
    passages: Sequence[DraftPassage]
    people: Sequence[Participation]


@dataclass(frozen=True)
class StatedNames:
    """What is stated of names, which counts more than what the papers tell."""

    persons: tuple[StatedPerson, ...] = ()
    acronyms: tuple[StatedAcronym, ...] = ()


def collect_names(papers: Iterable[PaperContent], stated: StatedNames = StatedNames()) -> CorpusNames:
    """What all papers together tell; they are taken in one after another, none stays in memory."""
    bearers: dict[NameInMeeting, None] = {}
    councils: set[str] = set()

    def texts() -> Iterator[tuple[PassageKey, str]]:
        for paper in papers:
            bearers.update(dict.fromkeys(_bearer(paper.meeting, one) for one in paper.people))
            for ordinal, passage in enumerate(paper.passages):
                bearers.update(dict.fromkeys(_bearer(paper.meeting, one) for one in passage.people))
                if paper.meeting not in councils and names_council(passage.text):
                    councils.add(paper.meeting)
                yield (paper.source, ordinal), passage.text

    learned = acronyms.learn_acronyms(texts(), stated.acronyms)
    return CorpusNames(learned, tuple(bearers), frozenset(councils), stated)


class CorpusNames:
    """The names of a corpus: who is who, what is short for what, and what a number refers to."""

    def __init__(
        self,
        learned: Sequence[acronyms.LearnedAcronym[PassageKey]],
        bearers: Sequence[NameInMeeting],
        councils: frozenset[str],
        stated: StatedNames = StatedNames(),
    ) -> None:
        self._acronyms = tuple(learned)
        self._councils = councils
        self._nobody = tuple(one for one in stated.persons if one.skip)
        self._organisations: dict[str, str | None] = {}
        found = persons.identify_persons(
            [
                persons.NameAppearance(key=one, name=one[1], honorific=one[2], affiliation=one[3], meeting=one[0])
                for one in bearers
                if not _is_called(self._nobody, one)
            ],
            [one for one in stated.persons if not one.skip],
        )
        self._person_of, self._person_in = _by_name(found)
        self.persons = tuple(_person(person) for person in found)
        named = {one.short for one in stated.acronyms}
        self.unused_statements = (
            *(f"no paper names a person “{name}”" for name in _unfound(stated.persons, bearers)),
            *(f"no paper uses the acronym “{one.short}”" for one in learned if not one.uses and one.short in named),
        )
        """What is stated of names that stand in no paper, in words."""

    def is_person(self, one: Participation) -> bool:
        """Whether a participation is of somebody, and not of a name that is stated to be no person's."""
        return not _is_called(self._nobody, _bearer("", one))

    def resolve_person(self, meeting: str, one: Participation) -> Participation:
        """The participation with the person and the organisation that it names."""
        bearer = _bearer(meeting, one)
        person = self._person_in.get(bearer) or self._person_of.get(bearer[1:])
        return replace(one, person=person, organisation=self._organisation(one.affiliation))

    def resolve_people(self, meeting: str, named: Iterable[Participation]) -> tuple[Participation, ...]:
        """The participations so; who has one role twice, by two ways of writing one name, has it once."""
        once: dict[tuple[str | None, str], Participation] = {}
        for one in filter(self.is_person, named):
            found = self.resolve_person(meeting, one)
            kept = once.get((found.person or found.name, found.role))
            if kept is None or (found.affiliation and not kept.affiliation):
                once[found.person or found.name, found.role] = found
        return tuple(once.values())

    def mentioned_symbols(self, meeting: str, text: str) -> tuple[str, ...]:
        """Symbols of the documents that a text mentions, each once, in order."""
        found = find_mentions(text, council_named=meeting in self._councils)
        return tuple(dict.fromkeys(one.symbol for one in found))

    def defining_passages(self) -> frozenset[PassageKey]:
        """The passages that first say what an acronym stands for."""
        return frozenset(one.defined_in for one in self._acronyms if one.defined_in is not None)

    def acronyms(self, passage_ids: dict[PassageKey, str]) -> tuple[Acronym, ...]:
        """The acronyms of the corpus, given the ids of the passages that define them."""
        return tuple(
            Acronym(one.short, one.long, one.variants, one.defined_in and passage_ids.get(one.defined_in), one.uses)
            for one in self._acronyms
        )

    def _organisation(self, affiliation: str | None) -> str | None:
        if affiliation is None:
            return None
        if affiliation not in self._organisations:
            name = find_organisation(affiliation, self._acronyms)
            self._organisations[affiliation] = organisation_label(name, self._acronyms) if name else None
        return self._organisations[affiliation]


def _bearer(meeting: str, one: Participation) -> NameInMeeting:
    return meeting, one.name, one.honorific, one.affiliation


def _by_name(
    found: Iterable[persons.IdentifiedPerson[NameInMeeting]],
) -> tuple[dict[_Name, str], dict[NameInMeeting, str]]:
    """The id of the person by name alone, and by meeting where one name is of several: most are of one everywhere."""
    ids: dict[_Name, set[str]] = defaultdict(set)
    for person in found:
        for key in person.appearances:
            ids[key[1:]].add(person.id)
    shared = {key: person.id for person in found for key in person.appearances if len(ids[key[1:]]) > 1}
    return {name: own.pop() for name, own in ids.items() if len(own) == 1}, shared


def _is_called(stated: Sequence[StatedPerson], one: NameInMeeting) -> bool:
    return find_stated_person(stated, *one[1:]) is not None


def _unfound(stated: Sequence[StatedPerson], bearers: Sequence[NameInMeeting]) -> Iterator[str]:
    """The names that are stated to stand in the papers, but do not: other forms, or the only one."""
    for person in stated:
        for name in person.also or (person.name,):
            alone = replace(person, name=name, also=())
            if not any(_is_called((alone,), one) for one in bearers):
                yield name


def _person(found: persons.IdentifiedPerson[NameInMeeting]) -> Person:
    affiliations = dict.fromkeys(key[3] for key in found.appearances if key[3])
    return Person(found.id, found.name, found.variants, tuple(affiliations))
