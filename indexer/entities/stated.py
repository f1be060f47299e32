"""Hold what a user states about names in the whole corpus: who is one person, what an acronym stands for.

Nothing is inferred here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .names import affiliations_agree, fold_name
from .roles import split_honorific


@dataclass(frozen=True)
class StatedPerson:
    """One human being: the names that are his or hers, and the names that are not."""

    name: str
    also: tuple[str, ...] = ()
    """Other spellings of the name in the papers."""
    apart: tuple[str, ...] = ()
    """Names of other people, never to be joined with this person."""
    affiliation: str | None = None
    """The affiliation that distinguishes the person from others of the same name."""
    skip: bool = False
    """Whether the name is no person's."""

    @cached_property
    def _own_names(self) -> tuple[_StatedName, ...]:
        return tuple(_name(name) for name in (self.name, *self.also))

    @cached_property
    def _other_names(self) -> tuple[_StatedName, ...]:
        return tuple(_name(name) for name in self.apart)

    def is_called(self, name: str, honorific: str | None, affiliation: str | None) -> bool:
        """Return whether a printed name, with what stands beside it, is one of this person's."""
        if self.affiliation and not affiliations_agree(affiliation, self.affiliation):
            return False
        return any(own_name.matches(name, honorific) for own_name in self._own_names)

    def excludes(self, name: str, honorific: str | None) -> bool:
        """Return whether a printed name is stated to be another person's."""
        return any(other.matches(name, honorific) for other in self._other_names)


@dataclass(frozen=True)
class _StatedName:
    """A stated name; an honorific counts only with a single word, as in `USG Lacroix`."""

    tokens: tuple[str, ...]
    honorific: str | None

    def matches(self, name: str, honorific: str | None) -> bool:
        return self.tokens == fold_name(name) and self.honorific in (None, _folded(honorific))


def _name(text: str) -> _StatedName:
    tokens = fold_name(text)
    honorific, _ = split_honorific(" ".join(text.split()))
    return _StatedName(tokens, _folded(honorific) if len(tokens) == 1 else None)


def _folded(honorific: str | None) -> str | None:
    return (honorific or "").replace(".", "").casefold() or None


def find_stated_person(
    stated: Sequence[StatedPerson], name: str, honorific: str | None, affiliation: str | None
) -> int | None:
    """Return the position of the stated person that a name belongs to, or None.

    Of several, the first whose affiliation is stated is taken.
    """
    candidates = [index for index, person in enumerate(stated) if person.is_called(name, honorific, affiliation)]
    return min(candidates, key=lambda index: (stated[index].affiliation is None, index), default=None)


@dataclass(frozen=True)
class StatedAcronym:
    """A short form and what it stands for; with `skip`, what it does not stand for."""

    short: str
    long: str | None = None
    """None, with `skip`, stands for every long form."""
    skip: bool = False
