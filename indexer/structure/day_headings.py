"""Find the headings of days in a paper: which of them can open its meetings is decided here, which do in `parts`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.structure.dates import StatedDates, find_dates, is_only_date, parse_bare_year, without_dates
from indexer.structure.front_matter.day_context import day_owner
from indexer.structure.front_matter.log_sections import is_in_log
from indexer.structure.front_matter.meeting_words import BODY_WORDS, MEETING_WORDS, RECORD_WORDS, plain_words
from indexer.structure.front_matter.places import find_place_line
from indexer.text.prose import count_words

from .draft import Piece

_MAX_HEADING_WORDS = 12  # words, as in `Minutes of the 12th regular meeting of the board, 3 May 2031`
_SMALL_WORDS = frozenset(
    """
    a an the of for on at in from and to held dated day days week weekly monthly quarterly regular special
    extraordinary ordinary annual first second third group working wg team staff st nd rd th am pm utc gmt cet cest est
    edt pst pdt et pt notes note summary du de la le les des del el am der die das vom von och van het
    """.split()
)
_OTHER_DAYS = re.compile(
    r"\b(?:next|previous|last|upcoming|future|deadline|due|until|before|after|since|published|posted|updated|created"
    r"|modified|released?|effective|expires?|prochaine?|próxima|nächste|action items?|todo|approv\w+|adopt\w+"
    r"|confirm\w*|arising|correspondence|week (?:of|commencing|beginning|ending)|month of)\b",
    re.IGNORECASE,
)
CANCELLED = frozenset(
    "cancelled canceled postponed skipped annule annulee reportee cancelada suspendida abgesagt verschoben".split()
)
"""Words of a heading for a day on which there was no meeting."""
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
# `Day 1 – 4 May` is no range of days.
_NUMBER_OF_DAY = re.compile(
    r"^(?:day|jour|jornada|día|dia|tag|giorno|dag)\s+(?:\d{1,2}|one|two|three|four|five)\b\s*[:.,–—|-]*\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?m\.?\b|h\b|hrs\b)?", re.IGNORECASE)


@dataclass(frozen=True)
class DayHeading:
    """A line that is a day and hardly more."""

    position: int
    dates: StatedDates
    level: int
    """The level of a heading, 0 for a plain line."""
    words: tuple[str, ...]
    """What it says beside the day and the title of the paper."""
    is_named: bool
    """Whether it says anything beside the day."""
    opens_with_day: bool = False
    """Whether the day is the first that it says."""
    has_topic: bool = False
    """Whether its words are those of no other heading beside it: what the day was about, not what the meeting is."""


def is_of_another_day(text: str) -> bool:
    """Return whether a heading is about a deadline, a publication or another meeting: `Next meeting: 3 May`."""
    return _OTHER_DAYS.search(text) is not None


def find_day_headings(pieces: Sequence[Piece], title: frozenset[str]) -> list[DayHeading]:
    """Return the headings of days of one shape: those of the level with the most days.

    A heading of another level counts too where it is a day and nothing else, between those before and after it.
    """
    by_level: dict[int, list[DayHeading]] = defaultdict(list)
    for position, piece in enumerate(pieces):
        heading = _day_heading(position, piece, title)
        if heading and not is_in_log(pieces, position, heading.level):
            by_level[heading.level].append(heading)
    for level, headings in by_level.items():
        shapes = Counter(heading.words for heading in headings)
        alike = [heading for heading in headings if says_no_more(heading) or shapes[heading.words] > 1]
        is_series = len(alike) < len(headings) and _is_series(pieces, headings)
        by_level[level] = [replace(one, has_topic=one not in alike) for one in headings] if is_series else alike
    if not by_level:
        return []
    chosen = min(by_level.values(), key=lambda headings: (-len({day_of(one) for one in headings}), level_of(headings)))
    strays = [one for headings in by_level.values() for one in headings if headings is not chosen and not one.words]
    return sorted([*chosen, *(one for one in strays if _is_in_order(one, chosen))], key=lambda one: one.position)


def _is_series(pieces: Sequence[Piece], headings: Sequence[DayHeading]) -> bool:
    """Return whether headings divide the whole paper by days, whatever they say after the day.

    Beside them and above them stand no other headings than the title and years: `## 2031-02-14 Ropes` can also be one
    entry of a list of actions.
    """
    level = level_of(headings)
    days = [(one.dates.year or 0, one.dates.month, one.dates.first or 0) for one in headings]
    rising = {later > earlier for earlier, later in pairwise(days)}
    if not level or len(rising) != 1 or len(set(days)) < len(days):
        return False
    if not all(one.opens_with_day and one.dates.year for one in headings):
        return False
    own = {one.position for one in headings}
    return all(
        position in own or "title" in piece.reasons or piece.block.level > level or _is_period(piece.text)
        for position, piece in enumerate(pieces)
        if piece.block.kind == "heading" and piece.block.level and not piece.block.drop
    )


def _is_period(text: str) -> bool:
    """Return whether a heading is a year or a month and a year."""
    return parse_bare_year(text) is not None or is_only_date(text)


def level_of(headings: Sequence[DayHeading]) -> int:
    """Return the level of the first of several headings; 0 for plain lines and for none."""
    return headings[0].level if headings else 0


def _is_in_order(stray: DayHeading, chosen: Sequence[DayHeading]) -> bool:
    """Return whether a heading of another level names a day between those of the headings before and after it."""
    before = [one for one in chosen if one.position < stray.position]
    after = [one for one in chosen if one.position > stray.position]
    if not before or not after or not stray.level or not level_of(chosen):
        return False
    keys = [(one.dates.year or 0, one.dates.month, one.dates.first or 0) for one in (before[-1], stray, after[0])]
    return keys[0] < keys[1] < keys[2] or keys[0] > keys[1] > keys[2]


def day_of(heading: DayHeading) -> tuple[int | None, int, int | None]:
    """Return year, month and day of a heading, as far as they are stated."""
    return heading.dates.year, heading.dates.month, heading.dates.first


def _day_heading(position: int, piece: Piece, title: frozenset[str]) -> DayHeading | None:
    """Return the day that a heading or a line by itself names, or None."""
    block, text = piece.block, piece.text
    if block.drop or block.speaker or block.kind not in {"heading", "paragraph"}:
        return None
    if count_words(text) > _MAX_HEADING_WORDS or text.endswith((".", ";", ",", "?")) or is_of_another_day(text):
        return None
    text = _NUMBER_OF_DAY.sub("", text)
    plain = without_brackets(text)
    found = [dates for dates in find_dates(plain) if dates.first]
    if len(found) != 1 or day_owner(plain, found[0]) not in {"meeting", "open"}:
        return None
    beside = _words_beside(text)
    words = tuple(word for word in beside if word not in title)
    level = block.level if block.kind == "heading" else 0
    opens = not re.search(r"\w", plain[: found[0].position])
    heading = DayHeading(position, found[0], level, words, bool(beside), opens)
    return heading if block.kind == "heading" or says_no_more(heading) else None


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets, unless that is the day."""
    rest = _BRACKETS.sub(" ", text)
    return rest if any(dates.first for dates in find_dates(rest)) else text


def _words_beside(text: str) -> tuple[str, ...]:
    """Return the words beside a day, without its place and words that say nothing."""
    place = {*plain_words(find_place_line(text) or "")}
    rest = _CLOCK.sub(" ", without_dates(without_brackets(text)))
    return tuple(word for word in plain_words(rest) if word not in _SMALL_WORDS and word not in place)


def says_no_more(heading: DayHeading) -> bool:
    """Return whether a heading says no more than a day and that there was a meeting, or none."""
    return set(heading.words) <= MEETING_WORDS | RECORD_WORDS | BODY_WORDS | CANCELLED
