"""Which papers are of one meeting."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from indexer.meetings.cluster import title_overlap
from indexer.meetings.merge import MeetingGroup, group_drafts
from indexer.structure.draft import Draft
from tests.structure import papers


def drafts(**texts: str) -> list[Draft]:
    """Read papers, `name="text"`, in the order of their names."""
    return [papers.read_paper(text, f"{name}.txt") for name, text in sorted(texts.items())]


def together(**texts: str) -> list[set[str]]:
    """Give the names of the papers of each meeting."""
    found = [{draft.source.name.removesuffix(".txt") for draft in one.drafts} for one in group_drafts(drafts(**texts))]
    return sorted(found, key=min)


def lisbon() -> MeetingGroup:
    """The meeting that the summary and the programme of the fisheries workshop are of."""
    found = group_drafts(drafts(a=papers.FISHERIES_SUMMARY, b=papers.FISHERIES_PROGRAMME))
    assert len(found) == 1
    return found[0]


def test_a_programme_without_a_year_joins_by_day_and_place() -> None:
    """`Thursday, 3 March` in Lisbon is the workshop in Lisbon that began on Thursday, 3 March 2022."""
    meeting = lisbon().meeting
    assert (meeting.start, meeting.end, meeting.year) == (date(2022, 3, 3), date(2022, 3, 4), 2022)


def test_a_weekday_that_does_not_fit_keeps_papers_apart() -> None:
    """3 March 2022 was no Monday: a programme for Monday, 3 March is of another year's workshop."""
    other = papers.FISHERIES_PROGRAMME.replace("Thursday, 3", "Monday, 3").replace("Friday, 4", "Tuesday, 4")
    assert together(a=papers.FISHERIES_SUMMARY, b=other) == [{"a"}, {"b"}]


def test_another_place_keeps_papers_apart() -> None:
    """The same title and day in another city is another meeting."""
    other = papers.FISHERIES_PROGRAMME.replace("Lisbon, Portugal", "Bergen, Norway")
    assert together(a=papers.FISHERIES_SUMMARY, b=other) == [{"a"}, {"b"}]


def test_two_meetings_in_one_city_and_year_stay_apart() -> None:
    """City and year are not enough; the second meeting has an id of its own."""
    found = group_drafts(drafts(a=papers.WATER_MINUTES, b=papers.LEVEES_REPORT))
    assert [one.meeting.title for one in found] == [
        "Minutes of the Basin Water Council",
        "Conference on Levees and Flood Plains",
    ]
    assert found[0].meeting.id == "vienna-2020"
    assert found[1].meeting.id.startswith("vienna-2020-")


def test_two_meetings_in_one_city_on_one_day_stay_apart() -> None:
    """Day and place are not enough where the titles have nothing in common."""
    other = papers.LEVEES_REPORT.replace("21 September 2020", "12 February 2020")
    assert together(a=papers.WATER_MINUTES, b=other) == [{"a"}, {"b"}]


def test_a_yearly_meeting_is_another_each_year() -> None:
    """The same title in the same city in two years is two meetings."""
    other = papers.FISHERIES_SUMMARY.replace("2022", "2023")
    assert together(a=papers.FISHERIES_SUMMARY, b=other) == [{"a"}, {"b"}]


def test_papers_without_dates_join_by_title() -> None:
    """Where no paper states a day, a shared title is what ties them."""
    note = papers.CLINICS_NOTE.replace("Nairobi, 8 June 2023\n\n", "")
    agenda = note.replace("Concept note", "Agenda").replace("five pilots", "six pilots")
    assert together(a=note, b=agenda) == [{"a", "b"}]


def test_a_paper_without_dates_joins_a_dated_one_by_title() -> None:
    """A note that states no day is of the meeting with its title, where there is only one."""
    note = papers.CLINICS_NOTE.replace("Nairobi, 8 June 2023\n\n", "")
    assert together(a=papers.CLINICS_NOTE, b=note.replace("five pilots", "six pilots")) == [{"a", "b"}]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_papers_does_not_matter(order: tuple[int, ...]) -> None:
    """However the files are called, the same papers are of the same meetings under the same ids."""
    texts = [papers.FISHERIES_PROGRAMME, papers.FISHERIES_SUMMARY, papers.WATER_MINUTES, papers.LEVEES_REPORT]
    found = group_drafts([papers.read_paper(texts[at], f"{place}.txt") for place, at in enumerate(order)])
    assert {one.meeting.id: (one.meeting.title, len(one.drafts)) for one in found} == {
        one.meeting.id: (one.meeting.title, len(one.drafts))
        for one in group_drafts([papers.read_paper(text, f"{place}.txt") for place, text in enumerate(texts)])
    }


