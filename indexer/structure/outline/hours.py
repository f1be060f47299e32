"""Parse lines that say when a session is held: a day with hours, or hours alone.

A day alone is parsed in `structure.dates`.
"""

from __future__ import annotations

from indexer.structure.dates import find_dates, without_dates

from .session_labels import split_time


def parse_hours_line(text: str) -> tuple[tuple[int, int] | None, str] | None:
    """Return day and month, if stated, and the hours of a line: `Wednesday, 6 July, 9:00 – 12:30`.

    Return None for a line that states anything else.
    """
    rest = without_dates(text).strip(" ,;|–—()")
    time, after = split_time(rest)
    if not time or after.strip(" ,.;|–—()").casefold() not in {"", "local time", "gmt", "utc", "cet", "est"}:
        return None
    day = next(((dates.first, dates.month) for dates in find_dates(text) if dates.first), None)
    return day, time
