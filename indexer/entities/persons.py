"""Identify persons across the papers: decide which printed names belong to one human being.

Two appearances are one person

- when their full names are equal apart from case, accents, hyphens, honorifics and post-nominal letters. Affiliation
  and meeting may differ: people in this field change posts more often than two of them share a whole name. A page
  that shows both affiliations lets a reader notice a false union, while two pages for one person show nothing;
- when one name has initials, leaves out middle names, or orders the names another way, only if their affiliations
  agree, and only if exactly one such fuller name is known;
- when one is a title with a surname (`USG Lacroix`), only if its meeting has exactly one person of that surname, and
  neither honorific nor affiliation contradicts it.

A surname alone never unites two names. What a user states of a person outweighs all of this.
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

_SLUG_CHARACTERS = 60


@dataclass(frozen=True)
class NameAppearance(Generic[Key]):
    """A name printed in a paper, with its place and what stands beside it."""

    key: Key
    name: str
    honorific: str | None = None
    affiliation: str | None = None
    role: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class IdentifiedPerson(Generic[Key]):
    """One human being, as inferred from the papers."""

    id: str
    name: str
    """The fullest printed form of the name; of equally full ones the most frequent."""
    variants: tuple[str, ...]
    """Other forms of it, without honorifics."""
    appearances: tuple[Key, ...]
    """The keys of all appearances, each once, in the order given."""


@dataclass(frozen=True)
class _NameForm(Generic[Key]):
    """All appearances of one folded name, and the stated person that they belong to."""

    tokens: tuple[str, ...]
    appearances: tuple[NameAppearance[Key], ...]
    stated: StatedPerson | None = None

    def excludes(self, appearance: NameAppearance[Key]) -> bool:
        """Return whether the user stated that a name belongs to somebody else."""
        return self.stated is not None and self.stated.excludes(appearance.name, appearance.honorific)

    def is_apart(self, other: _NameForm[Key]) -> bool:
        """Return whether the user stated that two forms belong to different persons."""
        if self.stated and other.stated and self.stated is not other.stated:
            return True
        return any(map(self.excludes, other.appearances)) or any(map(other.excludes, self.appearances))


def identify_persons(
    appearances: Sequence[NameAppearance[Key]], stated: Sequence[StatedPerson] = ()
) -> tuple[IdentifiedPerson[Key], ...]:
    """Return the persons that appear, by id; every appearance belongs to exactly one.

    The order of the appearances changes no union, name or id. What the user `stated` is applied first; the rest is
    inferred.
    """
    full: dict[tuple[tuple[str, ...], int], list[NameAppearance[Key]]] = defaultdict(list)
    short: list[NameAppearance[Key]] = []
    for appearance in appearances:
        tokens = fold_name(appearance.name)
        stated_index = find_stated_person(stated, appearance.name, appearance.honorific, appearance.affiliation)
        is_whole = len(tokens) > 1 and not is_surname(appearance.name)
        if stated_index is not None:
            full[tokens if is_whole else fold_name(stated[stated_index].name), stated_index].append(appearance)
        elif is_whole:
            full[tokens, -1].append(appearance)
        else:
            short.append(appearance)
    forms = [
        _NameForm(tokens, tuple(group), stated[stated_index] if stated_index >= 0 else None)
        for (tokens, stated_index), group in sorted(full.items())
    ]
    groups = _group_forms(forms)
    groups.extend(_place_surnames(short, groups))
    return _persons(groups, appearances)


def _group_forms(forms: Sequence[_NameForm[Key]]) -> list[list[_NameForm[Key]]]:
    """Return the forms in groups, one per person: a shorter form joins the only fuller form it can be short for."""
    parent = list(range(len(forms)))
    by_end: dict[str, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        for token in {form.tokens[0], form.tokens[-1]}:
            by_end[token].append(index)
    for index, form in enumerate(forms):
        candidates = {other for token in (form.tokens[0], form.tokens[-1]) for other in by_end[token]} - {index}
        fuller = [other for other in sorted(candidates) if is_fuller_name(forms[other].tokens, form.tokens)]
        agreeing = [other for other in fuller if _forms_agree(form, forms[other])]
        if len(fuller) == 1 == len(agreeing) and not form.is_apart(forms[agreeing[0]]):
            parent[index] = agreeing[0]
    groups: dict[int | StatedPerson, list[_NameForm[Key]]] = defaultdict(list)
    for index, form in enumerate(forms):
        root = index
        while parent[root] != root:
            root = parent[root]
        person = form.stated or forms[root].stated
        groups[person or root].append(form)
    return list(groups.values())


def _forms_agree(first: _NameForm[Key], second: _NameForm[Key]) -> bool:
    """Return whether an affiliation of one form agrees with an affiliation of the other."""
    return any(
        affiliations_agree(appearance.affiliation, other.affiliation)
        for appearance in first.appearances
        for other in second.appearances
    )


def _place_surnames(
    short: Iterable[NameAppearance[Key]], groups: list[list[_NameForm[Key]]]
) -> list[list[_NameForm[Key]]]:
    """Add each title with a surname to the group of its person, and return the forms that belong to none."""
    by_surname: dict[tuple[str | None, tuple[str, ...]], set[int]] = defaultdict(set)
    for index, group in enumerate(groups):
        for form in group:
            for start in range(1, len(form.tokens)):
                for appearance in form.appearances:
                    by_surname[appearance.meeting, form.tokens[start:]].add(index)
    added: dict[int, list[NameAppearance[Key]]] = defaultdict(list)
    unplaced: dict[tuple[object, ...], list[NameAppearance[Key]]] = defaultdict(list)
    for appearance in short:
        tokens = fold_name(appearance.name)
        candidates = by_surname.get((appearance.meeting, tokens), set()) if appearance.meeting is not None else set()
        candidates = {index for index in candidates if not any(form.excludes(appearance) for form in groups[index])}
        if len(candidates) == 1 and not _contradicts(appearance, groups[index := next(iter(candidates))]):
            added[index].append(appearance)
        else:  # within a meeting, one title and surname is one person
            place = appearance.meeting if appearance.meeting is not None and not candidates else f"key {appearance.key}"
            unplaced[
                tokens, place, (appearance.honorific or "").casefold(), (appearance.affiliation or "").casefold()
            ].append(appearance)
    for index, members in added.items():
        groups[index] = [*groups[index], _NameForm((), tuple(members))]
    return [
        [_NameForm(fold_name(members[0].name), tuple(members))]
        for _, members in sorted(unplaced.items(), key=lambda item: str(item[0]))
    ]


def _contradicts(appearance: NameAppearance[Key], group: Sequence[_NameForm[Key]]) -> bool:
    """Return whether honorific or affiliation of an appearance contradicts a group."""
    known = [other for form in group for other in form.appearances]
    gender = gender_of_honorific(appearance.honorific)
    if gender and any(gender_of_honorific(other.honorific) not in (None, gender) for other in known):
        return True
    stated = [other.affiliation for other in known if other.affiliation]
    return bool(appearance.affiliation and stated) and not any(
        affiliations_agree(appearance.affiliation, other) for other in stated
    )


def _persons(
    groups: Iterable[Sequence[_NameForm[Key]]], order: Sequence[NameAppearance[Key]]
) -> tuple[IdentifiedPerson[Key], ...]:
    """Return the groups as persons with unique ids, sorted by name."""
    place = {id(appearance): position for position, appearance in enumerate(order)}
    rows = []
    for group in groups:
        full_names = [appearance for form in group if form.tokens for appearance in form.appearances]
        members = sorted(
            (appearance for form in group for appearance in form.appearances),
            key=lambda appearance: place[id(appearance)],
        )
        names = Counter(
            name for name, _ in {(without_honorific(appearance.name), appearance.key) for appearance in full_names}
        )
        stated_name = next((form.stated.name for form in group if form.stated), None)
        name = stated_name or min(names, key=lambda name: _rank(name, names[name]))
        others = {without_honorific(appearance.name) for appearance in members} - {name}
        difference = sorted(
            f"{appearance.meeting}|{appearance.honorific}|{appearance.affiliation}|{appearance.name}"
            for appearance in members
        )
        rows.append((slugify(name, _SLUG_CHARACTERS) or "person", "|".join(difference), name, others, members))
    rows.sort(key=lambda row: row[:2])
    ids = unique_ids([(base, difference) for base, difference, *_ in rows])
    return tuple(
        IdentifiedPerson(
            person_id, name, tuple(sorted(others)), tuple(dict.fromkeys(appearance.key for appearance in members))
        )
        for person_id, (_, _, name, others, members) in zip(ids, rows, strict=True)
    )


def _rank(name: str, uses: int) -> tuple[object, ...]:
    """Return the sort key of a form of a name: the fullest, then the most frequent, then the one with most accents."""
    tokens = fold_name(name)
    signs = sum(not character.isascii() for character in name) + name.count("-")
    return -sum(len(token) > 1 for token in tokens), -len(tokens), name.isupper(), -uses, -signs, name
