"""Tests of what the path of a file says of its meeting."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.front_matter.paths import parse_path, tells_apart


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("minutes-2031-02-14.md", date(2031, 2, 14)),
        ("board/20310214.txt", date(2031, 2, 14)),
        ("2031/02-14.md", date(2031, 2, 14)),
        ("2031/calls/02-14-minutes.md", date(2031, 2, 14)),
        ("2031-02-virtual/0214-minutes.md", date(2031, 2, 14)),
        ("2031-03/march-29.md", date(2031, 3, 29)),
        ("2031-11/dec-1.md", date(2031, 12, 1)),
        ("Island/2031/March/5/part3.html", date(2031, 3, 5)),
        ("2031/05/04.md", date(2031, 5, 4)),
        ("14-02-2031 minutes.docx", date(2031, 2, 14)),
        ("series/2031-06-25_181/transcript.vtt", date(2031, 6, 25)),
        ("pv/29_mars_2031.txt", date(2031, 3, 29)),
    ],
)
def test_a_path_names_a_day(name: str, day: date) -> None:
    """A day is read from an ISO date, from folders for year and month, and from a month in words."""
    assert parse_path(name).days == (day, day)


@pytest.mark.parametrize(
    "name",
    [
        "05-04-2031 minutes.docx",  # 5 April or 4 May
        "2031/05/4.md",  # the fourth paper of May, or the fourth of May
        "02-14.md",  # of which year
        "S_RES_2451(2018).md",
        "000_43a4a51737aa8087.txt",
        "2031-13-45.md",
        "report-2030-2031/03-04.md",
        "2030-31/03-04.md",
        "fy2031/03-04.md",
        "2031-05/02-minutes.md",  # the second paper
        "2031-05-10_call-of-2031-05-04.vtt",
    ],
)
def test_a_path_that_does_not_decide_names_no_day(name: str) -> None:
    """Where day and month can be read both ways, or the year is open, a path names no day."""
    assert parse_path(name).days is None


def test_first_and_last_day_of_a_path() -> None:
    """Two dates in one name are the first and the last day; two that lie far apart are not."""
    assert parse_path("2031-05-04_2031-05-06/report.md").days == (date(2031, 5, 4), date(2031, 5, 6))
    assert parse_path("from-2031-01-04-to-2031-12-06.md").days is None


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("harbour-92/agenda.md", "harbour-92/minutes.md", True),
        ("agendas/2031/2031-04-01.md", "notes/2031/2031-04-01.md", True),
        ("board-agenda-2031-03-04.pdf", "board_minutes_2031_03_04.docx", True),
        ("2031/May/4/part1.html", "2031/May/4/contents.html", True),
        ("lisbon/day1.md", "lisbon/day2.md", True),
        ("meeting-12.html", "meeting-13.html", False),
        ("planning/minutes.md", "finance/minutes.md", False),
        ("05-04-2031 minutes.docx", "06-04-2031 minutes.docx", False),
        ("session-11.md", "session-12.md", False),
    ],
)
def test_papers_of_one_meeting_share_their_path(first: str, second: str, are_one: bool) -> None:
    """Two paths that differ in words for the kind of paper or in the number of a part alone share their key."""
    assert (parse_path(first).key == parse_path(second).key) is are_one


def test_a_year_does_not_tell_one_meeting_from_another() -> None:
    """A number, a month or a day in a folder names one meeting; a year or the number of a body does not."""
    assert tells_apart(parse_path("harbour-92/minutes.md").key)
    assert not tells_apart(parse_path("2031/minutes.md").key)
    assert not tells_apart(parse_path("wg3/minutes.md").key)


@pytest.mark.parametrize(
    ("name", "is_record"),
    [
        ("minutes/04.md", True),
        ("calls/call-97.md", True),
        ("blog/2031/03/04/why-i-like-meetings.html", False),
        ("release-notes/2031-05-04.md", False),
        ("essays/nets.md", False),
    ],
)
def test_words_of_a_path_say_that_papers_are_of_meetings(name: str, is_record: bool) -> None:
    """A folder of minutes or calls holds papers of meetings, a folder of posts or releases does not."""
    assert parse_path(name).names_record is is_record
