"""Find the dates of a paper that can be the day of its meeting.

Which of them it is, is decided in `days`; whose day a date is by the words around it, in `day_context`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.structure.dates import DayOrder, StatedDates, find_dates, is_only_date, numeric_order, without_dates
from indexer.structure.draft import RUNNING_HEADS, Piece
from indexer.structure.page_heads import is_symbol
from indexer.structure.speakers.turns import is_speech_turn
from indexer.text.language_id import document_language
from indexer.text.prose import count_words, is_prose

from .day_context import (
    EVENT,
    OWN_LETTER,
    RESOLUTION,
    DayOwner,
    day_owner,
    is_label_of_day,
    is_line_of_adoption,
    owner_of_line_below,
    split_sentences,
)
from .forms import find_enacting_line
from .kind_names import named_kind
from .log_sections import is_in_log
from .places import find_place_line

_FIRST_LINES = 8  # pieces: those that can state the day even where the body begins before
_FIRST_LABELS = 25  # pieces: those that can be labelled as the date of the meeting
_LAST_LINES = 8  # pieces: those that can state when a resolution was adopted
_LINES_OF_DISTRIBUTION = 3  # lines under `Distr.: General` that hold the day of the paper
_OPENING_PROSE = 8  # paragraphs before the first dated heading of a paper that is divided by days
_OPENING_PARAGRAPHS = 2  # paragraphs: those that say of which meeting a paper is
_LONGEST_LABEL = 6  # words: a line that says what the day below it is
_LONGEST_LINE = 40  # words: a line that says when a meeting is, or by whom and when a resolution was adopted
_LONGEST_STATED = 45  # days: a longer range on a title page is a period, not a meeting
_LONGEST_BESIDE = 14  # days: the same beside other words than those of an event or a place
_LONGEST_HELD = 200  # days: the longest session that a sentence can say was held
_HOUR = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}[:h]\d\d\b|\b\d{1,2}(?:[.:]\d\d)?\s?uhr\b|[上下]午", re.IGNORECASE
)
_HOURS_ONLY = re.compile(
    r"[\W\d]*(?:(?:[ap]\.?m|utc|gmt|z|[cew]es?t|[ecmp][sd]?t|[ck]st|jst|ist|uhr|h|hrs|hours|local|time)\b[\W\d]*)*",
    re.IGNORECASE,
)
_SITTING = re.compile(
    r"^\W*\d+(?:st|nd|rd|th|e|ème|ª|º|a|\.|-е|-м)?\s*(?:\(\w+\)\s*)?(?:\w+\s+){0,2}"
    r"(?:meeting|session|sitting|séance|sesión|sessão|seduta|sitzung|заседание)\b|^\W*第\s?\w+\s?次\w{0,4}会议|^\W*الجلسة",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"^\W*(?:from|to|cc|subject|re|von|an|betreff|à|objet|asunto|para|assunto|da|oggetto|van|aan|onderwerp)\s*[:：]",
    re.IGNORECASE,
)
_LONGEST_TITLE = 15  # words: a line with a day in which the year of the meeting can stand apart from it
_YEAR = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)(?![\d/.-]\d|\d|[ ]?agenda)", re.IGNORECASE)
_YEAR_OF_EVENT = re.compile(
    rf"{EVENT.pattern}[ ]{_YEAR.pattern}|^\W*{_YEAR.pattern}[ ](?:\w+[ ]){{0,3}}?{EVENT.pattern}", re.IGNORECASE
)
_OTHER_ZONE = re.compile(r"\d{1,2}[:.]\d\d\b[^()/|\d]{0,20}[(/|]\s*\w?$")
_YEAR_SIGN = re.compile(r"\s(?:r|г|р)\.$")  # `5 maja 2031 r.`
_PART = re.compile(
    r"^\W*(?:session|day|part|meeting|sitting|séance|sesión|jour|día|tag|teil|giorno|dag|dzień|день)\s*"
    r"(?:\d+|[ivx]+|one|two|three|four|five)?\s*[:.,—–-]?\s*",
    re.IGNORECASE,
)
_DISTRIBUTION = re.compile(r"^\W*distr\b", re.IGNORECASE)
_DECLARED_DAY = re.compile(
    r"^\s*[\"']?(?P<key>(?:meeting[-_ ]?|event[-_ ]?|start[-_ ]?)?(?:date|day)|when|title)[\"']?\s*:"
    r"\s*(?P<value>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class DayCandidate:
    """A date that may be the day of the meeting."""

    dates: StatedDates
    line: str
    weight: int
    """3: the text says that it is; 2: beside an event, a place, an hour or a weekday; 1: alone."""
    owner: DayOwner = "open"
    divides: bool = False
    """Whether its line states nothing else, as do headings that divide a paper into days."""
    below: str = ""
    """The line right above."""
    opens: bool = False
    """Whether it stands in one of the first two paragraphs, which say what the paper is about."""

    @property
    def span(self) -> tuple[date, date]:
        """The days; candidates always have some."""
        return self.dates.days() or (date.min, date.min)

    @property
    def has_wrong_weekday(self) -> bool:
        """Whether it states another weekday than that of its first or last day: one of the two is a slip."""
        return self.dates.weekday not in {None, *(day.weekday() for day in self.span)}


@dataclass(frozen=True)
class ChosenDays:
    """The days that were chosen, with the printed words."""

    span: tuple[date, date]
    line: str
    guessed: bool = False


DateReader = Callable[[str], Iterator[StatedDates]]


def read_dates(text: str, order: DayOrder | None) -> Iterator[StatedDates]:
    """Return the dates in a text, but not the day that it is elsewhere: `5 May 23:00 UTC (6 May 08:00 JST)`."""
    found = list(find_dates(text, order))
    is_elsewhere = len(found) == 2 and _OTHER_ZONE.search(text[found[0].end : found[1].position + 1])
    return iter(found[:1] if is_elsewhere else found)


def day_order(pieces: Sequence[Piece]) -> DayOrder | None:
    """Return how figures such as `5/6/2031` are read in a paper: as other dates show, or as its language has it."""
    texts = [piece.text for piece in pieces if "/" in piece.text or "-" in piece.text]
    order = numeric_order(texts)
    if order or not any(re.search(r"\d[/-]\d{1,2}[/-]\d{4}", text) for text in texts):
        return order
    language = document_language([piece.text for piece in pieces if is_prose(piece.text)])
    return "day_first" if language and language != "en" else None


def front_lines(pieces: Sequence[Piece], start: int) -> Iterator[tuple[str, tuple[str, ...], Piece]]:
    """Yield the lines of the title page and the first lines of the paper, each with the lines above it."""
    above: tuple[str, ...] = ()
    seen = 0
    for index, piece in enumerate(pieces):
        if not piece.text or piece.block.drop:
            continue
        is_first = seen < _FIRST_LINES and not is_speech_turn(piece.text) and not piece.block.speaker
        is_labelled = seen < _FIRST_LABELS and is_label_of_day(piece.line)
        if index >= start and not is_first and seen >= _FIRST_LABELS:
            return
        seen += 1
        is_line = piece.role != "body" or index < start or not is_prose(_YEAR_SIGN.sub("", piece.line))
        if (is_labelled or (is_line and (is_first or index < start))) and not _is_entry(pieces, index):
            yield piece.line, above, piece
        above = (*above, piece.line)[-_LINES_OF_DISTRIBUTION:]


def _is_entry(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a piece is a heading in a list of actions or changes, whose day is that of an entry."""
    block = pieces[index].block
    return block.kind == "heading" and block.level > 1 and is_in_log(pieces, index, block.level)


