"""Labels of speakers, resolved to the names that the paper itself gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.attendees import Attendee
from indexer.structure.speakers.labels import SpeakerLabels

from .made import labels_of, pieces_of, resolved

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
        ("DoE", "Dora Ellis"),
        ("MarkO", None),
        ("SRP", "Steven R Poole"),
        ("SP", "Steven R Poole"),
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


def test_a_name_without_spaces_begins_with_the_surname() -> None:
    """In Chinese and Japanese the first characters of a listed name stand for it."""
    labels = labels_of("出席者：\n\n- 田中太郎（港湾局）\n- 鈴木花子\n\n田中：賛成です。\n")
    assert resolved(labels, "田中") == ("田中太郎", "港湾局")
    assert labels.person("佐藤") is None


def test_the_first_of_two_surnames_is_enough_after_an_honorific() -> None:
    """`Sra. Díaz` is Ana Díaz Ruiz; without the honorific a middle name stands for nobody."""
    labels = labels_of("Asistentes:\n\n- Ana Díaz Ruiz\n- Juan Pérez\n")
    assert resolved(labels, "Sra. Díaz") == ("Ana Díaz Ruiz", None)
    assert labels.person("Díaz") is None


def test_a_surname_in_capitals_comes_first() -> None:
    """`FAVRE Claire` is called `Mme Favre` or `Claire`."""
    labels = labels_of("Présents : Mme FAVRE Claire, Maire ; M. ROCHAT Paul, Mme PETIT Jeanne, adjoints\n")
    assert resolved(labels, "Mme Favre") == ("FAVRE Claire", "Maire")
    assert resolved(labels, "Claire FAVRE") == ("FAVRE Claire", "Maire")
    assert resolved(labels, "M. ROCHAT") == ("ROCHAT Paul", None)


def test_a_panel_is_listed() -> None:
    """Moderator and panelists speak under their given names."""
    labels = labels_of("Moderator: Ann Low, Harbour Trust\n\nPanelists: Bo Ray (Ray Looms), Jan Hill\n\nBo: I agree.\n")
    assert resolved(labels, "Ann") == ("Ann Low", "Harbour Trust")
    assert resolved(labels, "Bo") == ("Bo Ray", "Ray Looms")


def test_handles_are_listed_too() -> None:
    """A list of attendance may have handles alone."""
    labels = labels_of("- Attendance: nikoframe, josh_t, Taylor\n- Minutes: josh_t\n\nnikoframe: I agree.\n")
    assert resolved(labels, "josh_t") == ("josh_t", None)
    assert labels.is_speaker_label("nikoframe")


def test_somebody_in_brackets_speaks_after_words_that_are_nobodys() -> None:
    """`Looms (Dora): ...` is said by the listed Dora."""
    labels = labels_of(LIST)
    assert labels.is_speaker_label("Looms (Dora)")
    assert resolved(labels, "Looms (Dora)") == ("Dora Ellis", "Bell Mill")
    assert not labels.is_speaker_label("Looms (Ann)")


def test_a_label_of_two_people_is_one_of_speakers() -> None:
    """`DE, MO` opens a turn if both parts do; who of them speaks is not told."""
    labels = labels_of(TABLE)
    assert labels.is_speaker_label("DE, MO")
    assert labels.person("DE, MO") is None
    assert not labels.is_speaker_label("DE, Bobbin")


def test_what_the_owner_states_outweighs_the_lists() -> None:
    """A stated label stands for the stated name, on whatever list it is."""
    stated = [Attendee("Della Eck", "Eck Looms", labels=("DE",)), Attendee("Bo Ray", labels=("nix0",))]
    labels = SpeakerLabels.learn(pieces_of(TABLE), stated)
    assert resolved(labels, "DE") == ("Della Eck", "Eck Looms")
    assert resolved(labels, "nix0") == ("Bo Ray", None)
    assert resolved(labels, "MO") == ("Mark Oram", None)
    assert labels.is_speaker_label("nix0")


WORDS = st.sampled_from(
    [
        *"Dora Ellis DE Mark Oram Action I agree. Present Attendees (DE) , : - | @oram * ## 王小明 Ms. ; 1.".split(),
        "(Bell Mill)",
        "\n",
        "\n\n",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_any_paper_can_be_learned_from(words: list[str]) -> None:
    """Whatever a paper holds, a person whom a label stands for is in it, and every learned label opens a turn."""
    text = "x " + " ".join(words)
    labels = labels_of(text)
    for label in (*labels.learned, "DE", "Dora", "Mark", ""):
        person = labels.person(label)
        assert person is None or all(word in text for word in person.name.split())
        assert label not in labels.learned or labels.is_speaker_label(label)
