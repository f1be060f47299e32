"""The kind of a paper."""

from __future__ import annotations

import pytest

from indexer.model import DocumentKind
from indexer.structure.front_matter.kind_names import named_kind

from .papers import read_paper

BODY = (
    "\n\nIntroduction\n\nThe price of ice is on the mind of everybody who has a boat, a lorry or a shop in the town.\n"
)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Concept note", "concept_note"),
        ("BACKGROUND PAPER", "concept_note"),
        ("Aide-mémoire", "concept_note"),
        ("Programme", "programme"),
        ("Provisional agenda", "agenda"),
        ("Summary report", "report"),
        ("Final report of the assembly", "report"),
        ("Chair's summary", "summary"),
        ("Co-Chairs’ summary", "summary"),
        ("Summary of the discussion", "summary"),
        ("Minutes of the meeting", "minutes"),
        ("Meeting note", "meeting_note"),
        ("Verbatim record", "transcript"),
        ("Transcript", "transcript"),
        ("Draft resolution", "resolution"),
        ("Statement by the keeper of the ice", "statement"),
        ("Opening remarks of Ms. Berg", "statement"),
        ("Keynote address delivered by the master", "statement"),
        ("Discours de la ministre", "statement"),
        ("Report by the keeper of the ice", "report"),
        ("Assembly on Ice: Report", "report"),
    ],
)
def test_a_paper_says_what_it_is(line: str, kind: DocumentKind) -> None:
    """The line of the title page that names a kind decides."""
    assert named_kind(line) == kind
    if not line.startswith("Assembly"):
        assert read_paper(f"Assembly on the Price of Ice\n\n{line}\n\nLima, Peru, 4 May 1999{BODY}").facts.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        *("The Price of Ice", "Reporting on ice", "Lima, Peru", "A programme for the young of the harbour"),
        *("Statement of purpose", "Speeches and ice", "Remarks"),
    ],
)
def test_other_lines_name_no_kind(line: str) -> None:
    """A word that only looks like the name of a kind names none."""
    assert named_kind(line) is None


def test_clock_times_make_a_programme() -> None:
    """A paper with clock times is a programme, whatever it calls itself."""
    items = "\n\n".join(
        f"{hour}:00 Visit of the {thing}" for hour, thing in enumerate(["Ice House", "Loft", "Quay", "Inn"], 9)
    )
    assert read_paper(f"Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\n{items}\n").facts.kind == "programme"


def test_turns_make_a_transcript() -> None:
    """A paper in which people speak in turn is a transcript."""
    turns = "\n\n".join(
        f"{who} Lee: I say that the price of ice is far too high for boat {n}."
        for n, who in enumerate(["Ann", "Bob"] * 4)
    )
    assert read_paper(f"Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\n{turns}\n").facts.kind == "transcript"


def test_what_will_be_is_planned() -> None:
    """A paper about what is to happen is a concept note, even if no line says so."""
    prose = (
        "The assembly will ask why the price of ice has doubled, and participants are invited to bring their bills.\n\n"
        * 3
    )
    assert (
        read_paper(f"Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n{prose}").facts.kind
        == "concept_note"
    )


def test_who_speaks_plans_no_meeting() -> None:
    """A speech about what the speaker will do is no concept note."""
    prose = "We will sell our ice to whoever asks for it. I will say so in every port that will hear me out."
    facts = read_paper(f"Ice for All\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n{prose}\n\n{prose}\n").facts
    assert facts.kind == "other"


def test_what_was_is_reported() -> None:
    """A paper about what happened at a meeting is reported; of what kind it is, its tense does not say."""
    prose = (
        "The assembly was told why the price of ice had doubled. Participants agreed that the bills were too high.\n\n"
        * 4
    )
    facts = read_paper(f"Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n{prose}").facts
    assert (facts.kind, facts.status) == ("other", "reported")


def test_a_paper_that_says_nothing_is_another_paper() -> None:
    """Without any evidence the kind is `other`."""
    assert read_paper("ice and salt").facts.kind == "other"
