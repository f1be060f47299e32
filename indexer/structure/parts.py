"""Find the several meetings that one paper holds, such as a year of minutes under a heading for each day.

Headings of the days of one meeting open no parts: those days are the meeting's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from indexer.model import DocumentKind, FactEvidence
from indexer.structure.dates import StatedDates, find_dates, without_dates
from indexer.structure.front_matter.log_sections import heading_above
from indexer.structure.front_matter.meeting_words import (
    BODY_WORDS,
    EVENT_WORDS,
    MEETING_WORDS,
    RECORD_WORDS,
    plain_words,
    says,
)
from indexer.structure.front_matter.paths import PathFacts, parse_path
from indexer.structure.front_matter.places import find_place_line
from indexer.text.prose import count_words

from .day_headings import (
    CANCELLED,
    DayHeading,
    find_day_headings,
    level_of,
    says_no_more,
    without_brackets,
)
from .draft import DraftFacts, PartFacts, Piece
from .part_years import ResolvedDays, YearSource, resolve_days

# The days of the judged papers are all right with these, and stay so with steps of 3 to 7 days, longest meetings of 5
# to 14 and 2 or 3 other days: what decides is that weekly meetings are no programme, and that a doubtful paper is not
# divided.
_STEP_IN_PROGRAMME = 6  # days from one day of a programme to the next; a weekly meeting has 7
_GAP_IN_EVENT = 3  # working days between two days of one event
_LONGEST_MEETING = 14  # days of a programme
_LONGEST_RECORDED_MEETING = 10  # days
_MIN_OTHER_DAYS = 3  # days of headings that neither a marked heading nor the title page confirms
_ANY_YEAR = 2024  # a leap year, to compare days whose year is not known
_RECORDS: frozenset[DocumentKind] = frozenset({"agenda", "programme", "minutes", "meeting_note", "transcript"})
_NO_RECORDS: frozenset[DocumentKind] = frozenset({"resolution", "statement", "slides"})
"""Kinds that are about one meeting at most."""
_PLANS: frozenset[DocumentKind] = frozenset({"agenda", "programme"})
_MAX_TITLE_WORDS = 12  # words of a heading or a title
_QUESTIONS = re.compile(
    r"\b(?:question paper|questions? (?:put |set down )?for (?:written|oral)|written (?:questions?|answers?|repl\w+)"
    r"|questions? écrites?|preguntas? escritas?|perguntas? escritas?|schriftliche (?:an)?fragen"
    r"|interrogazion[ei] scritt[ae]|schriftelijke vragen)\b",
    re.IGNORECASE,
)
_DAILY = frozenset({"daily", "standup", "standups", "scrum"})


@dataclass(frozen=True)
class DividedPaper:
    """The pieces of a paper with the part that each is about, and the facts of the paper with its parts or days."""

    pieces: tuple[Piece, ...]
    facts: DraftFacts


def divide_paper(pieces: Sequence[Piece], facts: DraftFacts, name: str) -> DividedPaper:
    """Return a paper divided into its meetings, or with the days of the one meeting that its headings name.

    `name` is its path. A paper is divided only where its headings name days that are too far apart for one meeting, and
    where its kind, its title, its path or the headings say that it is about meetings. Where the year of a heading is
    not certain, nothing below it has a day.
    """
    path = parse_path(name)
    headings = find_day_headings(pieces, frozenset(plain_words(facts.title)))
    if (
        not _name_own_days(pieces, headings, facts)
        or not _is_about_meetings(headings, facts, name)
        or _lists_questions(pieces[: headings[0].position])
    ):
        return DividedPaper(tuple(pieces), facts)
    on_title_page = (facts.start, facts.end) if facts.start and facts.end else None
    above = (heading_above(pieces, heading.position, heading.level) for heading in headings)
    sources = [YearSource(one.text if one else "", path, facts.title, name, on_title_page) for one in above]
    resolved = resolve_days([heading.dates for heading in headings], sources)
    if any(resolved.days):
        facts = _with_evidence(facts, [pieces[heading.position].text for heading in headings], resolved)
        if _is_one_meeting(resolved.days, facts, path):
            return DividedPaper(tuple(pieces), _with_days(facts, resolved.days))
        return _divided(pieces, facts, headings, resolved.days)
    in_some_year = [replace(heading.dates, year=_ANY_YEAR).days() for heading in headings]
    if not _is_one_meeting(in_some_year, facts, path):
        return DividedPaper(tuple(pieces), without_day(facts))
    partial = None if facts.start else _range(headings)
    return DividedPaper(tuple(pieces), replace(facts, partial_dates=partial))


def without_day(facts: DraftFacts) -> DraftFacts:
    """Return the facts of a paper whose day is not known."""
    known = tuple(entry for entry in facts.evidence if entry.fact != "day")
    return replace(facts, start=None, end=None, partial_dates=None, evidence=known)


def _with_evidence(facts: DraftFacts, headings: Sequence[str], resolved: ResolvedDays) -> DraftFacts:
    """Return the facts with the headings that its days were read from, and what gave their year."""
    words = f"headings “{headings[0]}” to “{headings[-1]}”"
    if resolved.year_evidence:
        words += f", year of “{resolved.year_evidence}”"
    known = tuple(entry for entry in facts.evidence if entry.fact != "day")
    return replace(facts, evidence=(*known, FactEvidence("day", resolved.basis, words)))


def divide_as_stated(pieces: Sequence[Piece], facts: DraftFacts, meetings: Sequence[PartFacts]) -> DividedPaper | None:
    """Return a paper divided at the headings that a user states, or None where none is stated or in the paper."""
    by_heading = {meeting.heading.casefold(): position for position, meeting in enumerate(meetings)}
    opening = [by_heading.get(piece.text.casefold()) for piece in pieces]
    if all(position is None for position in opening):
        return None
    result: list[Piece] = []
    part: int | None = None
    for piece, opened in zip(pieces, opening, strict=True):
        part = part if opened is None else opened
        result.append(replace(piece if opened is None else piece.with_role("heading", "opens_meeting"), part=part))
    return DividedPaper(
        tuple(result), replace(facts, start=None, end=None, partial_dates=None, year=None, parts=tuple(meetings))
    )


def _name_own_days(pieces: Sequence[Piece], headings: Sequence[DayHeading], facts: DraftFacts) -> bool:
    """Return whether the headings name at least two days of the paper's own meetings.

    Two plain lines can be the days of letters. Days before the one that stands above all headings can be those of
    minutes to be approved.
    """
    days = {(heading.dates.month, heading.dates.first) for heading in headings}
    is_marked = headings and (level_of(headings) or all(heading.is_named for heading in headings))
    start = (facts.start if facts.start == facts.end else None) or _dayheading_above(pieces, headings)
    if start and (start.month, start.day) not in days and any(heading.has_topic for heading in headings):
        return False
    if start is None or (start.month, start.day) in days:
        return len(days) >= (2 if is_marked else _MIN_OTHER_DAYS)
    known = [span[0] for heading in headings if (span := heading.dates.days())]
    return len(days) >= _MIN_OTHER_DAYS and not (len(known) == len(headings) and max(known) < start)


def _dayheading_above(pieces: Sequence[Piece], headings: Sequence[DayHeading]) -> date | None:
    """Return the only day that stands above all headings, or None."""
    above = pieces[: headings[0].position] if headings else ()
    lines = (piece.text for piece in above if piece.role in {"metadata", "heading"} and not piece.is_list_item)
    found = {span[0] for text in lines for dates in find_dates(text) if (span := dates.days())}
    return found.pop() if len(found) == 1 else None


def _is_about_meetings(headings: Sequence[DayHeading], facts: DraftFacts, name: str) -> bool:
    path = parse_path(name)
    of_headings = {word for heading in headings for word in heading.words} & (MEETING_WORDS | RECORD_WORDS | CANCELLED)
    if facts.kind in _RECORDS or of_headings:
        return True
    if any(heading.has_topic for heading in headings):  # `notes.md` can be anyone's diary
        return says(f"{facts.title} {name}", MEETING_WORDS | BODY_WORDS | EVENT_WORDS | (RECORD_WORDS - {"notes"}))
    is_named = says(facts.title, MEETING_WORDS | RECORD_WORDS | BODY_WORDS | EVENT_WORDS)
    return facts.kind not in _NO_RECORDS and (is_named or path.names_record or path.names_body)


def _lists_questions(above: Sequence[Piece]) -> bool:
    """Return whether the lines above the first day say that written questions stand below, each put on some day."""
    return any(_QUESTIONS.search(piece.text) for piece in above if count_words(piece.text) <= _MAX_TITLE_WORDS)


def _range(headings: Sequence[DayHeading]) -> StatedDates:
    """Return the first and the last day of one meeting without their year."""
    listed = sorted((heading.dates for heading in headings), key=lambda dates: (dates.month, dates.first or 0))
    first, last = listed[0], listed[-1]
    last_month = last.last_month or last.month
    return replace(first, last=last.last or last.first, last_month=last_month if last_month != first.month else None)


def _is_one_meeting(days: Sequence[tuple[date, date] | None], facts: DraftFacts, path: PathFacts) -> bool:
    """Return whether the days are those of one meeting: one after the other, or within the days on its title page.

    The days of a programme, and of an event with a name of its own, may lie further apart than those of minutes.
    """
    known = sorted(span for span in days if span)
    if not known or len(known) < len(days):
        return False
    first, last = known[0][0], max(end for _, end in known)
    if facts.start and facts.end and facts.start < facts.end:
        margin = timedelta(days=1)
        if facts.start - margin <= first and last <= facts.end + margin:
            return True
    words = {*plain_words(facts.title), *(word for part in path.key for word in part)}
    if words & _DAILY:
        return False
    if facts.kind in _PLANS or words & {"agenda", "programme", "program"} or _is_named_in_folder(path):
        steps = [(later[0] - earlier[1]).days for earlier, later in pairwise(known)]
        return max(steps) <= _STEP_IN_PROGRAMME and (last - first).days <= _LONGEST_MEETING
    gaps = [_free_days(earlier[1], later[0]) for earlier, later in pairwise(known)]
    allowed = _GAP_IN_EVENT if words & EVENT_WORDS else 0
    return max(gaps) <= allowed and (last - first).days <= _LONGEST_RECORDED_MEETING


def _is_named_in_folder(path: PathFacts) -> bool:
    """Return whether a paper lies in a folder that a number names: `congress-12/minutes.md`."""
    return not path.stem and bool(path.folder) and any(word.isdecimal() for word in path.folder[-1])


def _free_days(earlier: date, later: date) -> int:
    """Return the number of working days between two days."""
    between = range(1, (later - earlier).days)
    return sum((earlier + timedelta(days=number)).weekday() < 5 for number in between)


def _with_days(facts: DraftFacts, days: Sequence[tuple[date, date] | None]) -> DraftFacts:
    """Return the facts with all days of the one meeting: those of its headings and of its title page."""
    known = [span for span in days if span]
    if facts.start and facts.end:
        known.append((facts.start, facts.end))
    first, last = min(start for start, _ in known), max(end for _, end in known)
    if (last - first).days > _LONGEST_MEETING:
        return facts
    return replace(facts, start=first, end=last, year=first.year, partial_dates=None)


def _divided(
    pieces: Sequence[Piece],
    facts: DraftFacts,
    headings: Sequence[DayHeading],
    days: Sequence[tuple[date, date] | None],
) -> DividedPaper:
    parts: list[PartFacts] = []
    result = list(pieces)
    opened = {heading.position: (heading, span) for heading, span in zip(headings, days, strict=True)}
    closing = _closing_positions(pieces, headings)
    part: int | None = None
    for position, piece in enumerate(pieces):
        if position in opened:
            heading, span = opened[position]
            result[position] = piece.with_role("heading", "opens_meeting")
            part = None
            if span:
                facts_of_part = _part(piece.text, heading, span, facts.title)
                if not (parts and parts[-1] == facts_of_part):
                    parts.append(facts_of_part)
                part = len(parts) - 1
        elif position in closing:
            part = None
        result[position] = replace(result[position], part=part)
    years = {span.start.year for span in parts}
    return DividedPaper(
        tuple(result),
        replace(
            facts,
            start=None,
            end=None,
            partial_dates=None,
            year=years.pop() if len(years) == 1 else None,
            parts=tuple(parts),
        ),
    )


def _part(text: str, heading: DayHeading, span: tuple[date, date], title: str) -> PartFacts:
    """Return the facts of one meeting; it is named by its heading, where that gives a name or the title a day."""
    names_meeting = (not says_no_more(heading) or set(heading.words) & BODY_WORDS) and not heading.has_topic
    name = _without_day(text) if names_meeting else ""
    if not name and any(dates.first for dates in find_dates(title)):  # a day that is not that of each part
        name = text if heading.words else _without_day(title)
    return PartFacts(heading=text, start=span[0], end=span[1], title=name or None, place=find_place_line(text))


def _without_day(text: str) -> str:
    return re.sub(r"\s+", " ", without_dates(without_brackets(text))).strip(" ,;:–—-|()")


def _closing_positions(pieces: Sequence[Piece], headings: Sequence[DayHeading]) -> set[int]:
    """Return where a heading ends a part: one above the headings of days, and one beside them on another matter or day.

    A heading beside them belongs to the part before it where most parts have such headings, as in notes whose levels
    are all alike.
    """
    level = min(heading.level for heading in headings)
    if not level:
        return set()
    positions = [heading.position for heading in headings]
    others = [
        (position, piece)
        for position, piece in enumerate(pieces)
        if piece.block.kind == "heading" and 0 < piece.block.level <= level and position not in positions
    ]
    beside = {position for position, piece in others if piece.block.level == level}
    divided = sum(
        any(start < position < end for position in beside) for start, end in pairwise([*positions, len(pieces)])
    )
    are_sections = divided * 2 > len(positions) or (divided > 1 and len(positions) > 2)
    return {
        position
        for position, piece in others
        if not (are_sections and position in beside) or any(dates.first for dates in find_dates(piece.text))
    }
