"""Names across the whole corpus: persons, acronyms and mentioned documents.

What a single paper tells is found in `paper_names`; how the names of all papers are gathered, in `learning`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.entities import acronyms
from indexer.entities.countries import go_by_initials, is_country
from indexer.entities.names import fold_name
from indexer.entities.organisations import Glossary, find_organisation, organisation_label
from indexer.entities.stated import StatedAcronym, StatedPerson
from indexer.making.names import FullName, full_name, resolved_person
from indexer.model import Acronym, Participation, merged_status

from .before.kept import KeptNames
from .people import KnownPeople, is_called

PassageKey = tuple[str, int]
"""A passage, before it has its id: the name of its source, and its ordinal."""


@dataclass(frozen=True)
class StatedNames:
    """What `corpus.toml` states of names; it outweighs what the papers say."""

    persons: tuple[StatedPerson, ...] = ()
    acronyms: tuple[StatedAcronym, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Rows of words and phrases that mean the same."""


class CorpusNames:
    """The names of a corpus: persons, acronyms, and the documents that symbols refer to."""

    def __init__(
        self,
        learned: Sequence[acronyms.LearnedAcronym[PassageKey]],
        people: KnownPeople,
        councils: frozenset[str],
        stated: StatedNames = StatedNames(),
    ) -> None:
        names = {fold_name(name) for person in people.persons for name in (person.name, *person.variants)}
        self._full_names = frozenset(name for name in names if len(name) > 1)
        stated_acronyms = {acronym.short for acronym in stated.acronyms}
        self._acronyms = _without_initials(learned, names, stated_acronyms)
        self._glossary = Glossary(self._acronyms)
        self.synonyms = stated.synonyms
        """Rows of words and phrases that are stated to mean the same."""
        self._councils = councils
        self._no_persons = tuple(person for person in stated.persons if person.skip)
        self._organisations: dict[str, str | None] = {}
        self._people = people
        self.persons = people.persons
        unused = (acronym.short for acronym in learned if not acronym.uses and acronym.short in stated_acronyms)
        self.unused_statements = (
            *(f"no paper names a person “{name}”" for name in people.unused),
            *(f"no paper uses the acronym “{short}”" for short in unused),
        )
        """Warnings about stated names that stand in no paper."""
        self._before: KeptNames | None = None

    @property
    def has_same_people(self) -> bool:
        """Whether the persons are known to be those of the build before."""
        return self._before is not None

    @cached_property
    def are_as_before(self) -> bool:
        """Whether every name is known to be taken for the same as in the build before."""
        return self._before is not None and self._before.glossary == self.glossary_hash

    def is_person(self, participation: Participation) -> bool:
        """Return whether a participation names a person; False for a name that is stated to be no person's."""
        return not is_called(self._no_persons, full_name(participation))

    def taken_for(self, meeting: str, name: FullName) -> tuple[str | None, str | None]:
        """Return the person and the organisation that a name is taken for."""
        return self._people.find(meeting, name), self._organisation(name.affiliation)

    def names_council(self, meeting: str) -> bool:
        """Return whether the papers of a meeting name a council."""
        return meeting in self._councils

    def kept(self, before: KeptNames) -> KeptNames:
        """Return what is kept of the names, given what is known of them beside what they are taken for."""
        people, same = self._people, self._before
        in_meetings = ((key.meeting, tuple(key.full_name), person) for key, person in people.person_in.items())
        return msgspec.structs.replace(
            before,
            persons=people.persons,
            person_of=same.person_of if same else tuple((tuple(key), who) for key, who in people.person_of.items()),
            person_in=same.person_in if same else tuple(in_meetings),
            unused=people.unused,
            councils=tuple(sorted(self._councils)),
            glossary=self.glossary_hash,
            organisations=self._organisations,
        )

    def compare(self, before: KeptNames, *, has_same_people: bool) -> None:
        """Take as known what the build before found, as far as it found that with the same names and acronyms."""
        self._before = before if has_same_people else None
        if before.glossary == self.glossary_hash:
            self._organisations = dict(before.organisations)

    @cached_property
    def glossary_hash(self) -> str:
        """Return a hash of the acronyms, as far as organisations are looked up by them."""
        return sha256_hex([repr([(entry.short, entry.long, entry.variants) for entry in self._acronyms]).encode()])

    def resolve_people(self, meeting: str, participations: Iterable[Participation]) -> tuple[Participation, ...]:
        """Resolve participations; a person who has one role under two spellings is listed once."""
        by_person_and_role: dict[tuple[str | None, str], Participation] = {}
        present = list(filter(self.is_person, participations))
        among_initials = go_by_initials(present)
        for participation in present:
            taken = self.taken_for(meeting, full_name(participation))
            resolved = resolved_person(participation, *taken, among_initials=among_initials)
            key = (resolved.person or resolved.name, resolved.role)
            earlier = by_person_and_role.get(key)
            chosen = resolved if earlier is None or (resolved.affiliation and not earlier.affiliation) else earlier
            status = merged_status(earlier.status if earlier else None, resolved.status)
            by_person_and_role[key] = replace(chosen, status=status)
        return tuple(by_person_and_role.values())

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
        if affiliation is None or self._is_persons_name(affiliation):
            return None
        if affiliation not in self._organisations:
            name = find_organisation(affiliation, self._glossary)
            name = None if name and is_country(name) else name
            self._organisations[affiliation] = organisation_label(name, self._glossary) if name else None
        return self._organisations[affiliation]

    def _is_persons_name(self, affiliation: str) -> bool:
        """Return whether an affiliation is a person of the corpus, or what somebody is to one: `Ann Lee's aide`."""
        name = takewhile(lambda word: not word[:1].islower(), affiliation.split())
        return fold_name(re.sub(r"['’]s$", "", " ".join(name))) in self._full_names


def _without_initials(
    learned: Sequence[acronyms.LearnedAcronym[PassageKey]], names: Collection[tuple[str, ...]], stated: Collection[str]
) -> tuple[acronyms.LearnedAcronym[PassageKey], ...]:
    """Return the acronyms without the initials of people, whose names are given as folded words.

    A list of those present explains them. What only such a list explains, in words with capitals, is a name too. Short
    forms that are `stated` stay.
    """
    inferred = [entry for entry in learned if entry.defined_in is not None and entry.short not in stated]
    of_people = [entry for entry in inferred if fold_name(entry.long) in names]
    lists = {place for entry in of_people for place in (entry.defined_in, *entry.also_in)}

    def is_name(entry: acronyms.LearnedAcronym[PassageKey]) -> bool:
        """Return whether only lists of people explain a short form, by what can be a name."""
        words = entry.long.split()
        can_be_one = len(words) in (2, 3) and all(word[:1].isupper() for word in words)
        return can_be_one and lists.issuperset((entry.defined_in, *entry.also_in))

    left_out = {(entry.short, entry.long) for entry in inferred if is_name(entry)}
    left_out |= {(entry.short, entry.long) for entry in of_people}
    return tuple(entry for entry in learned if (entry.short, entry.long) not in left_out)
