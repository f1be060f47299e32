"""Lines before the body that look like a title, a session or the kind of a paper, and are none."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.front_matter.kind_names import named_in_sentence
from indexer.structure.front_matter.masthead import is_form_line, is_masthead_line, names_body

from .papers import read_paper

SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."


def test_the_day_under_the_name_of_the_meeting_is_its_day() -> None:
    """A day in the letterhead above is that of the paper; the meeting's is a guess, as nothing says so."""
    head = (
        "HARBOUR OFFICE\n\nGhent, 17.05.2031\n\nMinutes\nMeeting of the Expert Group on Ice\n27 April 2031, Ghent\n\n"
    )
    facts = read_paper(f"{head}{SAID}\n").facts
    assert (facts.start, facts.published) == (date(2031, 4, 27), "2031-05-17")
    assert [known.basis for known in facts.evidence if known.fact == "day"] == ["guessed"]


@pytest.mark.parametrize("line", ["Questions 1 - 4", "Paragraphs 12 to 20"])
def test_numbers_of_what_follows_are_no_heading(line: str) -> None:
    """A line that says which questions or paragraphs follow is text."""
    draft = read_paper(f"Harbour Committee\n\nOral evidence: Ice\n\nIntroduction\n\n{SAID}\n\n{line}\n\n{SAID}\n")
    assert line in [passage.text for passage in draft.passages]


@pytest.mark.parametrize(
    "line",
    [
        "Documents officiels", "Français", "Official Records", "Eightieth session", "Original: ENGLISH AND FRENCH",
        "Original: English/Russian", "Language: Spanish only",
    ],
)  # fmt: skip
def test_lines_of_a_letterhead_are_no_text(line: str) -> None:
    """What every paper of a series prints above its title says nothing of this one."""
    assert is_masthead_line(line)
    assert is_form_line(line) or line == "Eightieth session"


def test_bodies_in_romance_languages_have_one_capital() -> None:
    """`Assemblée générale` names a body; a sentence that begins with such a word does not."""
    assert names_body("Assemblée générale")
    assert not names_body("Conseil : ouvrir le port")


def test_a_programme_in_a_sentence_is_rather_a_policy() -> None:
    """A sentence about `this programme` says nothing of the paper, one about `this summary` does."""
    assert named_in_sentence("The office to which this programme contributes keeps the quays.") is None
    assert named_in_sentence("This summary was written by the harbour office.") is not None


def test_a_plan_below_the_text_is_one_section_of_many() -> None:
    """`Programme of work` under paragraphs of running text does not make a paper an agenda."""
    text = f"Budget of the Harbour\n\n# Overview\n\n{SAID}\n\n{SAID} Ice is dear.\n\n# Programme of work\n\n{SAID}\n"
    assert read_paper(text).facts.kind == "other"


def test_words_after_a_label_of_a_letterhead_can_be_a_title() -> None:
    """Only languages follow the label in a letterhead; a title may begin with the same word."""
    assert not is_form_line("Original: the ways in which harbours began")
