"""Resolve the labels of speakers of one paper: `DE` is Daniel Ehrenberg of Igalia, as the paper itself says.

Lists of attendance are read in `roster`, labels that no list has are learned in `shapes`. How the words of a label are
found in a line, and which passages it gives its speaker to, belongs in `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.entities.attendees import Attendee
from indexer.entities.names import fold_name, gender_of_honorific, is_fuller_name
from indexer.entities.phrases import is_person_name
from indexer.entities.roles import split_honorific
from indexer.entities.turns import SpeakerTurn, read_opening
from indexer.model import Participation
from indexer.structure.draft import Piece

from .roster import read_attendees
from .shapes import bare_label, learn_labels, person_in_brackets, split_label

_JOINT = re.compile(r"\s*[,/&+]\s*|\s+(?:and|et|y|und)\s+")
_SEVERAL = re.compile(r"\s*[&/+]\s*|\s(?:and|et|y|e|und|og)\s")
_UNSPACED = re.compile(r"^[\u3400-\u9fff\u3041-\u30ff]{1,4}$")
_MAX_BEGINNING = 2  # letters of the first of several beginnings; more are a first name
_LISTED = 3  # people on a list that is taken as a whole one
_CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ][a-zß-ÿ]*")
_SURNAME = re.compile(r"^[^\W\d_a-z][\w’'-]*[a-zß-ÿ]{2}$")
_INITIALS = re.compile(r"^[^\W\d_a-z]{2,4}$")


@dataclass(frozen=True)
class SpeakerLabels:
    """What one paper tells about its speakers: who attends, and which labels open a turn."""

    attendees: tuple[Attendee, ...] = ()
    learned: frozenset[str] = frozenset()
    """Labels that open turns in this paper, without brackets."""
    stated: tuple[Attendee, ...] = ()
    """Who speaks under which label according to the owner of the papers; this outweighs the lists."""

    @classmethod
    def learn(cls, pieces: Sequence[Piece], stated: Sequence[Attendee] = ()) -> SpeakerLabels:
        """Return what the pieces of a paper tell about its speakers; who is `stated` counts more than its lists."""
        roster = cls((*stated, *read_attendees(pieces)), stated=tuple(stated))
        return cls(roster.attendees, learn_labels(pieces, roster._is_listed), roster.stated)

    @cached_property
    def lists_speakers(self) -> bool:
        """Whether people of a list speak under their labels, so that other words before a colon are likelier topics."""
        listed = {person.name for person in self.attendees if person.listed}
        speakers = {person.name for label in self.learned for person in [self.person(label)] if person}
        return len(listed) >= _LISTED and bool(listed & speakers)

    def is_speaker_label(self, label: str) -> bool:
        """Return whether words before a colon are the label of a speaker in this paper.

        Labels that any paper can have (`Mr. SMITH`, `The PRESIDENT`) need not be among them.
        """
        bare = bare_label(label)
        return bare in self.learned or self._is_listed(bare) or person_in_brackets(label, self._is_listed) is not None

    def opening(self, text: str) -> SpeakerTurn | None:
        """Return the turn that a text opens; a name on a list is a label even if its words could be a field's."""
        turn = read_opening(text)
        parts = None if turn else split_label(text)
        label = bare_label(parts[0]) if parts and parts[1] else ""
        if parts and label in self._by_label and any(map(str.isdigit, label)):  # `N0: I agree`, whom the paper lists
            return SpeakerTurn(label, None, None, parts[1], form="initials", label=label)
        if not parts or " " not in label or not any(person.listed for person in self._by_full_name(label)):
            return turn
        return SpeakerTurn(label, None, None, parts[1], label=label)

    def is_on_list(self, label: str) -> bool:
        """Return whether a label is that of one person on a list of the paper."""
        candidates = self._candidates(label)
        return len(candidates) == 1 and candidates[0].listed

    def _is_listed(self, label: str) -> bool:
        """Return whether a list of the paper has somebody for a label, or for each of the labels in it."""
        parts = _JOINT.split(label)
        if len(parts) > 1:
            return all(map(self._is_listed, parts))
        titled = split_honorific(label)[0] is not None
        return any(person.listed or titled for person in self._candidates(label))

    def person(self, label: str) -> Participation | None:
        """Return the person for whom a label stands, with name and affiliation as the paper gives them.

        The result is None where the paper names nobody for the label, or where it fits two people: a speaker is then
        called by the label as printed.
        """
        label = person_in_brackets(label, self._is_listed) or bare_label(label)
        candidates = self._candidates(label) or self._only_full_label(label)
        if len(candidates) != 1:
            return None
        person = candidates[0]
        return Participation(person.name, "speaker", person.affiliation, person.honorific)

    def _candidates(self, label: str) -> tuple[Attendee, ...]:
        """Return the people whom a label can stand for: those with the best reason, several if it is ambiguous."""
        if not label:
            return ()
        stated = [person for person in self.stated if label.casefold() in {form.casefold() for form in person.labels}]
        if stated:
            return tuple(stated[-1:])
        for found in (
            self._by_label.get(label, ()),
            self._by_label.get(label.casefold(), ()),
            self._by_full_name(label),
        ):
            if found:
                return tuple(person for person in found if person.listed) or tuple(found)
        found = self._by_part(label)
        return found if not found or len(found) > 1 or not self._others_called(label, found[0]) else (*found, *found)

    @cached_property
    def _by_label(self) -> dict[str, list[Attendee]]:
        by_label: dict[str, list[Attendee]] = {}
        for person in self.attendees:
            for label in person.labels:
                for form in dict.fromkeys((label, label.casefold(), f"@{label}")):
                    by_label.setdefault(form, []).append(person)
        return by_label

    @cached_property
    def _folded(self) -> tuple[tuple[tuple[str, ...], Attendee], ...]:
        folded = ((_fold_surname_last(person.name), person) for person in self.attendees)
        return tuple((words, person) for words, person in folded if words)

    @cached_property
    def lists_initials(self) -> bool:
        """Whether the lists give initials themselves, so that others need not be guessed."""
        listed = [person for person in self.attendees if person.listed]
        return 2 * sum(any(_INITIALS.match(label) for label in person.labels) for person in listed) > len(listed)

    def _by_full_name(self, label: str) -> tuple[Attendee, ...]:
        words = fold_name(label)
        if len(words) < 2:
            return ()
        same = tuple(person for name, person in self._folded if name == words)
        if _SEVERAL.search(label):  # `Bo Ray & Cy Dow` is no longer form of Cy Dow
            return same
        return same or tuple(
            person
            for name, person in self._folded
            if len(name) > 1 and (is_fuller_name(name, words) or is_fuller_name(words, name))
        )

    def _by_part(self, label: str) -> tuple[Attendee, ...]:
        """Return the people on lists of whose names a label is a part: given name, surname, initials.

        After an honorific, everybody whom the paper names counts.
        """
        honorific, bare = split_honorific(label)
        if label.startswith("M. ") and any(person.honorific == "M." for person in self.attendees):  # else an initial
            honorific, bare = "M.", label[3:]
        words = fold_name(bare)
        if not words or (len(words) > 1 and len(words[-1]) > 1 and not honorific):
            return self._by_surname(words, honorific) if words else ()
        if _UNSPACED.match(bare):
            return tuple(person for person in self.attendees if person.listed and person.name.startswith(bare))
        found = [
            person
            for name, person in self._folded
            if (person.listed or honorific) and _is_part(words, name, surname_only=bool(honorific))
        ]
        if not found and not honorific and not self.lists_initials:
            found = [person for name, person in self._folded if person.listed and _abbreviates(bare, name)]
        if not found and honorific and len(words) == 1:  # the first of two surnames: `Sra. Díaz` for Ana Díaz Ruiz
            found = [person for name, person in self._folded if words[0] in name[1:]]
        return tuple(person for person in found if _genders_agree(honorific, person.honorific))

    def _by_surname(self, words: tuple[str, ...], honorific: str | None) -> tuple[Attendee, ...]:
        """Return the people on lists whose surname has several words, and is the label."""
        return tuple(
            person
            for name, person in self._folded
            if (person.listed or honorific)
            and len(name) > len(words)
            and name[-len(words) :] == words
            and _genders_agree(honorific, person.honorific)
        )

    def _only_full_label(self, label: str) -> tuple[Attendee, ...]:
        """Return the one person whom the paper calls by a full name of which a label is the surname, `Barnes`.

        A label of another shape stays as printed, and so does one that fits two full names.
        """
        words = fold_name(label)
        if len(words) != 1 or not _SURNAME.match(label):
            return ()
        full = {fold_name(person.name): person for person in self.attendees if len(fold_name(person.name)) > 1}
        for other in sorted(self.learned):
            if is_person_name(other) and len(fold_name(other)) > 1 and not _JOINT.search(other):
                full.setdefault(fold_name(other), Attendee(other, listed=False))
        fitting = [person for name, person in full.items() if words[0] in name]
        return tuple(fitting) if fitting and fold_name(fitting[0].name)[-1] == words[0] else ()

    def _others_called(self, label: str, person: Attendee) -> bool:
        """Return whether a label of the paper is the full name of somebody else to whom the short one could belong."""
        words, name = fold_name(label), fold_name(person.name)
        others = (fold_name(other) for other in self.learned if " " in other)
        return any(
            _is_part(words, other)
            and other != name
            and not is_fuller_name(other, name)
            and not is_fuller_name(name, other)
            for other in others
            if len(other) > 1 and len(other[-1]) > 1
        )


