"""Read the days that a draft gives to the source of words: `the May 2024 report`, `participants agreed on 10 May`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from indexer.structure.dates.find import find_dates
from indexer.structure.dates.stated import StatedDates
from indexer.text.months import MONTHS

from .context import BLOT, ContextPart
from .facts import StatedFact, StatedPeriod
from .grammar.clause import GoverningClause
from .grammar.place import is_of_source
from .grammar.words import events_in, has_verb, paper_pattern, word_pattern
from .known_names import KnownNames
from .numbers import Designation, designations, is_number_of_source

_YEAR = re.compile(r"(?<![\d/–-])(?<!\bS/)(?:19|20)\d\d(?![\d/]|-\d)")
_OF_PLAN = re.compile(r"\s+(?:Agenda|Framework|Goals?|Plan|Programme|Roadmap|Strategy|Targets?|Vision)\b")
"""Behind a year: the policy is for that year, `the 2030 Agenda`."""
_SEASON = re.compile(
    r"\b(?:(?:early|mid|late)[ -])?(?P<season>spring|summer|autumn|fall|winter)(?: of)?,? (?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_BEFORE_MONTH = re.compile(r"\b(?:in|the|last|this)\s$", re.IGNORECASE)
_ANY_YEAR = 2000  # a leap year
_WEAK_MONTHS = frozenset({"May", "March"})
_WEEKDAYS = tuple(calendar.day_name)
_WEEKDAY = re.compile(
    rf"\b[Oo]n\s+(?P<day>(?:a\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)}))\b(?!,?\s+(?:the\s+)?\d|,?\s+(?:{'|'.join(MONTHS)})\b)"
)
_SESSION = re.compile(r"\b(?:sessions?|panels?|round[ -]?tables?|plenary|working group)\b", re.IGNORECASE)
_OF_MEETING = re.compile(rf"\b{word_pattern('events')}\s+(?:held\s+)?of\s+(?:\w+day,?\s+)?$", re.IGNORECASE)
_MEETING_BEHIND = re.compile(rf"\s+(?:[\w’'-]+\s+){{0,3}}?{word_pattern('events')}\b", re.IGNORECASE)
_ANY_DAY = StatedPeriod(date(_ANY_YEAR, 1, 1), date(_ANY_YEAR, 12, 31), has_year=False)
_NOUN_AFTER = re.compile(
    r"\s+(?:(?!(?:of|in|on|at|for|by|from|and|or|to|with|that|who|which)\b)[\w’'-]+,?\s+){0,4}?$", re.IGNORECASE
)
_IN_BETWEEN = re.compile(
    r"[’']?s?(?:\s+(?:of|on|from|in|at|for|the|a|an|held|dated|which|was|and)\b|\s+[\w’':-]+){0,12}"
    r"(?:\s*[,(]\s*|\s+(?:of|in|on|from|dated|held in|held on|for)\s+)(?:early |mid-|late |\w+day,? )?$",
    re.IGNORECASE,
)
_OF_NUMBER = re.compile(
    r"\s*,?\s*\(?(?:(?:of|dated|from)\s+"
    r"|(?:which was\s+)?(?:unanimously\s+)?(?:adopted|passed)(?:\s+[\w-]+){0,6}?\s+(?:on|in)\s+)?"
    r"(?:early |mid-|late |\w+day,? )?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^\W*(?:(?:it was|already|even|only|also|again|back|early|late|as early as|as recently as) ){0,2}"
    r"(?:in|on)\s+(?:early |mid-|late |\w+day,? )?$",
    re.IGNORECASE,
)
_BETWEEN_COMMAS = re.compile(r",\s+(?:in|on)\s+(?:early |mid-|late |\w+day,? )?$", re.IGNORECASE)
_OF_GATHERING = re.compile(
    r"\b(?:met|meets?|meeting|gathered|gathering|convened|assembled|speaking|addressing|opening|closing|briefing"
    r"|summing up|intervening)\b(?:\s+[\w’'-]+){0,5}?\s+(?:in|on)\s+(?:early |mid-|late )?$",
    re.IGNORECASE,
)
_IN_SUBJECT = re.compile(r"\b(?:in|on)\s+(?:early |mid-|late )?$", re.IGNORECASE)
_NAMED_BODY = re.compile(
    r"(?:^|[.;:—–(])\W*(?:(?:[Aa]t|[Ii]n|[Dd]uring)\s+)?(?:[Tt]he\s+)?"
    r"(?P<name>(?!(?:At|In|During|The)\b)(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,6})(?:of|on)\s+(?:\w+day,?\s+)?$"
)
_ADVERB = re.compile(r",?\s+(?:\w+ly\s+|also\s+)?")
_DATED_IN_LEAD = re.compile(r"\b[Ii]n\s+(?:early |mid-|late )?$")
_OF_EARLIER = re.compile(
    r"\b(?:adopted|appointed|born|created|drafted|elected|established|founded|launched|named|nominated|published|re-elected"
    r"|set up|signed|sworn in|written)\s+(?:in|on)\s+(?:early |mid-|late )?$",
    re.IGNORECASE,
)
"""Before a date in a subject: it is not when they spoke, `the chair elected on 5 May said`."""
_AFTER_VERB = re.compile(r"^(?:\s+(?:the\s+)?[\w’'-]+){0,4}?\s+(?:in|on)\s+(?:early |mid-|late )?$", re.IGNORECASE)
_AFTER_SPEAKER = re.compile(
    r"^(?:\s+(?:(?:Mr|Ms|Mrs|Dr|Prof|Amb|Gen|[A-Z])\.|[A-ZÀ-Þ][\w’'-]*|of|from|for|and|the|de|van|von|al)){1,8}?"
    r"\s+(?:in|on)\s+(?:(?:early|mid|late)[ -])?$"
)
"""Between a verb and a date behind its subject: `said Mr. Low of Norway on`."""


@dataclass(frozen=True)
class DayMention:
    """A date in a text; offsets are those of the text."""

    start: int
    end: int
    period: StatedPeriod


@dataclass(frozen=True)
class TextDates:
    """The days and the numbers of papers in a text, read once for all that is asked of them."""

    mentions: tuple[DayMention, ...]
    numbers: tuple[Designation, ...]

    @classmethod
    def of(cls, text: str) -> TextDates:
        """Read a text."""
        return cls(day_mentions(text), tuple(designations(text)))

    def number_before(self, text: str, mention: DayMention) -> Designation | None:
        """Return the number of a paper that a date stands right behind: such a date is that of no other paper."""
        return next(
            (
                item
                for item in self.numbers
                if item.end <= mention.start and _OF_NUMBER.fullmatch(text, item.end, mention.start)
            ),
            None,
        )


def day_mentions(text: str) -> tuple[DayMention, ...]:
    """Return the dates, months, seasons and years of a text, in order, each as precise as it stands."""
    mentions = [*_dates(text), *_seasons(text), *_years(text), *_months(text), *_weekdays(text)]
    kept: list[DayMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        if not any(other.start < mention.end and mention.start < other.end for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _dates(text: str) -> Iterator[DayMention]:
    for found in find_dates(text):
        if period := _period(found):
            is_slip = period.has_year and found.weekday not in {None, period.first.weekday(), period.last.weekday()}
            yield DayMention(found.position, found.end, replace(period, weekday=found.weekday) if is_slip else period)


def _seasons(text: str) -> Iterator[DayMention]:
    """Yield the seasons of a text as their years, a winter with the months of the years beside it."""
    for match in _SEASON.finditer(text):
        year = int(match["year"])
        first, last = date(year, 1, 1), date(year, 12, 31)
        if match["season"].casefold() == "winter":
            first, last = date(year - 1, 12, 1), date(year + 1, 3, 31)
        yield DayMention(match.start(), match.end(), StatedPeriod(first, last, vague=True))


def _years(text: str) -> Iterator[DayMention]:
    for match in _YEAR.finditer(text):
        if _OF_PLAN.match(text, match.end()):
            continue
        year = int(match.group())
        yield DayMention(match.start(), match.end(), StatedPeriod(date(year, 1, 1), date(year, 12, 31)))


def _months(text: str) -> Iterator[DayMention]:
    """Yield the months of a text without a year; `may` and `march` are other words too."""
    for match in _MONTH.finditer(text):
        if match.group() not in _WEAK_MONTHS or _BEFORE_MONTH.search(text[: match.start()]):
            month = MONTHS.index(match.group()) + 1
            last = calendar.monthrange(_ANY_YEAR, month)[1]
            period = StatedPeriod(date(_ANY_YEAR, month, 1), date(_ANY_YEAR, month, last), has_year=False)
            yield DayMention(match.start(), match.end(), period)


def _weekdays(text: str) -> Iterator[DayMention]:
    """Yield the days of the week on which something was, those without a date: `on Friday`, `on a Monday in May`."""
    for match in _WEEKDAY.finditer(text):
        period = replace(_ANY_DAY, weekday=_WEEKDAYS.index(match["weekday"]))
        yield DayMention(match.start("day"), match.end("day"), period)


def _period(found: StatedDates) -> StatedPeriod | None:
    if days := found.days():
        return StatedPeriod(*days)
    try:
        if found.first is None:
            if found.year is None:
                return None
            last_month = found.last_month or found.month
            last = date(found.year, last_month, calendar.monthrange(found.year, last_month)[1])
            return StatedPeriod(date(found.first_year or found.year, found.month, 1), last)
        first = date(_ANY_YEAR, found.month, found.first)
        return StatedPeriod(first, date(_ANY_YEAR, found.last_month or found.month, found.last or found.first), False)
    except ValueError:
        return None


def stated_days(
    part: ContextPart, names: KnownNames, clause: GoverningClause | None, dates: TextDates
) -> Iterator[StatedFact]:
    """Yield the dates that a part gives to the source of the words, or to what was said."""
    mentions = [
        mention
        for mention in dates.mentions  # `2748 (2024)`: the year belongs to the number
        if not any(number.start <= mention.start < number.end for number in dates.numbers)
    ]
    is_day_of_meeting = bool(_SESSION.search(part.text)) or not paper_pattern().search(part.text)
    for mention in mentions:
        of_paper: bool | None = True
        if part.quote is not None and (number := dates.number_before(part.text, mention)):
            of_paper = is_number_of_source(part, number, clause) or None
        elif part.quote is not None:
            of_paper = _of_noun(part.text, mention)
            if of_paper is None and (_of_clause(part, mention, clause) or _of_named_body(part, mention, names, clause)):
                of_paper = False
        is_open = of_paper is None and _may_be_of_words(part, mention, clause)
        if of_paper is None and not is_open:
            continue
        text = part.text[mention.start : mention.end]
        of_day = part.quote is None and is_day_of_meeting
        beside = tuple(other.period for other in mentions if other is not mention and other.period.weekday is None)
        at = part.offset(mention.start)
        yield StatedFact(
            "date",
            text,
            mention.period,
            at,
            of_paper=bool(of_paper),
            of_name=_named_by(part.text, mention),
            of_day=of_day,
            beside=beside,
            open=is_open,
        )


def days_beside_numbers(
    part: ContextPart, clause: GoverningClause | None, dates: TextDates
) -> Iterator[tuple[int, int]]:
    """Yield start and end of the days that the number of the source has: `its resolution 1882 (2009), adopted on`."""
    for mention in dates.mentions:
        number = dates.number_before(part.text, mention)
        if number and is_number_of_source(part, number, clause):
            yield mention.start, mention.end


@lru_cache(maxsize=8)
def _nouns_in(text: str) -> list[tuple[int, int, bool]]:
    """Return start and end of the words for papers (True) and meetings (False) in a text, in order."""
    papers = [(match.start(), match.end(), True) for match in paper_pattern().finditer(text)]
    return sorted([*papers, *((match.start(), match.end(), False) for match in events_in(text))])


def _of_noun(text: str, mention: DayMention) -> bool | None:
    """Return whether a date belongs to the name of a paper (True) or a meeting (False), or to neither (None)."""
    nouns = _nouns_in(text)
    after = [noun for noun in nouns if noun[0] >= mention.end]
    if after and _NOUN_AFTER.fullmatch(text[mention.end : after[0][0]]) and _has_article(text, mention.start):
        noun = after[0]
        while following := next((other for other in nouns if 0 <= other[0] - noun[1] <= 1), None):
            noun = following  # `the May seminar report`
        return noun[2] if is_of_source(text, mention.start) else None
    before = [noun for noun in nouns if noun[1] <= mention.start]
    for noun in reversed(before[-2:]):
        between = text[noun[1] : mention.start]
        if BLOT not in between and _IN_BETWEEN.fullmatch(between) and not has_verb(between):
            return noun[2] if is_of_source(text, noun[0]) else None
    return None


def _named_by(text: str, mention: DayMention) -> str:
    """Return the word for a meeting that a date names: `the conference of 10 May`, `the 10 May talks`."""
    named = _OF_MEETING.search(text[: mention.start]) or _MEETING_BEHIND.match(text, mention.end)
    return "" if named is None or _SESSION.search(named.group()) else named.group().split()[-1]


def _has_article(text: str, start: int) -> bool:
    return bool(re.search(r"(?:\b(?:the|this|its|that)\s+|^\W*)(?:[\w’'-]+\s+){0,4}$", text[:start], re.IGNORECASE))


def _of_named_body(part: ContextPart, mention: DayMention, names: KnownNames, clause: GoverningClause | None) -> bool:
    """Return whether a day stands for a meeting of a body that is named by it: `The Privacy CG of 11 February 2021`.

    Treaties are named by their days too, so the name must be a body's, or that of a meeting in the papers.
    """
    period = mention.period
    named = _NAMED_BODY.search(part.text[: mention.start])
    if not named or not period.has_year or period.first != period.last or clause is None:
        return False
    opens = re.match(r"\W*(?:at|in|during)\b", named.group(), re.IGNORECASE)
    if not opens and not _ADVERB.fullmatch(part.text[mention.end : clause.verb_start]):
        return False
    return names.is_body(named["name"])


def _may_be_of_words(part: ContextPart, mention: DayMention, clause: GoverningClause | None) -> bool:
    """Return whether a date may be that of the words, in a sentence that says of nobody that they are his.

    `In 2012, the Council adopted a text on the “…”`.
    """
    before = part.text[: mention.start]
    is_lead = part.quote is not None and mention.end <= part.quote and clause is None
    return is_lead and mention.period.has_year and bool(_OPENS.match(before) or _DATED_IN_LEAD.search(before))


def _of_clause(part: ContextPart, mention: DayMention, clause: GoverningClause | None) -> bool:
    """Return whether a date says when the words were given: `In May 2024, delegates heard`, `agreed on 10 May that`."""
    if clause is None or clause.subject_kind != "people":
        return False
    before, after = part.text[: mention.start], part.text[mention.end :]
    if mention.start < clause.verb_start:
        if _OF_GATHERING.search(before):
            return True
        if clause.start <= mention.start < clause.start + len(clause.subject):
            has_words_before = bool(re.search(r"\w", part.text[clause.start : mention.start]))
            return has_words_before and bool(_IN_SUBJECT.search(before)) and not _OF_EARLIER.search(before)
        return bool(_OPENS.match(before)) or (after.startswith(",") and bool(_BETWEEN_COMMAS.search(before)))
    verb_end = clause.verb_start + len(clause.verb)
    if mention.start <= verb_end:
        return False
    behind = part.text[verb_end : mention.start]
    is_inverted = verb_end <= clause.start and not _OF_EARLIER.search(before)
    return bool(_AFTER_VERB.match(behind) or (is_inverted and _AFTER_SPEAKER.match(behind)))
