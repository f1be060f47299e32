"""Hold a date that a draft gives to its source against the days of the meeting, the session and the paper."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from babel.dates import format_date

from indexer.model import Document, Meeting, Passage
from indexer.speech.dates_in_words import day_range, full_date, month_and_year
from indexer.speech.translation import ENGLISH, current_speech
from indexer.text.analysis import terms_in

from .facts import JudgedFact, SourceDays, StatedFact, StatedPeriod
from .known_names import KnownNames

Days = tuple[date, date]

_WEEK = 7
_LATE_PAPER = timedelta(days=550)  # a paper dated so long after its meeting is rather one of another


def judge_days(
    fact: StatedFact, stated: StatedPeriod, passage: Passage, names: KnownNames, stated_kind: str
) -> JudgedFact:
    """Judge one date. `stated_kind` is the kind of paper that the draft names beside it, empty if none."""
    if stated.weekday is None:
        return _judge_dates(fact, stated, passage, names, stated_kind)
    if not stated.has_year:
        return _judge_weekday(fact, stated.weekday, passage)
    # `Tuesday, 5 May 2031`, which is a Monday: one of the two is wrong.
    judged = _judge_dates(fact, replace(stated, weekday=None), passage, names, stated_kind)
    return judged if judged.verdict == "contradicted" else JudgedFact(fact, "not_judged", judged.source)


def _judge_dates(
    fact: StatedFact, stated: StatedPeriod, passage: Passage, names: KnownNames, stated_kind: str
) -> JudgedFact:
    meeting, document = passage.meeting, passage.document
    held, published = meeting_days(meeting), _published(document)
    told = SourceDays(held, published if fact.of_paper or not held else None)
    source = _in_words(told)
    has_adoption = fact.of_paper and published is None and _has_day_of_adoption(document, held)
    titles = {*terms_in(document.title), *(terms_in(meeting.title) if meeting else ())}
    known = [days for days in (held, published) if days]
    is_titled = set(terms_in(fact.text)) <= titles
    if not is_titled and not _is_certain_day(document):
        return JudgedFact(fact, "not_judged", source)
    fits = is_titled or any(_meets(stated, days) for days in known)
    is_other_day = _is_other_day(fact, stated, passage)
    if (fits and not is_other_day) or any(_meets(other, days) for other in fact.beside for days in known):
        return JudgedFact(fact, "supported" if fits else "not_judged", source)
    if fits and (of_session := _session_days(passage)):
        return JudgedFact(
            fact, "contradicted", days_in_words(of_session), "place", known=SourceDays(of_session=of_session)
        )
    is_open = held is None or (stated.vague and _near(stated, held))
    is_undated = fact.of_paper and published is None and not has_adoption
    if is_open or (is_undated and held and not _is_other_paper(stated, document, held, names, stated_kind)):
        return JudgedFact(fact, "not_judged", source)
    return JudgedFact(fact, "contradicted", source, "place", known=SourceDays(dated=held) if has_adoption else told)


def _judge_weekday(fact: StatedFact, weekday: int, passage: Passage) -> JudgedFact:
    """Judge a day of the week by the days of the session, or else of the meeting, where those are certain and few."""
    held = _session_days(passage) or meeting_days(passage.meeting)
    if held is None or not _is_certain_day(passage.document):
        return JudgedFact(fact, "not_judged")
    source = _in_words(SourceDays(held))
    length = (held[1] - held[0]).days + 1
    if any((held[0] + timedelta(days=number)).weekday() == weekday for number in range(min(length, _WEEK))):
        return JudgedFact(fact, "supported" if length < _WEEK else "not_judged", source)
    published = _published(passage.document)
    if published and published[0] == published[1] and published[0].weekday() == weekday:
        return JudgedFact(fact, "not_judged", source)
    return JudgedFact(fact, "contradicted", source, "place", known=SourceDays(held))


def meeting_days(meeting: Meeting | None) -> Days | None:
    """Return the first and last day of a meeting, or those of its year; None where neither is known."""
    if meeting is None:
        return None
    if meeting.start:
        return meeting.start, meeting.end or meeting.start
    return (date(meeting.year, 1, 1), date(meeting.year, 12, 31)) if meeting.year else None


def _published(document: Document) -> Days | None:
    parts = [int(part) for part in (document.published or "").split("-") if part.isdigit()]
    if not parts:
        return None
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    year, month, day = parts[:3]
    return date(year, month, day), date(year, month, day)


def _meets(stated: StatedPeriod, days: Days) -> bool:
    """Return whether two stretches of days have one in common; without a year, in any year."""
    if stated.has_year:
        return stated.first <= days[1] and days[0] <= stated.last
    for year in {days[0].year, days[1].year}:
        try:
            first, last = stated.first.replace(year=year), stated.last.replace(year=year)
        except ValueError:  # 29 February
            continue
        if first <= days[1] and days[0] <= last:
            return True
    return False


def days_overlap(days: Days, other: Days) -> bool:
    """Return whether two stretches of days have one in common."""
    return days[0] <= other[1] and other[0] <= days[1]


def days_meet(stated: StatedPeriod, other: StatedPeriod) -> bool:
    """Return whether two stated stretches of days have one in common, in any year where one of them has none."""
    if stated.weekday != other.weekday:
        return False  # which day of the week a date is does not say that it is meant
    if stated.has_year:
        return _meets(other, (stated.first, stated.last))
    return _meets(stated, (other.first, other.last))


def _session_days(passage: Passage) -> Days | None:
    day = passage.session.day if passage.session else None
    return (day, day) if day else None


def _is_other_day(fact: StatedFact, stated: StatedPeriod, passage: Passage) -> bool:
    """Return whether words of a session with a known day are given to another day of its meeting."""
    days = _session_days(passage)
    if days is None or (fact.of_paper and not fact.of_day) or stated.first != stated.last:
        return False
    published, held = _published(passage.document), meeting_days(passage.meeting)
    if fact.of_name and held and _meets(stated, (held[0], held[0])):
        return False  # `the conference of 10 May` is called so on all its days
    return not _meets(stated, days) and not (published and _meets(stated, published))


def _has_day_of_adoption(document: Document, held: Days | None) -> bool:
    """Return whether the day of its meeting is that of a paper: a resolution is named by the day of its adoption."""
    return document.kind == "resolution" and held is not None and held[0] == held[1]


def _near(stated: StatedPeriod, days: Days) -> bool:
    return stated.first.year <= days[1].year and days[0].year <= stated.last.year


def _is_certain_day(document: Document) -> bool:
    basis = next((item.basis for item in document.evidence if item.fact == "day"), "stated")
    return basis not in ("guessed", "unknown")


def _is_other_paper(stated: StatedPeriod, document: Document, held: Days, names: KnownNames, stated_kind: str) -> bool:
    """Return whether a paper of unknown date cannot have the stated one, or another paper has it.

    A report is not written before its meeting, nor a plan after it.
    """
    if not stated.has_year:
        return False
    is_plan = document.status == "planned"
    if (stated.last < held[0] and not is_plan) or (stated.first > held[1] and is_plan):
        return True
    if stated.first > held[1] + _LATE_PAPER:
        return True
    return any(
        other.id != document.id
        and (not stated_kind or other.kind == stated_kind)
        and any(_meets(stated, days) for days in (*map(meeting_days, other.meetings), _published(other)) if days)
        for other in names.documents
    )


def _in_words(days: SourceDays) -> str:
    parts = [f"meeting of {days_in_words(days.held)}"] if days.held else []
    if days.dated:
        parts.append(f"published {days_in_words(days.dated)}")
    return ", ".join(parts)


def days_in_words(days: Days) -> str:
    """Return a stretch of days in the reader's words: `10 to 11 December 2024`, `February 2020`, `2019`."""
    first, last = days
    if first == last:
        return full_date(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and last == date(first.year, first.month, calendar.monthrange(first.year, first.month)[1]):
        return month_and_year(first)
    if current_speech() is not ENGLISH:
        return day_range(first, last)
    same_month = (first.year, first.month) == (last.year, last.month)
    start = format_date(first, "d" if same_month else "d MMMM" if first.year == last.year else "d MMMM y", "en")
    return f"{start} to {format_date(last, 'd MMMM y', 'en')}"
