"""Tests of which papers are of one meeting."""

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
    """Return the names of the papers of each meeting."""
    names = [
        {draft.source.name.removesuffix(".txt") for draft in group.drafts} for group in group_drafts(drafts(**texts))
    ]
    return sorted(names, key=min)


def lisbon() -> MeetingGroup:
    """The meeting of the summary and the programme of the fisheries workshop."""
    groups = group_drafts(drafts(a=papers.FISHERIES_SUMMARY, b=papers.FISHERIES_PROGRAMME))
    assert len(groups) == 1
    return groups[0]


def test_a_programme_without_a_year_joins_by_day_and_place() -> None:
    """`Thursday, 3 March` in Lisbon is the workshop in Lisbon that began on Thursday, 3 March 2022."""
    meeting = lisbon().meetings[0]
    assert (meeting.start, meeting.end, meeting.year) == (date(2022, 3, 3), date(2022, 3, 4), 2022)


def test_a_weekday_that_does_not_fit_keeps_papers_apart() -> None:
    """A programme for Monday, 3 March is of another year's workshop, as 3 March 2022 was no Monday."""
    other = papers.FISHERIES_PROGRAMME.replace("Thursday, 3", "Monday, 3").replace("Friday, 4", "Tuesday, 4")
    assert together(a=papers.FISHERIES_SUMMARY, b=other) == [{"a"}, {"b"}]


def test_another_place_keeps_papers_apart() -> None:
    """The same title and day in another city is another meeting."""
    other = papers.FISHERIES_PROGRAMME.replace("Lisbon, Portugal", "Bergen, Norway")
    assert together(a=papers.FISHERIES_SUMMARY, b=other) == [{"a"}, {"b"}]


def test_two_meetings_in_one_city_and_year_stay_apart() -> None:
    """City and year are not enough, and the second meeting has an id of its own."""
    groups = group_drafts(drafts(a=papers.WATER_MINUTES, b=papers.LEVEES_REPORT))
    assert [group.meetings[0].title for group in groups] == [
        "Minutes of the Basin Water Council",
        "Conference on Levees and Flood Plains",
    ]
    assert groups[0].meetings[0].id == "vienna-2020"
    assert groups[1].meetings[0].id.startswith("vienna-2020-")


def test_two_meetings_in_one_city_on_one_day_stay_apart() -> None:
    """Day and place are not enough where the titles have nothing in common."""
    other = papers.LEVEES_REPORT.replace("21 September 2020", "12 February 2020")
    assert together(a=papers.WATER_MINUTES, b=other) == [{"a"}, {"b"}]


def test_a_yearly_meeting_is_another_each_year() -> None:
    """The same title in the same city in two years is two meetings."""
    other = papers.FISHERIES_SUMMARY.replace("2022", "2023")
    assert together(a=papers.FISHERIES_SUMMARY, b=other) == [{"a"}, {"b"}]


def test_papers_without_dates_join_by_title() -> None:
    """Where no paper states a day, papers with one title are of one meeting."""
    note = papers.CLINICS_NOTE.replace("Nairobi, 8 June 2023\n\n", "")
    minutes = note.replace("Concept note", "Minutes")
    agenda = note.replace("Concept note", "Agenda").replace("five pilots", "six pilots")
    assert together(a=minutes, b=agenda) == [{"a", "b"}]


def test_a_paper_without_dates_joins_a_dated_one_by_title() -> None:
    """An undated agenda is of the meeting with its title, where there is only one."""
    note = papers.CLINICS_NOTE.replace("Nairobi, 8 June 2023\n\n", "")
    assert together(a=papers.CLINICS_NOTE, b=note.replace("Concept note", "Agenda")) == [{"a", "b"}]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_papers_does_not_matter(order: tuple[int, ...]) -> None:
    """Whatever the file names, the same papers are of the same meetings under the same ids."""
    texts = [papers.FISHERIES_PROGRAMME, papers.FISHERIES_SUMMARY, papers.WATER_MINUTES, papers.LEVEES_REPORT]
    groups = group_drafts([papers.read_paper(texts[index], f"{place}.txt") for place, index in enumerate(order)])
    assert {group.meetings[0].id: (group.meetings[0].title, len(group.drafts)) for group in groups} == {
        group.meetings[0].id: (group.meetings[0].title, len(group.drafts))
        for group in group_drafts([papers.read_paper(text, f"{place}.txt") for place, text in enumerate(texts)])
    }


