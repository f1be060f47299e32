"""Matches the persons of a build with those of the registry.

A person's id comes from the name, so a page moves when the papers are read to give a fuller name, or another one. An id
that nobody has any more leads to the one person whose name it can stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.entities.names import fold_name, is_fuller_name
from indexer.model import Person

from .rows import PersonRow, RowOutcome


def person_rows(old: Sequence[PersonRow], persons: Iterable[Person], stamp: str) -> tuple[PersonRow, ...]:
    """Return the rows of all persons ever named; `persons` are those of the present build."""
    present = {person.id: person for person in persons}
    has_ended = any(row.living and row.id not in present for row in old)
    by_surname = _by_surname(present.values()) if has_ended else {}
    rows = {}
    for row in old:
        person_now = present.get(row.id)
        if person_now:
            outcome: RowOutcome = "edited" if person_now.name != row.name else row.outcome if row.living else "same"
            changed = replace(row, name=person_now.name, outcome=outcome, into=())
        else:
            changed = _ended_row(row, by_surname) if row.living else row
        rows[row.id] = row if changed == row else replace(changed, last=stamp)
    for person in present.values():
        rows.setdefault(person.id, PersonRow(person.id, person.name, stamp, stamp))
    return tuple(rows[person_id] for person_id in sorted(rows))


def _by_surname(persons: Iterable[Person]) -> Mapping[str, Mapping[str, Person]]:
    """Return the persons by the surname of each of their names, and by id."""
    by_surname: dict[str, dict[str, Person]] = defaultdict(dict)
    for person in persons:
        for name in (person.name, *person.variants):
            for surname in fold_name(name)[-1:]:
                by_surname[surname][person.id] = person
    return by_surname


def _ended_row(row: PersonRow, by_surname: Mapping[str, Mapping[str, Person]]) -> PersonRow:
    """Return the row of a person who has no page any more, with the only person that it can lead to."""
    candidates = {key: person for end in fold_name(row.name)[-1:] for key, person in by_surname.get(end, {}).items()}
    successors = [key for key, person in candidates.items() if _can_be(row.name, person)]
    is_certain = len(successors) == 1
    return replace(row, outcome="merged" if is_certain else "withdrawn", into=tuple(successors) if is_certain else ())


def _can_be(name: str, person: Person) -> bool:
    """Return whether a former name is one of a person's names, or a shorter or fuller form of one.

    A surname alone stands for nobody else.
    """
    tokens = fold_name(name)
    names = [fold_name(known) for known in (person.name, *person.variants)]
    return tokens in names or any(
        is_fuller_name(other, tokens) or is_fuller_name(tokens, other)
        for other in names
        if len(tokens) > 1 and len(other) > 1
    )
