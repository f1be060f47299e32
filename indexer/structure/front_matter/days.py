"""Decide which of the dates of a paper are the days of its meeting, or that the paper does not tell.

Days in the path of a file are not read here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from indexer.model import FactEvidence
from indexer.structure.dates import StatedDates, possible_days
from indexer.structure.draft import Piece
from indexer.text.analysis import fold
from indexer.text.prose import count_words, split_words
from indexer.text.stopwords import stop_words

from .day_candidates import (
    ChosenDays,
    DateReader,
    DayCandidate,
    adoption,
    day_of_letter,
    day_order,
    dividing_headings,
    front_lines,
    held_days,
    is_resolution,
    line_candidates,
    margin_days,
    partial_day,
    read_dates,
)
from .day_context import EVENT, is_line_of_adoption
from .kind_names import named_kind

_LONGEST_MEETING = 10  # days from the first to the last of the days that headings state
_LONGEST_PAUSE = 6  # days between two days of one meeting; a weekly meeting has 7
_BESIDE = 2  # the weight of a date beside an event, a place, an hour or a weekday
_LONGEST_NAME = 15  # words: the line with the name of a meeting over its day
_EVIDENCE_LENGTH = 160  # characters
_FUTURE = re.compile(
    r"\b(?:will|shall|is to|are to|se tiendra|aura lieu|tendrá lugar|se celebrará|findet|wird|si terrà|состоится)\b",
    re.IGNORECASE,
)
_THE_EVENT = re.compile(
    rf"^\W*(?:the|this|our|la|le|el|il|die|der|das|dieses?)\s+(?:\S+\s+){{0,6}}?{EVENT.pattern}", re.IGNORECASE
)


_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
_EVENT_OF_YEAR = re.compile(rf"{EVENT.pattern}[ ]{_YEAR.pattern}(?![-/–]\d)", re.IGNORECASE)
_DAY_LABEL = r"(?:\s+(?:date|day|on))?(?:\s+of (?:the )?(?:meeting|event|conference|workshop))?\s*[:：]\s*\S"
_FIRST_DAY = re.compile(
    rf"^\W*(?:starts?|starting|begins?|beginning|opens|opening|first|from|beginn|début|du|inicio|desde){_DAY_LABEL}",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    rf"^\W*(?:ends?|ending|closes|closing|last|to|until|finish|ende|fin|au|final|hasta){_DAY_LABEL}", re.IGNORECASE
)
_IN_FIRST_PERSON = re.compile(r"\b(?:I|(?i:my|je|mon|ma|mes|yo|mi|mis|ich|mein\w*))\b")
_KINDS_OF_MEETINGS = frozenset({"agenda", "programme", "minutes", "meeting_note", "transcript", "summary"})
_UNKNOWN = FactEvidence("day", "unknown")


@dataclass(frozen=True)
class MeetingDays:
    """What a paper states about the days of its meeting, and how that is known."""

    days: tuple[date, date] | None = None
    partial_dates: StatedDates | None = None
    """Day and month without a year."""
    published: str | None = None
    """The date of the paper itself, where it is another one."""
    evidence: FactEvidence = _UNKNOWN
    """The printed words; where the days are not known, the lines that contradict each other."""


def read_days(
    pieces: Sequence[Piece], lines: Sequence[str], prose: Sequence[str], start: int, title: str | None
) -> MeetingDays:
    """Return the days of the meeting that a paper states, or none where it does not decide between several.

    `lines` are those of the title page, `prose` the first paragraphs that are about the meeting, `start` is the index
    of the first piece of the body, and `title` the title of the paper.
    """
    read = partial(read_dates, order=day_order(pieces))
    written = day_of_letter(title or "", read)
    # The text of a letter tells of the meetings of others.
    return MeetingDays(published=written) if written else _read_days(pieces, lines, prose, (start, title), read)


def _read_days(
    pieces: Sequence[Piece], lines: Sequence[str], prose: Sequence[str], body: tuple[int, str | None], read: DateReader
) -> MeetingDays:
    start, title = body
    front = [*front_lines(pieces, start)]
    candidates = [candidate for text, above, piece in front for candidate in line_candidates(text, above, piece, read)]
    spoken = {text for text, _, _ in front}
    candidates += [found for line in lines if line not in spoken for found in line_candidates(line, (), None, read)]
    is_of_resolution = is_resolution(front)
    own = [
        candidate
        for candidate in candidates
        if candidate.owner in {"meeting", "open"} and not (is_of_resolution and is_line_of_adoption(candidate.line))
    ]
    papers = [candidate for candidate in candidates if candidate.owner == "paper"]
    months = [dates for line in lines for dates in read(line) if dates.first is None and dates.iso()]
    published = papers[0].dates.iso() if papers else months[0].iso() if months else None
    adopted = adoption(pieces, candidates, read)
    if adopted:
        return _result(adopted, published)
    in_two = _in_two_lines([text for text, _, _ in front], own, read)
    if in_two:
        return _result(in_two, published)
    headings = list(dividing_headings(pieces, read))
    held = [] if is_of_resolution else held_days(prose, read)
    chosen = _choose(own, held, headings, title)
    if chosen is None and not own and not headings:
        chosen = margin_days(pieces, read)
    if chosen and not _is_slip(chosen, (*own, *held, *headings)):
        if all(found.weight == 1 for found in own) and not held and not _names_a_meeting([*lines, title or ""]):
            chosen = replace(chosen, guessed=True)
        later = [found for found in own if found.span[0] > chosen.span[1] and found.dates.last is None]
        return _result(chosen, published or (later[0].dates.iso() if later else None))
    contrary = [found.line for found in (*own, *held, *headings)]
    partial_dates, line = (None, "") if contrary else partial_day(lines, read)
    named = _in_year_of_event(partial_dates, title or "")
    if named:
        return _result(ChosenDays(named, f"{line}; {title}", guessed=True), published)
    unclear = "; ".join(dict.fromkeys(contrary)) or line or _unread_figures([text for text, _, _ in front], read)
    return MeetingDays(None, partial_dates, published, FactEvidence("day", "unknown", unclear[:_EVIDENCE_LENGTH]))


def _in_two_lines(lines: Sequence[str], own: Sequence[DayCandidate], read: DateReader) -> ChosenDays | None:
    """Return the days from the line `Start date: 5 May 2031` to the next, `End date: 7 May 2031`.

    Another day that a line gives the meeting contradicts them.
    """
    for first, last in itertools.pairwise(lines):
        if not (_FIRST_DAY.match(first) and _LAST_DAY.match(last)):
            continue
        found = [[days for dates in read(line) if (days := dates.days())] for line in (first, last)]
        if [len(days) for days in found] != [1, 1]:
            continue
        start, end = found[0][0][0], found[1][0][1]
        others = [one.span for one in own if one.owner == "meeting" and one.line not in {first, last}]
        is_whole = all(start <= span[0] and span[1] <= end for span in others)
        if 0 <= (end - start).days <= _LONGEST_MEETING and is_whole:
            return ChosenDays((start, end), f"{first}; {last}")
    return None


def _in_year_of_event(dates: StatedDates | None, title: str) -> tuple[date, date] | None:
    """Return days without a year in the year that the title names an event by: `Harbour Forum 2031` and `5-7 May`."""
    years = {int(year) for year in _YEAR.findall(title)}
    if dates is None or len(years) != 1 or not _EVENT_OF_YEAR.search(title):
        return None
    days = replace(dates, year=years.pop()).days()
    return days if days and dates.weekday in {None, days[0].weekday()} else None


def _is_slip(chosen: ChosenDays, found: Sequence[DayCandidate]) -> bool:
    """Return whether each line that states the chosen days has another weekday than theirs."""
    stating = [one for one in found if one.span == chosen.span]
    return bool(stating) and all(one.has_wrong_weekday for one in stating)


def _unread_figures(lines: Sequence[str], read: DateReader) -> str:
    """Return the first line with a date in figures that can be read in two ways, or nothing."""
    return next((line for line in lines if possible_days(line) and not any(read(line))), "")


def _names_a_meeting(lines: Sequence[str]) -> bool:
    """Return whether the title page names an event or a record of one; else a bare date may be the paper's own."""
    return any(EVENT.search(line) or named_kind(line) in _KINDS_OF_MEETINGS for line in lines)


