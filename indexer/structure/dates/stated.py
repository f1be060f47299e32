"""A date as a text states it. How it is found in the text is decided in `find`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StatedDates:
    """First and last day as stated in a text; what the text leaves out is None."""

    month: int
    first: int | None = None
    last: int | None = None
    last_month: int | None = None
    year: int | None = None
    """The year; of a range over two years, the year of its last day."""
    weekday: int | None = None
    """Weekday printed beside the first day (0 is Monday); it shows which year is meant where none is stated."""
    position: int = 0
    """Offset in the text where the date begins, with the weekday before it."""
    end: int = 0
    """Offset in the text where the date ends."""
    first_year: int | None = None
    """The year of the first day, where both are stated and differ."""

    def days(self) -> tuple[date, date] | None:
        """Return first and last day, or None if day or year is missing or the calendar has no such day."""
        if self.first is None or self.year is None:
            return None
        try:
            start = date(self.first_year or self.year, self.month, self.first)
            end = date(self.year, self.last_month or self.month, self.last or self.first)
            if end < start and self.last_month and not self.first_year:  # 30 December - 2 January 2031
                start = start.replace(year=self.year - 1)
        except ValueError:
            return None
        return (start, end) if end >= start else None

    def iso(self) -> str | None:
        """Return the date in ISO 8601 to the precision stated, or None without a year."""
        if self.year is None:
            return None
        days = self.days()
        year = days[0].year if days else self.year
        return f"{year:04}-{self.month:02}" + (f"-{self.first:02}" if self.first else "")
