"""The models of people with their roles, as pages of papers, meetings and sessions list them.

Who was only planned to take part stands apart from who is reported to have done so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.model import Participation
from webapp.shared import labels

from .models import PersonListItem, person_list_item

MAX_PEOPLE = 60
"""People that a page lists; a page of all of them is one link away."""


@dataclass(frozen=True)
class RoleGroup:
    """The people who had one role, planned and reported ones apart."""

    title: str
    planned: bool
    """Whether only papers from before the meeting list them."""
    people: tuple[PersonListItem, ...]


def role_groups(people: Iterable[Participation]) -> tuple[RoleGroup, ...]:
    """Group people by role, in the order in which roles and people first appear; those only planned apart."""
    grouped: dict[tuple[str, bool], list[Participation]] = {}
    for participation in people:
        grouped.setdefault((participation.role, participation.status == "planned"), []).append(participation)
    return tuple(
        RoleGroup(labels.role_title(role, len(group)), is_planned, tuple(map(person_list_item, group)))
        for (role, is_planned), group in grouped.items()
    )


def distinct_people(people: Iterable[Participation]) -> tuple[Participation, ...]:
    """Return each person once in each role, where a report has one from there; of affiliations the longest stands."""
    found: dict[tuple[str, str], Participation] = {}
    for person in people:
        key = (person.person or person.name, person.role)
        known = found.get(key)
        if known is None or _rank(person) > _rank(known):
            found[key] = person
    return tuple(found.values())


def _rank(person: Participation) -> tuple[bool, int]:
    return person.status != "planned", len(person.affiliation or "")


def shortened_groups(groups: Sequence[RoleGroup], most: int = MAX_PEOPLE) -> tuple[tuple[RoleGroup, ...], int]:
    """Return the first people of all groups, and how many are left out."""
    shown: list[RoleGroup] = []
    left = most
    for group in groups:
        if left <= 0:
            break
        shown.append(RoleGroup(group.title, group.planned, group.people[:left]))
        left -= len(shown[-1].people)
    return tuple(shown), sum(len(group.people) for group in groups) - sum(len(group.people) for group in shown)
