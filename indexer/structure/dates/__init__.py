"""Parse days, ranges of days and months as papers write them, in running text or on a title page.

Hours, and the question which of the dates is the day of the meeting, do not belong here.
"""

from __future__ import annotations

from .find import find_dates, is_only_date, numeric_order, parse_bare_year, possible_days, without_dates
from .stated import StatedDates
from .tokens import DayOrder

__all__ = [
    "DayOrder",
    "StatedDates",
    "find_dates",
    "is_only_date",
    "numeric_order",
    "parse_bare_year",
    "possible_days",
    "without_dates",
]
