"""Tell an affiliation from words beside a name that name no body: a label, a part of the name, or `None`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from indexer.entities.attendees import fits_initials, names_no_body
from indexer.entities.countries import is_country
from indexer.model import Participation
from indexer.structure.draft import DraftPassage, DraftSession, Piece

_LABEL = re.compile(r"[^\W\d_a-z]{2,5}")


def speaking_labels(pieces: Iterable[Piece]) -> frozenset[str]:
    """Return the capitals that open turns of speech in a paper: `USA` of `USA: I agree`."""
    labels = {piece.opening.label.strip(" *_") for piece in pieces if piece.opening}
    return frozenset(label for label in labels if _LABEL.fullmatch(label))


def without_own_labels(people: tuple[Participation, ...], labels: frozenset[str]) -> tuple[Participation, ...]:
    """Return people without affiliations that name no body, such as `USA` of Una Sand, who speaks as `USA:` there."""
    return tuple(
        replace(person, affiliation=None) if _is_no_body(person, labels) else person  # most people have a body
        for person in people
    )


def sessions_without_labels(sessions: Iterable[DraftSession], labels: frozenset[str]) -> tuple[DraftSession, ...]:
    """Return sessions whose people have no affiliation that is a label."""
    return tuple(replace(session, people=without_own_labels(session.people, labels)) for session in sessions)


def passages_without_labels(passages: Iterable[DraftPassage], labels: frozenset[str]) -> tuple[DraftPassage, ...]:
    """Return passages whose people have no affiliation that is a label."""
    return tuple(
        replace(passage, people=without_own_labels(passage.people, labels)) if passage.people else passage
        for passage in passages
    )


def _is_no_body(person: Participation, labels: frozenset[str]) -> bool:
    stated = (person.affiliation or "").strip(" .")
    if not stated:
        return False
    is_own_label = stated in labels and fits_initials(stated, person.name)
    return is_own_label or (names_no_body(stated, person.name) and not is_country(stated))  # `Kenya Delegation (Kenya)`
