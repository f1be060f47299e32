"""One person across the papers: which of the names that papers print are the name of one human being.

Two appearances are one person
- when their full names are equal, case, accents, hyphens, honorifics and letters after the name aside. That
  holds also where affiliation and meeting differ: people of this world change posts more often than two of them
  share a whole name, and a page that shows both affiliations lets a reader see a false union, while two pages for
  one person show nothing;
- when one name has initials, leaves out middle names, or orders the names another way, only if their affiliations
  agree, and only if just one such fuller name is known;
- when one is a title with a surname (`USG Lacroix`), only if its meeting has just one person of that surname, and
  neither honorific nor affiliation speaks against it.
A surname alone never unites two names. What a user states of a person counts more than all of this.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from indexer.text.slugs import slugify, unique_ids

from .names import affiliations_agree, fold_name, gender_of_honorific, is_fuller_name, is_surname, without_honorific
from .stated import StatedPerson, find_stated_person

Key = TypeVar("Key", bound=Hashable)

_SLUG = 60


@dataclass(frozen=True)
class NameAppearance(Generic[Key]):
    """A name that a paper prints, where, and what it says with the name."""

    key: Key
    name: str
    honorific: str | None = None
    affiliation: str | None = None
    role: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class IdentifiedPerson(Generic[Key]):
    """One human being, as far as the papers tell."""

    id: str
    name: str
    """The fullest form of the name that the papers print, and of equally full ones the commonest."""
    variants: tuple[str, ...]
    """Other forms of it, without honorifics."""
    appearances: tuple[Key, ...]
    """Where the person appears, each place once, in the order given."""


@dataclass(frozen=True)
class _NameForm(Generic[Key]):
    """All appearances under one folded name, and which stated person they are of."""

    tokens: tuple[str, ...]
    found: tuple[NameAppearance[Key], ...]
    stated: StatedPerson | None = None

    def refuses(self, one: NameAppearance[Key]) -> bool:
        """Whether a name is stated to be that of somebody else."""
        return self.stated is not None and self.stated.excludes(one.name, one.honorific)

    def is_apart(self, other: _NameForm[Key]) -> bool:
        """Whether two forms are stated to be of two persons."""
        if self.stated and other.stated and self.stated is not other.stated:
            return True
        return any(map(self.refuses, other.found)) or any(map(other.refuses, self.found))


def identify_persons(
    appearances: Sequence[NameAppearance[Key]], stated: Sequence[StatedPerson] = ()
) -> tuple[IdentifiedPerson[Key], ...]:
    """The persons that appear, by id; every appearance is of just one. Order changes no union, name or id.

    What is `stated` of persons comes first; who else is one of them is inferred as it is of any.
    """
    full: dict[tuple[tuple[str, ...], int], list[NameAppearance[Key]]] = defaultdict(list)
    short: list[NameAppearance[Key]] = []
    for one in appearances:
        tokens = fold_name(one.name)
        at = find_stated_person(stated, one.name, one.honorific, one.affiliation)
        is_whole = len(tokens) > 1 and not is_surname(one.name)
        if at is not None:
            full[tokens if is_whole else fold_name(stated[at].name), at].append(one)
        elif is_whole:
            full[tokens, -1].append(one)
        else:
            short.append(one)
    forms = [
        _NameForm(tokens, tuple(found), stated[at] if at >= 0 else None) for (tokens, at), found in sorted(full.items())
    ]
    groups = _joined(forms)
    groups.extend(_placed(short, groups))
    return _persons(groups, appearances)


def _joined(forms: Sequence[_NameForm[Key]]) -> list[list[_NameForm[Key]]]:
    """Forms in groups, each of one person: a poorer form joins the one fuller form that it can be short for."""
    parent = list(range(len(forms)))
    by_end: dict[str, list[int]] = defaultdict(list)
    for at, form in enumerate(forms):
        for token in {form.tokens[0], form.tokens[-1]}:
            by_end[token].append(at)
    for at, form in enumerate(forms):
        near = {other for token in (form.tokens[0], form.tokens[-1]) for other in by_end[token]} - {at}
        fuller = [other for other in sorted(near) if is_fuller_name(forms[other].tokens, form.tokens)]
        agreeing = [other for other in fuller if _forms_agree(form, forms[other])]
        if len(fuller) == 1 == len(agreeing) and not form.is_apart(forms[agreeing[0]]):
            parent[at] = agreeing[0]
    groups: dict[int | StatedPerson, list[_NameForm[Key]]] = defaultdict(list)
    for at, form in enumerate(forms):
        root = at
        while parent[root] != root:
            root = parent[root]
        person = form.stated or forms[root].stated
        groups[person or root].append(form)
    return list(groups.values())


def _forms_agree(one: _NameForm[Key], two: _NameForm[Key]) -> bool:
    """Whether some affiliation under one form agrees with one under the other."""
    pairs = ((mine.affiliation, yours.affiliation) for mine in one.found for yours in two.found)
    return any(affiliations_agree(mine, yours) for mine, yours in pairs)


def _placed(short: Iterable[NameAppearance[Key]], groups: list[list[_NameForm[Key]]]) -> list[list[_NameForm[Key]]]:
    """Put each title with a surname under its person, and give back those that have none."""
    by_surname: dict[tuple[str | None, tuple[str, ...]], set[int]] = defaultdict(set)
    for at, group in enumerate(groups):
        for form in group:
            for start in range(1, len(form.tokens)):
                for one in form.found:
                    by_surname[one.meeting, form.tokens[start:]].add(at)
    added: dict[int, list[NameAppearance[Key]]] = defaultdict(list)
    left: dict[tuple[object, ...], list[NameAppearance[Key]]] = defaultdict(list)
    for one in short:
        tokens = fold_name(one.name)
        able = by_surname.get((one.meeting, tokens), set()) if one.meeting is not None else set()
        able = {at for at in able if not any(form.refuses(one) for form in groups[at])}
        if len(able) == 1 and not _clash(one, groups[at := next(iter(able))]):
            added[at].append(one)
        else:  # a title and surname that a meeting uses for nobody else is one person within it
            place = one.meeting if one.meeting is not None and not able else f"key {one.key}"
            left[tokens, place, (one.honorific or "").casefold(), (one.affiliation or "").casefold()].append(one)
    for at, found in added.items():
        groups[at] = [*groups[at], _NameForm((), tuple(found))]
    return [
        [_NameForm(fold_name(found[0].name), tuple(found))]
        for _, found in sorted(left.items(), key=lambda x: str(x[0]))
    ]


def _clash(one: NameAppearance[Key], group: Sequence[_NameForm[Key]]) -> bool:
    """Whether what is said with a surname cannot be said of a person."""
    known = [other for form in group for other in form.found]
    mine = gender_of_honorific(one.honorific)
    if mine and any(gender_of_honorific(other.honorific) not in (None, mine) for other in known):
        return True
    stated = [other.affiliation for other in known if other.affiliation]
    return bool(one.affiliation and stated) and not any(affiliations_agree(one.affiliation, other) for other in stated)


def _persons(
    groups: Iterable[Sequence[_NameForm[Key]]], order: Sequence[NameAppearance[Key]]
) -> tuple[IdentifiedPerson[Key], ...]:
    place = {id(one): at for at, one in enumerate(order)}
    made = []
    for group in groups:
        whole = [one for form in group if form.tokens for one in form.found]
        found = sorted((one for form in group for one in form.found), key=lambda one: place[id(one)])
        names = Counter(name for name, _ in {(without_honorific(one.name), one.key) for one in whole})
        given = next((form.stated.name for form in group if form.stated), None)
        name = given or min(names, key=lambda name: _rank(name, names[name]))
        others = {without_honorific(one.name) for one in found} - {name}
        difference = sorted(f"{one.meeting}|{one.honorific}|{one.affiliation}|{one.name}" for one in found)
        made.append((slugify(name, _SLUG) or "person", "|".join(difference), name, others, found))
    made.sort(key=lambda one: one[:2])
    ids = unique_ids([(base, difference) for base, difference, *_ in made])
    return tuple(
        IdentifiedPerson(given, name, tuple(sorted(others)), tuple(dict.fromkeys(one.key for one in found)))
        for given, (_, _, name, others, found) in zip(ids, made, strict=True)
    )


def _rank(name: str, uses: int) -> tuple[object, ...]:
    """Order of forms of a name: the fullest, the commonest, then the one with the most signs of its own."""
    tokens = fold_name(name)
    signs = sum(not character.isascii() for character in name) + name.count("-")
    return -sum(len(token) > 1 for token in tokens), -len(tokens), name.isupper(), -uses, -signs, name
