"""List items and paragraphs that are short."""

from __future__ import annotations

import pytest

from .papers import read_paper

HEAD = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\nSession 1: Ice\n\n"
SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."
MEND = "mend every boat that lies in the harbour before the winter comes;"


@pytest.mark.parametrize(
    ("lines", "passages"),
    [
        (
            "The board discussed:\n\n- Boats\n- Nets;\n- Ice in summer",
            [
                ("paragraph", None, "The board discussed:"),
                ("list_item", None, "Boats"),
                ("list_item", None, "Nets;"),
                ("list_item", None, "Ice in summer"),
            ],
        ),
        ("1. Boats\n2. Nets", [("list_item", "1", "Boats"), ("list_item", "2", "Nets")]),
        (
            f"The board agreed to:\n\n- Budget\n- {MEND}\n- Nets",
            [
                ("paragraph", None, "The board agreed to:"),
                ("list_item", None, "Budget"),
                ("list_item", None, MEND),
                ("list_item", None, "Nets"),
            ],
        ),
        (f"Excellencies,\n\n{SAID}", [("paragraph", None, "Excellencies,"), ("paragraph", None, SAID)]),
        (f"{SAID}\n\nAgreed.", [("paragraph", None, SAID), ("paragraph", None, "Agreed.")]),
    ],
)
def test_what_is_short_is_a_passage(lines: str, passages: list[tuple[str, str | None, str]]) -> None:
    """Every item of a list and every paragraph is a passage of its own, however short."""
    parsed = read_paper(f"{HEAD}{lines}\n\n{SAID}\n").passages
    assert [(passage.kind, passage.label, passage.text) for passage in parsed] == [*passages, ("paragraph", None, SAID)]


def test_a_short_item_has_its_lead_in() -> None:
    """An item of one word can be understood from the clause that leads to its list."""
    parsed = read_paper(f"{HEAD}The board discussed:\n\n- Boats\n- Nets\n\n{SAID}\n").passages
    assert [passage.lead_in for passage in parsed[1:3]] == ["The board discussed:"] * 2


def test_a_short_turn_is_not_given_to_another_speaker() -> None:
    """Two words of one speaker do not join the passage of the speaker before."""
    turns = [f"MR. ADE: {SAID}", "MS. BAY:\n\nI agree.", f"MR. CAN: {SAID}", f"MS. BAY: {SAID}", f"MR. ADE: {SAID}"]
    text = "Assembly on Harbours\n\nVerbatim record\n\nLima, Peru, 4 May 1999\n\nItem 1: Ice\n\n" + "\n\n".join(turns)
    parsed = read_paper(text).passages
    assert ("I agree.", "Bay") in [(passage.text, passage.people[0].name) for passage in parsed]
