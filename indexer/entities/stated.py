"""What a user states of names for the whole corpus: who is one person and who is not, what an acronym stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .names import affiliations_agree, fold_name
from .roles import split_honorific


@dataclass(frozen=True)
class StatedPerson:
    """One human being: the names that are his or hers, and those that are not."""

    name: str
    also: tuple[str, ...] = ()
    """Other ways in which the papers write the name."""
    apart: tuple[str, ...] = ()
    """Names of others, which inference is not to unite with this one."""
    affiliation: str | None = None
    """Where it tells the person from others of the same name."""
    skip: bool = False
    """The name is no person's."""

    @cached_property
    def _own(self) -> tuple[_StatedName, ...]:
        return tuple(_name(one) for one in (self.name, *self.also))

    @cached_property
    def _others(self) -> tuple[_StatedName, ...]:
        return tuple(_name(one) for one in self.apart)

    def is_called(self, name: str, honorific: str | None, affiliation: str | None) -> bool:
        """Whether a name that stands in a paper, with what stands beside it, is stated to be this person's."""
        if self.affiliation and not affiliations_agree(affiliation, self.affiliation):
            return False
        return any(own.matches(name, honorific) for own in self._own)

    def excludes(self, name: str, honorific: str | None) -> bool:
        """Whether a name that stands in a paper is stated to be another's."""
        return any(other.matches(name, honorific) for other in self._others)


@dataclass(frozen=True)
class _StatedName:
    """A name as stated; an honorific counts only with a single name, as in `USG Lacroix`."""

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
    """Which of the stated persons a name is, by position; of several the first that also knows the affiliation."""
    able = [at for at, one in enumerate(stated) if one.is_called(name, honorific, affiliation)]
    return min(able, key=lambda at: (stated[at].affiliation is None, at), default=None)


@dataclass(frozen=True)
class StatedAcronym:
    """A short form and what it stands for; with `skip`, what it does not."""

    short: str
    long: str | None = None
    """None, with `skip`, is everything."""
    skip: bool = False