def _fold_surname_last(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison; a surname in capitals at its beginning is put last: `FAVRE Claire`."""
    parts = name.split()
    capitals = next((index for index, part in enumerate(parts) if not (part.isupper() and len(part) > 2)), len(parts))
    first = 0 < capitals < len(parts) and not parts[-1].isupper()
    return fold_name(" ".join((*parts[capitals:], *parts[:capitals])) if first else name)


def _is_part(words: tuple[str, ...], name: tuple[str, ...], *, surname_only: bool = False) -> bool:
    """Return whether a label is the given name or the surname of a name, or the given name with an initial."""
    if len(name) < 2:
        return words == name
    if len(words) == 1:
        return words[0] == name[-1] or (not surname_only and words[0] == name[0])
    return words[0] == name[0] and len(words) == 2 and len(words[1]) == 1 and name[-1].startswith(words[1])


def _abbreviates(label: str, name: tuple[str, ...]) -> bool:
    """Return whether a label is made of the beginnings of a name's words: `DE` and `DeE` for Dora Ellis.

    A first name with an initial (`DoraE`) stays as printed: it may be another Dora's, whom no list has.
    """
    parts = [part.casefold() for part in _CAPITALISED.findall(label)]
    if len(parts) < 2 or "".join(parts) != label.casefold():
        return False
    if len(parts[0]) > _MAX_BEGINNING or (parts[0] == name[0] and len(parts[0]) > 1):
        return False
    wholes = (name, (name[0], name[-1])) if len(name) > 1 else ()
    return any(
        len(parts) == len(whole) and all(word.startswith(part) for part, word in zip(parts, whole, strict=True))
        for whole in wholes
    )


def _genders_agree(first: str | None, second: str | None) -> bool:
    genders = {gender_of_honorific(first), gender_of_honorific(second)} - {None}
    return len(genders) < 2
