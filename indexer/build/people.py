"""The persons of a corpus: which names are persons at all, and which of them are one.

How two names are compared is decided in `entities/persons`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from indexer.entities import persons
from indexer.entities.names import fold_name
from indexer.entities.stated import StatedPerson, find_stated_person
from indexer.entities.turn_labels import stands_for_somebody
from indexer.entities.vocabulary import OFFICES
from indexer.making.names import FullName
from indexer.model import Person
from indexer.text.prose import split_words

_BEFORE_OFFICES = frozenset("the mr mrs ms madam madame hon acting first second".split())
_IN_OFFICES = frozenset("assistant general elect designate".split())
# as programs for video calls name a device, by the given name of its owner
_DEVICE = re.compile(
    r"['’]s\s+(?:i-?(?:phone|pad|mac|pod)|(?:mobile |cell |smart)?phone|macbook|mac|laptop|tablet|computer|pc|android"
    r"|galaxy|pixel)\b",
    re.IGNORECASE,
)
_AFTER_OFFICES = frozenset("of for in to and".split())


class NameInMeeting(NamedTuple):
    """A name as it appears in a meeting, or in a paper of no meeting."""

    meeting: str
    """Id of the meeting, or the name of the paper's source, within which a title and a surname are one person."""
    full_name: FullName


@dataclass(frozen=True)
class KnownPeople:
    """The persons of a corpus by their names."""

    persons: tuple[Person, ...]
    person_of: Mapping[FullName, str]
    """The ids of those whose name is only theirs."""
    person_in: Mapping[NameInMeeting, str]
    """The ids of the others, by the meeting too."""
    unused: tuple[str, ...] = ()
    """The stated names that no paper has."""

    def find(self, meeting: str, name: FullName) -> str | None:
        """Return the id of the person that a name stands for in a meeting, or None."""
        return self.person_in.get(NameInMeeting(meeting, name)) or self.person_of.get(name)


def identify_people(names_in_meetings: Sequence[NameInMeeting], stated: Sequence[StatedPerson] = ()) -> KnownPeople:
    """Return the persons that names stand for, those that the user stated among them."""
    no_persons = tuple(person for person in stated if person.skip)
    known = [person for person in stated if not person.skip]
    appearances = [
        _appearance(name)
        for name in names_in_meetings
        if is_called(known, name.full_name) or not (is_called(no_persons, name.full_name) or _is_label(name.full_name))
    ]
    identified = persons.identify_persons(appearances, known)
    return KnownPeople(
        tuple(map(_to_person, identified)),
        *_ids_by_name(identified),
        tuple(_unused_names(stated, names_in_meetings)),
    )


def is_called(stated_persons: Sequence[StatedPerson], name: FullName) -> bool:
    """Return whether a name is that of one of these persons."""
    return bool(stated_persons) and find_stated_person(stated_persons, *name) is not None


def _is_label(name: FullName) -> bool:
    """Return whether a name is only what a record prints before speech: `AB`, `Alan`, `Madam Deputy Speaker`.

    So are `Ann’s iPhone` and `Zoom user`. Who that is, and whether it is the same person elsewhere, the papers do not
    tell; `Ms. Low` does.
    """
    is_word = len(name.name.split()) < 2 or len(fold_name(name.name)) < 2 or any(map(str.isdigit, name.name))
    is_word = is_word or stands_for_somebody(name.name)
    return name.honorific is None and (is_word or _is_office(name.name) or _DEVICE.search(name.name) is not None)


def _is_office(name: str) -> bool:
    """Return whether a name is an office alone: `The President`, `Madam Deputy Speaker`, `Leader of the House`."""
    parts = [part for word in split_words(name.casefold()) for part in word.split("-")]
    words = [word for word in parts if word not in _BEFORE_OFFICES]
    if len(words) > 1 and words[0] in OFFICES and all(word in OFFICES or word in _IN_OFFICES for word in words):
        return True  # `Clerk-Assistant`
    offices = list(takewhile(lambda word: word in OFFICES or word == "speaker", words))
    return bool(offices) and (len(offices) == len(words) or words[len(offices)] in _AFTER_OFFICES)


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


def _unused_names(stated_persons: Sequence[StatedPerson], names_in_meetings: Sequence[NameInMeeting]) -> Iterator[str]:
    """Yield the stated names that no paper has: the other forms of each person, or the name if there are none."""
    for person in stated_persons:
        for name in person.also or (person.name,):
            with_one_name = replace(person, name=name, also=())
            if not any(is_called((with_one_name,), name_in_meeting.full_name) for name_in_meeting in names_in_meetings):
                yield name


def _to_person(identified: persons.IdentifiedPerson[NameInMeeting]) -> Person:
    affiliations = dict.fromkeys(
        key.full_name.affiliation for key in identified.appearances if key.full_name.affiliation
    )
    return Person(identified.id, identified.name, identified.variants, tuple(affiliations))
