"""Words that name a meeting find its passages."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.model import Meeting
from indexer.query.meeting_names import MeetingNames
from indexer.query.parser import Term

NAMES = MeetingNames(
    [
        Meeting("lima-2024", "Symposium on Harbour Pilots", "Lima, Peru", date(2024, 5, 2), date(2024, 5, 3), 2024),
        Meeting("lima-2019", "Forum of Lighthouse Keepers", "Lima, Peru", year=2019),
        Meeting("budget", "Budget", None),
    ]
)


@pytest.mark.parametrize(
    ("typed", "meetings"),
    [
        ("Lima 2024", ("lima-2024",)),
        ("2019 lima", ("lima-2019",)),
        ("Lima", ("lima-2024", "lima-2019")),
        ("symposium in Lima", ("lima-2024",)),
        ("pilots 2024", ("lima-2024",)),
        ("symposium on harbour pilots", ("lima-2024",)),
        ("harbour pilots", ()),
        ("budget", ()),
        ("Peru", ()),
        ("Peru 2019", ("lima-2019",)),
        ("2024", ()),
        ("Lima 2020", ()),
        ("ships of Lima", ()),
        ("in the", ()),
    ],
)
def test_which_words_name_a_meeting(typed: str, meetings: tuple[str, ...]) -> None:
    """A place names its meetings; words of a title do beside place or year; a whole title does."""
    assert NAMES.named_by([Term(word) for word in typed.split()]) == meetings
