"""The time line of meetings: a bar for each year, or for each month of one, that leads to its meetings.

It is made from the dates of meetings; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import get_month_names

from indexer.meetings.dates import meeting_year
from indexer.meetings.labels import UNDATED_LABEL
from indexer.model import Meeting
from indexer.query.results import UNDATED
from indexer.speech.translation import current_speech, gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.shared.labels import month_and_year

MAX_BARS = 24
"""Bars side by side, at most; the oldest years stand together as one."""
MAX_HEIGHT = 100
"""The height of the tallest bar; the template draws in these units."""
MIN_HEIGHT = 6
"""The height of a bar that would be too low to be seen."""
_MONTHS = range(1, 13)

YearUrl = Callable[[Sequence[str]], str]
"""Builds the address of what is shown of some years."""


@dataclass(frozen=True)
class MeetingDates:
    """How many meetings there are in each year, in each month of each year, and without a date."""

    years: Mapping[int, int]
    months: Mapping[tuple[int, int], int]
    undated: int


@dataclass(frozen=True)
class TimeBar:
    """A bar of the time line; without a meeting it has no address."""

    label: str
    name: str
    """The label in full, to be read out."""
    count: int
    height: float
    url: str
    current: bool = False
    is_gap: bool = False
    """Whether it stands for several years without meetings."""


@dataclass(frozen=True)
class TimeLine:
    """The bars, the oldest first, and what has no date."""

    bars: tuple[TimeBar, ...]
    undated: TimeBar | None = None


def meetings_by_year(library: Library) -> MeetingDates:
    """Count the meetings of a library by their dates. Call it once for each build."""
    dates = library.size()
    years = dict(dates.years)
    undated = years.pop(None, 0)
    months = {(year, month): count for year, month, count in dates.months}
    return MeetingDates({year: count for year, count in sorted(years.items()) if year}, months, undated)


def search_url(years: Sequence[str]) -> str:
    """Return the address of all passages of some years."""
    return urls.search_path(SearchRequest(filters={"year": tuple(years)}))


def time_line(dates: MeetingDates, url: YearUrl = search_url, chosen: Iterable[str] = ()) -> TimeLine:
    """Return a bar for each year with meetings, and empty ones between; several empty years in a row are one gap."""
    current = set(chosen)
    bars: list[TimeBar] = []
    before = 0
    for year, count in dates.years.items():
        missing = year - before - 1 if before else 0
        if missing > 1:
            bars.append(TimeBar("…", f"{before + 1}–{year - 1}", 0, 0, "", is_gap=True))
        elif missing:
            bars.append(TimeBar(str(year - 1), str(year - 1), 0, 0, ""))
        bars.append(TimeBar(str(year), str(year), count, 0, url((str(year),)), str(year) in current))
        before = year
    label = gettext(UNDATED_LABEL)
    undated = TimeBar(label, label, dates.undated, 0, url((UNDATED,)), UNDATED in current)
    return TimeLine(_with_heights(_oldest_together(bars, url, current)), undated if dates.undated else None)


def months_of(dates: MeetingDates, year: str, url: Callable[[int], str], chosen: int | None) -> TimeLine | None:
    """Return a bar for each month of a year; None where all its meetings are of one month, or have only a year."""
    counts = {month: dates.months.get((int(year), month), 0) for month in _MONTHS} if year.isdigit() else {}
    if sum(map(bool, counts.values())) < 2:
        return None
    names: Mapping[int, str] = get_month_names("abbreviated", "stand-alone", current_speech().locale)
    return TimeLine(
        _with_heights(
            TimeBar(
                names[month],
                month_and_year(date(int(year), month, 1)),
                count,
                0,
                url(month) if count else "",
                month == chosen,
            )
            for month, count in counts.items()
        )
    )


def in_month(meeting: Meeting, year: str, month: int | None) -> bool:
    """Return whether a meeting begins in a month of a year, or in the year where no month is given."""
    in_year = str(meeting_year(meeting) or UNDATED) == year
    return in_year and (month is None or bool(meeting.start and meeting.start.month == month))


def _oldest_together(bars: Sequence[TimeBar], url: YearUrl, chosen: set[str]) -> list[TimeBar]:
    """Return no more than `MAX_BARS` bars: where there are more, the oldest as one."""
    if len(bars) <= MAX_BARS:
        return list(bars)
    cut = len(bars) - MAX_BARS + 1
    oldest, newest = [bar for bar in bars[:cut] if bar.count], list(bars[cut:])
    while newest and not newest[0].count:
        newest.pop(0)
    years = [bar.label for bar in oldest]
    label = f"{years[0]}–{years[-1]}" if len(years) > 1 else years[0]
    together = TimeBar(label, label, sum(bar.count for bar in oldest), 0, url(years), chosen >= set(years))
    return [together, *newest]


def _with_heights(bars: Iterable[TimeBar]) -> tuple[TimeBar, ...]:
    """Return bars with their heights: the tallest has the full height, and none that counts is too low to be seen."""
    bars = tuple(bars)
    most = max((bar.count for bar in bars), default=0) or 1
    return tuple(
        replace(bar, height=round(max(MAX_HEIGHT * bar.count / most, MIN_HEIGHT), 1)) if bar.count else bar
        for bar in bars
    )
