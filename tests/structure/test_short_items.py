"""List items and paragraphs that are too short to stand alone."""

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
            [("paragraph", None, "The board discussed: Boats; Nets; Ice in summer")],
        ),
        ("- Boats\n- Nets\n- Ice", [("list_item", None, "Boats; Nets; Ice")]),
        ("The items were:\n\n- Boats", [("paragraph", None, "The items were: Boats")]),
        ("1. Boats\n2. Nets", [("list_item", "1", "Boats"), ("list_item", "2", "Nets")]),
        (
            f"The board agreed to:\n\n- Budget\n- {MEND}\n- Nets",
            [("paragraph", None, "The board agreed to:"), ("list_item", None, f"Budget; {MEND[:-1]}; Nets")],
        ),
        (f"Excellencies,\n\n{SAID}", [("paragraph", None, f"Excellencies, {SAID}")]),
        (
            "- Two new boats\n- Ice in summer\n- Nets and hooks",
            [("list_item", None, item) for item in ("Two new boats", "Ice in summer", "Nets and hooks")],
        ),
        (
            "- Two new boats for each of the harbours\n- Ice\n- Nets and hooks",
            [("list_item", None, "Two new boats for each of the harbours; Ice; Nets and hooks")],
        ),
        (
            f"- Ice in summer\n- {MEND}\n- Nets",
            [("list_item", None, "Ice in summer"), ("list_item", None, f"{MEND[:-1]}; Nets")],
        ),
        ("Ice was short.", [("paragraph", None, "Ice was short.")]),
        (f"{SAID}\n\nIce was short.", [("paragraph", None, SAID), ("paragraph", None, "Ice was short.")]),
    ],
)
def test_what_is_short_goes_with_its_neighbour(lines: str, passages: list[tuple[str, str | None, str]]) -> None:
    """A list of short items joins its lead-in, a short item its neighbour; numbered or longer items stand alone."""
    parsed = read_paper(f"{HEAD}{lines}\n\n{SAID}\n").passages
    assert [(passage.kind, passage.label, passage.text) for passage in parsed] == [*passages, ("paragraph", None, SAID)]


def test_a_short_turn_is_not_given_to_another_speaker() -> None:
    """Two words of one speaker do not join the passage of the speaker before."""
    turns = [f"MR. ADE: {SAID}", "MS. BAY:\n\nI agree.", f"MR. CAN: {SAID}", f"MS. BAY: {SAID}", f"MR. ADE: {SAID}"]
    text = "Assembly on Harbours\n\nVerbatim record\n\nLima, Peru, 4 May 1999\n\nItem 1: Ice\n\n" + "\n\n".join(turns)
    parsed = read_paper(text).passages
    assert ("I agree.", "Bay") in [(passage.text, passage.people[0].name) for passage in parsed]
