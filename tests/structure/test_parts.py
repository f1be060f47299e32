"""Tests of papers that hold several meetings."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.model import Reading
from indexer.readers import read_source
from indexer.readers.limits import LIMITS
from indexer.structure.draft import Draft
from indexer.structure.parse import parse_paper
from tests.structure.papers import make_source

_TALK = (
    "The members were told that the cranes on the south quay had been mended in the spring of that year.\n\n"
    "Members asked when the dredging of the channel would begin and who would pay for it in the end.\n"
)


def read(text: str, name: str = "notes.md") -> Draft:
    """Return the draft of a Markdown or plain text."""
    source = make_source(name, text)
    return parse_paper(source, read_source(source, text.encode(), LIMITS))


def paper(*headings: str, title: str = "# Loom Group Meeting Notes") -> str:
    """Return a paper with two paragraphs under each heading."""
    return "\n\n".join([title, *(f"{heading}\n\n{_TALK}" for heading in headings)])


def days(draft: Draft) -> list[str]:
    """Return the first day of each part."""
    return [part.start.isoformat() for part in draft.facts.parts]


@pytest.mark.parametrize(
    "headings",
    [
        ("## 2031-02-07", "## 2031-02-14", "## 2031-02-21"),
        ("## 7 February 2031", "## 14 February 2031", "## 21 February 2031"),
        ("## Meeting of 7 February 2031", "## Meeting of 14 February 2031", "## Meeting of 21 February 2031"),
        (
            "## 12th meeting (7 February 2031)",
            "## 13th meeting (14 February 2031)",
            "## 14th meeting (21 February 2031)",
        ),
        ("# Friday, 7 February 2031", "# Friday, 14 February 2031", "# Friday, 21 February 2031"),
        ("## February 7, 2031", "## February 14 (hand-over)", "## February 21, 2031"),
    ],
)
def test_headings_of_days_open_meetings(headings: tuple[str, ...]) -> None:
    """Headings for the days of a weekly meeting open its meetings, and each passage is of the meeting above it."""
    draft = read(paper(*headings))
    assert days(draft) == ["2031-02-07", "2031-02-14", "2031-02-21"]
    assert [passage.part for passage in draft.passages] == [0, 0, 1, 1, 2, 2]
    assert (draft.facts.start, draft.facts.end) == (None, None)
    assert all(passage.section.headings for passage in draft.passages)


def test_lines_of_a_plain_text_open_meetings() -> None:
    """`Meeting of 3 May 2031` on a line of its own opens a meeting where no headings are marked."""
    text = "Harbour Council\n\nMinutes 2031\n\n" + "\n".join(
        f"Meeting of {day} 2031\n\n{_TALK}" for day in ("3 May", "7 June", "5 July")
    )
    assert days(read(text, "council.txt")) == ["2031-05-03", "2031-06-07", "2031-07-05"]


@pytest.mark.parametrize("name", ["meeting-notes-2031.md", "2031/notes.md"])
def test_the_path_gives_the_year_of_headings(name: str) -> None:
    """A year in the name of the file or its folder is that of headings in one order of the calendar."""
    assert days(read(paper("## March 8", "## March 15", "## April 5"), name)) == [
        "2031-03-08",
        "2031-03-15",
        "2031-04-05",
    ]


def test_the_title_gives_the_year_of_headings() -> None:
    """Month and year of the title are those of headings of that month."""
    draft = read(paper("## March 8", "## March 15", title="# Meeting summary, March 2031"))
    assert days(draft) == ["2031-03-08", "2031-03-15"]


def test_the_heading_above_gives_the_year() -> None:
    """The year stands in the heading above the days, and the next year in the next one."""
    text = f"# Loom Group Meeting Notes\n\n## 2032\n\n### January 6\n\n{_TALK}\n\n## 2031\n\n### December 16\n\n{_TALK}"
    draft = read(text)
    assert days(draft) == ["2032-01-06", "2031-12-16"]
    assert [passage.part for passage in draft.passages] == [0, 0, 1, 1]


def test_neighbours_give_the_year_of_headings() -> None:
    """A heading without a year follows in the calendar on those before it, over the end of the year too."""
    draft = read(paper("## January 13, 2032", "## January 6, 2032", "## December 16", "## December 9"))
    assert days(draft) == ["2032-01-13", "2032-01-06", "2031-12-16", "2031-12-09"]


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("notes.md", ("## March 8", "## March 15")),
        ("notes-2031.md", ("## December 9", "## December 16", "## January 6")),
        ("notes-2031-04.md", ("## March 8", "## March 15")),
        ("notes-2031.md", ("## Monday, March 8", "## Monday, March 15")),  # 8 March 2031 is a Saturday
    ],
)
def test_a_year_that_is_not_certain_is_not_given(name: str, headings: tuple[str, ...]) -> None:
    """Where year, month or weekday do not fit, no passage has a day."""
    draft = read(paper(*headings), name)
    assert (draft.facts.parts, draft.facts.start, draft.facts.partial_dates) == ((), None, None)


@pytest.mark.parametrize(
    "text",
    [
        paper(
            "## Day 1 – 4 May",
            "## Day 2 – 5 May",
            title="# Report of the Workshop on Nets\n\nOslo, Norway, 4-5 May 2031",
        ),
        paper("## 4 May 2031", "## 5 May 2031"),
        paper("## Friday, 2 May 2031", "## Monday, 5 May 2031"),
        paper("## 4 May 2031", "## 8 May 2031", title="# Workshop on Nets\n\nAgenda"),
    ],
)
def test_days_of_one_meeting_open_no_parts(text: str) -> None:
    """Days that follow each other, and those of a programme, are the days of one meeting."""
    facts = read(text).facts
    assert facts.parts == ()
    assert facts.start
    assert facts.end
    assert facts.start < facts.end
    assert {facts.start, facts.end} <= {date(2031, 5, day) for day in (2, 4, 5, 8)}


def test_days_of_a_weekly_agenda_are_many_meetings() -> None:
    """A week is too long between two days of one programme."""
    assert days(read(paper("## 2031-05-06", "## 2031-05-13", title="# Agenda of the Loom Group"))) == [
        "2031-05-06",
        "2031-05-13",
    ]


def test_a_day_at_another_level_opens_a_meeting_too() -> None:
    """A heading that slipped to another level opens its meeting where its day lies between its neighbours."""
    assert days(read(paper("## 2031-02-07", "### 2031-02-14", "## 2031-02-21"))) == [
        "2031-02-07",
        "2031-02-14",
        "2031-02-21",
    ]
    assert days(read(paper("## 2031-02-07", "### 2030-12-24", "## 2031-02-21"))) == ["2031-02-07", "2031-02-21"]


def test_a_heading_with_another_day_ends_a_meeting() -> None:
    """What stands under `Published 2031-03-01` beside the headings of days is not of the meeting above it."""
    draft = read(paper("## 2031-02-07", "## Notes", "## 2031-02-14", "## Notes", "## Published 2031-03-01"))
    assert [passage.part for passage in draft.passages] == [0, 0, 0, 0, 1, 1, 1, 1, None, None]


def test_text_above_the_first_day_is_of_no_meeting() -> None:
    """An introduction above the headings of days has no day."""
    draft = read(
        f"# Loom Group Meeting Notes\n\n## Who we are\n\n{_TALK}\n" + paper("## 2031-02-07", "## 2031-02-14", title="")
    )
    assert [passage.part for passage in draft.passages] == [None, None, 0, 0, 1, 1]


def test_a_section_beside_the_days_is_of_no_meeting() -> None:
    """A last section on another matter does not belong to the meeting above it, sections of each meeting do."""
    draft = read(paper("## 2031-02-07", "## 2031-02-14", "## Standing rules"))
    assert [passage.part for passage in draft.passages] == [0, 0, 1, 1, None, None]
    draft = read(paper("## 2031-02-07", "## Notes", "## 2031-02-14", "## Notes"))
    assert [passage.part for passage in draft.passages] == [0, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        paper("## Registration closes 3 May 2031", "## Papers are due 7 June 2031", title="# Meeting of weavers"),
        paper("## Next meeting: 3 May 2031", "## Last meeting: 7 April 2031"),
    ],
)
def test_other_days_open_no_meetings(text: str) -> None:
    """Headings with deadlines or days of other meetings open none."""
    assert read(text).facts.parts == ()


def test_days_of_releases_open_no_meetings() -> None:
    """A paper whose kind, title, path and headings name no meeting is not divided."""
    assert (
        read(paper("## 2031-02-01", "## 2031-03-01", title="# What changed in the loom"), "changes.md").facts.parts
        == ()
    )


def test_a_heading_of_a_day_is_no_running_head() -> None:
    """`April 5`, `April 12`, `April 19` are no page numbers under one head."""
    draft = read(paper("# April 5", "# April 12", "# April 19", title=""), "2031-04-council-update.md")
    assert days(draft) == ["2031-04-05", "2031-04-12", "2031-04-19"]
    assert not [piece for piece in draft.pieces if piece.role == "dropped" and piece.text.startswith("April")]


def test_an_empty_reading_has_no_parts() -> None:
    """A paper without blocks is divided into nothing."""
    assert parse_paper(make_source(), Reading(())).facts.parts == ()
