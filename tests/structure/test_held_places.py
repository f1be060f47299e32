"""The place of a paper's own meeting, told apart from the places of meetings that it speaks of."""

from __future__ import annotations

import pytest

from .papers import read_paper

OWN = "The board spoke about the price of ice for most of the morning, and about the boats that bring it."


def _place(title: str, day: str, sentence: str) -> str | None:
    return read_paper(f"{title}\n\nReport\n\n{day}\n\nIntroduction\n\n{sentence}\n\n{OWN}\n").facts.place


@pytest.mark.parametrize(
    "sentence",
    [
        "The assembly was held in Lima, Peru, on 4 May 1999, with forty captains of the coast and their crews present.",
        "This assembly took place in Lima, Peru, and brought together forty captains of the coast and their crews.",
        "This report sums up the assembly held in Lima, Peru, with forty captains of the coast and their crews.",
        "The assembly, hosted by the harbour master in Lima, Peru, on 4 May 1999, brought forty captains together.",
        "It was held in Lima, Peru, and forty captains of the coast came to it with their crews and their boats.",
        "The Assembly on the Price of Ice was convened in Lima, Peru, with forty captains of the coast present.",
    ],
)
def test_a_sentence_about_this_meeting_tells_its_place(sentence: str) -> None:
    """The paper's meeting is known by its name, by its day or as the only one that is spoken of."""
    assert _place("Assembly on the Price of Ice", "Date of the meeting: 4 May 1999", sentence) == "Lima, Peru"


@pytest.mark.parametrize(
    "sentence",
    [
        "Recalling the declaration of the World Ice Forum held in Lima, Peru, from 4 to 6 May 1999,",
        "Noting the assembly that was held in Lima, Peru, and the forty captains who came to it with their crews;",
        "Having considered the outcome of the assembly that was held in Lima, Peru, the board turned to the boats.",
        "Welcomes the assembly that took place in Lima, Peru, and thanks the captains who came to it with their crews.",
        "The Lima Plan for Ice, adopted when the captains met in Lima, Peru, is on the mind of everybody at sea.",
        "The assembly was held in Lima, Peru, on 9 June 1987, and the price of ice has not come to rest since then.",
        "In 1987 the assembly was held in Lima, Peru, and the price of ice has not come to rest since that time.",
        "The World Ice Forum took place in Lima, Peru, and its captains asked for the price of ice to be made known.",
        "The captains had asked for it at their annual meeting, which was held in Lima, Peru, with many there.",
        "The minister wrote to the captains after the talks held in Lima, Peru, and asked them for the price of ice.",
    ],
)
def test_a_sentence_about_another_meeting_tells_no_place(sentence: str) -> None:
    """A recital, another day or year, another name and a meeting mentioned in passing leave the place unknown."""
    assert _place("Assembly on the Price of Ice", "Date of the meeting: 4 May 1999", sentence) is None


def test_a_day_that_was_read_from_a_sentence_does_not_prove_it() -> None:
    """A letter that mentions the session of others states no place, although it is the only session with a day."""
    said = "In his letter the keeper convened the sixth session of the captains, held in Lima, Peru, on 4 May 1999."
    assert read_paper(f"Letter of the keeper of the ice\n\nIntroduction\n\n{said}\n\n{OWN}\n").facts.place is None
    told = "The workshop, organised by the keeper and held in Lima, Peru, on 4 May 1999, brought captains together."
    paper = read_paper(f"Workshop on ice\n\nReport\n\nIntroduction\n\n{told}\n\n{OWN}\n")
    assert paper.facts.place == "Lima, Peru"


def test_a_resolution_tells_no_place_in_its_text() -> None:
    """What a resolution says in its clauses is about others; the place stands in the lines above them."""
    text = "The Ice Assembly,\n\nThe meeting took place in Lima, Peru, and many captains came to it with their crews.\n"
    text += "\n1. Requests the captains to state the price of ice;\n\n2. Decides to meet again.\n"
    assert read_paper(f"Resolution 5/1\n\nThe price of ice\n\n{text}").facts.place is None
    assert read_paper(f"Resolution 5/1\n\nOslo, 4 May 1999\n\nThe price of ice\n\n{text}").facts.place == "Oslo, Norway"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Budget for the ice house in Lima, Peru, for the period from 1 July 1999 to 30 June 2000", None),
        ("Assembly on the price of ice in Lima, Peru", "Lima, Peru"),
        ("Ice and boats in Lima, Peru, 4 May 1999", "Lima, Peru"),
    ],
)
def test_a_title_about_something_in_a_place(title: str, place: str | None) -> None:
    """A line that names what stands in a place, and no meeting or day, does not tell where the meeting was held."""
    assert read_paper(f"{title}\n\nReport\n\nIntroduction\n\n{OWN}\n").facts.place == place
