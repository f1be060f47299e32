"""Parse what the path of a file says of its meeting: a day, a year, a number, the kind of paper, and what it shares.

A path is weaker evidence than any text; whether a paper may take a day from it is decided here too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from indexer.text.months import month_numbers

from .meeting_words import BODY_WORDS, MEETING_WORDS, RECORD_WORDS

_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?P<gap>[-_. ])(?P<month>\d{{1,2}})(?P=gap)(?P<day>\d{{1,2}})(?!\d)")
_COMPACT = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
# A recorder's clock runs on Greenwich time: at night there, it is another day where people met.
_STAMP = re.compile(r"gmt(?=\d{8}[-_]?(?:0[0-6]|2[0-3])\d{4})\d{8}")
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?P<gap>[-_. ])(?P<month>\d{{1,2}})(?P=gap)(?P<year>{_YEAR})(?!\d)")
_YEAR_MONTH = re.compile(rf"(?<!\d)(?P<year>{_YEAR})[-_. ]?(?P<month>0[1-9]|1[0-2])(?![\d,])")
_SIDE_BY_SIDE = re.compile(rf"{_YEAR}[-_. ]?\d{{1,2}}[-_. ]?\d{{1,2}}(?:[-_ –]|to|and)+{_YEAR}[-_. ]?\d{{1,2}}")
_LONE_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_TWO_YEARS = re.compile(rf"(?<!\d)(?P<first>{_YEAR})[-_/](?P<second>\d\d)(?!\d)|\bfy[-_ ]?{_YEAR}")
_PAIR = re.compile(r"(?<!\d)(?P<month>\d{2})(?P<gap>[-_. ]?)(?P<day>\d{2})(?!\d)")
_ORDINAL = r"(?:st|nd|rd|th|er)?"
_NUMBERED_DAY = re.compile(rf"(\d{{1,2}}){_ORDINAL}")
# Names shorter than this are English abbreviations only: `set` and `out` are months in Portuguese, and words elsewhere.
_MIN_FOREIGN_MONTH = 4
_FOLDERS_ABOVE = 32  # in which the year of a day is looked for: with all, 1,200 folders in each other took a second
_MONTHS_OF_A_YEAR = 12
_LONGEST_RANGE = 14  # days: two dates in one name that lie further apart are not the first and last day of a meeting
_ROLES = frozenset(
    """
    call calls concall telecon telecons telcon telcons teleconference
    agenda agendas agendapack minutes minute notes note transcript transcripts transcription record records recording
    meeting meetings report reports summary summaries programme program programmes schedule draft final approved
    unapproved proposed provisional annotated public contents index toc readme chat captions subtitles slides
    presentation presentations hansard debates proceedings verbatim doc docs document documents papers paper files
    pv odj cr actas acta ordre du jour compte rendu proces verbal protokoll niederschrift tagesordnung orden dia notulen
    verslag
    verbale verbali protocol protokol zapisnik zapis porzadek obrad referat dagsorden md html monday tuesday wednesday
    thursday friday saturday sunday morning afternoon evening
    """.split()
)
"""Words for the kind of a paper: two paths that differ in these alone are of one meeting."""
_SEQUENCES = frozenset("part parts page pages day jour dia tag section sections chapter segment vol".split())
"""Words before the number of a part of one meeting."""
_PART_NUMBER = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(_SEQUENCES))})[-_ ]?(\d{{1,3}})(?!\d)")
_AGENDAS = frozenset("agenda agendas agendapack programme program odj tagesordnung dagsorden".split())
_LANGUAGES = frozenset("en fr es ru ar zh pt eng fre fra spa esp rus ara chi por".split())
"""Codes at the end of a name that tell translations from each other."""
_NUMBERED = frozenset(
    """
    wg sg tc sc jtc tg tf group committee subcommittee commission panel division region district ward zone team unit
    phase room class grade series season project case item rule law act bill resolution res level track stage release
    """.split()
)
"""What has a number and is no meeting."""
_VERSION = re.compile(r"[-_. ](?:v|rev|r)\.?\d{1,2}$")
_POSTS = frozenset("blog blogs post posts news newsletter press release releases changelog article articles".split())
"""Words of a path whose days are days of publication."""


PathWords = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PathFacts:
    """What a path says."""

    days: tuple[date, date] | None = None
    evidence: str = ""
    """The part of the path that names the days."""
    year: int | None = None
    """The only year that it names, as far down as possible."""
    month: int | None = None
    """The month, where the path names a year and a month."""
    folder: PathWords = ()
    """Its folders without words for the kind of paper, as words and numbers; a day is one word, marked by `@`."""
    stem: tuple[str, ...] = ()
    """The same of the file name; empty where that says only the kind of paper or the position of a part."""
    part: int | None = None
    """The number of the part of the meeting in the file name: 2 in `day2.md`."""
    names_record: bool = False
    """Whether its words say that papers here are records or agendas of meetings."""
    names_body: bool = False
    """Whether its words name a body that meets."""
    is_agenda: bool = False
    """Whether its words say that it is an agenda."""
    directory: str = ""
    """Its folders as they are written."""

    @property
    def key(self) -> PathWords:
        """What papers of one meeting share: folders and name without words for the kind of paper."""
        return (*self.folder, self.stem) if self.stem else self.folder


@lru_cache(maxsize=4096)
def parse_path(name: str) -> PathFacts:
    """Return what the path of a file says; `name` is its path below the corpus folder, with forward slashes."""
    components = [_plain(part) for part in PurePosixPath(name).with_suffix("").parts]
    days, evidence = _days(components)
    year, month = (days[0].year, days[0].month) if days else _year_and_month(components)
    words = {word for part in components for word in re.findall(r"[^\W\d_]+", part)}
    stem = components[-1] if components else ""
    tokens = _tokens(components, days)
    return PathFacts(
        days=days,
        evidence=evidence,
        year=year,
        month=month,
        folder=tuple(part for part in tokens[:-1] if part),
        stem=tokens[-1] if tokens else (),
        part=_part_number(stem),
        names_record=bool(words & (RECORD_WORDS | MEETING_WORDS)) and not words & _POSTS,
        names_body=bool(words & BODY_WORDS) and not words & _POSTS,
        is_agenda=bool(words & _AGENDAS),
        directory=str(PurePosixPath(name).parent),
    )


def _plain(component: str) -> str:
    """Return a part of a path in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", component.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _days(components: list[str]) -> tuple[tuple[date, date] | None, str]:
    """Return the days that a path names, those furthest down, and the part of it that names them."""
    for depth in range(len(components), 0, -1):
        component, above = components[depth - 1], components[: depth - 1]
        found = _full_days(component)
        if found:
            return _range(found, component), component
        day = _day_below(component, above, is_file=depth == len(components))
        if day:
            return (day, day), "/".join(components[max(0, depth - 3) : depth])
    return None, ""