def _result(chosen: ChosenDays, published: str | None) -> MeetingDays:
    own = {day.isoformat() for day in chosen.span}
    evidence = FactEvidence("day", "guessed" if chosen.guessed else "stated", chosen.line[:_EVIDENCE_LENGTH])
    return MeetingDays(chosen.span, None, None if published in own else published, evidence)


def _choose(
    own: Sequence[DayCandidate], held: Sequence[DayCandidate], headings: Sequence[DayCandidate], title: str | None
) -> ChosenDays | None:
    """Return the days of the meeting; None where the paper does not decide."""
    plain = [found for found in own if not (found.divides and headings)]
    best = max((found.weight for found in plain), default=0)
    top = [found for found in plain if found.weight == best]
    stated = _one_of(top)
    if held and not (stated and stated.span in {found.span for found in held}):
        # The date of a paper can stand alone or beside a place; then a sentence tells the meeting's.
        is_announced = best == _BESIDE and all(map(_can_be_of_paper, top)) and held[0].span[0] > top[0].span[1]
        if best < _BESIDE or (is_announced and _FUTURE.search(held[0].line)):
            return _from_sentence(held, title, is_only=not plain)
    if top and stated is None and len(headings) == 1:  # a range above days that lie in it
        stated = _one_of([*top, *headings])
    if top and stated is None:
        return _under_name(top)
    return _with_headings(stated, headings) if headings else stated


