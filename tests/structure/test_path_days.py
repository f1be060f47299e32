"""Tests of days from paths, and of papers of no meeting."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.structure.dates import StatedDates
from indexer.structure.draft import DraftFacts
from indexer.structure.front_matter.path_days import complete_facts


def facts(**stated: object) -> DraftFacts:
    """Return the facts of minutes with some of them stated."""
    return DraftFacts(**{"title": "Minutes", "kind": "minutes", **stated})  # type: ignore[arg-type]


def test_a_day_comes_from_the_path_where_the_text_has_none() -> None:
    """Minutes without a day take that of their file name, and say so."""
    read = complete_facts(facts(), "board/2031-02-14.md", None, [])
    assert (read.start, read.end, read.year) == (date(2031, 2, 14), date(2031, 2, 14), 2031)
    assert [(entry.fact, entry.basis, entry.evidence) for entry in read.evidence] == [("day", "path", "2031-02-14")]


def test_a_day_comes_from_the_page_title() -> None:
    """The title in the head of a page counts before the path."""
    read = complete_facts(facts(), "board/2031-02-14.html", "Board meeting, 13 February 2031", [])
    assert read.start == date(2031, 2, 13)


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ({"start": date(2031, 2, 3), "end": date(2031, 2, 3)}, "2031-02-14.md"),
        ({"year": 2030}, "2031-02-14.md"),
        ({"published": "2030-11"}, "2031-02-14.md"),
        ({"kind": "other", "title": "Why I like nets"}, "blog/2031/02/14/nets.html"),
    ],
)
def test_the_path_never_speaks_against_the_text(stated: dict[str, object], name: str) -> None:
    """A day or a year of the text stands, and the day of a post is no day of a meeting."""
    read = complete_facts(facts(**stated), name, None, [])
    assert read.start == stated.get("start")


@pytest.mark.parametrize(
    ("name", "partial", "day"),
    [
        ("2031-04/notes.md", StatedDates(4, 5), date(2031, 4, 5)),
        ("interim-31-04/agenda.md", StatedDates(4, 5, 6), date(2031, 4, 5)),
        ("interim-31-05/agenda.md", StatedDates(4, 5, 6), None),
        ("2031-04/notes.md", StatedDates(4, 5, weekday=0), None),  # 5 April 2031 is a Saturday
        ("2031-05/notes.md", StatedDates(4, 5), None),
    ],
)
def test_the_path_gives_the_year_of_a_day(name: str, partial: StatedDates, day: date | None) -> None:
    """A year beside the month that the text states is the year of its day, if the weekday agrees."""
    assert complete_facts(facts(partial_dates=partial), name, None, []).start == day


@pytest.mark.parametrize(
    ("stated", "name", "body", "has_meeting"),
    [
        ({"kind": "slides", "title": "My Awesome Presentation"}, "slides.md", [], False),
        ({"kind": "other", "title": "A Manifesto"}, "manifesto.md", ["We believe in nets."], False),
        ({"kind": "other", "title": "Letter"}, "letter.txt", ["I write to you about the quay."], False),
        ({"kind": "other", "title": "Workshop on Nets"}, "nets.md", [], True),
        ({"kind": "other", "title": "Nets"}, "nets.md", ["The meeting was held in the town hall."], True),
        ({}, "minutes.md", [], True),
        ({"kind": "other", "title": "Nets", "start": date(2031, 2, 13)}, "nets.md", [], True),
    ],
)
def test_a_paper_of_no_meeting(stated: dict[str, object], name: str, body: list[str], has_meeting: bool) -> None:
    """A paper that names no meeting, no day and no body has none."""
    assert complete_facts(facts(**stated), name, None, body).has_meeting is has_meeting


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2031/GMT20310505-140000_Recording.cc.vtt", date(2031, 5, 5)),
        ("2031/GMT20310506-001500_Recording.cc.vtt", None),
        ("2031/05-05-Artifacts/GMT20310506-001500_Recording.cc.vtt", date(2031, 5, 5)),
        ("talks/2031-05-05.srt", date(2031, 5, 5)),
    ],
)
def test_captions_have_the_day_of_their_recording(name: str, day: date | None) -> None:
    """The name of captions gives their day, unless it is the clock of a recorder in the night of Greenwich."""
    assert complete_facts(facts(kind="other", title="Recording"), name, None, []).start == day


@pytest.mark.parametrize(
    ("start", "name", "is_known"),
    [
        (date(2030, 11, 12), "boards_2031_crane-11-12.md", False),
        (date(2031, 11, 12), "boards_2031_crane-11-12.md", True),
        (date(2030, 11, 12), "boards_2031_crane-07.md", True),
        (date(2027, 11, 12), "boards_2031_crane-11-12.md", True),
    ],
)
def test_a_day_whose_year_is_another_in_the_path_is_not_known(start: date, name: str, is_known: bool) -> None:
    """A form that is copied keeps the year before; where the path names the same day in the next, neither is sure."""
    read = complete_facts(facts(start=start, end=start, year=start.year), name, None, [])
    assert read.start == (start if is_known else None)
