"""Names in the passages of one paper, as all papers together take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, Protocol

import msgspec

from indexer.entities.countries import country_of
from indexer.entities.names import are_initials_of
from indexer.model import Participation


class FullName(NamedTuple):
    """A name as a paper gives it."""

    name: str
    honorific: str | None
    affiliation: str | None


def full_name(participation: Participation) -> FullName:
    """Return the name of somebody who takes part."""
    return FullName(participation.name, participation.honorific, participation.affiliation)


class PassageNames(Protocol):
    """What the passages of a paper need to know of names; a scope is the id of a meeting, or a paper of none."""

    def is_person(self, participation: Participation) -> bool:
        """Return whether a participation names a person."""

    def taken_for(self, scope: str, name: FullName) -> tuple[str | None, str | None]:
        """Return the person and the organisation that a name is taken for."""

    def names_council(self, scope: str) -> bool:
        """Return whether the papers of a meeting name a council."""


class NamesTaken(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """The names in one paper, with what they are taken for: the `PassageNames` of that paper, to be sent with it."""

    people: tuple[tuple[str, FullName, str | None, str | None], ...] = ()
    """Scope and name, person and organisation."""
    no_persons: tuple[FullName, ...] = ()
    """Those that are stated to be no person's."""
    councils: tuple[str, ...] = ()
    """The scopes in which a council is named."""

    @classmethod
    def among(cls, names: PassageNames, people: Iterable[tuple[str, FullName]], scopes: Iterable[str]) -> NamesTaken:
        """Return what the names in a paper are taken for; `scopes` are all of its own."""
        pairs = tuple(people)
        own = dict.fromkeys(name for _, name in pairs)
        return cls(
            people=tuple((scope, name, *names.taken_for(scope, name)) for scope, name in pairs),
            no_persons=tuple(name for name in own if not names.is_person(_named(name))),
            councils=tuple(scope for scope in dict.fromkeys(scopes) if names.names_council(scope)),
        )

    @cached_property
    def _taken(self) -> dict[tuple[str, FullName], tuple[str | None, str | None]]:
        return {(scope, name): (person, organisation) for scope, name, person, organisation in self.people}

    def is_person(self, participation: Participation) -> bool:
        """Return whether a participation names a person."""
        return full_name(participation) not in self.no_persons

    def taken_for(self, scope: str, name: FullName) -> tuple[str | None, str | None]:
        """Return the person and the organisation that a name is taken for."""
        return self._taken[scope, name]

    def names_council(self, scope: str) -> bool:
        """Return whether the papers of a meeting name a council."""
        return scope in self.councils


def resolved_person(
    participation: Participation, person: str | None, organisation: str | None, *, among_initials: bool
) -> Participation:
    """Return a participation with its person, its organisation and the country that it names.

    Where the speakers of its paper go by initials (`among_initials`), such letters alone name no country, and those
    of a person, printed behind the name, no organisation.
    """
    if among_initials and are_initials_of(participation.affiliation or "", participation.name):
        participation, organisation = replace(participation, affiliation=None), None
    return replace(
        participation,
        person=person,
        organisation=organisation,
        country=country_of(participation, among_initials=among_initials),
    )


def _named(name: FullName) -> Participation:
    """Return somebody of a name, in whatever role."""
    return Participation(name.name, "", name.affiliation, name.honorific)