def test_meetings_come_oldest_first() -> None:
    """Meetings are in the order of their days, those without a day last, and papers of no meeting behind them."""
    groups = group_drafts(drafts(**papers.ALL, memo="A memo on ice\n\nThe ice of the lake was thin all winter long.\n"))
    days = [meeting.start or date.max for group in groups for meeting in group.meetings]
    assert days == sorted(days)
    assert groups[-1].drafts[0].facts.title == "A memo on ice"


def test_sessions_of_one_number_and_title_are_one() -> None:
    """Programme and summary share their sessions."""
    group = lisbon()
    assert [(session.id, session.number, session.title) for session in group.sessions] == [
        ("1", 1, "Stock Assessment"),
        ("2", 2, "Bycatch"),
        ("3", 3, "Harbour Visit"),
    ]
    summary, programme = (paper.session_of for paper in group.papers)
    assert summary["1"] is programme["1"]


def test_day_and_time_of_a_session_are_those_of_the_programme() -> None:
    """The programme states no year, so the meeting's is taken."""
    assert [(session.day, session.time) for session in lisbon().sessions] == [
        (date(2022, 3, 3), "9:30"),
        (date(2022, 3, 3), "11:30"),
        (date(2022, 3, 4), "10:00"),
    ]


def test_people_of_a_session_come_from_all_papers() -> None:
    """A session has those who were planned and those who are reported to take part, each once."""
    names = {session.id: [person.name for person in session.people] for session in lisbon().sessions}
    assert names == {"1": ["Inês Lopes"], "2": ["Ana Sousa", "João Pereira", "Marie Dupont"], "3": []}


def test_sessions_of_one_number_and_other_titles_are_two() -> None:
    """A session 2 on something else is another session, under an id of its own."""
    other = papers.FISHERIES_PROGRAMME.replace("Bycatch", "Seaweed and Its Uses")
    group = group_drafts(drafts(a=papers.FISHERIES_SUMMARY, b=other))[0]
    assert {session.title for session in group.sessions} == {
        "Stock Assessment",
        "Bycatch",
        "Seaweed and Its Uses",
        "Harbour Visit",
    }
    assert len({session.id for session in group.sessions}) == 4


@pytest.mark.parametrize(
    ("title", "other_title", "least", "most"),
    [
        ("Workshop on Coastal Fisheries", "Coastal Fisheries", 1, 1),
        ("Fisheries", "Levees", 0, 0),
        ("Report of the meeting", "Report of the meeting", 1, 1),
        ("The report", "The note", 0, 0),
        ("Ice and salt", "Ice and nets", 0.5, 0.5),
        ("", "", 1, 1),
    ],
)
def test_title_overlap_ignores_filler_words(title: str, other_title: str, least: float, most: float) -> None:
    """Title overlap is the shared part of the shorter title without filler words, the same both ways."""
    assert least <= title_overlap(title, other_title) <= most
    assert title_overlap(title, other_title) == title_overlap(other_title, title)


def test_statements_are_papers_of_the_meeting_they_were_made_at() -> None:
    """Statements made at one meeting of a year belong to it, and those of another year to another meeting."""
    speech = "We came by boat, and we will leave by boat. I thank those who kept the ice for us, and those who did not."
    texts = {
        f"{land}-{year}": f"Statement by {land.capitalize()} at the Forum on Ice\n\n{year}\n\n{speech}\n\n{speech}\n"
        for land, year in [("chad", 1962), ("togo", 1962), ("chad", 1963)]
    }
    groups = group_drafts(drafts(**texts))
    assert {group.meetings[0].id: len(group.drafts) for group in groups} == {"forum-ice-1962": 2, "forum-ice-1963": 1}
    assert {group.meetings[0].title for group in groups} == {"Forum on Ice"}
    assert groups[0].drafts[0].facts.title.startswith("Statement by Chad")


def test_sessions_with_a_word_of_their_own_are_two() -> None:
    """Titles with a word of their own name two sessions; of one that two papers name, the minutes give the title."""
    first = "# Loom call: agenda\n\n5 May 2031\n\n## Cranes, status update\n\nThat of May.\n\n## Ropes\n\nNew ones.\n"
    second = "# Loom call: minutes\n\n5 May 2031\n\n## Nets, status update\n\nNone.\n\n## Old ropes\n\nAll sold.\n"
    read = [papers.read_markdown(text, name) for name, text in (("a/agenda.md", first), ("a/minutes.md", second))]
    titles = {session.title for group in group_drafts(read) for session in group.sessions}
    assert titles == {"Cranes, status update", "Nets, status update", "Old ropes"}
