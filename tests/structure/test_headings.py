"""Which blocks are headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .papers import heading_lines, marked_pieces

PROSE = (
    "The harbour master told the meeting that ice was short in every month of the year, and that nobody was surprised."
)


@pytest.mark.parametrize(
    "line",
    [
        "The Price of Ice",
        "THE PRICE OF ICE",
        "# The price of ice",
        "Session 2: The price of ice",
        "9:30 Visit of the harbour",
        "Introduction",
        "Way forward",
        "Who Pays for Ice?",
        "“The Price of Ice”",
        "3. The price of ice",
    ],
)
def test_a_heading_stands_over_prose(line: str) -> None:
    """Title case, capitals, a label, a time, a known section or a number makes a short line a heading."""
    lines = heading_lines(f"{PROSE}\n\n{line}\n\n{PROSE}")
    assert len(lines) == 1
    assert lines[0].strip("“”")[-4:] == line.strip("“”")[-4:]


@pytest.mark.parametrize(
    "line",
    [
        "The price of ice doubled.",
        "It was said that the price of ice and salt and nets had doubled since the war, and that no boat could pay it.",
        "Chair: Ann Lee, Harbour Board",
        "3-4 March 2022",
        "and the price of ice",
        "The price of ice, and:",
        "- The Price of Ice",
        "> The Price of Ice",
        "What does the harbour do?",
        "- Qui êtes-vous ?",
        "AL: Who Pays?",
        "(Applause)",
        "Seconded by Councillor Low",
        "Motion carried",
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    """Sentences, people, dates, broken-off lines, items, quotations, questions and motions are no headings."""
    assert heading_lines(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_a_line_in_ordinary_case_may_head_prose() -> None:
    """A short line between two paragraphs, the first of them finished, is a heading."""
    assert heading_lines(f"{PROSE}\n\nThe price of ice\n\n{PROSE}") == ["The price of ice"]


def test_numbers_in_a_row_are_a_list() -> None:
    """Numbered lines that follow each other directly are list items, not headings."""
    assert heading_lines(f"{PROSE}\n\n1. Ice from Norway\n2. Salt from Spain\n3. Nets from Peru\n\n{PROSE}") == []


def test_a_line_that_interrupts_a_sentence_is_no_heading() -> None:
    """After a paragraph that breaks off, a line in title case is a pull quote or a running head."""
    broken = "The harbour master told the whole of the meeting that ice was short in every month of the"
    assert heading_lines(f"{broken}\n\nA Cold Winter\n\nyear, and that nobody was surprised by it.") == []


@given(st.lists(st.text(max_size=40), max_size=8).map("\n\n".join))
def test_marking_changes_no_block(text: str) -> None:
    """Marking headings gives each block a role and changes no block."""
    assert all(piece.role in {"body", "heading", "dropped"} for piece in marked_pieces(text))
