"""People in their roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.roles import looks_like_person, parse_participation, split_honorific, split_role_label
from indexer.model import Participation


@pytest.mark.parametrize(
    ("line", "role", "rest"),
    [
        ("Chair: Ann Lee, Ministry of Fish", "chair", "Ann Lee, Ministry of Fish"),
        ("Co-Chairs:", "chair", ""),
        ("Moderated by Ann Lee", "moderator", "Ann Lee"),
        ("MODERATOR – Ann Lee", "moderator", "Ann Lee"),
        ("Panelists:", "panelist", ""),
        ("Panellists", "panelist", ""),
        ("Lead discussant: Ann Lee", "discussant", "Ann Lee"),
        ("Keynote speaker: Ann Lee", "keynote", "Ann Lee"),
        ("Opening remarks:", "opening remarks", ""),
        ("Welcome and introductory remarks: Ann Lee", "opening remarks", "Ann Lee"),
        ("Rapporteur: Ann Lee", "rapporteur", "Ann Lee"),
        ("Presentations by:", "speaker", ""),
    ],
)
def test_a_role_opens_a_line(line: str, role: str, rest: str) -> None:
    """The role is parsed from the start of the line, in any case and number."""
    assert split_role_label(line) == (role, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Speakers agreed that the quota was too high.",
        "Panel 1: Old levees",
        "Chairs were brought into the hall",
        "The chair: a short history",
        "Remarks on the state of the sea",
        "Hosting the next meeting",
        "",
    ],
)
def test_lines_that_only_begin_like_a_role(line: str) -> None:
    """A sentence about speakers, or a title with a role in it, names nobody."""
    assert split_role_label(line) is None


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Ann Lee", Participation("Ann Lee", "speaker")),
        ("Dr. Ann Lee, the Ministry of Fish", Participation("Ann Lee", "speaker", "Ministry of Fish", "Dr.")),
        ("Prof. Dr. Ann Lee, PhD, Institute", Participation("Ann Lee", "speaker", "Institute", "Prof. Dr.")),
        ("H.E. Ambassador Ann Lee, Chile;", Participation("Ann Lee", "speaker", "Chile", "H.E. Ambassador")),
        ("Ann Lee, Institute (via VTC)", Participation("Ann Lee", "speaker", "Institute", remote=True)),
        ("Ann Lee (online), Institute", Participation("Ann Lee", "speaker", "Institute", remote=True)),
        (
            "Maj Gen (retd) Ann Lee, Coast Guard, Norway",
            Participation("Ann Lee", "speaker", "Coast Guard, Norway", "Maj Gen (retd)"),
        ),
    ],
)
def test_a_line_of_a_roster_names_a_person(line: str, person: Participation) -> None:
    """Title, name, affiliation and remote attendance are parsed."""
    assert parse_participation(line, "speaker") == person


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee",
        "Dr. Ann Lee, Chile",
        "João da Silva",
        "Ludwig van der Berg",
        "AK Bardalai",
        "Émile O’Brien",
        "Ai Kihara-Hunt",
    ],
)
def test_names_are_told(text: str) -> None:
    """Two or more capitalised words, with particles, alone or before a comma, are a name."""
    assert looks_like_person(text)


@pytest.mark.parametrize("text", ["Ann", "ann lee", "Who is Ann Lee?", "Fish and Chips", "2 Boats", "", "the Ministry"])
def test_other_lines_are_no_names(text: str) -> None:
    """One word, lower case, digits and questions are no names."""
    assert not looks_like_person(text)


def test_a_title_alone_is_a_name() -> None:
    """The last word is the name, whatever it is."""
    assert split_honorific("Minister") == (None, "Minister")
    assert split_honorific("Vice Admiral Ann Lee") == ("Vice Admiral", "Ann Lee")


@given(st.text(max_size=80))
def test_no_line_trips_the_reading_of_people(line: str) -> None:
    """Parsing never fails, and no name contains a comma."""
    split_role_label(line)
    looks_like_person(line)
    assert "," not in parse_participation(line, "speaker").name


@pytest.mark.parametrize(
    ("text", "honorific", "name"),
    [
        ("Don Low", None, "Don Low"),
        ("Don M. Low", None, "Don M. Low"),
        ("Don José Ruiz", "Don", "José Ruiz"),
        ("Council Member Bo Ray", "Council Member", "Bo Ray"),
        ("Bürgermeisterin Anna Klein", "Bürgermeisterin", "Anna Klein"),
        ("Prof. Dr. h.c. Ada Low", "Prof. Dr. h.c.", "Ada Low"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, honorific: str | None, name: str) -> None:
    """Titles of several words and languages are told from names; `Don` alone is a given name."""
    assert split_honorific(text) == (honorific, name)
