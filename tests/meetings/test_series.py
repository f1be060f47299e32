"""Which titles are of meetings of one series."""

from __future__ import annotations

import pytest

from indexer.meetings.titles import series_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QUIC WG IETF 97", "IETF 120 QUIC WG Meeting"),
        ("106th TC39 Meeting, 20 February 2025", "27 Nov 2023 99th TC39 Meeting"),
        ("Privacy CG Teleconference, 11 February", "11 January 2024 Privacy CG teleconference"),
    ],
)
def test_numbers_days_and_kinds_of_papers_are_no_part_of_a_series(one: str, other: str) -> None:
    """Titles of one series differ in these alone."""
    assert series_of(one) == series_of(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QUIC WG IETF 97", "33/12. Human rights and indigenous peoples"),
        ("99th TC39 Meeting", "100th TC53 Meeting"),
        ("QUIC WG Interim Meeting", "QUIC WG Meeting"),
        ("Harbour board meeting", "Forest board meeting"),
    ],
)
def test_other_bodies_have_other_series(one: str, other: str) -> None:
    """What differs in a word for its topic, or in the number of its body's name, is of another series."""
    assert series_of(one) != series_of(other)


@pytest.mark.parametrize(
    "title", ["11 February 2021", "Minutes of the meeting", "The protection of indigenous peoples"]
)
def test_titles_that_name_no_body_have_none(title: str) -> None:
    """A day, words of every meeting, or a topic without a meeting make no series."""
    assert series_of(title) is None


@pytest.mark.parametrize(
    "title",
    [
        "Statement by the President of the Harbour Council",
        "Letter dated 5 May 2031 from the Chair of the Harbour Committee",
        "Resolution of the Harbour Council",
    ],
)
def test_a_letter_or_a_statement_has_no_series(title: str) -> None:
    """Its title is not the name of a meeting, though it names the body."""
    assert series_of(title) is None
