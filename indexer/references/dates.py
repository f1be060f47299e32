"""Write days and ranges of days as English references do."""

from __future__ import annotations

from datetime import date
from typing import Literal

from indexer.text.months import MONTHS

_SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")

DateForm = Literal["day first", "month first", "short"]
"""`31 January 2026`, `January 31, 2026` or `31 Jan. 2026`."""


def month_name(month: int) -> str:
    """Return the name of a month, counted from 1."""
    return MONTHS[month - 1]


def parts_text(parts: tuple[int, ...], form: DateForm = "day first") -> str:
    """Return a year, a month of a year, or a day in words."""
    if len(parts) == 3:
        return day_text(date(*parts), form)
    names = _SHORT_MONTHS if form == "short" else MONTHS
    return f"{names[parts[1] - 1]} {parts[0]}" if len(parts) > 1 else str(parts[0])


def day_text(day: date, form: DateForm = "day first") -> str:
    """Return one day in words."""
    return range_text(day, day, form)


def range_text(start: date, end: date, form: DateForm = "day first") -> str:
    """Return the days from start to end in words, without repeating a month or year."""
    if start > end:
        start, end = end, start
    if start.year != end.year:
        return f"{range_text(start, start, form)}–{range_text(end, end, form)}"
    names = _SHORT_MONTHS if form == "short" else MONTHS
    first, last = names[start.month - 1], names[end.month - 1]
    if form == "month first":
        days = f"{first} {start.day}"
        if start != end:
            days += f"–{end.day}" if start.month == end.month else f"–{last} {end.day}"
        return f"{days}, {start.year}"
    days = f"{end.day} {last}"
    if start != end:
        days = f"{start.day}–{days}" if start.month == end.month else f"{start.day} {first}–{days}"
    return f"{days} {start.year}"