def _can_be_of_paper(found: DayCandidate) -> bool:
    """Return whether a date on the title page may be that of the paper: it is one day, beside no event or hour."""
    return found.dates.last is None and found.dates.weekday is None and not EVENT.search(found.line)


def _from_sentence(held: Sequence[DayCandidate], title: str | None, *, is_only: bool) -> ChosenDays | None:
    """Return the day that the first sentence states, if it is about the meeting of the paper or nothing else is."""
    first = held[0]
    if any(found.line == first.line and found.span != first.span for found in held):
        return None  # `held on 5 and 12 May 2031`
    words = {fold(word) for word in split_words(title or "")} - stop_words("meeting_title")
    shared = words & {fold(word) for word in split_words(first.line)}
    is_about = len(shared) * 2 >= len(words) > 0 or _THE_EVENT.match(first.line) is not None
    # What a sentence further down, or one in the first person, tells is what the author reports of another meeting.
    if not is_about and not (is_only and first.opens and not _IN_FIRST_PERSON.search(first.line)):
        return None
    return ChosenDays(first.span, first.line, guessed=not is_about or len({found.span for found in held}) > 1)


def _one_of(top: Sequence[DayCandidate]) -> ChosenDays | None:
    """Return the one span that candidates of the same weight state; None where they contradict each other."""
    spans = sorted({found.span for found in top})
    if not spans:
        return None
    if len(spans) == 1:
        return ChosenDays(spans[0], top[0].line)
    longest = max(spans, key=lambda span: span[1] - span[0])
    inside = all(longest[0] <= span[0] and span[1] <= longest[1] for span in spans)
    ranges = [span for span in spans if span[0] != span[1]]
    if inside or (len(ranges) == 1 and longest[1] <= max(spans)[1]):
        return ChosenDays(longest, next(found.line for found in top if found.span == longest), guessed=not inside)
    return None


def _under_name(top: Sequence[DayCandidate]) -> ChosenDays | None:
    """Return the one day right under the name of the meeting, where the others stand above it, as in a letterhead."""
    under = [found for found in top if count_words(found.below) <= _LONGEST_NAME and EVENT.search(found.below)]
    if not under or any(found.span != under[0].span for found in top[top.index(under[0]) :]):
        return None
    is_letterhead = all(map(_can_be_of_paper, top[: top.index(under[0])]))
    return ChosenDays(under[0].span, under[0].line, guessed=True) if is_letterhead else None


def _with_headings(stated: ChosenDays | None, headings: Sequence[DayCandidate]) -> ChosenDays | None:
    """Return the days from the first to the last that the title page and dated headings state, where they are near."""
    spans = {found.span for found in headings} | ({stated.span} if stated else set())
    first, last = min(spans)[0], max(span[1] for span in spans)
    ordered = sorted(spans)
    is_one = (last - first).days <= _LONGEST_MEETING and all(
        (later[0] - earlier[1]).days <= _LONGEST_PAUSE for earlier, later in itertools.pairwise(ordered)
    )
    if is_one:
        lines = dict.fromkeys([*([stated.line] if stated else []), *(found.line for found in headings)])
        return ChosenDays((first, last), "; ".join(lines))
    return stated
