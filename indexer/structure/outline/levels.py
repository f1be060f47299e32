"""Find the level of heading at which a paper sets its items, where its format marks headings with levels.

What such a heading opens is decided in `walk`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.structure.dates import is_only_date, without_dates
from indexer.structure.draft import Piece
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading

from .session_labels import parse_session_heading, parse_timed_heading, split_time

_MIN_MARKED_HEADINGS = 3
"""From this many marked headings on, lines that only look like headings are none. Any number from 1 to 6 reads 105
minutes in Markdown alike; a paper with one or two marked headings may still set the others as plain lines."""
_MIN_ITEMS = 2  # headings of one level that show it to be the level of items
_WEEKDAYS = (
    r"mon|tues?|wednes|thurs?|fri|satur|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_PART_OF_DAY = (
    r"(?:(?:early|late)[ -])?(?:morning|afternoon|evening|a\.?m\.?|p\.?m\.?|matin|après-midi|soir|mañana|tarde"
    r"|vormittag|nachmittag|abend)"
)
_DAY = re.compile(
    rf"^(?:(?:day|jour|día|dia|tag|jornada)\s+(?:\d{{1,2}}|one|two|three|four|five)|(?:{_WEEKDAYS})(?:day)?)?"
    rf"[\s,:–—-]*(?:{_PART_OF_DAY})?(?:\s+session)?[\s,:–—-]*$",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\W*\b\d{1,3}\s*(?:min(?:ute)?s?|h(?:ours?)?)\b\.?(?:\s+total)?\)?\s*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*:?\s*$")
_LEADING_DAY = re.compile(
    rf"^(?:(?:day|jour|día|dia|tag|jornada)\s+\d{{1,2}}|(?:{_WEEKDAYS})(?:day)?\b)[\s,:–—-]+", re.IGNORECASE
)


def marks_headings(pieces: Sequence[Piece]) -> bool:
    """Return whether the format marks the headings of a paper, so that no line need be taken for one by its looks."""
    return sum(piece.block.kind == "heading" and bool(piece.block.level) for piece in pieces) >= _MIN_MARKED_HEADINGS


def is_generic(text: str) -> bool:
    """Return whether a heading names no item: `Attendees`, `Agenda`, `Administrivia (5 min)`."""
    bare = _DURATION.sub("", text)
    return bool({normalise_heading(bare), normalise_heading(_ASIDE.sub("", bare))} & GENERIC_SECTIONS)


def sets_items(pieces: Sequence[Piece]) -> bool:
    """Return whether the marked headings of a paper are its items: they are unless most of them are labelled sessions.

    A programme with clock times has its own items.
    """
    headings = [piece for piece in pieces if piece.role == "heading"]
    labelled = sum(parse_session_heading(piece.heading) is not None for piece in headings)
    timed = sum(parse_timed_heading(piece.text) is not None for piece in headings)
    return marks_headings(pieces) and (labelled + timed) * 2 < len(headings)


def is_day_heading(text: str) -> bool:
    """Return whether a heading names a day or a part of one and nothing else: `Tuesday`, `Day 2 – 4 May, 9:00`."""
    rest = _LEADING_DAY.sub("", without_dates(text).strip(" ,:|()–—-"))
    _, rest = split_time(rest.strip(" ,:|()–—-"))
    return is_only_date(text) or bool(_DAY.match(text)) or not re.search(r"\w", rest) or bool(_DAY.match(rest))


def item_level(pieces: Iterable[Piece]) -> int | None:
    """Return the level of heading at which the items stand, or None where no heading has a level.

    It is the highest level that has several headings besides the title, days and sections such as `Attendees`.
    """
    levels = Counter(
        piece.block.level
        for piece in pieces
        if piece.role == "heading"
        and piece.block.level
        and not is_generic(piece.heading)
        and not is_day_heading(piece.text)
    )
    return min((level for level, count in levels.items() if count >= _MIN_ITEMS), default=min(levels, default=None))
