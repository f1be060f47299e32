"""Dates as papers write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.dates import find_dates, is_only_date


def days(text: str) -> list[tuple[date, date] | None]:
    """Return the days of each date in a text."""
    return [dates.days() for dates in find_dates(text)]


ONE = (date(2022, 3, 4), date(2022, 3, 4))
TWO = (date(2022, 3, 3), date(2022, 3, 4))


@pytest.mark.parametrize(
    "text",
    [
        "4 March 2022",
        "Friday, 4 March 2022",
        "4th of March, 2022",
        "March 4, 2022",
        "March 4th 2022",
        "Mar. 4, 2022",
        "2022-03-04",
        "04 MARCH 2022",
        "le 4 mars 2022",
        "4 de marzo de 2022",
        "4 de março de 2022",
    ],
)
def test_one_day_in_many_hands(text: str) -> None:
    """A day is parsed in English, French, Spanish and Portuguese, in either order, short or long."""
    assert days(text) == [ONE]


@pytest.mark.parametrize(
    "text",
    [
        "3-4 March 2022",
        "3 – 4 March 2022",
        "3 to 4 March 2022",
        "3 and 4 March 2022",
        "March 3-4, 2022",
        "March 3–4th, 2022",
        "3rd-4th March 2022",
        "3 March - 4 March 2022",
        "3 au 4 mars 2022",
        "3 al 4 de marzo de 2022",
        "Thursday, 3 - 4 March 2022",
    ],
)
def test_a_run_of_days(text: str) -> None:
    """First and last day are parsed from a range within a month."""
    assert days(text) == [TWO]


@pytest.mark.parametrize("text", ["3 et 4 mars 2022", "3 y 4 de marzo de 2022"])
def test_a_run_of_days_in_romance_languages(text: str) -> None:
    """First and last day are parsed where French or Spanish joins them."""
    assert days(text) == [TWO]


def test_ranges_over_months_and_years() -> None:
    """A range may end in another month, and the year that is named is that of its end."""
    assert days("30 November - 2 December 2024") == [(date(2024, 11, 30), date(2024, 12, 2))]
    assert days("30 December - 2 January 2025") == [(date(2024, 12, 30), date(2025, 1, 2))]


@pytest.mark.parametrize("text", ["31 February 2022", "31 June 2022", "9-4 March 2022"])
def test_days_that_do_not_exist_are_no_days(text: str) -> None:
    """A day that is not in the calendar, or a range that runs backwards, is no date of a meeting."""
    assert not any(days(text))


@pytest.mark.parametrize("text", ["2022-13-01", "45 March", "0 March", "2022-00-10"])
def test_numbers_out_of_range_are_no_dates(text: str) -> None:
    """Month and day must be possible ones."""
    assert not any(dates.first for dates in find_dates(text))


def test_a_date_without_year_keeps_its_weekday() -> None:
    """The weekday is kept, because it shows which year is meant."""
    dates = next(find_dates("Thursday, 3 March"))
    assert (dates.first, dates.month, dates.year, dates.weekday) == (3, 3, None, 3)
    assert dates.days() is None


@pytest.mark.parametrize(
    ("text", "iso"), [("February 2020", "2020-02"), ("12 février 2020", "2020-02-12"), ("12 May", None)]
)
def test_precision_is_what_was_stated(text: str, iso: str | None) -> None:
    """A month and year stay a month and year."""
    assert next(find_dates(text)).iso() == iso


@pytest.mark.parametrize(
    "text", ["3-4 March 2022", "Thursday, 3 March", "(12 May 2020)", "February 2020", "2020-02-12"]
)
def test_a_line_that_is_only_a_date(text: str) -> None:
    """Signs around a date do not count."""
    assert is_only_date(text)


@pytest.mark.parametrize("text", ["", "3 March was cold", "Lisbon, 3 March 2022", "2020", "Session 3", "in 12 places"])
def test_a_line_that_is_more_than_a_date(text: str) -> None:
    """Any other word makes it another line."""
    assert not is_only_date(text)


def test_dates_come_in_the_order_of_the_text() -> None:
    """Several dates in several forms come in reading order, none twice."""
    text = "On March 3, 2022 it was said that on 12-13 May 2021, and 2020-01-02, and in July 2019, and on 5 June."
    dates = list(find_dates(text))
    assert [stated.position for stated in dates] == sorted({stated.position for stated in dates})
    assert [stated.iso() for stated in dates] == ["2022-03-03", "2021-05-12", "2020-01-02", "2019-07", None]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    """A day written in English or as ISO 8601 is that day."""
    assert days(f"{day.day} {day:%B %Y}") == [(day, day)]
    assert days(f"{day:%A}, {day:%B} {day.day}, {day.year}") == [(day, day)]
    assert days(day.isoformat()) == [(day, day)]


@given(st.text(max_size=80))
def test_no_text_trips_the_reading_of_dates(text: str) -> None:
    """Parsing dates never fails."""
    for dates in find_dates(text):
        dates.days()
        dates.iso()
    is_only_date(text)
