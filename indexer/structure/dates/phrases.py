"""Put the tokens of a text together to dates: single days, ranges and lists of days, over months and years.

A range is read whole or not at all: a part of it would be a wrong day.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .stated import StatedDates
from .tokens import DateToken

MonthSide = Literal["before", "after"]
"""Whether the month stands before the day or after it."""

_WEEKDAY = r"(?:\(?W\)?,?\.?O?)?"
_DAY = r"D\.?(?:\(W\))?"
_MONTH = r"[Mm]\.?(?:/[Mm]\.?)?"
_ANY_MONTH = rf"(?:[-/]?O{{0,2}}{_MONTH})"
_STRONG_MONTH = r"(?:[-/]?O{0,2}M\.?(?:/M\.?)?)"
_YEAR = r"(?:[,.]?[-/]?O{0,3}Y)"
_JOINED = r"(?:,?[AR]|,|-|/)O{0,2}"
# Where the month of a day stands, and the kinds of tokens of such a date.
_FORMS: tuple[tuple[MonthSide, str], ...] = (
    # 5, 6 and 7 May 2031; 5-May-2031; Monday 30 December 2030 - Wednesday 1 January 2031
    (
        "after",
        rf"(?:{_WEEKDAY}{_DAY}(?:{_ANY_MONTH}{_YEAR}?)?{_JOINED}){{0,9}}{_WEEKDAY}{_DAY}{_ANY_MONTH}{_YEAR}",
    ),
    # May 5-7, 2031; May 30, 2031 to June 2, 2031
    (
        "before",
        rf"{_WEEKDAY}{_MONTH}-?O{{0,2}}{_DAY}{_YEAR}?(?:{_JOINED}{_WEEKDAY}(?:{_MONTH}O?)?{_DAY}{_YEAR}?){{0,9}}(?<=Y)",
    ),
    # 2031 May 5; 2031, May 5-7; 2031. május 5.
    ("before", rf"Y[,.]?-?O?{_MONTH}-?O?{_DAY}(?:{_JOINED}{_WEEKDAY}(?:{_MONTH})?{_DAY}){{0,9}}"),
    # 2031. gada 5. maijs
    ("after", rf"Y\.?O{_DAY}{_MONTH}"),
    # 17/05/2031; 05.-07.05.2031; 2031-05-05 to 2031-05-07
    ("after", rf"(?:{_WEEKDAY}(?:D\.?|Q){_JOINED}){{0,9}}{_WEEKDAY}P(?:{_JOINED}{_WEEKDAY}P){{0,9}}(?:[-/]D)?"),
    # 5-7 May; Monday, 5 May
    (
        "after",
        rf"(?:{_WEEKDAY}{_DAY}{_STRONG_MONTH}?{_JOINED}){{0,9}}{_WEEKDAY}{_DAY}{_STRONG_MONTH}",
    ),
    # May 5-7; Monday, May 5
    ("before", rf"{_WEEKDAY}M\.?O?{_DAY}(?:{_JOINED}{_WEEKDAY}(?:M\.?O?)?{_DAY}){{0,9}}"),
    # May-June 2031; May 2031
    ("after", rf"(?:{_MONTH}{_YEAR}?(?:-|R|A))?{_MONTH}{_YEAR}"),
)
_PATTERNS = tuple((side, re.compile(pattern)) for side, pattern in _FORMS)
# What follows half a range: the other half, in a form that is not understood.
_GOES_ON = re.compile(
    r"(?:-|R)O?(?:W,?)?(?:D\.?O?[Mm]|MD|P|D$|D\))|-[DN]-[DN]|,?BO?(?:W,?)?(?:D\.?(?:O?[Mm]|,?Y)|[Mm]\.?D|P)"
)
_OTHER_HALF = re.compile(r"(?:[MmD]\.?,?O{0,2}Y|P|[Mm]\.?D|D\.?O{0,2}M\.?)(?:-|R)O{0,2}(?:\(?W\)?,?)?$")
# `5 or 6 May 2031`, `5 ... 6 May 2031`
_LEFT_OPEN = re.compile(r"(?:D\.?|P|Y|[Mm])\)?,?(?:B|\.{3})O?$")
_BROKEN_BEFORE = re.compile(r"(?:M|N-|D\([^()]{1,12}\)(?:-|R))$")
_LONGEST_GAP = 3  # days between the days of one list: a weekend
_USED = "_"
_NO_JOIN = frozenset("WO().")


@dataclass(frozen=True)
class DateSpan:
    """A place in a text that holds a date; `dates` is None where it cannot be told which."""

    start: int
    end: int
    dates: StatedDates | None = None


@dataclass
class _Day:
    """A day of a range or list, as far as it is stated beside it; `index` is that of its token."""

    index: int
    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    join: str = ""
    """How it is joined to the day before it: one of `-`, `R`, `A`, `,` and `/`."""


def find_phrases(tokens: Sequence[DateToken]) -> Iterator[DateSpan]:
    """Yield the dates that tokens form, those with a year first."""
    original = kinds = "".join(token.kind for token in tokens)
    if not re.search(r"[MmP]", kinds):
        return
    for side, pattern in _PATTERNS:
        for match in list(pattern.finditer(kinds)):
            start, end = match.span()
            goes_on = _GOES_ON.match(original, end)
            is_open = match[0][-1] == "D" and original[end : end + 1] == "M"
            is_part = match[0][0] in "Mm" and original[start - 1 : start] == "N"  # of `2.5 May 2031`, the 5
            # minutes `no. 5.V.2031` are the fifth of a month
            is_number = original[start - 1 : start] in {"K", "E"} and any(map(_is_roman, tokens[start:end]))
            broken = (
                goes_on
                or is_open
                or is_part
                or is_number
                or _LEFT_OPEN.search(original[max(0, start - 20) : start])
                or _OTHER_HALF.search(original[max(0, start - 20) : start])
                or (original[start] == "D" and _BROKEN_BEFORE.search(original[max(0, start - 20) : start]))
            )
            end_used = goes_on.end() if goes_on else end
            kinds = kinds[:start] + _USED * (end_used - start) + kinds[end_used:]
            if broken:
                yield DateSpan(tokens[start].start, tokens[end_used - 1].end)
            else:
                yield from _dates(tokens, start, end, side)


def _is_roman(token: DateToken) -> bool:
    return token.kind == "m" and token.is_tight


def _dates(tokens: Sequence[DateToken], start: int, end: int, side: MonthSide) -> Iterator[DateSpan]:
    """Yield the dates of one match."""
    if tokens[end - 1].kind == "D" and tokens[end - 3].kind == "P" and not _is_range_of_figures(tokens[end - 2]):
        end -= 2
    span = DateSpan(tokens[start].start, tokens[end - 1].end)
    days = None if _has_two_months(tokens[start:end]) else _days(tokens, start, end, side)
    if days is None:
        yield span
        return
    if not days:
        months = {token.value for token in tokens[start:end] if token.kind in "Mm"}
        year = next(token.value for token in tokens[start:end] if token.kind == "Y")
        is_one = len(months) == 1
        yield replace(
            span, dates=StatedDates(months.pop(), year=year, position=span.start, end=span.end) if is_one else None
        )
        return
    groups = [*_groups(_without_counter(days, tokens))]
    if len(groups) > 1 and any(day.join in {"-", "R"} for group in groups for day in group[1:]):
        yield span  # `5-7 June and 9 July 2031`: neither is the whole
        return
    for group in groups:
        first, last = group[0].index, group[-1].index
        begin = tokens[start if group[0] is days[0] else first].start
        finish = tokens[end - 1 if group[-1] is days[-1] else last].end
        yield DateSpan(begin, finish, _stated(group, begin, finish))


def _has_two_months(tokens: Sequence[DateToken]) -> bool:
    """Return whether two months stand at a slash, as in `May/June 5`; `أيار/مايو` is one month with two names."""
    return any(
        sign.kind == "/" and first.kind in "Mm" and second.kind in "Mm" and first.value != second.value
        for first, sign, second in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_range_of_figures(sign: DateToken) -> bool:
    """Return whether a sign between `2031-05-05` and `07` joins a range; after a hyphen, a number follows."""
    return sign.is_tight and not (sign.kind == "-" and sign.value)


def _days(tokens: Sequence[DateToken], start: int, end: int, side: MonthSide) -> list[_Day] | None:
    """Return the days of a match, months and years filled in; None where figures can be read in two ways."""
    days: list[_Day] = []
    pending: dict[str, int] = {}
    for index in range(start, end):
        kind, value, figures = tokens[index].kind, tokens[index].value, tokens[index].figures
        if kind in "DPQ":
            day = _Day(index, value, join=_join(tokens, index, start, side) if days else "")
            if kind in "PQ":
                day.year, day.month, day.day = figures[0] or None, figures[1], figures[2]
                if figures[1] < 0:
                    return None
            day.month = pending.pop("month", day.month)
            day.year, day.weekday = pending.pop("year", day.year), pending.pop("weekday", None)
            days.append(day)
        elif kind in "Mm":
            if side == "before" or not days:
                pending["month"] = value
            elif days[-1].month not in {None, value}:
                return None
            else:
                days[-1].month = value
        elif kind == "Y" and days:
            days[-1].year = value
        elif kind == "Y":
            pending["year"] = value
        elif kind == "W" and days and tokens[index - 1].kind == "(":
            days[-1].weekday = value
        elif kind == "W":
            pending["weekday"] = value
    return _filled(days)


def _join(tokens: Sequence[DateToken], index: int, start: int, side: MonthSide) -> str:
    """Return the kind of the token that joins a day to the day before it."""
    position = index - 1
    while position > start:
        kind = tokens[position].kind
        is_comma_of_weekday = kind == "," and tokens[position - 1].kind in "W)"
        if kind not in _NO_JOIN and not is_comma_of_weekday and not (side == "before" and kind in "Mm"):
            return kind
        position -= 1
    return ""


def _filled(days: list[_Day]) -> list[_Day]:
    """Return days with the month and year that stand at the last or at the first of them."""
    only_first_has_year = days[0].year is not None and not any(day.year for day in days[1:]) if days else False
    for nearer, further in [*zip(days[-2::-1], days[:0:-1], strict=True), *zip(days[1:], days[:-1], strict=True)]:
        nearer.month = nearer.month or further.month
        nearer.year = nearer.year or further.year
    for earlier, later in itertools.pairwise(days):
        if only_first_has_year and earlier.month and later.month and later.month < earlier.month:
            later.year = (earlier.year or 0) + 1
    return days


def _without_counter(days: list[_Day], tokens: Sequence[DateToken]) -> list[_Day]:
    """Return days without a number before them that is none: `Session 3, 5 May`; none where that cannot be told."""
    if len(days) < 2 or days[1].join not in {"-", ","} or days[0].weekday is not None:
        return days
    first, join = days[0].index, days[1].join
    if tokens[first + 1].kind not in {"-", ",", "."}:
        return days
    before = tokens[first - 1].kind if first else ""
    if before == "." and first > 1:
        before = tokens[first - 2].kind
    is_loose = join == "," or not any(token.is_tight for token in tokens[first : days[1].index] if token.kind == "-")
    is_list = join == "," and not any(day.join == "A" for day in days)
    ascends = days[0].month != days[1].month or days[0].day < days[1].day
    if before == "K" or (join == "," and not ascends) or (before == "E" and join == ","):
        return days[1:]
    if ascends and (
        (before == "E" and is_loose) or (before == "X" and is_list) or (_is_figures(days[1], tokens) and is_loose)
    ):
        return []
    return days


def _is_figures(day: _Day, tokens: Sequence[DateToken]) -> bool:
    """Return whether a day in figures follows a bare number: `3 - 17/05/2031`."""
    return tokens[day.index].kind == "P" and tokens[day.index - 1].kind == "-" and tokens[day.index - 2].kind == "D"


def _groups(days: list[_Day]) -> Iterator[list[_Day]]:
    """Yield the days that belong together: the ends of a range, and days of a list that follow each other."""
    group: list[_Day] = []
    for day in days:
        if not group or day.join in {"-", "R"} or 0 < _gap(group[-1], day) <= _LONGEST_GAP:
            group.append(day)
        else:
            yield group
            group = [day]
    if group:
        yield group


def _gap(first: _Day, last: _Day) -> int:
    """Return the days from one day to another, also over the turn of a year; 0 where the calendar lacks one."""
    year = last.year or 2000
    try:
        start, end = date(first.year or year, first.month or 1, first.day), date(year, last.month or 1, last.day)
        if end < start and (first.month, last.month) == (12, 1):
            start = start.replace(year=start.year - 1)
    except ValueError:
        return 0
    return (end - start).days


def _stated(group: Sequence[_Day], start: int, end: int) -> StatedDates | None:
    first, last = group[0], group[-1]
    if first.month is None or last.month is None:
        return None
    return StatedDates(
        month=first.month,
        first=first.day,
        last=last.day if last is not first else None,
        last_month=last.month if last.month != first.month else None,
        year=last.year,
        weekday=first.weekday,
        position=start,
        end=end,
        first_year=first.year if first.year != last.year else None,
    )
