"""Tests of the short names of meetings."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Meeting
from indexer.speech.translation import speaking
from webapp.shared.meeting_names import TITLE_LENGTH, distinct_names, shortened
from webapp.translations.catalogues import speech_of

DAYS = st.sampled_from([date(2025, 11, 3), date(2025, 11, 17), date(2024, 1, 1)])
MEETINGS = st.lists(
    st.tuples(
        st.sampled_from(["Committee", "Committee on Rivers", "A very long title " * 6]),
        st.sampled_from([None, "Lima, Peru"]),
        st.none() | DAYS,
    ),
    max_size=12,
)


def named(*facts: tuple[str, str | None, date | None]) -> list[str]:
    """Return the names of meetings with these titles, places and first days, in their order."""
    meetings = [
        Meeting(f"m-{number}", title, place, start, start, start.year if start else None)
        for number, (title, place, start) in enumerate(facts)
    ]
    names = distinct_names(meetings)
    return [names[meeting.id] for meeting in meetings]


@given(MEETINGS)
def test_no_two_meetings_have_one_name(facts: list[tuple[str, str | None, date | None]]) -> None:
    """Whatever meetings share, each has a name of its own."""
    names = named(*facts)
    assert len(set(names)) == len(names)
    assert all(names)


def test_months_are_names_only_where_they_tell_all_apart() -> None:
    """One meeting a month is called by its month; where two are of one month, all are called by their titles."""
    spring = ("Spring meeting", None, date(2025, 5, 2))
    assert named(spring, ("Other", None, date(2025, 6, 1))) == ["May 2025", "June 2025"]
    assert named(spring, ("Other", None, date(2025, 5, 9)), ("Third", None, date(2024, 1, 1))) == [
        "Spring meeting",
        "Other",
        "Third",
    ]


def test_equal_titles_and_places_get_their_dates() -> None:
    """Meetings of one title are told apart by their days, and those of one place and year by their months."""
    november = [("Committee", None, date(2025, 11, day)) for day in (3, 17)]
    assert named(*november) == ["Committee, 3 November 2025", "Committee, 17 November 2025"]
    lima = [("A", "Lima, Peru", date(2025, month, 1)) for month in (1, 2)]
    assert named(*lima) == ["Lima, January 2025", "Lima, February 2025"]


def test_a_long_title_is_cut_at_a_word() -> None:
    """A cut title ends with a whole word and an ellipsis."""
    assert shortened("Declaration on the elimination of violence", 30) == "Declaration on the…"
    assert shortened("Short", TITLE_LENGTH) == "Short"


def test_a_date_in_arabic_is_kept_together_behind_an_english_title() -> None:
    """Between the signs that isolate it, a date is not torn apart by the direction of the title; elsewhere are none."""
    twice = [("Committee", None, date(2025, 11, 3)), ("Committee", None, date(2025, 11, 17))]
    assert named(*twice)[0] == "Committee, 3 November 2025"
    with speaking(speech_of("ar")):
        name = named(*twice)[0]
    assert name.startswith("Committee, \u20683 ")
    assert name.endswith(" 2025\u2069")
