"""Headings of sessions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.outline.session_labels import (
    parse_numbered_heading,
    parse_session_heading,
    parse_timed_heading,
    split_time,
)


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        ("Session 1: Stock Assessment", "Session 1", "Stock Assessment"),
        ("SESSION 2 – BYCATCH", "Session 2", "BYCATCH"),
        ("Session Three. Harbours", "Session 3", "Harbours"),
        ("Session IV: Harbours", "Session 4", "Harbours"),
        ("Session 5", "Session 5", ""),
        ("Session #6: Ice", "Session 6", "Ice"),
        ("Session No. 7 | Ice", "Session 7", "Ice"),
        ("Round table 2: Nurses", "Round table 2", "Nurses"),
        ("Roundtable 3: Nurses", "Roundtable 3", "Nurses"),
        ("Panel 1 — Old levees", "Panel 1", "Old levees"),
        ("Agenda item 4: Drought orders", "Agenda item 4", "Drought orders"),
        ("Item 5. Any other business", "Item 5", "Any other business"),
        ("Working group 2: Fees", "Working group 2", "Fees"),
        ("Breakout group 1: Fees", "Breakout group 1", "Fees"),
        ("Thematic session 2: Fees", "Thematic session 2", "Fees"),
        ("Workshop II: Nets", "Workshop 2", "Nets"),
        ("Session 2 The price of ice", "Session 2", "The price of ice"),
        ("9:30AM SESSION 1: ICE", "Session 1", "ICE"),
        ("14h30-16h00 Panel 2: Ice", "Panel 2", "Ice"),
        ("10.00 – 11.30 Session 3: Ice", "Session 3", "Ice"),
    ],
)
def test_a_labelled_session_is_read(line: str, label: str, title: str) -> None:
    """Label, number in digits, words or Roman numerals, and title are parsed, after any clock time."""
    heading = parse_session_heading(line)
    assert heading is not None
    assert (heading.label, heading.title) == (label, title)


@pytest.mark.parametrize(
    "line",
    [
        "Session 2 was opened by the mayor",
        "In session 2 the panel agreed",
        "Sessions",
        "Panel discussion",
        "Item",
        "The session",
        "Session on ice",
        "Sessions 1 and 2",
        "Group of 77",
        "",
    ],
)
def test_sentences_about_sessions_open_none(line: str) -> None:
    """A sentence that mentions a session, and a label without a number, are no session headings."""
    assert parse_session_heading(line) is None


@pytest.mark.parametrize(
    ("line", "time", "rest"),
    [
        ("9:00AM: WELCOME", "9:00AM", "WELCOME"),
        ("09:00 – 10:30 Opening", "09:00 – 10:30", "Opening"),
        ("9.30 a.m. Opening", "9.30 a.m.", "Opening"),
        ("9 am Opening", "9 am", "Opening"),
        ("14h30 Ouverture", "14h30", "Ouverture"),
        ("10:00 to 11:00 hrs Opening", "10:00 to 11:00", "Opening"),
    ],
)
def test_a_clock_time_is_split_off(line: str, time: str, rest: str) -> None:
    """The time at the start of a line is kept as printed."""
    assert split_time(line) == (time, rest)


@pytest.mark.parametrize(
    "line", ["10-11 December 2024", "12 nurses spoke", "2024 Report", "3.5 million euros", "1. Fish"]
)
def test_other_numbers_are_no_times(line: str) -> None:
    """Days, amounts, years and item numbers are no clock times."""
    assert split_time(line) == (None, line)


def test_a_programme_item_needs_words_after_its_time() -> None:
    """A time alone is no heading."""
    assert parse_timed_heading("9:00") is None
    heading = parse_timed_heading("9:00 Visit of the harbour")
    assert heading is not None
    assert (heading.time, heading.title) == ("9:00", "Visit of the harbour")


def test_a_number_marks_a_section() -> None:
    """The number may stand in the line or have been split off as the label of an item."""
    assert [parse_numbered_heading(*arguments) for arguments in (("Ice", "3"), ("3. Ice", None), ("3 Ice", None))] == [
        parse_numbered_heading("Ice", "3")
    ] * 3
    assert parse_numbered_heading("Ice", "b") is None
    assert parse_numbered_heading("Ice", None) is None


@given(st.text(max_size=60))
def test_no_line_trips_the_reading_of_labels(line: str) -> None:
    """Parsing labels never fails."""
    parse_session_heading(line)
    parse_timed_heading(line)
    parse_numbered_heading(line, None)
