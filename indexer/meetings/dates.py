"""The dates of a meeting as numbers that sort and filter it.

How a paper states a date is read in `structure.dates`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from indexer.model import Meeting


def meeting_year(meeting: Meeting | None) -> int | None:
    """Return the year of a meeting, from its days where only those are known; None without a meeting."""
    if meeting is None:
        return None
    first_known = meeting.start or meeting.end
    return meeting.year or (first_known.year if first_known else None)


def first_day_number(meeting: Meeting | None) -> int:
    """Return the ordinal of the first day of a meeting, of 1 January where only the year is known, or 0."""
    if meeting is None:
        return 0
    year = meeting_year(meeting)
    first_known = meeting.start or meeting.end or (date(year, 1, 1) if year else None)
    return first_known.toordinal() if first_known else 0


def day_range(meeting: Meeting | None) -> tuple[int, int]:
    """Return the ordinals of the first and last day that a meeting can have had; (0, 0) means unknown."""
    if meeting is None:
        return (0, 0)
    start, end = meeting.start or meeting.end, meeting.end or meeting.start
    if start and end:
        return start.toordinal(), max(start, end).toordinal()
    year = meeting_year(meeting)
    return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()) if year else (0, 0)


def first_day(iso_date: str) -> int:
    """Return the ordinal of the first day of an ISO 8601 date of any precision; an empty one is 0, before all days."""
    year, month, day = (*map(int, filter(None, iso_date.split("-"))), 1, 1, 1)[:3]
    return date(year, month, day).toordinal() if iso_date else 0


def last_day(iso_date: str) -> int:
    """Return the ordinal of the last day of an ISO 8601 date of any precision; `date.max` for an empty one."""
    if not iso_date:
        return date.max.toordinal()
    year, *month_and_day = map(int, iso_date.split("-"))
    month = month_and_day[0] if month_and_day else 12
    return date(year, month, month_and_day[1] if len(month_and_day) > 1 else monthrange(year, month)[1]).toordinal()