def _range(days: Sequence[date], component: str) -> tuple[date, date] | None:
    """Return one day, or the first and last of two that stand side by side; None where a name holds other days."""
    first, last = min(days), max(days)
    if first == last:
        return first, last
    is_range = len(set(days)) == len(days) == 2 and days[0] < days[1] and _SIDE_BY_SIDE.search(component)
    return (first, last) if is_range and (last - first).days <= _LONGEST_RANGE else None


@lru_cache(maxsize=4096)
def _full_days(component: str) -> tuple[date, ...]:
    """Return the days with a year that a part of a path names."""
    return tuple(_find_full_days(component))


def _find_full_days(component: str) -> Iterator[date]:
    component = _STAMP.sub(" ", component)
    for pattern in (_ISO, _COMPACT):
        for match in pattern.finditer(component):
            if day := _date(match["year"], match["month"], match["day"]):
                yield day
    for match in _DAY_FIRST.finditer(component):
        day_number, month_number = int(match["day"]), int(match["month"])
        if day_number == month_number or (day_number > 12) != (month_number > 12):
            low, high = sorted((day_number, month_number))
            if day := _date(match["year"], low, high):
                yield day
    month_and_day = _named_day(component)
    years = _LONE_YEAR.findall(component)
    if month_and_day and len(set(years)) == 1 and (day := _date(years[0], *month_and_day)):
        yield day


def _day_below(component: str, above: list[str], *, is_file: bool) -> date | None:
    """Return the day of a part of a path whose year, or year and month, stands in the folders above it."""
    year, month = _year_and_month(above[-_FOLDERS_ABOVE:])
    if year is None or not above:
        return None
    named = _named_day(component)
    if named:
        return _date(year, *named) if month in (None, named[0]) or abs(month - named[0]) == 1 else None
    pair = _PAIR.search(component)
    if month is not None and pair and int(pair["month"]) == month:
        return _date(year, month, pair["day"])
    if month is not None:
        number = _NUMBERED_DAY.fullmatch(component)
        is_padded = number is not None and len(number[1]) == 2
        return _date(year, month, number[1]) if number and (is_padded or not is_file) else None
    if pair and pair["gap"] and any(re.fullmatch(_YEAR, folder) for folder in above):
        month_number, day = int(pair["month"]), int(pair["day"])
        return _date(year, day, month_number) if month_number > 12 else _date(year, month_number, day)
    return None