def line_candidates(text: str, above: Sequence[str], piece: Piece | None, read: DateReader) -> Iterator[DayCandidate]:
    """Yield the full dates of a line of the title page that can be the day of the meeting or of the paper."""
    if is_prose(text) and piece is not None and count_words(text) > _LONGEST_LINE:
        return
    alone = is_day_line(text)
    is_item = piece is not None and piece.is_list_item and not is_label_of_day(text)
    if is_item and not alone and piece and piece.block.links:  # an earlier paper, the agenda or the recording
        return
    for found in read(text):
        dates = found if found.year else _with_year_of_event(found, text, read)
        days = dates.days()
        if not days:
            continue
        owner = day_owner(text, dates, is_item=is_item)
        if owner == "open" and alone:
            owner = _owner_above(above, has_weekday=dates.weekday is not None)
        if owner == "meeting" and any(map(_LETTERHEAD.match, above)):
            owner = "paper"
        if owner == "meeting" and above and count_words(above[-1]) <= _LONGEST_LABEL:
            owner = "other" if owner_of_line_below(above[-1]) == "other" else owner  # `Date:` under `Next meeting`
        weight = _weight(text, dates, owner)
        longest = _LONGEST_HELD if owner == "meeting" else _LONGEST_STATED if alone or weight > 1 else _LONGEST_BESIDE
        if (days[1] - days[0]).days <= longest:
            yield DayCandidate(dates, text, weight, owner, alone, above[-1] if above else "")


