"""When a meeting was, as the numbers that sort and narrow it; how a paper states a date is read elsewhere."""

from __future__ import annotations

from datetime import date

from .model import Meeting


def year_of(meeting: Meeting) -> int | None:
    """Give the year of a meeting, from its days where only they are known."""
    known = meeting.start or meeting.end
    return meeting.year or (known.year if known else None)


def day_number(meeting: Meeting) -> int:
    """Give the number of the first day of a meeting, or of the year where only that is known; 0 is unknown."""
    year = year_of(meeting)
    known = meeting.start or meeting.end or (date(year, 1, 1) if year else None)
    return known.toordinal() if known else 0
