"""Find dates in Chinese, Japanese and Korean, where signs follow the numbers of year, month and day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrases import DateSpan
from .stated import StatedDates

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911}
"""The year before the first year of each era."""
_NUMERALS = "〇零○一二三四五六七八九"
_NUMBER = rf"(?:\d{{1,2}}|[{_NUMERALS}十廿卅元]{{1,4}})"
_TO = r"\s*(?:[-‐‑‒–—―−－~～〜至到、,，・및]|から|부터|和|及|與|与|暨)\s*"
_WEEK = (
    r"(?:\s?[（(]?\s?(?:(?:星期|礼拜|禮拜|週|周)[一二三四五六日天]|[月火水木金土日]曜日|[월화수목금토일]요일"
    r"|[月火水木金土日월화수목금토일](?=\s?[）)]))\s?[）)]?)?"
)


def _day(name: str) -> str:
    return rf"(?P<{name}>{_NUMBER})\s?(?:日|号|號|일)"


def _month(name: str) -> str:
    return rf"(?P<{name}>{_NUMBER})\s?[月월]"


def _year(era: str, year: str) -> str:
    number = rf"(?P<{year}>\d{{1,4}}|[{_NUMERALS}]{{4}}|[{_NUMERALS}十百元]{{1,5}})"
    return rf"(?:(?P<{era}>{'|'.join(_ERAS)})\s?)?{number}\s?[年년]度?"


_FIRST = rf"(?:{_day('first')}{_WEEK}|(?P<bare>{_NUMBER})(?={_TO}{_NUMBER}\s?[日号號일]))"
_LAST = rf"{_TO}(?:{_year('last_era', 'last_year')}\s?)?(?:{_month('last_month')}\s?)?{_day('last')}{_WEEK}"
_DATE = re.compile(rf"(?:{_year('era', 'year')}\s?)?(?<![\d月]){_month('month')}\s?{_FIRST}(?:{_LAST})?")
_MONTH_ONLY = re.compile(rf"{_year('era', 'year')}\s?{_month('month')}份?(?!\s?[\d{_NUMERALS}十])")


def find_ideographic(text: str) -> Iterator[DateSpan]:
    """Yield the dates of a text that are written with signs for year, month and day: `2031年5月5日至7日`."""
    used: list[tuple[int, int]] = []
    for pattern in (_DATE, _MONTH_ONLY):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < other_end and other_start < end for other_start, other_end in used):
                used.append((start, end))
                yield DateSpan(start, end, _stated(match))


def _stated(match: re.Match[str]) -> StatedDates | None:
    part = match.groupdict()
    year, last_year = _year_number(part["era"], part["year"]), _year_number(part.get("last_era"), part.get("last_year"))
    month, last_month = _number(part["month"]), _number(part.get("last_month"))
    first, last = _number(part.get("first") or part.get("bare")), _number(part.get("last"))
    is_possible = all(number is None or 1 <= number <= 12 for number in (month, last_month))
    if not month or not is_possible or any(number is not None and not 1 <= number <= 31 for number in (first, last)):
        return None
    if part["year"] and year is None:
        return None
    if year and not last_year and last_month and last_month < month:
        last_year = year + 1
    return StatedDates(
        month=month,
        first=first,
        last=last,
        last_month=last_month if last_month != month else None,
        year=last_year or year,
        position=match.start(),
        end=match.end(),
        first_year=year if last_year and last_year != year else None,
    )


def _year_number(era: str | None, text: str | None) -> int | None:
    if not text:
        return None
    if era:
        return _ERAS[era] + (_number(text) or 0)
    if len(text) != 4:
        return None
    year = int("".join(str(_digit(sign)) for sign in text))
    return year if 1500 <= year <= 2199 else None


def _number(text: str | None) -> int | None:
    """Return a number from 1 to 99 in figures or in Chinese numerals: `12`, `十二`, `二十一`; `元` is 1."""
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    tens, ten, ones = text.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    value = (_digit(tens) if tens else 1) * 10 if ten else 0
    return value + (_digit(ones) if ones else 0) if len(ones) <= 1 and len(tens) <= 1 else None


def _digit(sign: str) -> int:
    return int(sign) if sign.isdecimal() else max(0, "零一二三四五六七八九".find(sign))