def _with_year_of_event(dates: StatedDates, text: str, read: DateReader) -> StatedDates:
    """Return day and month with the year that the same line names the meeting by: `Forum 2031, notes of May 5`."""
    years = {int(year) for year in _YEAR.findall(text)}
    if dates.first is None or len(years) != 1 or count_words(text) > _LONGEST_TITLE:
        return dates
    year = years.pop()
    is_of_month = any(other.year == year and other.month == dates.month for other in read(text))
    dated = replace(dates, year=year)
    days = dated.days()
    is_right_weekday = days is not None and dates.weekday in {None, days[0].weekday()}
    return dated if is_right_weekday and (is_of_month or _YEAR_OF_EVENT.search(text)) else dates


def is_day_line(text: str) -> bool:
    """Return whether a line states a day and nothing else, apart from hours and the number of a session or day."""
    text = _PART.sub("", text)
    return is_only_date(text) or (any(find_dates(text)) and _HOURS_ONLY.fullmatch(without_dates(text)) is not None)


def _owner_above(above: Sequence[str], *, has_weekday: bool) -> DayOwner:
    """Return whose day a bare date is, by the lines above it; the date of a paper has no weekday."""
    if not has_weekday and (any(map(_DISTRIBUTION.match, above)) or any(map(is_symbol, above[-2:]))):
        return "paper"
    if above and count_words(above[-1]) <= _LONGEST_LABEL:
        return owner_of_line_below(above[-1])
    return "open"


def _weight(text: str, dates: StatedDates, owner: DayOwner) -> int:
    if owner == "meeting":
        return 3
    is_placed = dates.weekday is not None or EVENT.search(text) or _HOUR.search(text) or named_kind(text)
    return 2 if is_placed or find_place_line(text) else 1


def is_resolution(front: Sequence[tuple[str, tuple[str, ...], Piece]]) -> bool:
    """Return whether the first lines of a paper name a resolution."""
    return any(RESOLUTION.search(text) for text, _, _ in front if count_words(text) <= _LONGEST_LINE)


def day_of_letter(title: str, read: DateReader) -> str | None:
    """Return the day of a letter, where its title names it: `Letter dated 5 May 2031 from the Chair`."""
    return next((dates.iso() for dates in read(title) if OWN_LETTER.fullmatch(title[: dates.position])), None)


def adoption(pieces: Sequence[Piece], candidates: Sequence[DayCandidate], read: DateReader) -> ChosenDays | None:
    """Return the day on which a resolution was adopted, as stated above it or below: `55th plenary meeting, 5 May`.

    A paper that states several holds several resolutions, or one that was amended: then none is the day.
    """
    stated = [(found.span, found.line) for found in candidates if found.owner == "adoption"]
    shown = [piece.text for piece in pieces if piece.text and not piece.block.drop]
    enacting = find_enacting_line(pieces)
    if any(RESOLUTION.search(text) for text in shown[:_FIRST_LINES]) or enacting is not None:
        lines = _lines_of_adoption(shown, read)
        stated += lines if stated or any(line in shown[-_LAST_LINES:] for _, line in lines) else []
        stated = stated or _sittings_below(shown[-_LAST_LINES:], read)
        # An annex can stand below the line; what stands above the body that resolves is of another resolution.
        stated = stated or _sittings_below([piece.text for piece in pieces[enacting or 0 :] if piece.text], read)
    return ChosenDays(*stated[0]) if len({span for span, _ in stated}) == 1 else None


