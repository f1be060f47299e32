"""Tests of the days of papers under dated headings: never the day of another heading."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.draft import Draft
from tests.structure.test_parts import days, paper, read


def _headings(draft: Draft) -> list[str]:
    """Return the nearest heading of each passage, each once."""
    return list(dict.fromkeys(passage.section.headings[-1] for passage in draft.passages))


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("## March 8", "## March 15", "## April 5, 2031"), ["2031-03-08", "2031-03-15", "2031-04-05"]),
        (("## January 10, 2031", "## January 17", "## January 24"), ["2031-01-10", "2031-01-17", "2031-01-24"]),
        (("## January 9, 2032", "## December 19", "## December 12"), ["2032-01-09", "2031-12-19", "2031-12-12"]),
    ],
)
def test_one_year_is_that_of_its_neighbours(headings: tuple[str, ...], expected: list[str]) -> None:
    """One heading with a year gives it to the others, where they follow on it in one order only."""
    draft = read(paper(*headings))
    assert days(draft) == expected
    assert [passage.part for passage in draft.passages] == [0, 0, 1, 1, 2, 2]


def test_days_in_no_order_have_no_year() -> None:
    """A heading whose year does not follow gives its text no day, and not that of another heading."""
    draft = read(paper("## March 15", "## March 8", "## April 5, 2031"))
    assert days(draft) == ["2031-04-05"]
    assert [passage.part for passage in draft.passages] == [None, None, None, None, 0, 0]


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("# Council\n\n## Questions for written reply", ("## 14 February 2031", "## 21 February 2031")),
        ("# Fish", ("## 2031-02-14 Roach", "## 2031-02-21 Carp")),
        ("# Minutes of the pond\n\n## Fish", ("### 2031-02-14 Roach", "### 2031-02-21 Carp")),
        ("# Minutes of the pond, 14 February 2031", ("## 2031-01-03", "## 2031-01-10")),
        ("", ("## 8/3/2031", "## 9/4/2031")),
        ("# Notes", ("## 8/3/2031", "## 9/4/2031")),
        ("# Notes", ("## March 8", "## March 15")),
    ],
)
def test_headings_of_several_days_stay_headings(title: str, headings: tuple[str, ...]) -> None:
    """Headings of several days that open no meetings stay above their texts, and the paper has no day."""
    draft = read(paper(*headings, title=title))
    assert (draft.facts.parts, draft.facts.start, draft.facts.published) == ((), None, None)
    assert _headings(draft) == [heading.lstrip("# ") for heading in headings]


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("", ("## 2031-02-14 Meeting", "## 2031-02-21 Cancelled")),
        ("# Pond group", ("## 2031-02-14", "## 2031-02-21 Cancelled")),
        ("# Pond group minutes", ("## 14 February 2031 – Fish", "## 21 February 2031 – Reeds")),
        ("# Pond council", ("## 2031", "### 14 February 2031: Fish", "### 21 February 2031: Reeds")),
    ],
)
def test_headings_that_begin_with_days_open_meetings(title: str, headings: tuple[str, ...]) -> None:
    """Headings that divide a whole paper by days open its meetings, whatever they say after the day."""
    draft = read(paper(*headings, title=title))
    assert days(draft) == ["2031-02-14", "2031-02-21"]
    assert [passage.part for passage in draft.passages][-4:] == [0, 0, 1, 1]


@pytest.mark.parametrize("words", ["", " Fish", " Meeting with the owner of the pond"])
@pytest.mark.parametrize("section", ["Action log", "Changelog", "Timeline", "Historique"])
def test_entries_of_a_list_divide_no_minutes(section: str, words: str) -> None:
    """Dated entries of actions or changes within the minutes of one meeting are of that meeting, and its day stays."""
    headings = ("## Reeds", f"## {section}", *(f"### 2031-02-{day}{words}" for day in (14, 21, 28)))
    facts = read(paper(*headings, title="# Minutes of the pond, 3 March 2031")).facts
    assert (facts.parts, facts.start) == ((), date(2031, 3, 3))


def test_headings_of_the_days_of_a_meeting_leave_its_days() -> None:
    """Days within those on the title page do not contradict them."""
    draft = read(paper("## 4 May 2031", "## 5 May 2031", title="# Report of the Workshop on Nets, 4-5 May 2031"))
    assert (draft.facts.start, draft.facts.end) == (date(2031, 5, 4), date(2031, 5, 5))


@pytest.mark.parametrize(
    "line", ["5 au 7 juin et 9 juillet 2031", "3-5 kwietnia i 7 maja 2031", "5-7 June and 9 July 2031"]
)
def test_a_range_and_a_day_far_from_it_are_no_days(line: str) -> None:
    """Half of the days that a line states are not those of the meeting."""
    facts = read(paper(title=f"# Meeting of the mill\n\n{line}\n\nThe members agreed that the wheel be mended.")).facts
    assert (facts.start, facts.end, facts.published) == (None, None, None)
