"""Labels of speakers, resolved to the names that the paper itself gives."""

from __future__ import annotations

import pytest

from .made import labels_of, resolved

TABLE = """# Weavers Council

| Name | Abbreviation | Organization |
|---|---|---|
| Dora Ellis | DE | Bell Mill |
| Sylvie Gund | SYG | Gund and Sons |
| Mark Oram | MO | |

MO: The frames are wide.
"""
LIST = """## Present

* Dora Ellis @doraellis (Bell Mill)
* Mark Oram @oram
* Mark Lund @lund
* Steven R Poole
* Dr. Ada de la Cruz

## Minutes

Dora: I agree.
"""


@pytest.mark.parametrize(
    ("label", "person"),
    [
        ("DE", ("Dora Ellis", "Bell Mill")),
        ("SYG", ("Sylvie Gund", "Gund and Sons")),
        ("MO", ("Mark Oram", None)),
        ("Dora Ellis", ("Dora Ellis", "Bell Mill")),
        ("Ellis", ("Dora Ellis", "Bell Mill")),
        ("Dr. Ellis", ("Dora Ellis", "Bell Mill")),
        ("DE (chair)", ("Dora Ellis", "Bell Mill")),
        ("ED", None),
        ("Ann Low", None),
        ("", None),
    ],
)
def test_initials_of_a_table_stand_for_a_name(label: str, person: tuple[str, str | None] | None) -> None:
    """Initials, given name and surname are those of the person in the table, with the affiliation there."""
    assert resolved(labels_of(TABLE), label) == person


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Dora", "Dora Ellis"),
        ("doraellis", "Dora Ellis"),
        ("@oram", "Mark Oram"),
        ("Steven Poole", "Steven R Poole"),
        ("de la Cruz", "Ada de la Cruz"),
        ("Ms. Cruz", "Ada de la Cruz"),
        ("Mark L", "Mark Lund"),
        ("DE", "Dora Ellis"),
        ("Mark", None),
        ("MM", None),
    ],
)
def test_parts_of_listed_names_stand_for_them(label: str, name: str | None) -> None:
    """A part of a name stands for it where no other name of the list has that part."""
    person = resolved(labels_of(LIST), label)
    assert (person[0] if person else None) == name


def test_an_ambiguous_label_still_opens_a_turn() -> None:
    """Somebody speaks under a name that two people have; who of the two is not known."""
    labels = labels_of(LIST)
    assert labels.is_speaker_label("Mark")
    assert labels.person("Mark") is None


def test_a_first_name_that_somebody_else_has_in_full_is_ambiguous() -> None:
    """`Mark` is not the one on the list if the paper also lets another Mark speak by his full name."""
    text = "## Present\n\n* Mark Oram\n* Dora Ellis\n\n## Minutes\n\n"
    assert resolved(labels_of(f"{text}Mark: I agree.\n\nDora: I do.\n"), "Mark") == ("Mark Oram", None)
    speech = "Mark Lund: I agree.\n\nMark Lund: We do.\n\nMark: I agree.\n\nDora: I do.\n"
    assert resolved(labels_of(text + speech), "Mark") is None


def test_those_who_are_absent_do_not_speak() -> None:
    """A first name is no person's who is listed as absent."""
    text = "**Present:** Dora Ellis, Mark Oram\n\n**Apologies:** Ulla Saar\n\nUlla: I agree.\n"
    assert resolved(labels_of(text), "Ulla") is None
    assert resolved(labels_of(text), "Dora") == ("Dora Ellis", None)


def test_a_person_named_in_a_role_gives_no_first_name() -> None:
    """Scribes and chairs are not all who attend, so another person can have the same first name."""
    labels = labels_of("Scribe: Martin Lund\n\nChair: Ms. Ada Low\n\nMartin: I agree.\n\nAda: We do.\n")
    assert labels.person("Martin") is None
    assert resolved(labels, "Ms. Low") == ("Ada Low", None)
