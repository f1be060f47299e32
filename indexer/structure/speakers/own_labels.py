"""Tell an affiliation from words beside a name that name no body: a label, a part of the name, or `None`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.entities.attendees import fits_initials, names_no_body
from indexer.entities.countries import is_country
from indexer.entities.names import are_initials_of
from indexer.model import Participation
from indexer.structure.draft import DraftPassage, DraftSession, Piece

_LABEL = re.compile(r"[^\W\d_a-z]{2,5}")
_FEWEST_INITIALS = 3


def speaking_labels(pieces: Iterable[Piece]) -> frozenset[str]:
    """Return the capitals that open turns of speech in a paper: `USA` of `USA: I agree`."""
    labels = {piece.opening.label.strip(" *_") for piece in pieces if piece.opening}
    return frozenset(label for label in labels if _LABEL.fullmatch(label))


@dataclass(frozen=True)
class OwnLabels:
    """The capitals that open turns of speech in a paper, and those of them that are known to be of one person each."""

    speaking: frozenset[str] = frozenset()
    of_persons: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """The full names of people whom the paper names beside no affiliation in brackets."""
    by_letters: bool = False
    """Whether most speakers go by the initials of their names."""


def own_labels(pieces: Iterable[Piece], people: Iterable[Participation]) -> OwnLabels:
    """Return the labels of a paper.

    Where most labels are initials of people whom the paper names, its speakers go by letters. Then a label that stands
    beside one name, as in `Shen Wei (JHX)`, is that person's too, though the letters may not be of the name as printed.
    """
    labels = speaking_labels(pieces)
    stated_of = {(person.name, (person.affiliation or "").strip(" .")) for person in people}
    names = {name for name, _ in stated_of}
    full = frozenset(name for name in names if len(name.split()) > 1)
    known = {label for label in labels if any(are_initials_of(label, name) for name in names)}
    if len(known) < _FEWEST_INITIALS or 2 * len(known) < len(labels):
        return OwnLabels(labels, names=full)
    bearers = Counter(stated for _, stated in stated_of if stated in labels and not is_country(stated))
    return OwnLabels(labels, frozenset(label for label, count in bearers.items() if count == 1), full, by_letters=True)


def without_own_labels(people: tuple[Participation, ...], labels: OwnLabels) -> tuple[Participation, ...]:
    """Return people without affiliations that name no body, such as `USA` of Una Sand, who speaks as `USA:` there."""
    return tuple(
        replace(person, name=person.affiliation, affiliation=None)
        if person.affiliation in labels.names and " " not in person.name  # `Rust (Ann Berg): Asked for paint`
        else replace(person, affiliation=None)
        if _is_no_body(person, labels)
        else person  # most people have a body
        for person in people
    )


def sessions_without_labels(sessions: Iterable[DraftSession], labels: OwnLabels) -> tuple[DraftSession, ...]:
    """Return sessions whose people have no affiliation that is a label."""
    return tuple(replace(session, people=without_own_labels(session.people, labels)) for session in sessions)


def passages_without_labels(passages: Iterable[DraftPassage], labels: OwnLabels) -> tuple[DraftPassage, ...]:
    """Return passages whose people have no affiliation that is a label."""
    return tuple(
        replace(passage, people=without_own_labels(passage.people, labels)) if passage.people else passage
        for passage in passages
    )


def has_initials_of(letters: str, name: str) -> bool:
    """Return whether letters hold the initials of a name in order, with more between: `DDC` those of Dan Clark."""
    rest = iter(letters.casefold())
    initials = [word[0].casefold() for word in name.split()]
    return len(initials) > 1 and letters[:1].casefold() == initials[0] and all(sign in rest for sign in initials)


def _is_no_body(person: Participation, labels: OwnLabels) -> bool:
    stated = (person.affiliation or "").strip(" .")
    if not stated:
        return False
    if labels.by_letters and _LABEL.fullmatch(stated) and has_initials_of(stated, person.name):
        return True
    is_own_label = stated in labels.of_persons or (stated in labels.speaking and fits_initials(stated, person.name))
    return is_own_label or (names_no_body(stated, person.name) and not is_country(stated))  # `Kenya Delegation (Kenya)`