def test_meetings_come_oldest_first() -> None:
    """Meetings are in the order of their days, those without a day last."""
    found = group_drafts(drafts(**papers.ALL, memo="A memo on ice\n\nThe ice of the lake was thin all winter long.\n"))
    days = [one.meeting.start or date.max for one in found]
    assert days == sorted(days)
    assert found[-1].meeting.title == "A memo on ice"


def test_sessions_of_one_number_and_title_are_one() -> None:
    """Programme and summary share their sessions: what was planned beside what was reported."""
    found = lisbon()
    assert [(one.id, one.number, one.title) for one in found.sessions] == [
        ("1", 1, "Stock Assessment"),
        ("2", 2, "Bycatch"),
        ("3", 3, "Harbour Visit"),
    ]
    summary, programme = found.session_of
    assert summary["1"] is programme["1"]


def test_day_and_time_of_a_session_are_those_of_the_programme() -> None:
    """The programme states no year, so the meeting's is taken."""
    assert [(one.day, one.time) for one in lisbon().sessions] == [
        (date(2022, 3, 3), "9:30"),
        (date(2022, 3, 3), "11:30"),
        (date(2022, 3, 4), "10:00"),
    ]


def test_people_of_a_session_come_from_all_papers() -> None:
    """Who was planned to take part and who is reported to have, each once."""
    names = {one.id: [person.name for person in one.people] for one in lisbon().sessions}
    assert names == {"1": ["Inês Lopes"], "2": ["Ana Sousa", "João Pereira", "Marie Dupont"], "3": []}


def test_sessions_of_one_number_and_other_titles_are_two() -> None:
    """A session 2 on something else is another session, under an id of its own."""
    other = papers.FISHERIES_PROGRAMME.replace("Bycatch", "Seaweed and Its Uses")
    found = group_drafts(drafts(a=papers.FISHERIES_SUMMARY, b=other))[0]
    assert {one.title for one in found.sessions} == {
        "Stock Assessment",
        "Bycatch",
        "Seaweed and Its Uses",
        "Harbour Visit",
    }
    assert len({one.id for one in found.sessions}) == 4


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Workshop on Coastal Fisheries", "Coastal Fisheries", 1, 1),
        ("Fisheries", "Levees", 0, 0),
        ("Report of the meeting", "Report of the meeting", 1, 1),
        ("The report", "The note", 0, 0),
        ("Ice and salt", "Ice and nets", 0.5, 0.5),
        ("", "", 1, 1),
    ],
)
def test_likeness_counts_the_words_that_weigh(one: str, other: str, least: float, most: float) -> None:
    """Likeness is the shared part of the shorter title, small and common words aside, the same both ways."""
    assert least <= title_overlap(one, other) <= most
    assert title_overlap(one, other) == title_overlap(other, one)


def test_statements_are_papers_of_the_meeting_they_were_made_at() -> None:
    """What several say at one meeting of a year is gathered under its name; that of another year is another's."""
    said = "We came by boat, and we will leave by boat. I thank those who kept the ice for us, and those who did not."
    texts = {
        f"{land}-{year}": f"Statement by {land.capitalize()} at the Forum on Ice\n\n{year}\n\n{said}\n\n{said}\n"
        for land, year in [("chad", 1962), ("togo", 1962), ("chad", 1963)]
    }
    found = group_drafts(drafts(**texts))
    assert {one.meeting.id: len(one.drafts) for one in found} == {"forum-ice-1962": 2, "forum-ice-1963": 1}
    assert {one.meeting.title for one in found} == {"Forum on Ice"}
    assert found[0].drafts[0].facts.title.startswith("Statement by Chad")
