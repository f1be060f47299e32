"""When a meeting was, as the numbers that sort and narrow it; how a paper states a date is read elsewhere."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from indexer.model import Meeting


def meeting_year(meeting: Meeting) -> int | None:
    """Give the year of a meeting, from its days where only they are known."""
    known = meeting.start or meeting.end
    return meeting.year or (known.year if known else None)


def first_day_number(meeting: Meeting) -> int:
    """Give the number of the first day of a meeting, or of the year where only that is known; 0 is unknown."""
    year = meeting_year(meeting)
    known = meeting.start or meeting.end or (date(year, 1, 1) if year else None)
    return known.toordinal() if known else 0


def day_range(meeting: Meeting) -> tuple[int, int]:
    """Give the numbers of the first and the last day that a meeting can have had; 0 and 0 where that is unknown."""
    start, end = meeting.start or meeting.end, meeting.end or meeting.start
    if start and end:
        return start.toordinal(), max(start, end).toordinal()
    year = meeting_year(meeting)
    return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()) if year else (0, 0)


def first_day(stated: str) -> int:
    """Give the number of the first day of an ISO 8601 date of any precision; of none, one before all days."""
    year, month, day = (*map(int, filter(None, stated.split("-"))), 1, 1, 1)[:3]
    return date(year, month, day).toordinal() if stated else 0


def last_day(stated: str) -> int:
    """Give the number of the last day of an ISO 8601 date of any precision; of none, one after all days."""
    if not stated:
        return date.max.toordinal()
    year, *rest = map(int, stated.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1]).toordinal()