def _year_and_month(components: list[str]) -> tuple[int | None, int | None]:
    """Return the year that a path names furthest down, and the month beside or below it."""
    month: int | None = None
    for component in reversed(components):
        beside = _YEAR_MONTH.search(component)
        years = set(_LONE_YEAR.findall(component)) or ({beside["year"]} if beside else set())
        if len(years) > 1 or _is_season(component):
            return None, None
        if years:
            own = int(beside["month"]) if beside else _month_name(component)
            return int(years.pop()), own or month
        month = _month_folder(component) or month
    return None, None


def _is_season(component: str) -> bool:
    """Return whether a part of a path names a year that begins in one year and ends in the next: `2030-31`."""
    match = _TWO_YEARS.search(component)
    if not match or not match["first"]:
        return match is not None
    first, second = int(match["first"]), int(match["second"])
    return second == (first + 1) % 100 and second > _MONTHS_OF_A_YEAR


def _month_folder(component: str) -> int | None:
    """Return the month that a folder stands for: `March`, `03`, `03-march`."""
    number = re.fullmatch(r"0?([1-9]|1[0-2])", component)
    return int(number[1]) if number else _month_name(component)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    english = month_numbers("en")
    foreign = month_numbers("de", "es", "fr", "it", "nl", "pt")
    names = {name: month for name, month in foreign.items() if len(name) >= _MIN_FOREIGN_MONTH} | english
    return {_plain(name): month for name, month in names.items()} | {"sept": 9}


def _month_name(component: str) -> int | None:
    named = {_months()[word] for word in re.findall(r"[^\W\d_]+", component) if word in _months()}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=1)
def _named_day_patterns() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    day = rf"(?P<day>\d{{1,2}}){_ORDINAL}(?!\d)"
    return (
        re.compile(rf"(?<![^\W\d_])(?P<month>{month})[-_. ]?{day}"),
        re.compile(rf"(?<!\d){day}[-_. ]?(?P<month>{month})(?![^\W\d_])"),
    )


def _named_day(component: str) -> tuple[int, int] | None:
    """Return month and day where a part of a path names the month in words: `march-29`, `29_march`."""
    for pattern in _named_day_patterns():
        match = pattern.search(component)
        if match:
            return _months()[match["month"]], int(match["day"])
    return None


def _date(year: int | str, month: int | str, day: int | str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _tokens(components: list[str], days: tuple[date, date] | None) -> list[tuple[str, ...]]:
    """Return the parts of a path as the words and numbers that tell one meeting from another, days marked by `@`."""
    result: list[tuple[str, ...]] = []
    for depth, component in enumerate(components, start=1):
        marks = sorted({f"@{day}" for day in _full_days(component)})
        rest = _VERSION.sub("", component)
        for pattern in (_ISO, _COMPACT, _DAY_FIRST) if marks else ():
            rest = pattern.sub(" ", rest)
        below = _day_below(component, components[: depth - 1], is_file=depth == len(components)) if not marks else None
        if below and days and below == days[0]:
            marks, rest = [f"@{below}"], re.sub(rf"\d+{_ORDINAL}|{'|'.join(_months())}", " ", rest)
        beside = _YEAR_MONTH.search(rest)
        if beside:
            marks.append(f"@{beside['year']}-{beside['month']}")
            rest = _YEAR_MONTH.sub(" ", rest, count=1)
        words = re.findall(r"[^\W\d_]+|\d+", rest)
        kept = [
            word.lstrip("0") or "0"
            for position, word in enumerate(words)
            if word not in _ROLES and word not in _SEQUENCES and not _is_part_number(words, position)
        ]
        if kept and kept[-1] in _LANGUAGES:
            kept.pop()
        result.append((*marks, *kept))
    return result


def _is_part_number(words: list[str], position: int) -> bool:
    return words[position].isdecimal() and position > 0 and words[position - 1] in _SEQUENCES


def _part_number(stem: str) -> int | None:
    match = _PART_NUMBER.search(stem)
    return int(match[1]) if match else None


def tells_apart(words: PathWords) -> bool:
    """Return whether a part of a path names one meeting of many: by a day, a month or a number that is no year.

    The number of a body, such as a working group, counts nothing.
    """
    return any(
        word.startswith("@")
        or (
            word.isdecimal() and not re.fullmatch(_YEAR, word) and (not position or part[position - 1] not in _NUMBERED)
        )
        for part in words
        for position, word in enumerate(part)
    )


def is_day(word: str) -> bool:
    """Return whether a word of a path is a day with its year."""
    return word.startswith("@") and word.count("-") == 2
