"""Matches the persons of a build with those of the registry.

A person's id comes from the name, so a page moves when the papers are read to give a fuller name, or another one. An id
that nobody has any more leads to the one person whose name it can stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.entities.names import fold_name, is_fuller_name
from indexer.model import Person

from .rows import PersonRow, RowOutcome


def person_rows(old: Sequence[PersonRow], persons: Iterable[Person], stamp: str) -> tuple[PersonRow, ...]:
    """Return the rows of all persons ever named; `persons` are those of the present build."""
    present = {person.id: person for person in persons}
    by_surname: dict[str, dict[str, Person]] = defaultdict(dict)
    for person in present.values():
        for name in (person.name, *person.variants):
            for surname in fold_name(name)[-1:]:
                by_surname[surname][person.id] = person
    rows = {}
    for row in old:
        person_now = present.get(row.id)
        if person_now:
            outcome: RowOutcome = "edited" if person_now.name != row.name else row.outcome if row.living else "same"
            changed = replace(row, name=person_now.name, outcome=outcome, into=())
        else:
            candidates = {key: person for end in fold_name(row.name)[-1:] for key, person in by_surname[end].items()}
            changed = _ended_row(row, [key for key, person in candidates.items() if _can_be(row.name, person)])
        rows[row.id] = row if changed == row else replace(changed, last=stamp)
    for person in present.values():
        rows.setdefault(person.id, PersonRow(person.id, person.name, stamp, stamp))
    return tuple(rows[person_id] for person_id in sorted(rows))


def _ended_row(row: PersonRow, successors: Sequence[str]) -> PersonRow:
    """Return the row of a person who has no page any more, with the only person that it can lead to."""
    if not row.living:
        return row
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
