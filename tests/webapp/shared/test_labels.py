"""Dates, counts and names in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.roles import ROLES
from indexer.model import Meeting, Participation
from indexer.review.doubts import BASIS_LABELS, FACT_LABELS
from webapp.shared import labels

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "year", "words"),
    [
        (date(2024, 12, 10), date(2024, 12, 11), 2024, "10–11 December 2024"),
        (date(2024, 4, 30), date(2024, 5, 2), 2024, "30 April – 2 May 2024"),
        (date(2024, 12, 31), date(2025, 1, 1), 2024, "31 December 2024 – 1 January 2025"),
        (date(2024, 12, 10), date(2024, 12, 10), 2024, "10 December 2024"),
        (date(2024, 12, 10), None, 2024, "10 December 2024"),
        (date(2024, 12, 10), date(2024, 12, 9), 2024, "10 December 2024"),
        (None, None, 2024, "2024"),
        (None, None, None, ""),
    ],
)
def test_days_are_written_once(start: date | None, end: date | None, year: int | None, words: str) -> None:
    """A range says month and year once where both days share them, and what is unknown is left out."""
    assert labels.date_range(start, end, year) == words
    assert labels.meeting_dates(Meeting("m", "A meeting", start=start, end=end, year=year)) == words


def test_every_role_has_its_titles() -> None:
    """No role that a paper can state is without its title in all languages; one from elsewhere is shown as it is."""
    assert set(labels.ROLE_TITLES) == set(ROLES)
    for role in ROLES:
        assert labels.role_title(role).casefold() == role
    assert labels.role_title("panelist", 3) == "Panelists"
    assert (labels.role_title("opening remarks", 2), labels.role_title("secretary", 2)) == (
        "Opening remarks",
        "Secretaries",
    )
    assert labels.role_title("lead_author", 2) == "Lead authors"


def test_facts_are_called_what_administrators_read() -> None:
    """The names of facts, and of how they are known, are those of `rapporteur review`."""
    assert {name: title.casefold() for name, title in labels.FACT_TITLES.items()} == FACT_LABELS
    assert dict(labels.BASIS_TITLES) == BASIS_LABELS


@given(DAYS, DAYS)
def test_a_range_ends_with_its_last_day(start: date, end: date) -> None:
    """A range ends with the full date of its last day and names its first day."""
    words = labels.date_range(start, end)
    assert words.endswith(labels.full_date(max(start, end)))
    assert words.startswith(str(start.day))


@given(DAYS)
def test_a_day_of_a_build_is_its_date(day: date) -> None:
    """The time of a build is shown as its day, which consists of day, month and year."""
    assert labels.day_of_timestamp(f"{day.isoformat()}T12:00:00Z") == labels.full_date(day)
    assert labels.full_date(day) == f"{labels.day_month(day)} {day.year}"
    assert labels.publication_date(day.isoformat()) == labels.full_date(day)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (None, ""),
        ("", ""),
        ("2020", "2020"),
        ("2020-02", "February 2020"),
        ("2020-02-07", "7 February 2020"),
        ("2020-13", "2020"),
        ("2022-02-30", "2022-02-30"),
        ("0000-01", "0000-01"),
        ("spring", "spring"),
    ],
)
def test_a_publication_date_is_as_exact_as_stated(stated: str | None, words: str) -> None:
    """Year, month or day are shown as far as they are stated; what is no date is shown as it is."""
    assert labels.publication_date(stated) == words


@pytest.mark.parametrize(
    ("meeting", "name"),
    [
        (Meeting("m", "A meeting", "Montevideo, Uruguay", date(2024, 12, 10), year=2024), "Montevideo 2024"),
        (Meeting("m", "A meeting", None, date(2024, 5, 2), year=2024), "May 2024"),
        (Meeting("m", "A meeting", None, year=2024), "2024"),
        (Meeting("m", "A meeting", "Montevideo, Uruguay"), "A meeting"),
    ],
)
def test_a_meeting_has_a_short_name(meeting: Meeting, name: str) -> None:
    """A meeting goes by city and year, else by month, else by its title."""
    assert labels.short_meeting_name(meeting) == name


@given(st.integers(0, 10**9))
def test_a_count_agrees_with_its_noun(number: int) -> None:
    """One thing is singular, any other number plural, and the digits are those of the number."""
    digits, noun = labels.counted(number, "passage").split(" ")
    assert int(digits.replace(",", "")) == number
    assert noun == ("passage" if number == 1 else "passages")
    assert labels.counted(number, "entry", "entries").endswith("entry" if number == 1 else "entries")


def test_large_counts_have_commas() -> None:
    """Thousands are set off."""
    assert labels.counted(1234, "passage") == "1,234 passages"


def test_a_person_is_named_with_honorific_and_affiliation() -> None:
    """A name follows its honorific, and the affiliation follows the name, each where known."""
    full = Participation("Ivana Jenča", "chair", affiliation="Ministry of Defence", honorific="Dr.")
    assert labels.person_name(full) == "Dr. Ivana Jenča"
    assert labels.person_line(full) == "Dr. Ivana Jenča, Ministry of Defence"
    assert labels.person_line(Participation("Samuel Ro", "speaker")) == "Samuel Ro"


@pytest.mark.parametrize(
    ("role", "number", "title"),
    [
        ("panelist", 1, "Panelist"),
        ("panelist", 3, "Panelists"),
        ("opening_remarks", 2, "Opening remarks"),
        ("vice-chair", 2, "Vice-chairs"),
        ("", 2, ""),
    ],
)
def test_a_role_is_a_title(role: str, number: int, title: str) -> None:
    """A role begins with a capital and is plural where several hold it."""
    assert labels.role_title(role, number) == title
