"""Headings by form alone that head nothing."""

from __future__ import annotations

from .papers import read_paper

HEAD = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n"
SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."


def texts(text: str) -> list[str]:
    """Return the words of the passages of a text."""
    return [passage.text for passage in read_paper(HEAD + text).passages]


def test_a_line_at_the_end_heads_nothing() -> None:
    """A signature below the last paragraph is text, whatever its capitals."""
    assert texts(f"{SAID}\n\nLisa Joy Samson\n\nRecording Clerk\n") == [SAID, "Lisa Joy Samson", "Recording Clerk"]


def test_rows_of_short_lines_are_text() -> None:
    """Of several lines with the form of headings the two above the text stand over it; the others are passages."""
    lines = ["La Puente Fund", "Harbour Fund", "Lights And Boats", "Upkeep Of Quays"]
    draft = read_paper(HEAD + SAID + "\n\n" + "\n\n".join(lines) + f"\n\n{SAID}\n")
    assert [passage.text for passage in draft.passages] == [SAID, *lines[:2], SAID]
    assert [session.title for session in draft.sessions][-2:] == lines[2:]


def test_every_heading_is_shown() -> None:
    """No line with the form of a heading is lost: it is a passage, stands over one, or is a session."""
    lines = ["Harbour Fund", "Lights And Boats", "Ice And Salt", "Session 2: Nets", "Old Quays", "New Quays"]
    draft = read_paper(HEAD + SAID + "\n\n" + "\n\n".join(lines) + f"\n\n{SAID}\n")
    shown = {text for passage in draft.passages for text in (passage.text, *passage.section.headings)}
    shown |= {session.title for session in draft.sessions}
    assert all(any(line in text for text in shown) for line in lines)