def _lines_of_adoption(shown: Sequence[str], read: DateReader) -> list[tuple[tuple[date, date], str]]:
    """Return the days of the lines that say that a resolution was adopted, with the lines."""
    return [
        (days, text)
        for text in shown
        if is_line_of_adoption(text) and count_words(text) <= _LONGEST_LINE
        for dates in read(text)
        if (days := dates.days())
    ]


def _sittings_below(shown: Sequence[str], read: DateReader) -> list[tuple[tuple[date, date], str]]:
    """Return the days below or beside the meetings that lines name and say no more, with the lines."""
    found = []
    for earlier, text in itertools.pairwise(["", *shown]):
        is_below = _SITTING.search(earlier) and count_words(earlier) <= _LONGEST_LABEL and is_only_date(text)
        is_beside = _SITTING.search(text) and count_words(text) <= 2 * _LONGEST_LABEL
        dates = next((one for one in read(text) if one.days() and one.last is None), None)
        if dates and (span := dates.days()) and (is_below or is_beside):
            found.append((span, f"{earlier} {text}" if is_below else text))
    return found


def dividing_headings(pieces: Sequence[Piece], read: DateReader) -> Iterator[DayCandidate]:
    """Yield the headings that state a day and nothing else, where they divide the paper from its beginning on."""
    seen, above, found = 0, "", False
    for index, piece in enumerate(pieces):
        if not piece.text or piece.block.drop:
            continue
        is_heading = "heading" in {piece.role, piece.block.kind} or "day_of_programme" in piece.reasons
        if is_heading and not _is_entry(pieces, index) and (found or seen < _OPENING_PROSE) and is_day_line(piece.text):
            is_other = count_words(above) <= _LONGEST_LABEL and owner_of_line_below(above) != "open"
            for dates in read(piece.text):
                if dates.days() and not is_other:
                    found = True
                    yield DayCandidate(dates, piece.text, 1, divides=True)
        seen += is_prose(piece.text)
        above = piece.text


def held_days(prose: Sequence[str], read: DateReader) -> list[DayCandidate]:
    """Return the days on which sentences at the beginning of the body say that the meeting was held."""
    return [
        DayCandidate(dates, sentence, 3, "meeting", opens=position < _OPENING_PARAGRAPHS)
        for position, text in enumerate(prose)
        for sentence in split_sentences(text)
        for dates in read(sentence)
        if (days := dates.days())
        and (days[1] - days[0]).days <= _LONGEST_HELD
        and day_owner(sentence, dates) == "meeting"
    ]


def margin_days(pieces: Sequence[Piece], read: DateReader) -> ChosenDays | None:
    """Return the one day that running heads or the front matter of the file state."""
    for text in (piece.text or piece.block.raw for piece in pieces if RUNNING_HEADS.intersection(piece.reasons)):
        for dates in read(text):
            if (span := dates.days()) and day_owner(text, dates) in {"open", "meeting"}:
                return ChosenDays(span, text)
    for piece in pieces:
        for match in _DECLARED_DAY.finditer(piece.block.raw if piece.block.drop == "front_matter" else ""):
            span = next((days for dates in read(match["value"]) if (days := dates.days())), None)
            if span:
                return ChosenDays(span, match[0].strip(), guessed=match["key"].casefold() == "date")
    return None


def partial_day(lines: Sequence[str], read: DateReader) -> tuple[StatedDates | None, str]:
    """Return the day and month that lines state without a year, with the weekday beside it, and the line."""
    found = [
        (dates, line)
        for line in lines
        for dates in read(line)
        if dates.first and dates.year is None and day_owner(line, dates) in {"open", "meeting"}
    ]
    if not found:
        return None, ""
    first, line = max(found, key=lambda stated: stated[0].last is not None)
    same_day = [other for other, _ in found if (other.first, other.month) == (first.first, first.month)]
    weekday = next((other.weekday for other in same_day if other.weekday is not None), None)
    return StatedDates(first.month, first.first, first.last, first.last_month, None, weekday), line
