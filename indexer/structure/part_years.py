"""Find the year of days that headings print without one. Only a year that is certain is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from indexer.model import FactBasis
from indexer.structure.dates import StatedDates, find_dates
from indexer.structure.front_matter.paths import PathFacts

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/-])")


@dataclass(frozen=True)
class YearSource:
    """Where the year of one heading may stand."""

    above: str
    """The heading above it."""
    path: PathFacts
    title: str
    name: str = ""
    """The path itself."""
    days: tuple[date, date] | None = None
    """The days on the title page of the paper."""


@dataclass(frozen=True)
class ResolvedDays:
    """The days that headings name."""

    days: tuple[tuple[date, date] | None, ...]
    """The first and last day of each heading; None where its year is not certain."""
    year_evidence: str = ""
    """The title or the path that gave the year of some of them."""
    basis: FactBasis = "stated"


def resolve_days(stated: Sequence[StatedDates], sources: Sequence[YearSource]) -> ResolvedDays:
    """Return the first and last day that each heading names, where its year is certain.

    The year stands in the heading, in one above it, in the title or the path of the file, or follows from its
    neighbours in the order of the calendar. A printed weekday that does not fit shows that the year is another.
    """
    years = [
        dates.year or _year_within(dates, source) or _year_above(dates, source)
        for dates, source in zip(stated, sources, strict=True)
    ]
    if None in years:
        years = _from_neighbours(stated, years)
    common, evidence = None, ""
    basis: FactBasis = "stated"
    if None in years and sources:
        common = _year_of_paper(stated, sources[0])
    if common:
        is_path = sources[0].path.year == common
        evidence, basis = (sources[0].name, "path") if is_path else (sources[0].title, "stated")
    days = (_days(dates, year or common) for dates, year in zip(stated, years, strict=True))
    return ResolvedDays(tuple(days), evidence, basis)


def _days(dates: StatedDates, year: int | None) -> tuple[date, date] | None:
    days = replace(dates, year=year).days()
    is_inferred = dates.year is None
    if not days or (is_inferred and dates.weekday is not None and days[0].weekday() != dates.weekday):
        return None
    return days


def _year_within(dates: StatedDates, source: YearSource) -> int | None:
    """Return the year in which a day is one of several days on the title page, or the day before or after them."""
    if not source.days or source.days[0] == source.days[1]:
        return None
    margin = timedelta(days=1)
    for year in {source.days[0].year, source.days[1].year}:
        days = replace(dates, year=year).days()
        if days and source.days[0] - margin <= days[0] and days[1] <= source.days[1] + margin:
            return year
    return None


def _year_above(dates: StatedDates, source: YearSource) -> int | None:
    """Return the only year of the heading above, unless that names another month."""
    return _year_in(source.above, {dates.month})


def _year_in(text: str, months: set[int]) -> int | None:
    years = {int(year) for year in _YEAR.findall(text)}
    named = {found.month for found in find_dates(text)}
    return years.pop() if len(years) == 1 and (not named or months <= named) else None


def _year_of_paper(stated: Sequence[StatedDates], source: YearSource) -> int | None:
    """Return the year that the title or the path gives for all headings without one; None where they differ.

    Headings that go on from December to January are not all of one year.
    """
    without_year = [(dates.month, dates.first or 0) for dates in stated if dates.year is None]
    months = {month for month, _ in without_year}
    path = source.path
    from_path = path.year if path.month is None or months == {path.month} else None
    candidates = {_year_in(source.title, months), from_path} - {None}
    runs = [later >= earlier for earlier, later in pairwise(without_year) if later != earlier]
    in_order = all(runs) or not any(runs)
    return candidates.pop() if len(candidates) == 1 and in_order else None


def _from_neighbours(stated: Sequence[StatedDates], years: Sequence[int | None]) -> list[int | None]:
    """Return the years with those that follow from the heading before or after, in one order of the calendar.

    The order is that of the headings whose years are stated; where that is one heading, the only order in which all
    others follow on it.
    """
    known = [
        (year, dates.month, dates.first or 0) for dates, year in zip(stated, years, strict=True) if year is not None
    ]
    rising = [later > earlier for earlier, later in pairwise(known) if later != earlier]
    if not rising and known:
        orders = [_in_order(stated, years, ascends=ascends) for ascends in (True, False)]
        complete = [ordered for ordered in orders if None not in ordered]
        return complete[0] if len(complete) == 1 else list(years)
    if not rising or (any(rising) and not all(rising)):
        return list(years)
    return _in_order(stated, years, ascends=rising[0])


def _in_order(stated: Sequence[StatedDates], years: Sequence[int | None], *, ascends: bool) -> list[int | None]:
    """Return the years with those that follow from the neighbours where days ascend, or descend, down the paper."""
    ordered = list(years)
    for step in (1, -1):
        positions = range(len(stated))[::step]
        for before, here in pairwise(positions):
            year = ordered[before]
            if ordered[here] is None and year is not None:
                ordered[here] = _next_year(stated[before], year, stated[here], ascends=ascends is (step == 1))
    return ordered


def _next_year(before: StatedDates, year: int, here: StatedDates, *, ascends: bool) -> int | None:
    """Return the year of the next heading; None where it would be half a year or more away."""
    direction = 1 if ascends else -1
    for candidate in (year, year + direction):
        months = direction * ((candidate - year) * 12 + here.month - before.month)
        later = direction * ((here.first or 0) - (before.first or 0)) >= 0
        if 0 < months < 6 or (months == 0 and later):
            return candidate
    return None
