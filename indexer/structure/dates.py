"""Parse days, ranges of days and months as papers write them, in running text or on a title page.

Hours are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indexer.text.months import month_numbers


@dataclass(frozen=True)
class StatedDates:
    """First and last day as stated in a text; what the text leaves out is None."""

    month: int
    first: int | None = None
    last: int | None = None
    last_month: int | None = None
    year: int | None = None
    weekday: int | None = None
    """Weekday printed beside the first day (0 is Monday); it shows which year is meant where none is stated."""
    position: int = 0

    def days(self) -> tuple[date, date] | None:
        """Return first and last day, or None if day or year is missing or the calendar has no such day."""
        if self.first is None or self.year is None:
            return None
        try:
            start = date(self.year, self.month, self.first)
            end = date(self.year, self.last_month or self.month, self.last or self.first)
        except ValueError:
            return None
        if end < start and self.last_month:  # 30 December - 2 January: the year stated is that of the last day
            start = start.replace(year=self.year - 1)
        return (start, end) if end >= start else None

    def iso(self) -> str | None:
        """Return the date in ISO 8601 to the precision stated, or None without a year."""
        if self.year is None:
            return None
        return f"{self.year}-{self.month:02}" + (f"-{self.first:02}" if self.first else "")


_MAX_DATE_LINE = 150  # characters: the longest line that states only a date
_MONTHS = {**month_numbers("ar", "ru", "pt", "es", "fr", "de", "en"), "sept": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.(?=\s))?"
_YEAR = r"(?:19|20)\d{2}"
_ONLY_YEAR = re.compile(r"[(\[]?((?:19|20)\d\d)[)\]]?")
_TO = r"\s*(?:-|–|—|to|and|&|au|et|al|y|e|until)\s*"
_WEEK = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)}),?\s+)?"
_DE = r"\s+(?:de\s+|of\s+)?"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 30 November - 2 December 2024
        rf"\b{_WEEK}(?P<first>{_DAY}){_DE}(?P<month>{_MONTH})\b\.?{_TO}(?P<last>{_DAY}){_DE}(?P<last_month>{_MONTH})\b\.?"
        rf"(?:,?{_DE[:-1]}*\s*(?P<year>{_YEAR}))?\b",
        # 10-11 December 2024; 31 May 2024
        rf"\b{_WEEK}(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?{_DE}(?P<month>{_MONTH})\b\.?(?:,?\s*(?:de\s+)?(?P<year>{_YEAR}))?\b",
        # December 10-11th, 2024; December 12, 2019
        rf"\b{_WEEK}(?P<month>{_MONTH})\.?\s+(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?(?!\d)(?:,?\s+(?P<year>{_YEAR}))?\b",
        # 2024-12-10
        rf"\b(?P<year>{_YEAR})-(?P<month_number>\d\d)-(?P<first>\d\d)\b",
        # 17.05.2023
        rf"(?<![\d.])(?P<first>\d{{1,2}})\.(?P<month_number>\d{{1,2}})\.(?P<year>{_YEAR})(?!\.?\d)",
        # 2024年12月10日, 2024年12月10日-11日
        rf"(?P<year>{_YEAR})年\s?(?P<month_number>\d{{1,2}})月\s?(?P<first>\d{{1,2}})日"
        rf"(?:\s?[-–~〜～至]\s?(?P<last>\d{{1,2}})日)?",
        # February 2020
        rf"\b(?P<month>{_MONTH})\.?,?\s+(?P<year>{_YEAR})\b",
    )
)


_NUMBER_OF_DAY = re.compile(r"^(?:day|jour|jornada|día|dia)\s+(?:\d+|one|two|three|four|five)\b", re.IGNORECASE)


def find_dates(text: str) -> Iterator[StatedDates]:
    """Return the dates in a text, in order; where two patterns match one place, the fuller one wins."""
    spans: list[tuple[int, int]] = []
    result: list[StatedDates] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in spans):
                continue
            dates = _dates(match)
            if dates:
                spans.append(match.span())
                result.append(dates)
    return iter(sorted(result, key=lambda dates: dates.position))


def without_dates(text: str) -> str:
    """Return a text without its dates and the weekdays before them."""
    for pattern in _PATTERNS:
        text = pattern.sub("", text)
    return re.sub(rf"\b(?:{'|'.join(_WEEKDAYS)})\b,?", "", text, flags=re.IGNORECASE)


def _dates(match: re.Match[str]) -> StatedDates | None:
    part = match.groupdict()
    number = part.get("month_number")
    month = int(number) if number else _MONTHS[part["month"].casefold()]
    first, last = _day(part.get("first")), _day(part.get("last"))
    if not 1 <= month <= 12 or any(day is not None and not 1 <= day <= 31 for day in (first, last)):
        return None
    last_month = part.get("last_month")
    weekday = part.get("weekday")
    return StatedDates(
        month=month,
        first=first,
        last=last,
        last_month=_MONTHS[last_month.casefold()] if last_month else None,
        year=int(part["year"]) if part.get("year") else None,
        weekday=_WEEKDAYS.index(weekday.lower()) if weekday else None,
        position=match.start(),
    )


def _day(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def parse_bare_year(text: str) -> int | None:
    """Return the year if a line consists of nothing else (`1962`, `(2019)`), or None."""
    match = _ONLY_YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None


def is_only_date(text: str) -> bool:
    """Return whether a line states a date and nothing else."""
    if len(text) > _MAX_DATE_LINE:
        return False
    text = _NUMBER_OF_DAY.sub("", text)
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match and not re.search(r"\w", text[: match.start()] + text[match.end() :]):
            return True
    return False
